"""What plans say in the timeline of a student, and in the chapter of his printed file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from xinmiao.features.plans.records import (
    MEASURE,
    PLAN,
    PROGRESS,
    REVIEW,
    STATE_LABELS,
    PlanState,
    PlanView,
    ReviewDecision,
    ReviewView,
)
from xinmiao.features.plans.records.plans import PASSAGES
from xinmiao.features.plans.rules.changes import goal_words, measure_words
from xinmiao.features.plans.rules.due import PAGE
from xinmiao.kernel.display import show_date
from xinmiao.kernel.file_chapters import FileEntry, Labelled
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

KIND = "plan"


class DatedPlan(Protocol):
    """A version, as far as the timeline needs it."""

    id: str
    number: int
    change_reason: str | None
    agreed_on: date | None
    agreed_name: str | None
    closed_on: date | None
    closed_name: str | None
    closing_words: str | None
    participants: str | None
    agreed_at: datetime | None
    closed_at: datetime | None
    created_at: datetime


class DatedReview(Protocol):
    """A review, as far as the timeline needs it."""

    plan_id: str
    nth: int
    held_on: date
    words: str | None
    decision: ReviewDecision
    reviewer_name: str
    created_at: datetime


def _entry(
    plan_id: str, icon: str, day: date, recorded_at: datetime, title: str, *, excerpt: str, person: str
) -> TimelineEntry:
    return TimelineEntry(
        kind=KIND,
        kind_label=PLAN.label,
        icon=icon,
        happened_at=happened_on(day, recorded_at),
        recorded_at=recorded_at,
        title=title,
        excerpt=excerpt,
        person=person,
        target=Target(PAGE, plan_id),
    )


def of_plan(plan: DatedPlan, *, is_first: bool) -> Iterable[TimelineEntry]:
    """Yield when a version was agreed on (a later one is a change of the plan) and closed."""
    if plan.agreed_on is not None:
        title = tr("Plan agreed") if is_first else tr("Plan changed: version {number} agreed", number=plan.number)
        told = (plan.change_reason or "", plan.participants or "")
        yield _entry(
            plan.id,
            "clipboard-list",
            plan.agreed_on,
            plan.agreed_at or plan.created_at,
            title,
            excerpt=tr(" · ").join(part for part in told if part),
            person=plan.agreed_name or "",
        )
    if plan.closed_on is not None and plan.agreed_on is not None:
        yield _entry(
            plan.id,
            "clipboard-check",
            plan.closed_on,
            plan.closed_at or plan.created_at,
            tr("Plan closed, version {number}", number=plan.number),
            excerpt=plan.closing_words or "",
            person=plan.closed_name or "",
        )


def of_review(review: DatedReview, number: int) -> TimelineEntry:
    """Return a review as an entry."""
    title = tr("Review {nth} of the plan, version {number}", nth=review.nth, number=number)
    told = (REVIEW.decision.show(review.decision), review.words or "")
    return _entry(
        review.plan_id,
        "clipboard-pen",
        review.held_on,
        review.created_at,
        title,
        excerpt=tr(" · ").join(part for part in told if part),
        person=review.reviewer_name,
    )


def title_of(plan: PlanView) -> str:
    """Return a version as it is spoken of."""
    return tr("Plan v{number}", number=plan.number)


def approval_words(plan: PlanView) -> str:
    """Return who approved when, where the paper lies, or that it is still waited for; nothing where none is needed."""
    if plan.approval is None:
        return tr("Still waits for approval") if plan.needs_approval else ""
    words = tr("{name}, {day}", name=plan.approval.name, day=show_date(plan.approval.on))
    kind = PLAN.approval.show(plan.approval.kind)
    return tr(" · ").join(part for part in (words, kind, plan.approval.place) if part)


def chapter_entry(plan: PlanView) -> FileEntry:
    """Return a version in full with its reviews."""
    facts = [
        Labelled(tr("State"), str(STATE_LABELS[plan.state])),
        Labelled(str(PLAN.agreed_on.label), show_date(plan.agreed_on)),
        Labelled(str(PLAN.participants.label), plan.participants),
        Labelled(str(PLAN.approval.label), approval_words(plan)),
        Labelled(str(PLAN.next_review_on.label), _open_review(plan)),
        Labelled(str(PLAN.closed_on.label), show_date(plan.closed_on)),
    ]
    return FileEntry(
        title=title_of(plan),
        happened_at=happened_on(plan.agreed_on or plan.created_at.date(), plan.created_at),
        facts=tuple(fact for fact in facts if fact.text),
        passages=tuple(_passages(plan)),
        signature=tr("Recorded by {name}", name=plan.agreed_name) if plan.agreed_name else "",
    )


def _open_review(plan: PlanView) -> str:
    return "" if plan.state in {PlanState.CLOSED, PlanState.REPLACED} else show_date(plan.next_review_on)


def _passages(plan: PlanView) -> Iterable[Labelled]:
    for field in (PLAN.change_reason, *PASSAGES):
        if text := getattr(plan, field.name):
            yield Labelled(str(field.label), text)
    if plan.goals:
        yield Labelled(tr("Goals"), _numbered(map(goal_words, plan.goals)))
    if plan.measures:
        yield Labelled(tr("Measures"), _numbered(_measure_lines(plan)))
    for review in plan.reviews:
        title = tr("Review {nth}, {day}", nth=review.nth, day=show_date(review.held_on))
        yield Labelled(title, review_words(plan, review))
    if plan.closing_words:
        yield Labelled(str(PLAN.closing_words.label), plan.closing_words)


def _measure_lines(plan: PlanView) -> Iterable[str]:
    for each in plan.measures:
        done = tr("{label}: {text}", label=str(MEASURE.done_on.label), text=show_date(each.done_on))
        told = (done, each.done_words) if each.done_on else ()
        yield "\n".join((measure_words(each), *(words for words in told if words)))


def review_words(plan: PlanView, review: ReviewView) -> str:
    """Return a review in one text: each goal with its progress and evidence, then the sum and the decision."""
    given = {each.goal_id: each for each in review.progress}
    lines = []
    for place, goal in enumerate(plan.goals, 1):
        if (told := given.get(goal.id)) is not None:
            shown = (PROGRESS.progress.show(told.progress), told.evidence)
            lines.append(f"{place}. {goal.what}\n   " + tr(" · ").join(part for part in shown if part))
    decision = REVIEW.decision.show(review.decision)
    if review.next_review_on is not None:
        decision = tr("{decision}; next review {day}", decision=decision, day=show_date(review.next_review_on))
    return "\n".join(part for part in (*lines, review.words, decision) if part)


def _numbered(texts: Iterable[str]) -> str:
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, 1))
