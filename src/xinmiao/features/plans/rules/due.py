"""What of plans is due: reviews, measures, agreements, approvals; and which plan stands first in the list.

Routine clocks count school days; the words say how many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xinmiao.features.plans.records import PlanFacts, PlanLine, PlanState
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.school_days import school_days_between
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import Text, _, n_

PAGE = "plan"
REVIEW = "review:"
"""Before a plan's id: its review is to be written."""
DONE = "done:"
"""Before a plan's id: its measures are to be looked at."""
EDIT = "edit:"
"""Before a student's id: his plan is to be written."""
_RUNNING = frozenset({PlanState.IN_FORCE, PlanState.REVIEW_DUE})


@dataclass(frozen=True)
class DueFacts:
    """What the tasks of one version are derived from."""

    plan_id: str
    student: StudentLine
    facts: PlanFacts
    state: PlanState
    begun_on: date
    is_own: bool


def plan_tasks(due: DueFacts, today: date, *, ahead: int, agree_within: int) -> tuple[Task, ...]:
    """Return the tasks of one version; `ahead` and `agree_within` are school days."""
    found = (_review(due, today, ahead), _agreeing(due, today, agree_within), _approval(due))
    return tuple(task for task in found if task is not None)


def _review(due: DueFacts, today: date, ahead: int) -> Task | None:
    day = due.facts.next_review_on
    if due.state not in _RUNNING or day is None:
        return None
    if day > today and school_days_between(today, day) > ahead:
        return None
    return Task(
        key=f"plan_review:{due.plan_id}:{day.isoformat()}",
        title=_("Review the plan of {student}, version {number}").format(
            student=due.student.name, number=due.facts.number
        ),
        why=_("The review is set for {day}: {when}.").format(day=day.isoformat(), when=when_words(day, today)),
        urgency=Urgency.OVERDUE if day < today else Urgency.DUE,
        target=Target(PAGE, f"{REVIEW}{due.plan_id}"),
        due=day,
    )


def when_words(day: date, today: date) -> Text:
    """Return how far a day is away in school days."""
    left = school_days_between(today, day)
    if day == today:
        return _("today")
    if day > today:
        return n_("in {count} school day", "in {count} school days", left) if left else _("at the weekend")
    return n_("{count} school day late", "{count} school days late", -left) if left else _("since the weekend")


def _agreeing(due: DueFacts, today: date, agree_within: int) -> Task | None:
    waited = school_days_between(due.begun_on, today)
    if due.state is not PlanState.DRAFT or waited <= agree_within:
        return None
    return Task(
        key=f"plan_draft:{due.plan_id}",
        title=_("Agree on the plan of {student}, version {number}").format(
            student=due.student.name, number=due.facts.number
        ),
        why=n_(
            "It was begun {count} school day ago and is not agreed on yet.",
            "It was begun {count} school days ago and is not agreed on yet.",
            waited,
        ),
        urgency=Urgency.ROUTINE,
        target=Target(PAGE, f"{EDIT}{due.student.id}"),
    )


def _approval(due: DueFacts) -> Task | None:
    facts = due.facts
    if due.state is not PlanState.AGREED or not facts.needs_approval or facts.approved_on is not None:
        return None
    ask = _("A colleague approves it, or the signature on paper is registered.")
    return Task(
        key=f"plan_approval:{due.plan_id}",
        title=_("Approval of the plan of {student}, version {number}").format(
            student=due.student.name, number=facts.number
        ),
        why=ask if due.is_own else _("A colleague agreed on it; it is in force once you approve it."),
        urgency=Urgency.DUE,
        target=Target(PAGE, due.plan_id),
        due=facts.agreed_on,
    )


def measure_task(
    plan_id: str, measure_id: str, student: StudentLine, *, what: str, who: str, due_on: date, today: date
) -> Task:
    """Return the task of a measure that should have been done."""
    return Task(
        key=f"plan_measure:{measure_id}:{due_on.isoformat()}",
        title=_("Measure for {student}: {what}").format(student=student.name, what=_short(what)),
        why=_("{who} should have done it by {day}: {when}.").format(
            who=who or _("Somebody"), day=due_on.isoformat(), when=when_words(due_on, today)
        ),
        urgency=Urgency.OVERDUE,
        target=Target(PAGE, f"{DONE}{plan_id}"),
        due=due_on,
    )


_SHOWN = 24


def _short(words: str) -> str:
    first = " ".join(words.split())
    return first if len(first) <= _SHOWN else f"{first[:_SHOWN]}…"


_RANK = {
    PlanState.REVIEW_DUE: 0,
    PlanState.IN_FORCE: 2,
    PlanState.AGREED: 3,
    PlanState.DRAFT: 4,
    PlanState.REPLACED: 5,
    PlanState.CLOSED: 5,
}


def by_urgency(lines: Iterable[PlanLine]) -> tuple[PlanLine, ...]:
    """Return plans with reviews due first, then those with a measure late, then by the next review; over ones last."""

    def rank(line: PlanLine) -> tuple[int, date, str]:
        late = line.state is PlanState.IN_FORCE and line.measures_overdue
        return 1 if late else _RANK[line.state], line.next_review_on or date.max, line.student.pinyin

    return tuple(sorted(lines, key=rank))
