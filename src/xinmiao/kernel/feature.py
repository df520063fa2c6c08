"""The manifest by which a feature says what it brings; `app.features` lists them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xinmiao.kernel.access import Permission
from xinmiao.kernel.operations import Operation
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.texts import Text
from xinmiao.kernel.year_steps import YearStep


@dataclass(frozen=True)
class PageEntry:
    """A page of the program. `target` is "module:Class", so that nothing imports Qt before it must."""

    name: str
    label: Text
    icon: str
    target: str
    requires: Permission
    in_navigation: bool = True


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
    model: str = ""
    """Dotted name of the module with the mapped classes."""
