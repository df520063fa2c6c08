"""The people of the search box: loaded at sign-in, kept in memory, loaded again when a student was changed.

Owns the bridge between the roster's finder and the search box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xinmiao.features.roster.finder import StudentFinder
from xinmiao.features.roster.operations import list_merges, list_students
from xinmiao.features.roster.records import STUDENT, MergeLine, StudentLine, StudentStatus
from xinmiao.kernel.operations import Change
from xinmiao.kernel.texts import tr
from xinmiao.ui.search_box import Found
from xinmiao.ui.tasks import Tasks

_KINDS = frozenset({"student", "school_class", "student_merge"})


class PeopleFinder:
    """Fulfils `ui.search_box.Finder`."""

    def __init__(self) -> None:
        self._finder = StudentFinder()
        self._tasks: Tasks | None = None
        self._with_merged = False
        self._lines: tuple[StudentLine, ...] = ()

    def __call__(self, typed: str, most: int) -> Sequence[Found]:
        """Find people from memory."""
        return tuple(_found(line) for line in self._finder.find(typed, limit=most))

    def begin(self, tasks: Tasks, *, with_merged: bool = False) -> None:
        """Load the people the account may see; `with_merged` finds those merged into others by their former name."""
        self._tasks, self._with_merged = tasks, with_merged
        self._load(tasks)

    def note_changes(self, changes: frozenset[Change]) -> None:
        """Load again when students or classes were changed."""
        if self._tasks is not None and any(change.record in _KINDS for change in changes):
            self._load(self._tasks)

    def _load(self, tasks: Tasks) -> None:
        tasks.run(list_students.bind(include_gone=True), self._take)
        if self._with_merged:
            tasks.run(list_merges.bind(), self._take_merged)

    def _take(self, lines: tuple[StudentLine, ...]) -> None:
        self._lines = lines
        self._finder = StudentFinder(lines)

    def _take_merged(self, merges: tuple[MergeLine, ...]) -> None:
        if merges:
            self._finder = StudentFinder((*self._lines, *map(_former, merges)))


def _former(merge: MergeLine) -> StudentLine:
    """Return the student a former one was merged into, under the former name and number."""
    name = tr("{former} → {survivor}", former=merge.former_name, survivor=merge.survivor.name)
    number = merge.former_number.lower()
    pinyin, initials = f"{merge.former_pinyin} {number}", merge.former_initials
    return replace(merge.survivor, name=name, pinyin=pinyin, initials=initials)


def _found(line: StudentLine) -> Found:
    number = "" if line.number_in_class is None else tr("No. {number}", number=line.number_in_class)
    state = "" if line.status is StudentStatus.ENROLLED else STUDENT.status.show(line.status)
    return Found(line.id, line.name, " · ".join(part for part in (line.class_label, number, state) if part))
