"""The manifest by which a feature says what it brings; `app.features` lists them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xinmiao.kernel.access import Permission
from xinmiao.kernel.operations import Operation
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.texts import Text


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
    model: str = ""
    """Dotted name of the module with the mapped classes."""
