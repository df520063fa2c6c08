"""What is different between two versions, told so that a person can read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xinmiao.features.plans.records import GOAL, MEASURE, PLAN, GoalView, MeasureView, PlanView
from xinmiao.features.plans.records.plans import GOAL_TEXTS, PASSAGES
from xinmiao.kernel.texts import tr


class ChangeKind(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class PartChange:
    """One part that differs; `before` and `after` are shown words, empty where there was or is nothing."""

    kind: ChangeKind
    part: str
    before: str
    after: str


def changes_between(before: PlanView, after: PlanView) -> tuple[PartChange, ...]:
    """Return what `after` says otherwise than `before`: texts first, then goals, then measures."""
    return (
        *_texts(before, after),
        *_rows(str(GOAL.label), _goals(before.goals), _goals(after.goals)),
        *_rows(str(MEASURE.label), _measures(before.measures), _measures(after.measures)),
    )


def goal_words(goal: GoalView) -> str:
    """Return a goal in one text, its parts labelled."""
    parts = [goal.what]
    parts += [
        tr("{label}: {text}", label=str(field.label), text=text)
        for field in GOAL_TEXTS[1:]
        if (text := getattr(goal, field.name))
    ]
    return "\n".join(parts)


def measure_words(measure: MeasureView) -> str:
    """Return a measure in one text: what, who, by when, where."""
    facts = (
        MEASURE.side.show(measure.side),
        measure.who,
        MEASURE.due_on.show(measure.due_on),
        measure.where,
    )
    return "\n".join(part for part in (measure.what, tr(" · ").join(fact for fact in facts if fact)) if part)


def _texts(before: PlanView, after: PlanView) -> Iterable[PartChange]:
    for field in (*PASSAGES, PLAN.participants):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield PartChange(_kind(old, new), str(field.label), old, new)


def _goals(goals: Sequence[GoalView]) -> dict[str, str]:
    return {goal.root_id: goal_words(goal) for goal in goals}


def _measures(measures: Sequence[MeasureView]) -> dict[str, str]:
    return {each.root_id: measure_words(each) for each in measures}


def _rows(label: str, before: dict[str, str], after: dict[str, str]) -> Iterable[PartChange]:
    for root in (*before, *(root for root in after if root not in before)):
        old, new = before.get(root, ""), after.get(root, "")
        if old != new:
            yield PartChange(_kind(old, new), label, old, new)


def _kind(old: str, new: str) -> ChangeKind:
    if not old:
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if new else ChangeKind.REMOVED
