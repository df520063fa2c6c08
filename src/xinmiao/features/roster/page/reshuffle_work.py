"""What a reshuffling is made of: who goes into which class, chosen by hand or read from a sheet.

Owns the list of changes before it is written, and what of a sheet could not be taken. Shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xinmiao.features.roster import dry_run
from xinmiao.features.roster.operations import ImportBasis
from xinmiao.features.roster.records import ClassLine, ReshuffleMove, StudentLine
from xinmiao.features.roster.sheet.planned import PlannedRow, RowState
from xinmiao.ui.jobs import Progress

_TOLD_APART = frozenset({RowState.NEW, RowState.UPDATED, RowState.UNCHANGED, RowState.CONFLICT})


@dataclass(frozen=True)
class Change:
    """A student, the class he is in and the class he is to be in."""

    line: StudentLine
    target: ClassLine
    number: int | None = None

    @property
    def id(self) -> str:
        """Return the student's id."""
        return self.line.id

    def move(self) -> ReshuffleMove:
        """Return what is handed to the operation."""
        return ReshuffleMove(self.line.id, self.line.version, self.target.id, self.number)


@dataclass(frozen=True)
class SheetResult:
    """What a sheet says: changes by student id as (class key, number), and rows that say nothing usable."""

    wanted: Mapping[str, tuple[str, int | None]]
    unclear: tuple[str, ...] = ()
    """Where the rows stand that fit nobody, or more than one."""


def read_sheet(path: Path, basis: ImportBasis, today: date, progress: Progress) -> SheetResult:
    """Read who is to be in which class; columns are understood as in an import.

    Raises:
        AppError: the file cannot be read, or holds no list.
    """
    progress.check_cancelled()
    found = dry_run.open_roster(path)
    progress.check_cancelled()
    plan = dry_run.dry_run(found, dry_run.proposed_mappings(found, basis), basis, today=today)
    wanted: dict[str, tuple[str, int | None]] = {}
    by_name = _alone_by_name(basis)
    unclear: list[str] = []
    for row in plan.rows:
        student = _meant(row, by_name)
        if student is None or row.values.class_name is None:
            unclear.append(f"{row.row} {row.values.name}".strip())
        else:
            wanted[student] = (row.values.class_name.key, row.values.number_in_class)
    return SheetResult(wanted, tuple(unclear))


def changes_of(result: SheetResult, lines: Iterable[StudentLine], classes: Sequence[ClassLine]) -> list[Change]:
    """Return the changes a sheet asks for; who is in his class already is left out."""
    by_key = {line.key: line for line in classes}
    found = []
    for line in lines:
        key, number = result.wanted.get(line.id, ("", None))
        if key in by_key and by_key[key].id != line.class_id:
            found.append(Change(line, by_key[key], number))
    return found


def _meant(row: PlannedRow, by_name: Mapping[str, str]) -> str | None:
    """Return whom a row means: by its number as an import would, else by a name that only one student has.

    A reshuffled sheet names the new class, so that an import would take a name alone for a new student.
    """
    if row.state not in _TOLD_APART:
        return None
    return row.match.id if row.match is not None else by_name.get(row.values.name)


def _alone_by_name(basis: ImportBasis) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for student in basis.existing:
        found.setdefault(student.name, []).append(student.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}
