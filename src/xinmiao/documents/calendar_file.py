"""Calendar files (.ics): whole days in and out, timed events out; bounded in size, never run or expanded.

Owns the format. What a day means is the calendar's business; repeating events are handed out as such, never unrolled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.texts import Text, _

LARGEST = 1024 * 1024
MOST_EVENTS = 2000
_BEGIN, _END, _EVENT = b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT"
_DAY = timedelta(days=1)
_TITLE = 60
_OPENS, _CLOSES = re.compile(rb"^BEGIN:", re.MULTILINE), re.compile(rb"^END:", re.MULTILINE)
"""At the beginning of lines: an event may end at a moment (`DTEND:`)."""


@dataclass(frozen=True)
class CalendarEvent:
    """Days with a title; `problem` says why they cannot be taken, and then the days may be empty."""

    title: str
    first: date | None
    last: date | None
    uid: str = ""
    problem: Text | None = None


@dataclass(frozen=True)
class TimedEvent:
    """A title from a moment to a moment, both aware."""

    title: str
    starts: datetime
    ends: datetime
    uid: str
    place: str = ""


def read_events(content: bytes) -> tuple[CalendarEvent, ...]:
    """Return the events of a calendar file; those that cannot be taken say why.

    Raises:
        RuleBroken: it is too large, no calendar file, cut off, or holds too many events.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- 60 ms, and only an import needs it

    _check(content)
    try:
        read = Calendar.from_ical(content)
        events = [_event(event) for event in read.walk("VEVENT")]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise RuleBroken(
            _("This calendar file cannot be read."), _("Export it again from the other program, as .ics.")
        ) from error
    return tuple(events)


def _check(content: bytes) -> None:
    upper = content.upper()
    if len(content) > LARGEST:
        raise RuleBroken(
            _("This calendar file is larger than {limit} MB.").format(limit=LARGEST // (1024 * 1024)),
            _("Export only the school year, then read it again."),
        )
    if _BEGIN not in upper:
        raise RuleBroken(_("This is not a calendar file."), _("Choose a file whose name ends in .ics."))
    if _END not in upper or len(_OPENS.findall(upper)) != len(_CLOSES.findall(upper)):
        raise RuleBroken(_("This calendar file is cut off."), _("Copy or download it again, then read it."))
    if upper.count(_EVENT) > MOST_EVENTS:
        raise RuleBroken(
            _("This calendar file holds more than {limit} events.").format(limit=MOST_EVENTS),
            _("Export only the school year, then read it again."),
        )


def _event(event: Any) -> CalendarEvent:
    title = " ".join(str(event.get("SUMMARY", "")).split())[:_TITLE]
    uid = str(event.get("UID", ""))[:200]
    start, end = event.get("DTSTART"), event.get("DTEND")
    if start is None or not isinstance(getattr(start, "dt", None), date):
        return CalendarEvent(title, None, None, uid, _("It has no first day."))
    if event.get("RRULE") is not None or event.get("RDATE") is not None:
        return CalendarEvent(title, None, None, uid, _("It repeats; please enter its days by hand."))
    zone = str(start.params.get("TZID", ""))
    if zone and zone not in available_timezones():
        return CalendarEvent(title, None, None, uid, _("Its time zone “{zone}” is unknown.").format(zone=zone[:40]))
    begins, closes = _here(start.dt), None if end is None else _here(end.dt)
    first, last = _days(begins, closes)
    problem = _("The last day lies before the first one.") if last < first else None
    return CalendarEvent(_with_times(title, begins, closes), first, last, uid, problem)


def _here(moment: date) -> date:
    """Return a moment in UTC in local time; one of a named zone, or of none, as its calendar shows it."""
    is_utc = isinstance(moment, datetime) and moment.tzinfo is not None and not moment.utcoffset()
    return moment.astimezone() if is_utc and isinstance(moment, datetime) else moment


def _with_times(title: str, begins: date, closes: date | None) -> str:
    """Return the title of an event of some hours with its times: days keep none."""
    if not isinstance(begins, datetime):
        return title
    times = begins.strftime("%H:%M")
    if isinstance(closes, datetime) and closes.date() == begins.date():
        times = f"{times}\N{EN DASH}{closes:%H:%M}"
    return f"{title[: _TITLE - len(times) - 1]} {times}".strip()


def _days(start: date, end: date | None) -> tuple[date, date]:
    """Return first and last day; the end of whole days is the day behind the last."""
    first = start.date() if isinstance(start, datetime) else start
    if end is None:
        return first, first
    if isinstance(end, datetime):
        return first, end.date()
    return first, end if end == first else end - _DAY


def write_events(events: Iterable[CalendarEvent], name: str, made_at: datetime) -> bytes:
    """Return a calendar file of whole days; events without days are left out."""
    return _written(events, name, made_at)


def write_times(events: Iterable[TimedEvent], name: str, made_at: datetime) -> bytes:
    """Return a calendar file of moments, in UTC, which every program reads alike."""
    return _written(events, name, made_at)


def _written(events: Iterable[CalendarEvent | TimedEvent], name: str, made_at: datetime) -> bytes:
    from icalendar import Calendar, Event  # noqa: PLC0415 -- as above

    made = Calendar()
    made.add("PRODID", "-//xinmiao//calendar//ZH")
    made.add("VERSION", "2.0")
    made.add("X-WR-CALNAME", name)
    for each in events:
        if (span := _span(each)) is None:
            continue
        event = Event()
        event.add("UID", each.uid)
        event.add("DTSTAMP", made_at)
        event.add("SUMMARY", each.title)
        event.add("DTSTART", span[0])
        event.add("DTEND", span[1])
        if isinstance(each, TimedEvent) and each.place:
            event.add("LOCATION", each.place)
        made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _span(each: CalendarEvent | TimedEvent) -> tuple[date, date] | None:
    """Return begin and end as the format wants them; every program reads moments in UTC alike."""
    if isinstance(each, TimedEvent):
        return each.starts.astimezone(UTC), each.ends.astimezone(UTC)
    return None if each.first is None or each.last is None else (each.first, each.last + _DAY)
