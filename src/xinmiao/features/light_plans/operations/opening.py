"""Opening light plans for a whole list at once, and taking back what was opened by mistake."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.light_plans.model import LightPlan
from xinmiao.features.light_plans.operations.counting import publish
from xinmiao.features.light_plans.records import Group, LightOpening, OpeningPreview
from xinmiao.features.light_plans.records.periods import choices
from xinmiao.features.roster.operations import list_classes, list_students, priority_groups
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names for a list; opening the light plans is audited"),
)
def preview_light_plans(unit: Unit, opening: LightOpening) -> OpeningPreview:
    """Return who would get a light plan, and who has one for this period already, by class and number."""
    have = frozenset(unit.db.scalars(select(LightPlan.student_id).where(LightPlan.period == opening.period)))
    chosen = _chosen(unit, opening)
    return OpeningPreview(
        tuple(line for line in chosen if line.id not in have), tuple(line for line in chosen if line.id in have)
    )


def _chosen(unit: Unit, opening: LightOpening) -> list[StudentLine]:
    classes = {
        line.id
        for line in unit.run(list_classes.bind())
        if opening.class_id in {"", line.id} and opening.grade_key in {"", line.grade_key}
    }
    everywhere = not opening.class_id and not opening.grade_key
    students = [line for line in unit.run(list_students.bind()) if everywhere or line.class_id in classes]
    if opening.group is Group.EVERYBODY:
        return students
    members = unit.run(priority_groups.bind())[opening.group.value]
    return [line for line in students if line.id in members]


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.list_opened")
def open_light_plans(unit: Unit, period: str, student_ids: tuple[str, ...]) -> int:
    """Open a light plan for each of these students who has none in this period; return how many were opened.

    Raises:
        RuleBroken: the period is neither the present term nor the present school year.
        NotFound: one of the students is not in the roster any more.
    """
    if period not in choices(unit.clock.today()):
        raise RuleBroken(_("Light plans are opened for the present term or school year."), _("Choose one of the two."))
    known = {line.id for line in unit.run(list_students.bind())}
    if set(student_ids) - known:
        raise NotFound(_("A student of this list is not in the roster any more."), _("Look at the preview again."))
    have = frozenset(unit.db.scalars(select(LightPlan.student_id).where(LightPlan.period == period)))
    wanted = [each for each in dict.fromkeys(student_ids) if each not in have]
    unit.add_many(LightPlan, [{"id": unit.ids.new(), "student_id": each, "period": period} for each in wanted])
    unit.remark(count=len(wanted))
    publish(unit, period)
    return len(wanted)


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.taken_back")
def take_back_light_plans(unit: Unit, ids: tuple[str, ...]) -> int:
    """Take back light plans that were opened by mistake; only those on which nothing was written.

    Raises:
        RuleBroken: one of them was handed in.
    """
    found = [unit.get(LightPlan, each) for each in ids]
    if any(sheet.written_on is not None for sheet in found):
        raise RuleBroken(_("A sheet that was handed in is not taken back."), _("Close it by a review instead."))
    for sheet in found:
        unit.concerns("student", sheet.student_id)
        unit.db.delete(sheet)
    unit.remark(count=len(found))
    for period in {sheet.period for sheet in found}:
        publish(unit, period)
    return len(found)
