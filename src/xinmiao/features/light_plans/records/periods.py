"""For which time a light plan holds: a term or a whole school year, as a code and in words."""

from __future__ import annotations

from datetime import date

from xinmiao.kernel.school_year import school_year_of, term_start, year_start
from xinmiao.kernel.texts import tr

_FIRST, _SECOND = "1", "2"


def term_of(day: date) -> str:
    """Return the code of the term of a day: 2026-1 is the first term of the school year that began in 2026."""
    half = _FIRST if term_start(day) == year_start(day) else _SECOND
    return f"{school_year_of(day)}-{half}"


def year_of(day: date) -> str:
    """Return the code of the school year of a day."""
    return str(school_year_of(day))


def choices(day: date) -> tuple[str, ...]:
    """Return the periods for which light plans can be opened now."""
    return term_of(day), year_of(day)


def period_words(code: str) -> str:
    """Return a period in words."""
    year, _dash, half = code.partition("-")
    if not year.isdecimal():
        return code
    span = {"year": int(year), "next": int(year) + 1}
    if half == _FIRST:
        return tr("{year}–{next}, first term", **span)
    if half == _SECOND:
        return tr("{year}–{next}, second term", **span)
    return tr("School year {year}–{next}", **span)
