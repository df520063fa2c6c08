"""A shift as an event of a calendar file. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from xinmiao.documents.calendar_file import TimedEvent
from xinmiao.features.duty.records import ShiftView
from xinmiao.kernel.texts import tr


def as_event(shift: ShiftView) -> TimedEvent:
    """Return a shift at its local time; the title names the shift and nobody."""
    title = tr("Duty: {shift}", shift=shift.name)
    return TimedEvent(
        title, _at(shift.day, shift.starts), _at(shift.day, shift.ends), f"{shift.id}@xinmiao", shift.room
    )


def _at(day: date, minutes: int) -> datetime:
    return (datetime.combine(day, time()) + timedelta(minutes=minutes)).astimezone()
