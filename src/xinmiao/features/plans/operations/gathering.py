"""What plans give to others: timeline entries, a chapter of the printed file, a mark on the student's page, papers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import load_only

from xinmiao.features.plans.model import Plan, PlanReview
from xinmiao.features.plans.operations.asking import get_plan_desk
from xinmiao.features.plans.operations.reading import desk_of, plans_of, states_of, student_of
from xinmiao.features.plans.records import STATE_TONES, PlanPaper, PlanPrint, PlanState
from xinmiao.features.plans.rules import entries
from xinmiao.features.plans.rules import states as state_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.student_marks import StudentMark
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def plan_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return when plans of a student were agreed, reviewed, changed and closed."""
    unit.concerns("student", student_id)
    plans = {plan.id: plan for plan in plans_of(unit, student_id)}
    if not plans:
        return ()
    reviews = unit.db.scalars(select(PlanReview).where(PlanReview.plan_id.in_(list(plans)))).all()
    found = [entry for plan in plans.values() for entry in entries.of_plan(plan, is_first=plan.number == 1)]
    return (*found, *(entries.of_review(review, plans[review.plan_id].number) for review in reviews))


@query(
    requires=Permission.PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the printed growth file, which is audited"),
)
def plan_chapter(unit: Unit, student_id: str) -> FileChapter:
    """Return all agreed versions of a student's plan in full for the printed growth file, the oldest first."""
    unit.concerns("student", student_id)
    desk = desk_of(unit, student_of(unit, student_id))
    agreed = [view for view in reversed(desk.versions) if view.agreed_on is not None]
    return FileChapter(_("Plans"), tuple(map(entries.chapter_entry, agreed)), _("No plan was agreed on yet."))


@query(
    requires=Permission.PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the number and the state; opening the plan is audited"),
)
def plan_marks(unit: Unit, student_id: str) -> tuple[StudentMark, ...]:
    """Return the mark of a student's plan for the head of his page; none when it is over."""
    plans = unit.db.scalars(select(Plan).options(_DATES).where(Plan.student_id == student_id)).all()
    if not plans:
        return ()
    states = states_of(unit, plans)
    number = state_rules.leading([plan.number for plan in plans], states)
    if states[number] in {PlanState.CLOSED, PlanState.REPLACED}:
        return ()
    tone = STATE_TONES[states[number]]
    return (StudentMark(_("Plan v{number}").format(number=number), tone, "clipboard-list"),)


_DATES = load_only(
    Plan.number,
    Plan.agreed_on,
    Plan.starts_on,
    Plan.needs_approval,
    Plan.approved_on,
    Plan.next_review_on,
    Plan.closed_on,
)


@command(requires=Permission.PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="plan.printed")
def collect_plan_print(unit: Unit, plan_id: str, paper: PlanPaper) -> PlanPrint:
    """Return everything the papers of a plan are made of; each asking is recorded as a print.

    Raises:
        NotFound: no such plan.
    """
    return _print(unit, plan_id, paper)


def _print(unit: Unit, plan_id: str, paper: PlanPaper) -> PlanPrint:
    desk = unit.run(get_plan_desk.bind(plan_id))
    plan = desk.version(plan_id)
    if plan is None:
        raise NotFound
    unit.concerns("student", desk.student.id)
    unit.concerns("plan", plan_id)
    unit.remark(paper=paper.value)
    return PlanPrint(
        plan=plan,
        versions=tuple(reversed(desk.versions)),
        head=paper_anchor.head_for(unit, DataFile.COUNSELLING),
    )


@command(requires=Permission.PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="plan.printed")
def collect_meeting_sheet(unit: Unit, student_id: str) -> PlanPrint:
    """Return the sheet for a meeting of a student's plan, one of a list.

    Raises:
        NotFound: the student has no plan.
    """
    return _print(unit, _lead_id(unit, student_id), PlanPaper.MEETING)


@command(requires=Permission.PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="plan.printed")
def collect_family_page(unit: Unit, student_id: str) -> PlanPrint:
    """Return the family's page of a student's plan, one of a list.

    Raises:
        NotFound: the student has no plan.
    """
    return _print(unit, _lead_id(unit, student_id), PlanPaper.FAMILY)


def _lead_id(unit: Unit, student_id: str) -> str:
    plans = unit.db.scalars(select(Plan).options(_DATES).where(Plan.student_id == student_id)).all()
    if not plans:
        raise NotFound
    number = state_rules.leading([plan.number for plan in plans], states_of(unit, plans))
    return next(plan.id for plan in plans if plan.number == number)


@query(
    requires=Permission.PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("ids of students for a list; printing is audited"),
)
def with_plan(unit: Unit) -> frozenset[str]:
    """Return the students who have a plan."""
    return frozenset(unit.db.scalars(select(Plan.student_id).distinct()))


@query(
    requires=Permission.PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("an empty form to be filled in by hand; holds no person"),
)
def collect_plan_form(unit: Unit) -> PaperHead:
    """Return what the head of an empty form says."""
    return paper_anchor.head_for(unit, DataFile.COUNSELLING)
