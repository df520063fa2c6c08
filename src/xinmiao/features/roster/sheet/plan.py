"""The dry run of an import: what would happen to each row, and why, before anything is written.

Owns the order of the decisions: the row's own problems, clashes inside the file, then the students there
already. Writes nothing; students are handed in and the confirmed plan is carried out elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xinmiao.features.roster.sheet.clashes import Clashes
from xinmiao.features.roster.sheet.classes import SchoolShape, read_class
from xinmiao.features.roster.sheet.matching import KnownStudents, ambiguous
from xinmiao.features.roster.sheet.planned import (
    Decisions,
    ExistingStudent,
    ImportPlan,
    PlannedRow,
    RowState,
    place_of,
    sentences,
)
from xinmiao.features.roster.sheet.rows import RosterRow
from xinmiao.features.roster.sheet.staff_names import StaffKnown
from xinmiao.kernel.texts import _

_CURE = _("Correct it in the sheet, save and choose the file again, or leave this row out.")


def class_filter(shape: SchoolShape, name: str) -> str:
    """Return the key of the class a person names, for `only_class`.

    Raises:
        ClassNotUnderstood: the name fits no class of the school.
    """
    return read_class(shape, name).key


def plan_import(
    rows: Sequence[RosterRow],
    existing: Iterable[ExistingStudent],
    *,
    only_class: str | None = None,
    staff: StaffKnown | None = None,
    decisions: Decisions | None = None,
) -> ImportPlan:
    """Return what would happen to each row, in the order of the file.

    `only_class` is a class key: rows of other classes are left out; rows whose class cannot be read
    stay, because they may belong to it.
    """
    wanted = [row for row in rows if only_class is None or row.class_name is None or row.class_name.key == only_class]
    clashes = Clashes(wanted)
    decided = decisions or Decisions()
    known = KnownStudents(existing, decided.students)
    planned = [_error(row, clashes, known) or known.judged(row) for row in wanted]
    told_apart = list(_without_shared_matches(planned))
    return ImportPlan(tuple((staff or StaffKnown()).settled(told_apart, decided.staff)))


def _error(row: RosterRow, clashes: Clashes, known: KnownStudents) -> PlannedRow | None:
    problems = [*row.problems, *clashes.errors.get(id(row), ())]
    if problems:
        return PlannedRow(row.sheet, row.row, RowState.ERROR, sentences([*problems, _CURE]), row)
    if (reason := clashes.doubtful.get(id(row))) is not None and (row.sheet, row.row) not in known.decided:
        return ambiguous(row, reason, known.namesakes(row))
    return None


def _without_shared_matches(planned: Sequence[PlannedRow]) -> Iterable[PlannedRow]:
    """Two rows that fit one student cannot both be taken."""
    fitting: dict[str, list[PlannedRow]] = defaultdict(list)
    for row in planned:
        if row.match is not None:
            fitting[row.match.id].append(row)
    for row in planned:
        rivals = [rival for rival in fitting[row.match.id] if rival is not row] if row.match is not None else []
        if not rivals:
            yield row
            continue
        reason = _("This row and {place} fit the same known student; which one is meant?").format(
            place=place_of(rivals[0].values)
        )
        yield replace(ambiguous(row.values, reason, [row.match] if row.match is not None else []), match=row.match)
