"""Times of day as minutes since midnight: how they are typed, checked and shown.

Local and without a day; 24:00 is the end of a day and never the beginning of anything. Moments belong elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from xinmiao.kernel.fields import Field, FieldProblem
from xinmiao.kernel.texts import Text, _

DAY_MINUTES = 24 * 60
_FORM = re.compile(r"(\d{1,2})(?:[:.时点](\d{1,2})?分?)?|(\d{1,2})(\d{2})")
_HOUR = 60


def parse_time(typed: str) -> int | None:
    """Return the minutes since midnight of 8:05, 805, 8点 or ８：05; None when it is no time of day.

    24:00 is understood and gives 1440.
    """
    found = _FORM.fullmatch(unicodedata.normalize("NFKC", typed).replace(" ", ""))
    if found is None:
        return None
    hours = int(found[1] or found[3])
    rest = int(found[2] or found[4] or 0)
    minutes = hours * _HOUR + rest
    return minutes if rest < _HOUR and minutes <= DAY_MINUTES else None


def show_time_of_day(minutes: int | None) -> str:
    """Return 08:05, or an empty string."""
    return "" if minutes is None else f"{minutes // _HOUR:02d}:{minutes % _HOUR:02d}"


def show_span(starts: int, ends: int) -> str:
    """Return 08:05-08:50 with a dash between numbers."""
    return f"{show_time_of_day(starts)}\N{EN DASH}{show_time_of_day(ends)}"


def free_spans(taken: Iterable[tuple[int, int]], starts: int, ends: int) -> tuple[tuple[int, int], ...]:
    """Return what is left of a stretch of a day when spans are taken out."""
    left, at = [], starts
    for first, last in sorted(taken):
        if first > at:
            left.append((at, min(first, ends)))
        at = max(at, last)
    if at < ends:
        left.append((at, ends))
    return tuple(span for span in left if span[0] < span[1])


def span_problem(starts: int | None, ends: int | None) -> Text | None:
    """Return what is wrong with a stretch of a day: it ends after it begins, within one day."""
    if starts is None or ends is None:
        return _("Please enter both times.")
    if not (0 <= starts <= DAY_MINUTES and 0 <= ends <= DAY_MINUTES):
        return _("Please type a time such as 08:05.")
    if ends == 0:
        return _("The end is 00:00; for midnight please type 24:00.")
    if starts == DAY_MINUTES:
        return _("A day ends at 24:00; nothing begins there.")
    return None if starts < ends else _("The end is not after the beginning; please correct one of the times.")


@dataclass(frozen=True, kw_only=True)
class TimeOfDayField(Field[int]):
    """A time of day; the value is minutes since midnight, 24:00 included for an end."""

    kind: ClassVar[str] = "time_of_day"

    def parse(self, typed: str) -> int | None:
        """Read a time in one of the usual forms."""
        if not typed.strip():
            return None
        minutes = parse_time(typed)
        if minutes is None:
            raise FieldProblem(_("Please type a time such as 08:05."))
        return minutes

    def limit_problem(self, value: int) -> Text | None:
        """Refuse what is no time of day."""
        return None if 0 <= value <= DAY_MINUTES else _("Please type a time such as 08:05.")

    def show(self, value: int | None) -> str:
        """Return the time as 08:05."""
        return show_time_of_day(value)
