"""An import under way: the file, how its columns are read, the trial run, what the user decided of each row.

Owns the decisions and the numbers on the buttons. Knows no widget and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from xinmiao.features.roster.operations import ImportBasis
from xinmiao.features.roster.records import ClassLine
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.roster.sheet.header import FoundList, FoundLists, PassedOver
from xinmiao.features.roster.sheet.mapping import Column, Mapping, signature
from xinmiao.features.roster.sheet.planned import BLOCKING, Decisions, ImportPlan, Place, PlannedRow, RowState

_WRITTEN = frozenset({RowState.NEW, RowState.UPDATED})


class Decision(StrEnum):
    """What becomes of a row."""

    WRITE = "write"
    ACCEPTED = "accepted"
    EXCLUDED = "excluded"
    UNDECIDED = "undecided"
    NOTHING = "nothing"


@dataclass(frozen=True)
class ColumnGroup:
    """Lists with the same headings; their columns are matched once for all of them."""

    places: tuple[int, ...]
    """Where the lists stand in the file."""
    first: FoundList
    sheets: tuple[str, ...]
    rows: int
    remembered: bool


@dataclass
class ImportState:
    """Born when a file is read, gone when another is chosen."""

    path: Path
    found: FoundLists
    basis: ImportBasis = field(repr=False)
    classes: tuple[ClassLine, ...]
    mappings: list[Mapping]
    plan: ImportPlan | None = field(default=None, repr=False)
    excluded: set[Place] = field(default_factory=set)
    accepted: set[Place] = field(default_factory=set)
    kept: dict[Place, frozenset[str]] = field(default_factory=dict)
    """By row, the fields that stay as they are recorded."""
    students: dict[Place, str] = field(default_factory=dict)
    """By row, which known student is meant, or that it is a new one."""
    staff: dict[str, str] = field(default_factory=dict)
    """By name, which staff member is meant."""

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Return the sheets and rows that are not read, with the reasons."""
        return self.found.passed_over

    def groups(self) -> tuple[ColumnGroup, ...]:
        """Return the lists by their headings, in the order of the file."""
        by_headings: dict[str, list[int]] = {}
        for place, found in enumerate(self.found.lists):
            by_headings.setdefault(signature(found.headings), []).append(place)
        return tuple(
            ColumnGroup(
                tuple(places),
                self.found.lists[places[0]],
                tuple(self.found.lists[place].sheet for place in places),
                sum(len(self.found.lists[place].rows) for place in places),
                key in self.basis.remembered,
            )
            for key, places in by_headings.items()
        )

    def mapping(self, group: ColumnGroup) -> Mapping:
        """Return how the columns of a group are read."""
        return self.mappings[group.places[0]]

    def set_field(self, group: ColumnGroup, index: int, column: Column | None) -> None:
        """Read one column of a group as `column`, or not at all; a plan made before is void."""
        changed = self.mapping(group).changed(index, column)
        for place in group.places:
            self.mappings[place] = changed
        self.plan = None

    def without_name(self) -> tuple[ColumnGroup, ...]:
        """Return the groups in which no column is the name; they cannot be read."""
        return tuple(group for group in self.groups() if self.mapping(group).column_of(Column.NAME) is None)

    def take_plan(self, plan: ImportPlan) -> None:
        """Take a new trial run; decisions of an earlier one stay where the row and its state are the same."""
        before = {row.place: row.state for row in self.plan.rows} if self.plan else {}
        same = {row.place for row in plan.rows if before.get(row.place) is row.state}
        self.plan, self.excluded, self.accepted = plan, self.excluded & same, self.accepted & same
        self.kept = {place: names for place, names in self.kept.items() if place in same}

    def decisions(self) -> Decisions:
        """Return what the user decided of rows that cannot be told apart, for the next trial run."""
        return Decisions(dict(self.students), dict(self.staff))

    def choose(self, row: PlannedRow, value: str) -> None:
        """Say whom a row means; the next trial run goes by it."""
        if row.staff_name:
            self.staff[row.staff_name] = value
        else:
            self.students[row.place] = value

    def choose_again(self, row: PlannedRow) -> None:
        """Take back whom a row means."""
        self.students.pop(row.place, None)
        for name in (row.values.mentor, row.values.class_teacher):
            self.staff.pop(name or "", None)

    def was_chosen(self, row: PlannedRow) -> bool:
        """Return whether the user said whom this row means."""
        return row.place in self.students or not {row.values.mentor, row.values.class_teacher}.isdisjoint(self.staff)

    def kept_of(self, row: PlannedRow) -> frozenset[str]:
        """Return the fields of a row that stay as they are recorded."""
        return self.kept.get(row.place, frozenset())

    def keep(self, row: PlannedRow, name: str, *, on: bool) -> None:
        """Keep one field as it is recorded, or take it from the sheet again."""
        names = self.kept_of(row)
        self.kept[row.place] = names | {name} if on else names - {name}

    def decision(self, row: PlannedRow) -> Decision:
        """Return what becomes of a row as things stand."""
        if row.place in self.excluded:
            return Decision.EXCLUDED
        if row.state is RowState.UNCHANGED or _keeps_all(row, self.kept_of(row)):
            return Decision.NOTHING
        if row.state in _WRITTEN:
            return Decision.WRITE
        return Decision.ACCEPTED if row.place in self.accepted else Decision.UNDECIDED

    def exclude(self, rows: Iterable[PlannedRow]) -> None:
        """Leave rows out; nothing is to be left out of a row that changes nothing."""
        places = {row.place for row in rows if row.state is not RowState.UNCHANGED}
        self.excluded |= places
        self.accepted -= places

    def restore(self, rows: Iterable[PlannedRow]) -> None:
        """Take the decision on rows back."""
        places = {row.place for row in rows}
        self.excluded -= places
        self.accepted -= places

    def accept(self, rows: Iterable[PlannedRow]) -> None:
        """Take conflicts as they are; nothing else can be accepted."""
        places = {row.place for row in rows if row.state is RowState.CONFLICT}
        self.accepted |= places
        self.excluded -= places

    def toggle_excluded(self, rows: Sequence[PlannedRow]) -> bool:
        """Leave rows out, or take them back when all are left out; return whether there was anything to do."""
        chosen = [row for row in rows if row.state is not RowState.UNCHANGED]
        if all(self.decision(row) is Decision.EXCLUDED for row in chosen):
            self.restore(chosen)
        else:
            self.exclude(chosen)
        return bool(chosen)

    def toggle_accepted(self, rows: Sequence[PlannedRow]) -> bool:
        """Accept conflicts, or take that back when all are accepted; return whether there was anything to do."""
        chosen = [row for row in rows if row.state is RowState.CONFLICT]
        if all(self.decision(row) is Decision.ACCEPTED for row in chosen):
            self.restore(chosen)
        else:
            self.accept(chosen)
        return bool(chosen)

    @property
    def rows(self) -> Sequence[PlannedRow]:
        """Return the rows of the trial run."""
        return self.plan.rows if self.plan else ()

    def undecided(self) -> tuple[PlannedRow, ...]:
        """Return the rows that stop the import."""
        return tuple(row for row in self.rows if self.decision(row) is Decision.UNDECIDED)

    def bad(self) -> tuple[PlannedRow, ...]:
        """Return the undecided rows that can only be left out."""
        return tuple(row for row in self.undecided() if row.state in BLOCKING - {RowState.CONFLICT})

    def to_write(self) -> tuple[PlannedRow, ...]:
        """Return the rows to be committed."""
        rows = (row for row in self.rows if self.decision(row) in {Decision.WRITE, Decision.ACCEPTED})
        return tuple(replace(row, kept=self.kept[row.place]) if self.kept_of(row) else row for row in rows)

    def numbers(self) -> tuple[int, int]:
        """Return how many students would be added and updated."""
        rows = self.to_write()
        added = sum(row.match is None for row in rows)
        return added, len(rows) - added

    def new_classes(self) -> tuple[ClassName, ...]:
        """Return the classes that would be added."""
        known = {line.key for line in self.classes}
        named = {row.values.class_name for row in self.to_write() if row.values.class_name is not None}
        return tuple(
            sorted((name for name in named if name.key not in known), key=lambda name: (name.grade, name.number))
        )

    def remembered_mappings(self) -> tuple[tuple[tuple[str, ...], Mapping], ...]:
        """Return the columns to be remembered for the next sheet of each kind."""
        return tuple((group.first.headings, self.mapping(group)) for group in self.groups())


def _keeps_all(row: PlannedRow, kept: frozenset[str]) -> bool:
    return bool(kept) and row.match is not None and kept.issuperset(row.changed)
