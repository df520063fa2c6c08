"""The manifest by which a feature says what it brings; `app.features` lists them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from xinmiao.kernel.access import Permission
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.operations import Operation
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.texts import Text
from xinmiao.kernel.year_steps import YearStep


class Section(StrEnum):
    """Where a page stands in the navigation; in this order."""

    DAY = "day"
    FOLLOW_UP = "follow_up"
    LEDGERS = "ledgers"
    SCHOOL = "school"
    CARE = "care"


@dataclass(frozen=True)
class PageEntry:
    """A page of the program. `target` is "module:Class", so that nothing imports Qt before it must."""

    name: str
    label: Text
    icon: str
    target: str
    requires: Permission
    in_navigation: bool = True
    in_settings: bool = False
    """Whether the settings lead there, as to a list the school keeps."""
    section: Section = Section.DAY
    """Under which heading the navigation lists it; what is done every day stands above all headings."""


@dataclass(frozen=True)
class PanelEntry:
    """A panel that stands on the pages of other features, about the record shown there (`ui.record_panel`).

    `target` is "module:Class", as for pages; `on` names the kinds of records it can be about.
    """

    name: str
    target: str
    requires: Permission
    on: tuple[str, ...]


@dataclass(frozen=True)
class BatchPaper:
    """A paper of one student that can be printed for a whole list in one job (`features.batch_printing`).

    `make` is "module:function" of (what `collect` returned, purpose) and returns a paper.
    """

    name: str
    label: Text
    collect: Operation[..., Any]
    """A command of a student id (and the chapters of all features, `with_chapters`), audited as a print."""
    make: str
    having: Operation[[], Any] | None = None
    """A query that returns the ids of the students who have something to print; None for everybody."""
    with_chapters: bool = False


@dataclass(frozen=True)
class ListPaper:
    """One paper for a whole class or school, such as labels; `make` is "module:function" of what `collect` returned."""

    name: str
    label: Text
    collect: Operation[[str], Any]
    """A command of how a class's name begins (empty for all), audited as a print."""
    make: str


@dataclass(frozen=True)
class RiskConsequence:
    """What a note offers in place once a risk item is answered with yes: a page of this feature for the student."""

    name: str
    label: Text
    icon: str
    page: str
    requires: Permission


@dataclass(frozen=True)
class Feature:
    """What one feature brings to the program."""

    name: str
    label: Text
    operations: tuple[Operation[..., Any], ...] = ()
    records: tuple[RecordSpec, ...] = ()
    pages: tuple[PageEntry, ...] = ()
    panels: tuple[PanelEntry, ...] = ()
    settings: tuple[Setting, ...] = ()
    tasks: tuple[Operation[[], Any], ...] = ()
    """Queries without arguments that return `tuple[Task, ...]` (`kernel.tasks`)."""
    timeline: tuple[Operation[[str], Any], ...] = ()
    """Queries of a student id that return `tuple[TimelineEntry, ...]` (`kernel.timeline`)."""
    searches: tuple[Operation[[str, str], Any], ...] = ()
    """Queries of words and a student id that return `tuple[TextHit, ...]` (`kernel.text_hits`), the newest first."""
    chapters: tuple[Operation[[str], Any], ...] = ()
    """Queries of a student id that return a `FileChapter` for the printed growth file (`kernel.file_chapters`)."""
    marks: tuple[Operation[[str], Any], ...] = ()
    """Queries of a student id that return `tuple[StudentMark, ...]` (`kernel.student_marks`)."""
    year_steps: tuple[YearStep, ...] = ()
    """What is to be done at the beginning of a school year (`kernel.year_steps`)."""
    open_matters: tuple[Operation[[tuple[str, ...]], Any], ...] = ()
    """Queries of student ids that return `tuple[OpenMatter, ...]` (`kernel.open_matters`)."""
    raised: tuple[Operation[[str], bool], ...] = ()
    """Queries of a student id that say whether the student stands at a raised level; a note then asks for more."""
    risk_consequences: tuple[RiskConsequence, ...] = ()
    batch_papers: tuple[BatchPaper, ...] = ()
    """Papers that can be printed for a list of students."""
    arrivals: tuple[Arrival, ...] = ()
    """What is done with each kind of envelope that arrives for the counsellors (`vault.envelopes.arriving`)."""
    occupancies: tuple[Operation[[date, date], Any], ...] = ()
    """Queries of a first and a last day that return `tuple[Occupancy, ...]` (`kernel.occupancies`): what stands there.

    The school's calendar lists them when a day, a period table or a room changes; nothing is moved.
    """
    list_papers: tuple[ListPaper, ...] = ()
    """Papers of a whole class or school."""
    model: str = ""
    """Dotted name of the module with the mapped classes."""
