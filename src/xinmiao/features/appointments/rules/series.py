"""On which days a series takes place; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, takewhile

from xinmiao.features.appointments.records import APPOINTMENT_SERIES, MOST_OCCURRENCES, SeriesPattern
from xinmiao.features.appointments.rules.checking import FURTHEST_AHEAD
from xinmiao.kernel.school_days import monday_of
from xinmiao.kernel.texts import Text, _

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


def dates_of(pattern: SeriesPattern) -> tuple[date, ...]:
    """Return the days of a sound pattern in order; weeks are counted from the Monday of the first day's week."""
    days = _endless(pattern)
    if pattern.until is not None:
        until = pattern.until
        days = takewhile(lambda day: day <= until, days)
    return tuple(islice(days, MOST_OCCURRENCES + 1 if pattern.count is None else pattern.count))


def _endless(pattern: SeriesPattern) -> Iterator[date]:
    first = pattern.first_day
    if first is None or not pattern.weekdays:
        return
    numbers = sorted({weekday.number for weekday in pattern.weekdays})
    monday = monday_of(first)
    while monday < date.max - pattern.weeks_apart * _WEEK - _WEEK:
        yield from (day for day in (monday + number * _DAY for number in numbers) if day >= first)
        monday += pattern.weeks_apart * _WEEK


def pattern_problems(pattern: SeriesPattern, today: date) -> dict[str, Text]:
    """Return what is wrong with a pattern; too many times are refused with the limit named."""
    names = ("first_day", "until", "weeks_apart", "weekdays", "period")
    found = APPOINTMENT_SERIES.problems({name: getattr(pattern, name) for name in names}, only=names)
    found |= _end_problems(pattern, today)
    if pattern.first_day is not None and pattern.first_day < today:
        found.setdefault("first_day", _("This day is over; please choose one that is still to come."))
    if not found and not dates_of(pattern):
        found["until"] = _("No day of this series lies before its end.")
    return found


def _end_problems(pattern: SeriesPattern, today: date) -> dict[str, Text]:
    until, count = pattern.until, pattern.count
    if (until is None) == (count is None):
        return {"until": _("Enter either a last day or how many times.")}
    if count is not None and count < 1:
        return {"count": _("Please enter how many times.")}
    if count is not None and count > MOST_OCCURRENCES:
        return {"count": _too_many()}
    if until is not None and pattern.first_day is not None and until < pattern.first_day:
        return {"until": _("The last day lies before the first one.")}
    return _length_problems(pattern, today)


def _length_problems(pattern: SeriesPattern, today: date) -> dict[str, Text]:
    name = "until" if pattern.count is None else "count"
    dates = dates_of(pattern) if pattern.weeks_apart >= 1 else ()
    if len(dates) > MOST_OCCURRENCES:
        return {name: _too_many()}
    if dates and dates[-1] - today > FURTHEST_AHEAD:
        return {name: _("The series would end more than two years ahead; please make it shorter.")}
    return {}


def _too_many() -> Text:
    return _("A series has at most {limit} appointments.").format(limit=MOST_OCCURRENCES)
