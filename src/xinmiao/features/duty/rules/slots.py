"""Which places a roster has to fill: school days with the pattern of their weekday. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xinmiao.features.duty.records import PatternView, ShiftView
from xinmiao.features.school_calendar.records import DayFrame, Weekday


@dataclass(frozen=True)
class Slot:
    """One place for one person."""

    day: date
    weekday: int
    """Whose timetable the day follows, 0 is Monday."""
    name: str
    starts: int
    ends: int
    pattern_id: str
    room_id: str | None = None
    only: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """Somebody who takes part: when he can, and what he has to do otherwise."""

    staff_id: str
    name: str
    weekdays: tuple[Weekday, ...] = ()
    away: frozenset[date] = frozenset()
    busy: Mapping[date, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Lessons, appointments and shifts that stay, by day."""
    before: int = 0
    """Shifts that count for fairness already: those kept, and those of the term so far beyond the others'."""


def times_of(pattern: PatternView, frame: DayFrame) -> tuple[int, int]:
    """Return from when to when a shift is on a day: as its period says, else its own times."""
    found = next((each for each in frame.periods if each.name == pattern.period), None) if pattern.period else None
    return (pattern.starts, pattern.ends) if found is None else (found.starts, found.ends)


def slots_of(
    frames: Iterable[DayFrame], patterns: Sequence[PatternView], kept: Iterable[ShiftView]
) -> tuple[Slot, ...]:
    """Return the places to fill, by day and time; a shift that stays fills the place it was made for."""
    filled = Counter((shift.day, shift.pattern_id) for shift in kept)
    found = [
        slot
        for frame in frames
        for pattern in patterns
        if pattern.weekday.number == frame.weekday
        for slot in _places(pattern, frame, pattern.persons - filled[frame.day, pattern.id])
    ]
    return tuple(sorted(found, key=lambda slot: (slot.day, slot.starts, slot.ends, slot.pattern_id)))


def _places(pattern: PatternView, frame: DayFrame, count: int) -> Iterator[Slot]:
    starts, ends = times_of(pattern, frame)
    slot = Slot(
        frame.day, frame.weekday, pattern.name, starts, ends, pattern.id, pattern.room_id, frozenset(pattern.only)
    )
    return (slot for _place in range(count))
