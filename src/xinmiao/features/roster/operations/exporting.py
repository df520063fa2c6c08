"""Handing a list of students out as a spreadsheet: who may, what for, and the entry in the trail."""

from __future__ import annotations

from xinmiao.features.roster.export_purposes import ExportPurpose
from xinmiao.features.roster.operations.students import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_AT_ONCE = 500
"""SQLite takes some thousands of parameters; a list can be a whole school."""


@command(requires=Permission.STUDENT_EXPORT, scope=Scope.VISIBLE_STUDENTS, audit="student_list.exported")
def export_students(unit: Unit, ids: tuple[str, ...], purpose: ExportPurpose) -> tuple[StudentLine, ...]:
    """Return these students in this order, to be written into a file; the trail keeps how many and what for.

    Raises:
        NotFound: nobody of them is there for this account.
    """
    known: dict[str, StudentLine] = {}
    for start in range(0, len(ids), _AT_ONCE):
        known |= {line.id: line for line in unit.run(student_lines.bind(ids[start : start + _AT_ONCE]))}
    lines = tuple(known[each] for each in ids if each in known)
    if not lines:
        raise NotFound(_("Nobody is in this list."), _("Choose another class or clear the search."))
    unit.remark(count=len(lines), purpose=purpose.value)
    return lines
