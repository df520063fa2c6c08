"""When the wizard of a school year is offered. Pure."""

from __future__ import annotations

from datetime import date

from xinmiao.features.school_year.records import FromDay
from xinmiao.kernel.school_year import school_year_of


def offered_on(today: date, offered_from: FromDay) -> bool:
    """Return whether the wizard of the present school year is offered on this day."""
    month, day = (int(part) for part in offered_from.value.split("-"))
    return today >= date(school_year_of(today), month, day)
