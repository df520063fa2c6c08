"""How mapped plans become read models; no operation of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from xinmiao.features.plans.model import Plan, PlanGoal, PlanMeasure, PlanProgress, PlanReview
from xinmiao.features.plans.records import (
    Approval,
    GoalView,
    MeasureView,
    PlanAllowed,
    PlanDesk,
    PlanFacts,
    PlanState,
    PlanView,
    ProgressView,
    ReviewView,
)
from xinmiao.features.plans.rules import states as state_rules
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


def facts_of(plan: Plan) -> PlanFacts:
    """Return what the state of a version is computed from."""
    return PlanFacts(
        number=plan.number,
        agreed_on=plan.agreed_on,
        starts_on=plan.starts_on,
        needs_approval=bool(plan.needs_approval),
        approved_on=plan.approved_on,
        next_review_on=plan.next_review_on,
        closed_on=plan.closed_on,
    )


def plans_of(unit: Unit, student_id: str) -> Sequence[Plan]:
    """Return all versions of a student, the newest first."""
    return unit.db.scalars(select(Plan).where(Plan.student_id == student_id).order_by(Plan.number.desc())).all()


def states_of(unit: Unit, plans: Iterable[Plan]) -> dict[int, PlanState]:
    """Return the states of one student's versions by number."""
    return state_rules.states_of(map(facts_of, plans), unit.clock.today())


def state_of(unit: Unit, plan: Plan) -> PlanState:
    """Return the state of one version."""
    return states_of(unit, plans_of(unit, plan.student_id))[plan.number]


def student_of(unit: Unit, student_id: str) -> StudentLine:
    """Return a student.

    Raises:
        NotFound: no such student.
    """
    found = unit.run(student_lines.bind((student_id,)))
    if not found:
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    return found[0]


def desk_of(unit: Unit, student: StudentLine) -> PlanDesk:
    """Return all versions of a student, the newest first."""
    plans = plans_of(unit, student.id)
    if not plans:
        return PlanDesk(student)
    states = states_of(unit, plans)
    parts = _parts_of(unit, [plan.id for plan in plans])
    parts[plans[0].id].is_newest = True
    views = tuple(_view(unit, plan, student, states[plan.number], parts[plan.id]) for plan in plans)
    lead = state_rules.leading([plan.number for plan in plans], states)
    return PlanDesk(student, views, next(view.id for view in views if view.number == lead))


def progress_views(unit: Unit, plan_ids: Iterable[str]) -> dict[str, list[ProgressView]]:
    """Return the progress told at each review, by review."""
    found: dict[str, list[ProgressView]] = defaultdict(list)
    for row in unit.db.scalars(select(PlanProgress).where(PlanProgress.plan_id.in_(list(plan_ids)))):
        found[row.review_id].append(ProgressView(row.goal_id, row.progress, row.evidence or ""))
    return found


def is_overdue(due_on: date | None, done_on: date | None, today: date) -> bool:
    """Return whether a measure should have been done."""
    return due_on is not None and done_on is None and due_on < today


_NEVER_LATE = frozenset({PlanState.DRAFT, PlanState.CLOSED, PlanState.REPLACED})


@dataclass
class _Parts:
    goals: list[PlanGoal] = field(default_factory=list)
    measures: list[PlanMeasure] = field(default_factory=list)
    reviews: list[ReviewView] = field(default_factory=list)
    is_newest: bool = False


def _parts_of(unit: Unit, plan_ids: list[str]) -> dict[str, _Parts]:
    parts: dict[str, _Parts] = {plan_id: _Parts() for plan_id in plan_ids}
    for goal in unit.db.scalars(select(PlanGoal).where(PlanGoal.plan_id.in_(plan_ids)).order_by(PlanGoal.place)):
        parts[goal.plan_id].goals.append(goal)
    measures = select(PlanMeasure).where(PlanMeasure.plan_id.in_(plan_ids)).order_by(PlanMeasure.place)
    for measure in unit.db.scalars(measures):
        parts[measure.plan_id].measures.append(measure)
    progress = progress_views(unit, plan_ids)
    for review in unit.db.scalars(select(PlanReview).where(PlanReview.plan_id.in_(plan_ids)).order_by(PlanReview.nth)):
        parts[review.plan_id].reviews.append(_review_view(review, tuple(progress[review.id])))
    return parts


def _view(unit: Unit, plan: Plan, student: StudentLine, state: PlanState, parts: _Parts) -> PlanView:
    today = None if state in _NEVER_LATE else unit.clock.today()
    return PlanView(
        id=plan.id,
        student=student,
        number=plan.number,
        state=state,
        reasons=plan.reasons or "",
        strengths=plan.strengths or "",
        protective=plan.protective or "",
        participants=plan.participants or "",
        starts_on=plan.starts_on,
        next_review_on=plan.next_review_on,
        change_reason=plan.change_reason or "",
        goals=tuple(map(goal_view, parts.goals)),
        measures=tuple(measure_view(each, today) for each in parts.measures),
        reviews=tuple(parts.reviews),
        agreed_on=plan.agreed_on,
        agreed_name=plan.agreed_name or "",
        needs_approval=bool(plan.needs_approval),
        approval=_approval(plan),
        closed_on=plan.closed_on,
        closed_name=plan.closed_name or "",
        closing_words=plan.closing_words or "",
        allowed=allowed(unit, plan, state, is_newest=parts.is_newest),
        version=plan.version,
        created_at=plan.created_at,
        changed_at=plan.changed_at,
    )


def allowed(unit: Unit, plan: Plan, state: PlanState, *, is_newest: bool = True) -> PlanAllowed:
    """Return what the acting account can do with a version."""
    is_author = unit.actor.account in {plan.created_by, plan.agreed_by}
    return state_rules.allowed(facts_of(plan), state, is_newest=is_newest, is_author=is_author)


def goal_view(goal: PlanGoal) -> GoalView:
    """Return a goal as it stands."""
    return GoalView(goal.id, goal.root_id, goal.what, goal.how_seen or "", goal.baseline or "", goal.plain or "")


def measure_view(measure: PlanMeasure, today: date | None) -> MeasureView:
    """Return a measure as it stands on a day; without one it is of a plan that does not run, and never late."""
    return MeasureView(
        id=measure.id,
        root_id=measure.root_id,
        what=measure.what,
        side=measure.side,
        who=measure.who or "",
        person=measure.person or "",
        due_on=measure.due_on,
        where=measure.where or "",
        done_on=measure.done_on,
        done_words=measure.done_words or "",
        is_overdue=today is not None and is_overdue(measure.due_on, measure.done_on, today),
        version=measure.version,
    )


def _review_view(review: PlanReview, progress: tuple[ProgressView, ...]) -> ReviewView:
    return ReviewView(
        id=review.id,
        nth=review.nth,
        held_on=review.held_on,
        participants=review.participants or "",
        words=review.words or "",
        decision=review.decision,
        next_review_on=review.next_review_on,
        reviewer_name=review.reviewer_name,
        recorded_at=review.created_at,
        progress=progress,
    )


def _approval(plan: Plan) -> Approval | None:
    if plan.approval is None or plan.approved_on is None:
        return None
    return Approval(plan.approval, plan.approver_name or "", plan.approved_on, plan.approval_place or "")
