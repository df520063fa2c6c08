"""Reading plans: the desk of one student's, the list of all, and what of them is due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import load_only

from xinmiao.features.plans.model import Plan, PlanGoal, PlanMeasure, PlanProgress, PlanReview
from xinmiao.features.plans.operations.reading import desk_of, facts_of, is_overdue, states_of, student_of
from xinmiao.features.plans.records import GoalProgress, PlanDesk, PlanLine, PlanState
from xinmiao.features.plans.records.settings import AGREE_WITHIN_DAYS, REVIEW_AHEAD_DAYS
from xinmiao.features.plans.rules import due as due_rules
from xinmiao.features.plans.rules import states as state_rules
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.texts import Text
from xinmiao.vault.unit import Unit

_Lead = tuple[Plan, PlanState, PlanState | None]
_RUNNING = frozenset({PlanState.AGREED, PlanState.IN_FORCE, PlanState.REVIEW_DUE})
_PENDING = frozenset({PlanState.DRAFT, PlanState.AGREED})


@query(requires=Permission.PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="plan.opened")
def get_plan_desk(unit: Unit, record_id: str) -> PlanDesk:
    """Return all versions of the plan of a student, by the id of one of them or of the student.

    Raises:
        NotFound: neither a plan nor a student.
    """
    plan = unit.db.get(Plan, record_id)
    desk = desk_of(unit, student_of(unit, record_id if plan is None else plan.student_id))
    unit.concerns("student", desk.student.id)
    for view in desk.versions:
        unit.concerns("plan", view.id)
    return desk


@query(requires=Permission.PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="plan.opened")
def get_student_plan(unit: Unit, student_id: str) -> PlanDesk | None:
    """Return the plan of a student as his page shows it, or None when there is none."""
    if unit.db.scalar(select(Plan.id).where(Plan.student_id == student_id).limit(1)) is None:
        unit.concerns("student", student_id)
        return None
    return unit.run(get_plan_desk.bind(student_id))


@query(
    requires=Permission.PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names, states and counts; opening a plan is audited"),
)
def list_plans(unit: Unit) -> tuple[PlanLine, ...]:
    """Return the plan of every student who has one, the most urgent first."""
    by_student = _all_versions(unit)
    students = {line.id: line for line in unit.run(student_lines.bind(tuple(by_student)))}
    leads = {student_id: _lead(unit, plans) for student_id, plans in by_student.items() if student_id in students}
    counts = _Counts(unit, [plan.id for plan, _state, _pending in leads.values()])
    lines = [_line(unit, students[student_id], lead, counts) for student_id, lead in leads.items()]
    return due_rules.by_urgency(lines)


def _line(unit: Unit, student: StudentLine, lead: _Lead, counts: _Counts) -> PlanLine:
    plan, state, pending = lead
    is_over = state in {PlanState.CLOSED, PlanState.REPLACED}
    return PlanLine(
        id=plan.id,
        student=student,
        number=plan.number,
        state=state,
        pending=pending,
        agreed_on=plan.agreed_on,
        next_review_on=None if is_over else plan.next_review_on,
        review_when=None if is_over else counts.when(plan.next_review_on),
        reviews=counts.reviews[plan.id],
        goals=counts.goals[plan.id],
        goals_reached=counts.reached[plan.id],
        measures=counts.measures[plan.id],
        measures_done=counts.done[plan.id],
        measures_overdue=0 if is_over or state is PlanState.DRAFT else counts.overdue[plan.id],
        is_own=unit.actor.account in {plan.created_by, plan.agreed_by},
        changed_at=plan.changed_at,
    )


_FACTS = load_only(
    Plan.student_id,
    Plan.number,
    Plan.agreed_on,
    Plan.agreed_by,
    Plan.starts_on,
    Plan.needs_approval,
    Plan.approved_on,
    Plan.next_review_on,
    Plan.closed_on,
    Plan.created_at,
    Plan.created_by,
    Plan.changed_at,
)
"""States and dates of every plan of the school are read without a word of what is written in them."""


def _all_versions(unit: Unit) -> dict[str, list[Plan]]:
    found: dict[str, list[Plan]] = defaultdict(list)
    for plan in unit.db.scalars(select(Plan).options(_FACTS).order_by(Plan.number.desc())):
        found[plan.student_id].append(plan)
    return found


def _lead(unit: Unit, plans: Sequence[Plan]) -> _Lead:
    """Return the version that counts with its state, and the state of a later one that does not count yet."""
    states = states_of(unit, plans)
    number = state_rules.leading([plan.number for plan in plans], states)
    newest = plans[0].number
    pending = states[newest] if newest != number and states[newest] in _PENDING else None
    return next(plan for plan in plans if plan.number == number), states[number], pending


class _Counts:
    """How many goals, measures and reviews plans have, by plan."""

    def __init__(self, unit: Unit, plan_ids: list[str]) -> None:
        today = unit.clock.today()
        self.clock = due_rules.DueClock(today, unit.run(get_school_days.bind()))
        self.goals = _counted(unit, PlanGoal.plan_id, plan_ids)
        self.reviews = _counted(unit, PlanReview.plan_id, plan_ids)
        self.measures: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.overdue: Counter[str] = Counter()
        rows = unit.db.execute(
            select(PlanMeasure.plan_id, PlanMeasure.due_on, PlanMeasure.done_on).where(
                PlanMeasure.plan_id.in_(plan_ids)
            )
        )
        for plan_id, due_on, done_on in rows:
            self.measures[plan_id] += 1
            self.done[plan_id] += done_on is not None
            self.overdue[plan_id] += is_overdue(due_on, done_on, today)
        self.reached = _reached(unit, plan_ids)

    def when(self, day: date | None) -> Text | None:
        """Return in how many school days something is due."""
        return None if day is None else due_rules.when_words(day, self.clock)


def _counted(unit: Unit, column: object, plan_ids: list[str]) -> Counter[str]:
    rows = unit.db.execute(
        select(column, func.count()).where(column.in_(plan_ids)).group_by(column)  # type: ignore[attr-defined, call-overload]
    )
    return Counter({row[0]: row[1] for row in rows})


def _reached(unit: Unit, plan_ids: list[str]) -> Counter[str]:
    """Return how many goals were reached at the last review of each plan."""
    last = (
        select(func.max(PlanReview.nth))
        .where(PlanReview.plan_id == PlanProgress.plan_id)
        .correlate(PlanProgress)
        .scalar_subquery()
    )
    rows = unit.db.execute(
        select(PlanProgress.plan_id, func.count())
        .join(PlanReview, PlanReview.id == PlanProgress.review_id)
        .where(
            PlanProgress.plan_id.in_(plan_ids),
            PlanProgress.progress == GoalProgress.REACHED,
            PlanReview.nth == last,
        )
        .group_by(PlanProgress.plan_id)
    )
    return Counter({row[0]: row[1] for row in rows})


@query(
    requires=Permission.PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and days of what is due; opening a plan is audited"),
)
def plan_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return reviews that are near or late, measures not done in time, plans not agreed or not approved yet."""
    by_student = _all_versions(unit)
    if not by_student:
        return ()
    settings = unit.run(get_school_settings.bind((AGREE_WITHIN_DAYS, REVIEW_AHEAD_DAYS)))
    students = {line.id: line for line in unit.run(student_lines.bind(tuple(by_student)))}
    clock = due_rules.DueClock(
        unit.clock.today(),
        unit.run(get_school_days.bind()),
        settings[REVIEW_AHEAD_DAYS.name],
        settings[AGREE_WITHIN_DAYS.name],
    )
    tasks: list[Task] = []
    running: dict[str, StudentLine] = {}
    for student_id, plans in by_student.items():
        if (student := students.get(student_id)) is None:
            continue
        states = states_of(unit, plans)
        for plan in plans:
            state = states[plan.number]
            facts = due_rules.DueFacts(
                plan.id, student, facts_of(plan), state, plan.created_at.astimezone().date(), _is_own(unit, plan)
            )
            tasks += due_rules.plan_tasks(facts, clock)
            if state in _RUNNING:
                running[plan.id] = student
    return (*tasks, *_measure_tasks(unit, running, clock))


def _is_own(unit: Unit, plan: Plan) -> bool:
    return unit.actor.account in {plan.created_by, plan.agreed_by}


def _measure_tasks(unit: Unit, running: dict[str, StudentLine], clock: due_rules.DueClock) -> Iterable[Task]:
    late = unit.db.scalars(
        select(PlanMeasure)
        .where(PlanMeasure.plan_id.in_(list(running)), PlanMeasure.done_on.is_(None), PlanMeasure.due_on < clock.today)
        .order_by(PlanMeasure.due_on, PlanMeasure.id)
    ).all()
    for each in late:
        if each.due_on is not None:
            yield due_rules.measure_task(
                each.plan_id,
                each.id,
                running[each.plan_id],
                what=each.what,
                who=each.who or "",
                due_on=each.due_on,
                clock=clock,
            )
