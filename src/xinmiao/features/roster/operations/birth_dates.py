"""Birth dates of students, for rules that go by age."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from xinmiao.features.roster.model import StudentDetails
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.STUDENT_DETAILS_READ,
    scope=Scope.VISIBLE_STUDENTS,
    audit=NotAudited("part of another operation that goes by age and is audited itself"),
)
def birth_dates(unit: Unit, student_ids: tuple[str, ...]) -> dict[str, date]:
    """Return the birth dates of those students whose date is in the roster."""
    rows = unit.db.execute(
        select(StudentDetails.student_id, StudentDetails.birth_date).where(
            StudentDetails.student_id.in_(student_ids), StudentDetails.birth_date.is_not(None)
        )
    )
    return {row.student_id: row.birth_date for row in rows}
