"""What the room still has open about students who are about to leave the school: counted, never told."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.casework.model import Case
from xinmiao.features.casework.records import CaseState
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("how many cases are open, for the question before a student leaves"),
)
def open_case_matters(unit: Unit, student_ids: tuple[str, ...]) -> tuple[OpenMatter, ...]:
    """Return one matter for the open cases of these students: they stay open, and who has to hand them on."""
    found = unit.db.scalars(
        select(Case).where(Case.student_id.in_(student_ids), Case.state == CaseState.OPEN).order_by(Case.id)
    ).all()
    if not found:
        return ()
    names = "、".join(sorted({case.counsellor_name for case in found}))
    step = _(
        "It stays open. {names}: hand it on to the new school or close it; what is risky is told by telephone first."
    )
    target = Target("casework", found[0].id) if len(found) == 1 else Target("casework")
    return (OpenMatter(_("Open cases: {count}").format(count=len(found)), step.format(names=names), target),)
