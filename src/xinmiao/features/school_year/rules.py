"""When the wizard of a school year is offered. Pure."""

from __future__ import annotations

from datetime import date

from xinmiao.features.school_year.records import FromDay
from xinmiao.kernel.school_year import school_year_of

_DAYS = {
    FromDay.AUGUST_1: (8, 1),
    FromDay.AUGUST_15: (8, 15),
    FromDay.AUGUST_25: (8, 25),
    FromDay.SEPTEMBER_1: (9, 1),
}


def offered_on(today: date, offered_from: FromDay) -> bool:
    """Return whether the wizard of the present school year is offered on this day."""
    return today >= date(school_year_of(today), *_DAYS[offered_from])
