"""Opening hours of the room in one line, for the label where the school wrote no times of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from xinmiao.features.school_calendar.records import WEEKDAY_LABELS, HoursView, Weekday
from xinmiao.kernel.texts import tr
from xinmiao.kernel.times_of_day import show_span


def hours_words(hours: Iterable[HoursView]) -> str:
    """Return weekdays with the same hours together, in the week's order; nothing where none are entered."""
    spans: dict[Weekday, list[str]] = defaultdict(list)
    for each in sorted(hours, key=lambda one: one.starts):
        spans[each.weekday].append(show_span(each.starts, each.ends))
    together: dict[str, list[str]] = defaultdict(list)
    for weekday, words in WEEKDAY_LABELS:
        if spans[weekday]:
            together[tr(", ").join(spans[weekday])].append(str(words))
    return tr("; ").join(f"{tr(', ').join(days)} {times}" for times, days in together.items())
