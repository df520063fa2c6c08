"""How far the consents of a new school year are, for the wizard at its beginning."""

from __future__ import annotations

from sqlalchemy import func, select

from xinmiao.features.consents.model import ConsentCount
from xinmiao.features.roster.operations import list_classes
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.kernel.year_steps import StepState
from xinmiao.vault.unit import Unit


@query(requires=Permission.CONSENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("counts of classes"))
def consent_step(unit: Unit) -> StepState:
    """Return in how many classes this year's slips are being collected."""
    year = school_year_of(unit.clock.today())
    begun = unit.db.scalar(select(func.count(ConsentCount.class_id.distinct())).where(ConsentCount.school_year == year))
    classes = len(unit.run(list_classes.bind()))
    told = _("Slips are being collected in {count} of {classes} classes.").format(count=begun or 0, classes=classes)
    return StepState(done=bool(classes) and begun == classes, facts=(told,))
