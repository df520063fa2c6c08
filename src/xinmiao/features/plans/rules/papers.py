"""What of a plan stands on which paper: the families’ page holds goals and tasks in plain words, and no more."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.features.plans.records import GoalView, MeasureSide, MeasureView, PlanPaper, PlanPrint, PlanView


def family_goal(goal: GoalView) -> str:
    """Return a goal as the family reads it."""
    return goal.plain or goal.what


def measures_of(plan: PlanView, side: MeasureSide) -> tuple[MeasureView, ...]:
    """Return what the school, or the home, does."""
    return tuple(each for each in plan.measures if each.side is side)


def texts_of(print_: PlanPrint, kind: PlanPaper) -> tuple[str, ...]:
    """Return the texts a paper holds, for the word guard."""
    if kind is PlanPaper.FAMILY:
        plan = print_.plan
        return (*map(family_goal, plan.goals), *(each.what for each in plan.measures))
    versions = print_.versions if kind is PlanPaper.HISTORY else (print_.plan,)
    return tuple(text for plan in versions for text in _texts(plan))


def _texts(plan: PlanView) -> Iterable[str]:
    yield from (plan.reasons, plan.strengths, plan.protective, plan.closing_words)
    for goal in plan.goals:
        yield from (goal.what, goal.how_seen, goal.baseline)
    for measure in plan.measures:
        yield from (measure.what, measure.done_words)
    for review in plan.reviews:
        yield review.words
        yield from (each.evidence for each in review.progress)
