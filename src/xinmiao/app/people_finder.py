"""The people of the search box: loaded at sign-in, kept in memory, loaded again when a student was changed.

Owns the bridge between the roster's finder and the search box.
"""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.features.roster.finder import StudentFinder
from xinmiao.features.roster.operations import list_students
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.operations import Change
from xinmiao.kernel.texts import tr
from xinmiao.ui.search_box import Found
from xinmiao.ui.tasks import Tasks

_KINDS = frozenset({"student", "school_class"})


class PeopleFinder:
    """Fulfils `ui.search_box.Finder`."""

    def __init__(self) -> None:
        self._finder = StudentFinder()
        self._tasks: Tasks | None = None

    def __call__(self, typed: str, most: int) -> Sequence[Found]:
        """Find people from memory."""
        return tuple(_found(line) for line in self._finder.find(typed, limit=most))

    def begin(self, tasks: Tasks) -> None:
        """Load the people the account may see."""
        self._tasks = tasks
        tasks.run(list_students.bind(include_gone=True), self._take)

    def note_changes(self, changes: frozenset[Change]) -> None:
        """Load again when students or classes were changed."""
        if self._tasks is not None and any(change.record in _KINDS for change in changes):
            self._tasks.run(list_students.bind(include_gone=True), self._take)

    def _take(self, lines: tuple[StudentLine, ...]) -> None:
        self._finder = StudentFinder(lines)


def _found(line: StudentLine) -> Found:
    number = "" if line.number_in_class is None else tr("No. {number}", number=line.number_in_class)
    return Found(line.id, line.name, " · ".join(part for part in (line.class_label, number) if part))
