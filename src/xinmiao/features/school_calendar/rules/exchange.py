"""What a calendar file would change: each of its events against the days of the school's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from xinmiao.documents.calendar_file import CalendarEvent
from xinmiao.features.school_calendar.records import CalendarView, OwnDayKind, OwnDayView
from xinmiao.features.school_calendar.rules.checks import own_day_problems
from xinmiao.features.school_calendar.rules.days import holiday_words
from xinmiao.kernel.texts import Text, _

_MARK = "@xinmiao"
_KNOWN = "-known@xinmiao"
"""Terms and official days: the program knows them, they are never taken for days of the school's own."""


class Effect(StrEnum):
    """What would happen to an event."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class PlannedDay:
    """An event with what would happen to it, and why not."""

    event: CalendarEvent
    effect: Effect
    day: OwnDayView | None = None
    problem: Text | None = None


def planned(events: Iterable[CalendarEvent], own: Iterable[OwnDayView]) -> tuple[PlannedDay, ...]:
    """Return the dry run; the same mark means the same days, and of a mark that is there twice the first counts."""
    known = {mark_of(day): day for day in own}
    made, seen = [], set[str]()
    for event in events:
        if event.uid.endswith(_KNOWN):
            made.append(PlannedDay(event, Effect.SAME))
        elif not event.uid or event.uid not in seen:
            made.append(_planned(event, known.get(event.uid)))
        seen.add(event.uid)
    return tuple(made)


def mark_of(day: OwnDayView) -> str:
    """Return the mark by which days are known in calendar files."""
    return day.uid or f"{day.id}{_MARK}"


def as_events(calendar: CalendarView) -> Iterator[CalendarEvent]:
    """Yield what a calendar file holds: own days, where terms begin and end, and the official holidays within."""
    yield from map(as_event, calendar.own)
    for term in calendar.terms:
        name = _("Second term") if term.second else _("First term")
        for day, words in ((term.first_day, _("{term} begins")), (term.last_day, _("{term} ends"))):
            yield CalendarEvent(str(words.format(term=name)), day, day, f"{day.isoformat()}-term{_KNOWN}")
    first = min((term.first_day for term in calendar.terms), default=None)
    last = max((term.last_day for term in calendar.terms), default=None)
    if first is not None and last is not None:
        yield from _official(calendar, first, last)


def _official(calendar: CalendarView, first: date, last: date) -> Iterator[CalendarEvent]:
    within = [(day, name) for day, name in sorted(calendar.days.holidays.items()) if first <= day <= last]
    within += [(day, "") for day in sorted(calendar.days.moved) if first <= day <= last]
    for day, name in within:
        words = holiday_words(name) if name else _("Make-up workday")
        yield CalendarEvent(str(words), day, day, f"{day.isoformat()}-official{_KNOWN}")


def as_event(day: OwnDayView) -> CalendarEvent:
    """Return days of the school's own for a calendar file."""
    return CalendarEvent(day.title, day.first_day, day.last_day, mark_of(day))


def _planned(event: CalendarEvent, known: OwnDayView | None) -> PlannedDay:
    if event.problem is not None or event.first is None or event.last is None:
        return PlannedDay(event, Effect.REFUSED, None, event.problem)
    if known is None:
        day = OwnDayView(event.first, event.last, OwnDayKind.EVENT, event.title, uid=event.uid)
    else:
        day = replace(known, first_day=event.first, last_day=event.last, title=event.title)
    problem = next(iter(own_day_problems(day).values()), None)
    if problem is not None:
        return PlannedDay(event, Effect.REFUSED, None, problem)
    effect = Effect.NEW if known is None else Effect.SAME if day == known else Effect.CHANGED
    return PlannedDay(event, effect, day)
