"""What is missing: days, open hours and places without anybody, and shifts that cannot be stood. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xinmiao.features.duty.records import Gap, GapKind, LeaveView, PatternView, ShiftView
from xinmiao.features.duty.rules.slots import times_of
from xinmiao.features.school_calendar.records import DayFrame, RoomView
from xinmiao.kernel.texts import Text, _, n_
from xinmiao.kernel.times_of_day import free_spans, show_span


@dataclass(frozen=True)
class Circumstances:
    """What shifts are held against."""

    frames: tuple[DayFrame, ...]
    patterns: Sequence[PatternView]
    leaves: Sequence[LeaveView]
    rooms: Mapping[str, RoomView]
    left: Collection[str] = frozenset()
    """Staff members who left the school."""


def gaps_of(first: date, shifts: Iterable[ShiftView], around: Circumstances) -> tuple[Gap, ...]:
    """Return what is missing from a day on, by day and time; every school day and every open hour is looked at."""
    by_day: dict[date, list[ShiftView]] = defaultdict(list)
    for shift in shifts:
        if shift.day >= first:
            by_day[shift.day].append(shift)
    found = [gap for frame in around.frames if frame.day >= first for gap in _of_day(frame, by_day[frame.day], around)]
    school_days = {frame.day for frame in around.frames}
    for standing in by_day.values():
        found += [gap for shift in standing if (gap := _doubtful(shift, school_days, around)) is not None]
    return tuple(sorted(found, key=lambda gap: (gap.day, gap.starts, gap.ends, gap.kind)))


def _of_day(frame: DayFrame, standing: Sequence[ShiftView], around: Circumstances) -> Iterator[Gap]:
    if not standing:
        starts = min((span[0] for span in frame.opening), default=0)
        ends = max((span[1] for span in frame.opening), default=0)
        yield Gap(GapKind.NOBODY, frame.day, starts, ends, _("Nobody stands on this school day."))
        return
    places = tuple(_places(frame, standing, around.patterns))
    yield from places
    told = [(gap.starts, gap.ends) for gap in places]
    covered = [(shift.starts, shift.ends) for shift in standing] + told
    for opens, closes in frame.opening:
        for starts, ends in free_spans(covered, opens, closes):
            words = _("The room is open at {span}, and nobody stands.").format(span=show_span(starts, ends))
            yield Gap(GapKind.OPENING, frame.day, starts, ends, words)


def _places(frame: DayFrame, standing: Sequence[ShiftView], patterns: Sequence[PatternView]) -> Iterator[Gap]:
    filled = Counter(shift.pattern_id for shift in standing)
    for pattern in patterns:
        missing = pattern.persons - filled[pattern.id]
        if pattern.weekday.number == frame.weekday and missing > 0:
            words = n_("“{name}” wants {count} more.", "“{name}” wants {count} more.", missing)
            yield Gap(GapKind.PLACE, frame.day, *times_of(pattern, frame), words.format(name=pattern.name))


def _doubtful(shift: ShiftView, school_days: Collection[date], around: Circumstances) -> Gap | None:
    found = _why_doubtful(shift, school_days, around)
    return None if found is None else Gap(found[0], shift.day, shift.starts, shift.ends, found[1], shift.id)


def _why_doubtful(
    shift: ShiftView, school_days: Collection[date], around: Circumstances
) -> tuple[GapKind, Text] | None:
    if shift.day not in school_days:
        return GapKind.CLOSED, _("{name} stands on a day without school.").format(name=shift.person)
    if shift.staff_id in around.left:
        return GapKind.AWAY, _("{name} has left the school.").format(name=shift.person)
    if any(leave.staff_id == shift.staff_id and leave.covers(shift.day) for leave in around.leaves):
        return GapKind.AWAY, _("{name} is away on this day.").format(name=shift.person)
    room = around.rooms.get(shift.room_id or "")
    closing = None if room is None else room.closed_on(shift.day)
    if room is None or closing is None:
        return None
    return GapKind.CLOSED, _("{room} is closed: {reason}").format(room=room.name, reason=closing.reason)
