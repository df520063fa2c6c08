"""What the official calendar of holidays and moved working days says; read once, only when a calendar is asked for."""

from __future__ import annotations

from functools import cache

from xinmiao.features.school_calendar.rules.days import Official


@cache
def official() -> Official:
    """Return all official days the program brings along."""
    from chinese_calendar import constants  # noqa: PLC0415 -- never on the way to the lock screen

    holidays, moved = constants.holidays, constants.workdays
    years = frozenset(day.year for day in holidays)
    return Official(dict(holidays), frozenset(moved), years)
