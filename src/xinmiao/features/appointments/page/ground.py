"""What appointments stand on in a calendar view: days, periods, opening hours, closed rooms, own lessons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from xinmiao.features.school_calendar.records import (
    DAY_KIND_WORDS,
    QUIET_PERIODS,
    WEEKDAY_LABELS,
    BusySpan,
    CalendarView,
    DayTimes,
    OwnDayKind,
    RoomView,
)
from xinmiao.kernel.school_days import DayKind
from xinmiao.kernel.texts import tr
from xinmiao.kernel.times_of_day import DAY_MINUTES
from xinmiao.ui.week_grid import Block, GridDay, GridRow, Shade

LESSON = "lesson:"
"""Before the number of an own lesson, as the id of its block."""
_PLAIN = frozenset({DayKind.SCHOOL_DAY, DayKind.WEEKEND})


@dataclass(frozen=True)
class Ground:
    """What the school says of the days shown, as the operations of the calendar gave it."""

    calendar: CalendarView
    times: tuple[DayTimes, ...]
    rooms: tuple[RoomView, ...]
    lessons: tuple[BusySpan, ...] = ()

    def days(self, today: date) -> tuple[GridDay, ...]:
        """Return the columns."""
        return tuple(self._day(each.day, today) for each in self.times)

    def rows(self) -> tuple[GridRow, ...]:
        """Return the periods of the first day that has any; none leaves the hours of the day."""
        periods = next((each.periods for each in self.times if each.periods), ())
        return tuple(GridRow(each.starts, each.ends, each.name, each.kind in QUIET_PERIODS) for each in periods)

    def shades(self) -> tuple[Shade, ...]:
        """Return when the room is not open; nothing where no opening hours are kept."""
        if not any(each.opening for each in self.times):
            return ()
        school = [each for each in self.times if self.calendar.days.is_school_day(each.day)]
        return tuple(shade for each in school for shade in _shut(each))

    def blocks(self, taken: Iterable[Block], *, several: bool) -> tuple[Block, ...]:
        """Return own lessons: behind everything, but beside an appointment at their time, and with several people's."""
        spans = [(each.day, each.starts, each.ends) for each in taken]
        return tuple(
            Block(
                f"{LESSON}{number}",
                span.day,
                span.starts,
                span.ends,
                span.words,
                icon="graduation-cap",
                tone="",
                state=tr("Own lesson"),
                movable=False,
                behind=not several and not any(_meet(span, *each) for each in spans),
            )
            for number, span in enumerate(self.lessons)
        )

    def unknown_year(self) -> int | None:
        """Return a year shown whose official holidays are not known."""
        days = self.calendar.days
        return next((each.day.year for each in self.times if not days.has_official(each.day)), None)

    def _day(self, day: date, today: date) -> GridDay:
        head, number = str(WEEKDAY_LABELS[day.weekday()][1]), tr("{month}/{day}", month=day.month, day=day.day)
        closed = not self.calendar.days.is_school_day(day)
        return GridDay(day, head, number, tr(", ").join(self._notes(day)), closed, day == today)

    def _notes(self, day: date) -> Iterable[str]:
        """Yield what is to be known of a day, the weightiest first: the head has room for little."""
        kind = self.calendar.days.kind_of(day)
        own = [each for each in self.calendar.own if each.covers(day)]
        yield from (each.title for each in own if each.kind is OwnDayKind.EXAM)
        if kind not in _PLAIN:
            named = [each.title for each in own if each.kind in {OwnDayKind.DAY_OFF, OwnDayKind.MAKE_UP}]
            yield from named or [str(DAY_KIND_WORDS[kind])]
        closings = ((room.name, room.closed_on(day)) for room in self.rooms if room.in_use)
        yield from (tr("{room} closed", room=name) for name, closing in closings if closing is not None)
        yield from (each.title for each in own if each.kind is OwnDayKind.EVENT)


def _meet(span: BusySpan, day: date, starts: int, ends: int) -> bool:
    return span.day == day and span.starts < ends and starts < span.ends


def _shut(times: DayTimes) -> Sequence[Shade]:
    words, at, shades = tr("not open"), 0, []
    for starts, ends in (*times.opening, (DAY_MINUTES, DAY_MINUTES)):
        if at < starts:
            shades.append(Shade(times.day, at, starts, words))
        at = max(at, ends)
    return shades
