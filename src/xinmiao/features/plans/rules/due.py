"""What of plans is due: reviews, measures, agreements, approvals; and which plan stands first in the list.

Routine clocks count school days by the school's calendar; the words say how many, and when holidays are not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xinmiao.features.plans.records import PlanFacts, PlanLine, PlanState
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.school_days import SchoolDays, with_caveat
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


@dataclass(frozen=True)
class DueClock:
    """By what is measured what is due; `ahead` and `agree_within` are school days."""

    today: date
    days: SchoolDays
    ahead: int = 0
    agree_within: int = 0

    def until(self, day: date) -> int:
        """Return the school days from today to a day; negative when it is past."""
        return self.days.school_days_between(self.today, day)

    def unknown(self, day: date) -> int | None:
        """Return a year between today and a day whose holidays are not known."""
        return self.days.year_unknown(self.today, day)


def plan_tasks(due: DueFacts, clock: DueClock) -> tuple[Task, ...]:
    """Return the tasks of one version."""
    found = (_review(due, clock), _agreeing(due, clock), _approval(due))
    return tuple(task for task in found if task is not None)


def _review(due: DueFacts, clock: DueClock) -> Task | None:
    day = due.facts.next_review_on
    if due.state not in _RUNNING or day is None:
        return None
    if day > clock.today and clock.until(day) > clock.ahead:
        return None
    return Task(
        key=f"plan_review:{due.plan_id}:{day.isoformat()}",
        title=_("Review the plan of {student}, version {number}").format(
            student=due.student.name, number=due.facts.number
        ),
        why=with_caveat(
            _("The review is set for {day}: {when}.").format(day=day.isoformat(), when=when_words(day, clock)),
            clock.unknown(day),
        ),
        urgency=Urgency.OVERDUE if day < clock.today else Urgency.DUE,
        target=Target(PAGE, f"{REVIEW}{due.plan_id}"),
        due=day,
    )


def when_words(day: date, clock: DueClock) -> Text:
    """Return how far a day is away in school days; a count over unknown holidays is said to be rough."""
    left, is_rough = clock.until(day), clock.unknown(day) is not None
    if day == clock.today:
        return _("today")
    if not left:
        return _("no school day before it") if day > clock.today else _("no school day since")
    if left > 0:
        rough = n_("in about {count} school day", "in about {count} school days", left)
        return rough if is_rough else n_("in {count} school day", "in {count} school days", left)
    rough = n_("about {count} school day late", "about {count} school days late", -left)
    return rough if is_rough else n_("{count} school day late", "{count} school days late", -left)


def _agreeing(due: DueFacts, clock: DueClock) -> Task | None:
    waited = -clock.until(due.begun_on)
    if due.state is not PlanState.DRAFT or waited <= clock.agree_within:
        return None
    return Task(
        key=f"plan_draft:{due.plan_id}",
        title=_("Agree on the plan of {student}, version {number}").format(
            student=due.student.name, number=due.facts.number
        ),
        why=with_caveat(
            n_(
                "It was begun {count} school day ago and is not agreed on yet.",
                "It was begun {count} school days ago and is not agreed on yet.",
                waited,
            ),
            clock.unknown(due.begun_on),
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
    plan_id: str, measure_id: str, student: StudentLine, *, what: str, who: str, due_on: date, clock: DueClock
) -> Task:
    """Return the task of a measure that should have been done."""
    return Task(
        key=f"plan_measure:{measure_id}:{due_on.isoformat()}",
        title=_("Measure for {student}: {what}").format(student=student.name, what=_short(what)),
        why=with_caveat(
            _("{who} should have done it by {day}: {when}.").format(
                who=who or _("Somebody"), day=due_on.isoformat(), when=when_words(due_on, clock)
            ),
            clock.unknown(due_on),
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
