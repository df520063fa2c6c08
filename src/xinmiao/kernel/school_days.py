"""Days on which routine clocks run: they rest at weekends. Risk clocks never rest and do not ask here.

Owns nothing of holidays and moved working days: those are the school's calendar, which is kept elsewhere.
"""

from __future__ import annotations

from datetime import date, timedelta

_WORKDAYS = 5
_WEEK = 7


def is_school_day(day: date) -> bool:
    """Return whether a routine clock runs on `day`."""
    return day.weekday() < _WORKDAYS


def school_days_between(start: date, end: date) -> int:
    """Return how many school days lie after `start` up to and with `end`; negative when `end` is the earlier."""
    if end < start:
        return -school_days_between(end, start)
    weeks, rest = divmod((end - start).days, _WEEK)
    tail = (start + timedelta(days=weeks * _WEEK + step) for step in range(1, rest + 1))
    return weeks * _WORKDAYS + sum(map(is_school_day, tail))
