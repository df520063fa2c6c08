"""When a school year begins, for everything that is counted or named by it."""

from __future__ import annotations

from datetime import date

SCHOOL_YEAR_STARTS_IN = 8


def school_year_of(day: date) -> int:
    """Return the year in which the school year of `day` began; it begins on 1 August."""
    return day.year if day.month >= SCHOOL_YEAR_STARTS_IN else day.year - 1
