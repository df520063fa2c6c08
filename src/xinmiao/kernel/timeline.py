"""Entries of a student's timeline, contributed by every feature that knows something of him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class TimelineEntry:
    """One event. `happened_at` orders it; `recorded_at` is shown when the two differ by more than a day."""

    kind: str
    """The filter it belongs to, e.g. "counselling"; its label is `kind_label`."""
    kind_label: Text
    icon: str
    happened_at: datetime
    recorded_at: datetime
    title: str
    excerpt: str
    person: str
    target: Target
    state: str = ""
    """A state chip's words, e.g. 未签名; empty for none."""
    state_tone: str = "calm"


def happened_on(day: date, recorded_at: datetime) -> datetime:
    """Return when something happened of which only the day is kept: its recording, if that was the same day."""
    local = recorded_at.astimezone()
    return local if local.date() == day else datetime.combine(day, time()).astimezone()
