"""What happens to an agreed plan: its measures are done, it is reviewed, renewed and closed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from xinmiao.features.plans.model import Plan, PlanGoal, PlanMeasure, PlanProgress, PlanReview
from xinmiao.features.plans.operations.reading import allowed, plans_of, state_of, states_of
from xinmiao.features.plans.operations.writing import concerns, editable, stamp
from xinmiao.features.plans.records import PLAN, GoalProgress, PlanStamp, PlanState, ReviewDecision, ReviewDraft
from xinmiao.features.plans.rules import writing as rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import Text, _
from xinmiao.vault.unit import Unit

_OVER = frozenset({GoalProgress.REACHED, GoalProgress.SET_ASIDE})
_NO_REASON = _("Please say in a few words what is different from the version before.")


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.reviewed")
def review_plan(unit: Unit, review: ReviewDraft) -> PlanStamp:
    """Record a review and do what it decides: go on, begin the next version, or close.

    Returns the stamp of the version to go on with: the next one where the plan is changed, else the one reviewed.

    Raises:
        ValidationFailed: a goal without progress, no next review, an impossible day.
        RuleBroken: the plan is not in force.
        NotFound, Conflict: the plan is gone or was changed since `base_version`.
    """
    plan = editable(unit, review.plan_id, review.base_version)
    if plan.agreed_on is None or not allowed(unit, plan, state_of(unit, plan)).review:
        raise RuleBroken(_("Only a plan in force is reviewed."), _("Open the plan again to see how it stands."))
    goals = unit.db.scalars(select(PlanGoal.id).where(PlanGoal.plan_id == plan.id)).all()
    last = unit.db.scalar(select(func.max(PlanReview.held_on)).where(PlanReview.plan_id == plan.id))
    not_before = last or plan.starts_on or plan.agreed_on
    if problems := rules.review_problems(review, goals, not_before=not_before, today=unit.clock.today()):
        raise ValidationFailed(problems)
    _record(unit, plan, review, set(goals))
    return _decided(unit, plan, review)


def _record(unit: Unit, plan: Plan, review: ReviewDraft, goals: set[str]) -> None:
    count = unit.db.scalar(select(func.count()).where(PlanReview.plan_id == plan.id))
    goes_on = review.decision is ReviewDecision.GO_ON
    unit.db.add(
        PlanReview(
            id=review.review_id,
            plan_id=plan.id,
            nth=(count or 0) + 1,
            held_on=review.held_on,
            participants=review.participants.strip() or None,
            words=review.words.strip() or None,
            decision=review.decision,
            next_review_on=review.next_review_on if goes_on else None,
            reviewer_name=unit.actor.label,
        )
    )
    unit.db.add_all(
        PlanProgress(
            id=unit.ids.new(),
            plan_id=plan.id,
            review_id=review.review_id,
            goal_id=each.goal_id,
            progress=each.progress,
            evidence=each.evidence.strip() or None,
        )
        for each in review.progress
        if each.goal_id in goals
    )


def _decided(unit: Unit, plan: Plan, review: ReviewDraft) -> PlanStamp:
    plan.edits += 1
    if review.decision is ReviewDecision.GO_ON:
        plan.next_review_on = review.next_review_on
    elif review.decision is ReviewDecision.CLOSE:
        _close(unit, plan, review.held_on, review.words.strip())
    else:
        unit.db.flush()
        return stamp(unit, _next_version(unit, plan, review.new_plan_id, review.words.strip()))
    return stamp(unit, plan)


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.renewed")
def renew_plan(unit: Unit, plan_id: str, base_version: int, new_plan_id: str, reason: str) -> PlanStamp:
    """Begin the next version from this one: texts, goals not reached yet and measures not done yet go over.

    The version in force stays in force until the new one is agreed.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: a later version is being drawn up already.
        NotFound, Conflict: the plan is gone or was changed since `base_version`.
    """
    plan = editable(unit, plan_id, base_version)
    newest = plans_of(unit, plan.student_id)[0]
    if not allowed(unit, plan, state_of(unit, plan), is_newest=plan.id == newest.id).renew:
        raise RuleBroken(_("A later version is there already."), _("Open that one and go on there."))
    if problem := PLAN.change_reason.problem(reason.strip()) or (None if reason.strip() else _NO_REASON):
        raise ValidationFailed({"change_reason": problem})
    return stamp(unit, _next_version(unit, plan, new_plan_id, reason.strip()))


def _next_version(unit: Unit, plan: Plan, new_id: str, reason: str) -> Plan:
    """Return the next version; one that is being drawn up already is gone on with."""
    plans = plans_of(unit, plan.student_id)
    states = states_of(unit, plans)
    if states[plans[0].number] is PlanState.DRAFT:
        return plans[0]
    made = Plan(
        id=new_id,
        student_id=plan.student_id,
        number=plans[0].number + 1,
        edits=1,
        reasons=plan.reasons,
        strengths=plan.strengths,
        protective=plan.protective,
        participants=plan.participants,
        change_reason=reason[: PLAN.change_reason.max_length] or None,
    )
    unit.db.add(made)
    unit.concerns("plan", made.id)
    _carry_goals(unit, plan, made.id)
    _carry_measures(unit, plan, made.id)
    return made


def _carry_goals(unit: Unit, plan: Plan, new_id: str) -> None:
    last = unit.db.scalar(
        select(PlanReview.id).where(PlanReview.plan_id == plan.id).order_by(PlanReview.nth.desc()).limit(1)
    )
    told = unit.db.execute(
        select(PlanProgress.goal_id, PlanProgress.progress).where(PlanProgress.review_id == last)
    ).all()
    over = {goal_id for goal_id, progress in told if progress in _OVER}
    goals = unit.db.scalars(select(PlanGoal).where(PlanGoal.plan_id == plan.id).order_by(PlanGoal.place)).all()
    for place, goal in enumerate(goal for goal in goals if goal.id not in over):
        unit.db.add(
            PlanGoal(
                id=unit.ids.new(),
                plan_id=new_id,
                root_id=goal.root_id,
                place=place,
                what=goal.what,
                how_seen=goal.how_seen,
                baseline=goal.baseline,
                plain=goal.plain,
            )
        )


def _carry_measures(unit: Unit, plan: Plan, new_id: str) -> None:
    measures = unit.db.scalars(
        select(PlanMeasure)
        .where(PlanMeasure.plan_id == plan.id, PlanMeasure.done_on.is_(None))
        .order_by(PlanMeasure.place)
    ).all()
    for place, each in enumerate(measures):
        unit.db.add(
            PlanMeasure(
                id=unit.ids.new(),
                plan_id=new_id,
                root_id=each.root_id,
                place=place,
                what=each.what,
                side=each.side,
                person=each.person,
                who=each.who,
                due_on=each.due_on,
                where=each.where,
            )
        )


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.closed")
def close_plan(unit: Unit, plan_id: str, base_version: int, words: str, closed_on: date | None = None) -> PlanStamp:
    """Close a plan with a sentence of how it came out, or give up a version that is being drawn up.

    Raises:
        ValidationFailed: no words, or an impossible day.
        RuleBroken: closed or replaced already.
        NotFound, Conflict: the plan is gone or was changed since `base_version`.
    """
    plan = editable(unit, plan_id, base_version)
    if not allowed(unit, plan, state_of(unit, plan)).close:
        raise RuleBroken(_("This version is over already."), _("Open the plan again to see how it stands."))
    day = closed_on or unit.clock.today()
    begun = plan.agreed_on or plan.created_at.astimezone().date()
    if problems := rules.closing_problems(words.strip(), day, not_before=begun, today=unit.clock.today()):
        raise ValidationFailed(problems)
    _close(unit, plan, day, words.strip())
    return stamp(unit, plan)


def _close(unit: Unit, plan: Plan, day: date, words: str) -> None:
    plan.closed_on, plan.closed_at = day, unit.clock.now()
    plan.closing_words, plan.closed_name = words, unit.actor.label


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.measure_done")
def finish_measure(unit: Unit, measure_id: str, base_version: int, done_on: date, words: str = "") -> int:
    """Mark a measure as done; return its new version.

    Raises:
        ValidationFailed: a day to come, or too many words.
        RuleBroken: the plan is not in force.
        NotFound, Conflict: the measure is gone or was changed since `base_version`.
    """
    measure = _measure(unit, measure_id, base_version)
    if problems := rules.done_problems(done_on, words.strip(), today=unit.clock.today()):
        raise ValidationFailed(problems)
    measure.done_on, measure.done_words = done_on, words.strip() or None
    unit.db.flush()
    return measure.version


@command(requires=Permission.PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="plan.measure_reopened")
def reopen_measure(unit: Unit, measure_id: str, base_version: int) -> int:
    """Take back that a measure was done; what was written stays in the history. Return its new version.

    Raises:
        RuleBroken: the plan is not in force.
        NotFound, Conflict: the measure is gone or was changed since `base_version`.
    """
    measure = _measure(unit, measure_id, base_version)
    measure.done_on = measure.done_words = None
    unit.db.flush()
    return measure.version


def _measure(unit: Unit, measure_id: str, base_version: int) -> PlanMeasure:
    measure = unit.editable(PlanMeasure, measure_id, base_version)
    plan = unit.get(Plan, measure.plan_id)
    concerns(unit, plan)
    if not allowed(unit, plan, state_of(unit, plan)).tick:
        raise RuleBroken(*_not_running())
    return measure


def _not_running() -> tuple[Text, Text]:
    return _("This version does not run."), _("Open the plan again and go on in the version that counts.")
