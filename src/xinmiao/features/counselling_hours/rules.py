"""What is to be said of a week, and who is full-time on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from xinmiao.features.counselling_hours.records import LEAST_SCHOOL_DAYS, WANTED_MINUTES, WeekState
from xinmiao.kernel.school_days import SchoolDays, TermFacts, days_of, monday_of

WEEK = timedelta(days=7)
_SUNDAY = timedelta(days=6)


def weeks_of(term: TermFacts) -> tuple[tuple[int, date], ...]:
    """Return the number and the Monday of each teaching week of a term."""
    first = monday_of(term.first)
    return tuple((number + 1, first + number * WEEK) for number in range(term.weeks))


def school_days_in(monday: date, days: SchoolDays, term: TermFacts | None) -> int:
    """Return how many school days of the term lie in a week."""
    first, last = monday, monday + _SUNDAY
    if term is not None:
        first, last = max(first, term.first), min(last, term.last)
    return sum(map(days.is_school_day, days_of(first, last)))


def term_shown(days: SchoolDays, today: date) -> TermFacts | None:
    """Return the term of today, else the last one that began; None when the calendar holds none."""
    begun = [term for term in days.terms if monday_of(term.first) <= today]
    return max(begun, key=lambda term: term.first, default=None)


def full_time_on(day: date, posts: Iterable[tuple[date, bool]]) -> tuple[bool, date | None]:
    """Return whether somebody is full-time on a day and since when; `posts` are days and what holds from them on."""
    past = [post for post in posts if post[0] <= day]
    if not past:
        return False, None
    since, full_time = max(past)
    return full_time, since


def state_of(monday: date, counted: int, school_days: int, today: date, *, full_time: bool) -> WeekState:
    """Return what is to be said of a week; nothing is missing in one that runs or has few school days."""
    if monday > today:
        return WeekState.TO_COME
    if not full_time:
        return WeekState.PART_TIME
    if counted >= WANTED_MINUTES:
        return WeekState.ENOUGH
    if school_days < LEAST_SCHOOL_DAYS:
        return WeekState.FEW_DAYS
    return WeekState.RUNNING if today <= monday + _SUNDAY else WeekState.SHORT
