"""Writing a plan and agreeing on it: save, agree, approve by account, register a signature on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.plans.model import Plan, PlanGoal, PlanMeasure
from xinmiao.features.plans.operations.reading import allowed, plans_of, state_of, states_of, student_of
from xinmiao.features.plans.records import (
    ApprovalKind,
    GoalDraft,
    MeasureDraft,
    PaperApproval,
    PlanContent,
    PlanDraft,
    PlanStamp,
    PlanState,
)
from xinmiao.features.plans.records.settings import NEEDS_APPROVAL
from xinmiao.features.plans.rules import writing as rules
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_TEXTS = ("reasons", "strengths", "protective", "participants", "change_reason")
_DAYS = ("starts_on", "next_review_on")
_GOAL_NAMES = ("what", "how_seen", "baseline", "plain")
_MEASURE_NAMES = ("what", "side", "who", "person", "due_on", "where")


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.saved")
def save_plan(unit: Unit, draft: PlanDraft) -> PlanStamp:
    """Save a plan that is being drawn up, with the student's growth file if there is none.

    Raises:
        NotFound: no such student.
        ValidationFailed: a value its field refuses, or a row without its first words.
        RuleBroken: the student has a plan already, or this version was agreed.
        Conflict: somebody saved it since `base_version`.
    """
    content = rules.tidy(draft.content)
    if problems := rules.saving_problems(content):
        raise ValidationFailed(problems)
    return stamp(unit, _stored(unit, draft, content))


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.agreed")
def agree_plan(unit: Unit, draft: PlanDraft, agreed_on: date | None) -> PlanStamp:
    """Save a plan and record that it was agreed on; from then on it is changed only by a new version.

    Whether it needs a second person's approval is settled here by the school's setting of the day.

    Raises:
        ValidationFailed: something is missing, named by field.
        NotFound, RuleBroken, Conflict: as for saving.
    """
    content = rules.tidy(draft.content)
    is_new = draft.base_version is None or not _is_later_version(unit, draft)
    problems = rules.agreeing_problems(content, agreed_on, today=unit.clock.today(), is_new=is_new)
    if problems or agreed_on is None:
        raise ValidationFailed(problems)
    settings = unit.run(get_school_settings.bind((NEEDS_APPROVAL,)))
    plan = _stored(unit, draft, content)
    plan.needs_approval = bool(settings[NEEDS_APPROVAL.name])
    plan.agreed_on, plan.agreed_at = agreed_on, unit.clock.now()
    plan.agreed_by, plan.agreed_name = unit.actor.account, unit.actor.label
    return stamp(unit, plan)


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.approved")
def approve_plan(unit: Unit, plan_id: str, base_version: int) -> PlanStamp:
    """Approve a plan that a colleague agreed on; his own nobody approves.

    Raises:
        RuleBroken: it needs no approval, has one, or is the account's own.
        NotFound, Conflict: as for saving.
    """
    plan = editable(unit, plan_id, base_version)
    may = allowed(unit, plan, state_of(unit, plan))
    if may.register_paper and not may.approve:
        raise RuleBroken(
            _("You wrote this plan; a second person approves it."),
            _("Ask a colleague to approve it, or register the signature on paper."),
        )
    if not may.approve:
        raise _no_approval()
    plan.approval, plan.approved_on = ApprovalKind.ACCOUNT, unit.clock.today()
    plan.approver, plan.approver_name = unit.actor.account, unit.actor.label
    return stamp(unit, plan)


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.paper_approved")
def register_paper_approval(unit: Unit, plan_id: str, base_version: int, approval: PaperApproval) -> PlanStamp:
    """Record a signature that was given on paper: who signed, when, where the original lies.

    Raises:
        ValidationFailed: signer, date or place is missing or impossible.
        RuleBroken: it needs no approval, or has one.
        NotFound, Conflict: as for saving.
    """
    plan = editable(unit, plan_id, base_version)
    if plan.agreed_on is None or not allowed(unit, plan, state_of(unit, plan)).register_paper:
        raise _no_approval()
    if problems := rules.paper_problems(approval, agreed_on=plan.agreed_on, today=unit.clock.today()):
        raise ValidationFailed(problems)
    plan.approval, plan.approved_on = ApprovalKind.PAPER, approval.on
    plan.approver_name, plan.approval_place = approval.name.strip(), approval.place.strip()
    return stamp(unit, plan)


def editable(unit: Unit, plan_id: str, base_version: int) -> Plan:
    """Return a version to be changed, and name it for the trail."""
    plan = unit.editable(Plan, plan_id, base_version)
    concerns(unit, plan)
    return plan


def concerns(unit: Unit, plan: Plan) -> None:
    """Name a version and its student for the trail."""
    unit.concerns("student", plan.student_id)
    unit.concerns("plan", plan.id)


def _no_approval() -> RuleBroken:
    return RuleBroken(_("This plan does not wait for an approval."), _("Open it again to see how it stands."))


def _is_later_version(unit: Unit, draft: PlanDraft) -> bool:
    return any(plan.number > 1 for plan in plans_of(unit, draft.student_id) if plan.id == draft.plan_id)


def _stored(unit: Unit, draft: PlanDraft, content: PlanContent) -> Plan:
    if draft.base_version is None:
        plan = _begun(unit, draft)
    else:
        plan = editable(unit, draft.plan_id, draft.base_version)
        if state_of(unit, plan) is not PlanState.DRAFT:
            raise RuleBroken(
                _("This version was agreed and is not rewritten."),
                _("Make a new version; the text you typed is kept as a draft."),
            )
    changed = _put(plan, {name: getattr(content, name) or None for name in (*_TEXTS, *_DAYS)})
    changed = _put_goals(unit, plan.id, content.goals) or changed
    changed = _put_measures(unit, plan.id, content.measures) or changed
    plan.edits += changed and draft.base_version is not None
    return plan


def _begun(unit: Unit, draft: PlanDraft) -> Plan:
    if unit.db.get(Plan, draft.plan_id) is not None:
        raise Conflict
    student_of(unit, draft.student_id)
    plans = plans_of(unit, draft.student_id)
    if any(state not in {PlanState.CLOSED, PlanState.REPLACED} for state in states_of(unit, plans).values()):
        raise RuleBroken(
            _("This student has a plan already."), _("Open that plan; a new version is made there, or it is closed.")
        )
    unit.run(ensure_growth_file.bind(draft.student_id, OpeningReason.WARNING))
    number = plans[0].number + 1 if plans else 1
    plan = Plan(id=draft.plan_id, student_id=draft.student_id, number=number, edits=1)
    concerns(unit, plan)
    unit.db.add(plan)
    return plan


def _put_goals(unit: Unit, plan_id: str, goals: Sequence[GoalDraft]) -> bool:
    there = {row.id: row for row in unit.db.scalars(select(PlanGoal).where(PlanGoal.plan_id == plan_id))}
    changed = _drop(unit, there, {goal.id for goal in goals})
    for place, goal in enumerate(goals):
        row = there.get(goal.id)
        if row is None:
            row = PlanGoal(id=goal.id, plan_id=plan_id, root_id=goal.id)
            unit.db.add(row)
        changed = _put(row, {"place": place, **_stored_values(goal, _GOAL_NAMES)}) or changed
    return changed


def _put_measures(unit: Unit, plan_id: str, measures: Sequence[MeasureDraft]) -> bool:
    there = {row.id: row for row in unit.db.scalars(select(PlanMeasure).where(PlanMeasure.plan_id == plan_id))}
    changed = _drop(unit, there, {each.id for each in measures})
    for place, each in enumerate(measures):
        row = there.get(each.id)
        if row is None:
            row = PlanMeasure(id=each.id, plan_id=plan_id, root_id=each.id)
            unit.db.add(row)
        changed = _put(row, {"place": place, **_stored_values(each, _MEASURE_NAMES)}) or changed
    return changed


def _drop(unit: Unit, there: Mapping[str, PlanGoal] | Mapping[str, PlanMeasure], kept: set[str]) -> bool:
    gone = [row for row_id, row in there.items() if row_id not in kept]
    for row in gone:
        unit.db.delete(row)
    return bool(gone)


def _stored_values(row: GoalDraft | MeasureDraft, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) or None for name in names}


def _put(record: Plan | PlanGoal | PlanMeasure, values: Mapping[str, Any]) -> bool:
    """Write values; unchanged ones stay untouched. Return whether any was changed."""
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    for name, value in changed.items():
        setattr(record, name, value)
    return bool(changed)


def stamp(unit: Unit, plan: Plan) -> PlanStamp:
    """Write what was changed and return the stamp of it."""
    unit.db.flush()
    return PlanStamp(plan.id, plan.number, plan.version)
