"""Rows of one file that repeat or contradict each other.

Owns duplicates inside the file. Does not know the students there already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from xinmiao.features.roster.sheet.planned import place_of
from xinmiao.features.roster.sheet.rows import RosterRow
from xinmiao.kernel.texts import Text, _


class Clashes:
    """Rows of the file that contradict or repeat each other."""

    def __init__(self, rows: Sequence[RosterRow]) -> None:
        self.errors: dict[int, list[Text]] = defaultdict(list)
        self.doubtful: dict[int, Text] = {}
        sound = [row for row in rows if not row.problems]
        self._look_at_numbers(sound)
        self._look_at_places(sound)
        self._look_at_names(sound)
        self._look_at_class_teachers(sound)

    def _look_at_class_teachers(self, rows: Sequence[RosterRow]) -> None:
        """A class has one class teacher; the row that names another one is wrong."""
        named = [row for row in rows if row.class_teacher is not None]
        for group in _grouped(named, lambda row: row.class_name.key if row.class_name else None):
            for row in group:
                if row.class_teacher != group[0].class_teacher:
                    told = _("Another class teacher of the same class stands in {place}.")
                    self._add(row, told.format(place=place_of(group[0])))

    def _look_at_numbers(self, rows: Sequence[RosterRow]) -> None:
        for group in _grouped(rows, lambda row: row.student_number):
            self._repeated(group, _("The same student number stands in {place} under another name."))
        for group in _grouped(rows, lambda row: row.id_digest):
            self._repeated(group, _("The same ID number stands in {place} under another name."))

    def _look_at_places(self, rows: Sequence[RosterRow]) -> None:
        for group in _grouped(
            rows,
            lambda row: (row.class_name.key, row.number_in_class) if row.class_name and row.number_in_class else None,
        ):
            self._repeated(group, _("The same number in the class stands in {place} for another student."))

    def _repeated(self, group: Sequence[RosterRow], contradiction: Text) -> None:
        first, names = group[0], {row.name for row in group}
        if len(names) > 1:
            for row in group:
                other = next(other for other in group if other is not row)
                self._add(row, contradiction.format(place=place_of(other)))
            return
        for row in group[1:]:
            self._add(row, _("The same student already stands in {place}.").format(place=place_of(first)))

    def _add(self, row: RosterRow, text: Text) -> None:
        if not self.errors[id(row)]:
            self.errors[id(row)].append(text)

    def _look_at_names(self, rows: Sequence[RosterRow]) -> None:
        """Rows of one name in one class: told apart by numbers or birth dates, repeated, or doubtful."""
        sound = [row for row in rows if not self.errors.get(id(row))]
        for group in _grouped(sound, lambda row: (row.class_name.key, row.name) if row.class_name else None):
            for at, row in enumerate(group):
                others = [other for other in group if other is not row and not _told_apart(row, other)]
                repeated = next((other for other in group[:at] if other in others and _same_birth(row, other)), None)
                if repeated is not None:
                    self._add(row, _("The same student already stands in {place}.").format(place=place_of(repeated)))
                elif any(not _same_birth(row, other) for other in others):
                    self.doubtful[id(row)] = _(
                        "Another student of this name stands in {place}; no number or birth date tells them apart."
                    ).format(place=place_of(others[0]))


def _grouped(rows: Sequence[RosterRow], key: Callable[[RosterRow], Hashable]) -> Iterable[list[RosterRow]]:
    groups: dict[Hashable, list[RosterRow]] = defaultdict(list)
    for row in rows:
        if (value := key(row)) is not None:
            groups[value].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _told_apart(row: RosterRow, other: RosterRow) -> bool:
    """Two rows are two people when a number or the birth date stands in both and differs."""
    pairs = (
        (row.student_number, other.student_number),
        (row.id_digest, other.id_digest),
        (row.number_in_class, other.number_in_class),
        (row.birth_date, other.birth_date),
    )
    return any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs)


def _same_birth(row: RosterRow, other: RosterRow) -> bool:
    return row.birth_date is not None and row.birth_date == other.birth_date
