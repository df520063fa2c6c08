"""Handing a list of students out as a spreadsheet: who may, what for, what of each, and the entry in the trail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from xinmiao.features.roster.model import Guardian, StudentDetails
from xinmiao.features.roster.operations.students import details_view, guardian_view, student_lines
from xinmiao.features.roster.records import (
    GUARDIANS,
    WHOLE_NUMBERS,
    ExportChoice,
    ExportRow,
    GuardianView,
    StudentDetailsView,
    StudentLine,
)
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.display import masked_tail
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_AT_ONCE = 500
"""SQLite takes some thousands of parameters; a list can be a whole school."""
_DETAIL_NAMES = tuple(StudentDetailsView.__dataclass_fields__)


@command(requires=Permission.STUDENT_EXPORT, scope=Scope.VISIBLE_STUDENTS, audit="student_list.exported")
def export_students(unit: Unit, ids: tuple[str, ...], choice: ExportChoice) -> tuple[ExportRow, ...]:
    """Return these students in this order with what was chosen of each, to be written into a file.

    The trail keeps how many, what for and which columns; details of a student stand in his access record too. Numbers
    are cut to their last four signs here unless the whole is asked for, and that is kept as well.

    Raises:
        NotFound: nobody of them is there for this account.
    """
    known: dict[str, StudentLine] = {}
    for some in _parts(ids):
        known |= {line.id: line for line in unit.run(student_lines.bind(some))}
    lines = tuple(known[each] for each in ids if each in known)
    if not lines:
        raise NotFound(_("Nobody is in this list."), _("Choose another class or clear the search."))
    unit.remark(count=len(lines), purpose=choice.purpose.value, columns=list(choice.in_order))
    if not choice.holds_details:
        return tuple(map(ExportRow, lines))
    if choice.whole_numbers:
        unit.remark(whole_numbers=True)
    for line in lines:
        unit.concerns("student", line.id)
    return _with_details(unit, lines, choice)


def _with_details(unit: Unit, lines: tuple[StudentLine, ...], choice: ExportChoice) -> tuple[ExportRow, ...]:
    details: dict[str, StudentDetailsView] = {}
    guardians: dict[str, list[GuardianView]] = defaultdict(list)
    for some in _parts(tuple(line.id for line in lines)):
        for row in unit.db.scalars(select(StudentDetails).where(StudentDetails.student_id.in_(some))):
            details[row.student_id] = _chosen(details_view(row), choice)
        if GUARDIANS in choice.columns:
            for guardian in unit.db.scalars(
                select(Guardian).where(Guardian.student_id.in_(some)).order_by(Guardian.id)
            ):
                guardians[guardian.student_id].append(guardian_view(guardian))
    empty = StudentDetailsView()
    return tuple(ExportRow(line, details.get(line.id, empty), tuple(guardians[line.id])) for line in lines)


def _chosen(details: StudentDetailsView, choice: ExportChoice) -> StudentDetailsView:
    """Return the details chosen and no others."""
    kept = {name: getattr(details, name) for name in _DETAIL_NAMES if name in choice.columns}
    if not choice.whole_numbers:
        kept |= {name: masked_tail(kept[name]) for name in WHOLE_NUMBERS if name in kept}
    return replace(StudentDetailsView(), **kept)


def _parts(ids: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
