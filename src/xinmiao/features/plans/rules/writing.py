"""What may be saved, agreed, approved, reviewed and closed; problems by field name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from xinmiao.features.plans.records import (
    GOAL,
    MEASURE,
    PLAN,
    PROGRESS,
    REVIEW,
    GoalDraft,
    MeasureDraft,
    PaperApproval,
    PlanContent,
    ReviewDecision,
    ReviewDraft,
)
from xinmiao.features.plans.records.plans import MOST_GOALS, MOST_MEASURES
from xinmiao.kernel.texts import Text, _

W = TypeVar("W", PlanContent, GoalDraft, MeasureDraft)

_CONTENT = (
    "reasons",
    "strengths",
    "protective",
    "participants",
    "starts_on",
    "next_review_on",
    "change_reason",
)
_FILL_IN = _("Please fill this in.")
_STILL_TO_COME = _("This day is still to come; please check the date.")


def goal_field(goal_id: str, name: str) -> str:
    """Return under which name a problem of a goal's field is told."""
    return f"goal:{goal_id}:{name}"


def measure_field(measure_id: str, name: str) -> str:
    """Return under which name a problem of a measure's field is told."""
    return f"measure:{measure_id}:{name}"


def progress_field(goal_id: str, name: str) -> str:
    """Return under which name a problem of a goal's progress is told."""
    return f"progress:{goal_id}:{name}"


def tidy(content: PlanContent) -> PlanContent:
    """Return the content without blanks at the ends, and without rows in which nothing stands."""
    goals = tuple(_stripped(goal) for goal in content.goals)
    measures = tuple(_stripped(measure) for measure in content.measures)
    return replace(
        _stripped(content),
        goals=tuple(goal for goal in goals if any((goal.what, goal.how_seen, goal.baseline, goal.plain))),
        measures=tuple(each for each in measures if any((each.what, each.who, each.where, each.due_on))),
    )


def _stripped(value: W) -> W:
    texts: dict[str, Any] = {name: text.strip() for name, text in vars(value).items() if type(text) is str}
    return replace(value, **texts)


def saving_problems(content: PlanContent) -> dict[str, Text]:
    """Return what forbids saving: refused values and rows without their first words, never gaps."""
    problems = PLAN.problems(vars(content), only=_CONTENT)
    for goal in content.goals:
        problems |= _row_problems(GOAL.problems(vars(goal), only=_names(goal)), goal.id, goal_field)
    for measure in content.measures:
        problems |= _row_problems(MEASURE.problems(vars(measure), only=_names(measure)), measure.id, measure_field)
    if len(content.goals) > MOST_GOALS:
        problems["goals"] = _("A plan holds at most {most} goals.").format(most=MOST_GOALS)
    if len(content.measures) > MOST_MEASURES:
        problems["measures"] = _("A plan holds at most {most} measures.").format(most=MOST_MEASURES)
    return problems


def _names(row: GoalDraft | MeasureDraft) -> tuple[str, ...]:
    return tuple(name for name in vars(row) if name not in {"id", "person"})


def _row_problems(found: Mapping[str, Text], row_id: str, name_of: Any) -> dict[str, Text]:
    return {name_of(row_id, name): problem for name, problem in found.items()}


def agreeing_problems(content: PlanContent, agreed_on: date | None, *, today: date, is_new: bool) -> dict[str, Text]:
    """Return what forbids agreeing; everything that forbids saving too."""
    problems = saving_problems(content)
    problems |= {name: _FILL_IN for name in ("reasons", "participants") if not getattr(content, name)}
    if not is_new and not content.change_reason:
        problems["change_reason"] = _("Please say in a few words what is different from the version before.")
    if not content.goals:
        problems["goals"] = _("Please write at least one goal.")
    if not content.measures:
        problems["measures"] = _("Please write at least one measure.")
    for goal in content.goals:
        if not goal.how_seen:
            problems.setdefault(goal_field(goal.id, "how_seen"), _("Please say how anybody will see it."))
    for each in content.measures:
        if not each.who:
            problems.setdefault(measure_field(each.id, "who"), _("Please say who does it."))
    return problems | _day_problems(content, agreed_on, today)


def _day_problems(content: PlanContent, agreed_on: date | None, today: date) -> dict[str, Text]:
    problems: dict[str, Text] = {}
    if agreed_on is None:
        problems["agreed_on"] = _FILL_IN
        return problems
    if agreed_on > today:
        problems["agreed_on"] = _STILL_TO_COME
    if content.starts_on is not None and content.starts_on < agreed_on:
        problems["starts_on"] = _("This is before the day it was agreed on.")
    if content.next_review_on is None:
        problems["next_review_on"] = _("Please say when you look at it again.")
    elif content.next_review_on <= (content.starts_on or agreed_on):
        problems["next_review_on"] = _("The review must be later than the day the plan begins.")
    return problems


def paper_problems(approval: PaperApproval, *, agreed_on: date, today: date) -> dict[str, Text]:
    """Return what is wrong with a signature taken over from paper."""
    values = {
        "approver_name": approval.name.strip(),
        "approved_on": approval.on,
        "approval_place": approval.place.strip(),
    }
    problems = PLAN.problems(values, only=values)
    problems |= {name: _FILL_IN for name in ("approver_name", "approval_place") if not values[name]}
    if approval.on > today:
        problems["approved_on"] = _STILL_TO_COME
    elif approval.on < agreed_on:
        problems["approved_on"] = _("This is before the day it was agreed on.")
    return problems


def review_problems(review: ReviewDraft, goal_ids: Iterable[str], *, not_before: date, today: date) -> dict[str, Text]:
    """Return what is wrong with a review; every goal needs its progress, and reached or moving needs evidence."""
    values = {name: getattr(review, name) for name in ("held_on", "participants", "words", "decision")}
    problems = REVIEW.problems(values, only=values)
    if review.held_on > today:
        problems["held_on"] = _STILL_TO_COME
    elif review.held_on < not_before:
        problems["held_on"] = _("This is before the plan began or before its last review.")
    given = {each.goal_id: each for each in review.progress}
    for goal_id in goal_ids:
        if goal_id not in given:
            problems[progress_field(goal_id, "progress")] = _("Please choose one of the list.")
        elif (wrong := PROGRESS.evidence.problem(given[goal_id].evidence)) is not None:
            problems[progress_field(goal_id, "evidence")] = wrong
    return problems | _following_problems(review)


def _following_problems(review: ReviewDraft) -> dict[str, Text]:
    if review.decision is ReviewDecision.CLOSE:
        return {} if review.words.strip() else {"words": _("Please say in a sentence how it came out.")}
    if review.decision is ReviewDecision.CHANGE:
        return {} if review.words.strip() else {"words": _("Please say in a sentence what is to change.")}
    if review.next_review_on is None:
        return {"next_review_on": _("Please say when you look at it again.")}
    if review.next_review_on <= review.held_on:
        return {"next_review_on": _("The next review must be later than this one.")}
    return {}


def closing_problems(words: str, closed_on: date, *, not_before: date, today: date) -> dict[str, Text]:
    """Return what is wrong with closing a plan."""
    values = {"closing_words": words, "closed_on": closed_on}
    problems = PLAN.problems(values, only=values)
    if not words:
        problems["closing_words"] = _("Please say in a sentence how it came out.")
    if closed_on > today:
        problems["closed_on"] = _STILL_TO_COME
    elif closed_on < not_before:
        problems["closed_on"] = _("This is before the plan began.")
    return problems


def done_problems(done_on: date, words: str, *, today: date) -> dict[str, Text]:
    """Return what is wrong with marking a measure as done."""
    values = {"done_on": done_on, "done_words": words}
    problems = MEASURE.problems(values, only=values)
    if done_on > today:
        problems["done_on"] = _STILL_TO_COME
    return problems
