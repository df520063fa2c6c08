"""When a school year begins, for everything that is counted or named by it."""

from __future__ import annotations

from datetime import date

SCHOOL_YEAR_STARTS_IN = 8


def school_year_of(day: date) -> int:
    """Return the year in which the school year of `day` began; it begins on 1 August."""
    return day.year if day.month >= SCHOOL_YEAR_STARTS_IN else day.year - 1


SECOND_TERM_STARTS_IN = 2


def term_start(day: date) -> date:
    """Return the first day of the term of `day`: 1 August, or 1 February."""
    if SECOND_TERM_STARTS_IN <= day.month < SCHOOL_YEAR_STARTS_IN:
        return date(day.year, SECOND_TERM_STARTS_IN, 1)
    return year_start(day)


def year_start(day: date) -> date:
    """Return the first day of the school year of `day`."""
    return date(school_year_of(day), SCHOOL_YEAR_STARTS_IN, 1)
