"""What the operations of the calendar take and hand out: frozen, plain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xinmiao.features.roster.records import Stage
from xinmiao.features.school_calendar.records.days import OwnDayKind, Weekday
from xinmiao.features.school_calendar.records.times import LessonWeeks, PeriodKind
from xinmiao.kernel.school_days import DayKind, SchoolDays, TeachingWeek, TermFacts
from xinmiao.kernel.times_of_day import show_span


@dataclass(frozen=True)
class TermView:
    """A term; its version is what an editor started from, 0 for a new one."""

    first_day: date
    last_day: date
    second: bool
    id: str = ""
    version: int = 0

    @property
    def facts(self) -> TermFacts:
        """Return what the counting of days needs of it."""
        return TermFacts(self.first_day, self.last_day, self.second)


@dataclass(frozen=True)
class OwnDayView:
    """Days of the school's own."""

    first_day: date
    last_day: date
    kind: OwnDayKind
    title: str
    grades: tuple[int, ...] = ()
    """Empty for the whole school."""
    follows: Weekday | None = None
    uid: str = ""
    id: str = ""
    version: int = 0

    def covers(self, day: date) -> bool:
        """Return whether a day is one of them."""
        return self.first_day <= day <= self.last_day

    def concerns(self, grade: int | None) -> bool:
        """Return whether a grade is concerned; None asks for anybody."""
        return grade is None or not self.grades or grade in self.grades


@dataclass(frozen=True)
class PeriodView:
    """A period; minutes since midnight."""

    name: str
    kind: PeriodKind
    starts: int
    ends: int
    id: str = ""

    @property
    def span(self) -> str:
        """Return from when to when."""
        return show_span(self.starts, self.ends)


@dataclass(frozen=True)
class PeriodTableView:
    """A period table with its periods by time."""

    name: str
    valid_from: date
    stage: Stage | None = None
    periods: tuple[PeriodView, ...] = ()
    id: str = ""
    version: int = 0


@dataclass(frozen=True)
class OwnLessonView:
    """A lesson of a counsellor. With a period named, its times follow the table in force."""

    account_id: str
    weekday: Weekday
    starts: int
    ends: int
    subject: str
    from_date: date
    until_date: date | None = None
    weeks: LessonWeeks = LessonWeeks.EVERY
    class_label: str = ""
    period: str = ""
    stage: Stage | None = None
    id: str = ""
    version: int = 0


@dataclass(frozen=True)
class HoursView:
    """Opening hours of a weekday."""

    weekday: Weekday
    starts: int
    ends: int


@dataclass(frozen=True)
class ClosingView:
    """Days on which a room is closed."""

    first_day: date
    last_day: date
    reason: str
    id: str = ""

    def covers(self, day: date) -> bool:
        """Return whether a day is one of them."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class RoomView:
    """A room."""

    name: str
    capacity: int | None = None
    place: str = ""
    in_use: bool = True
    closings: tuple[ClosingView, ...] = ()
    id: str = ""
    version: int = 0

    def closed_on(self, day: date) -> ClosingView | None:
        """Return why it is closed on a day, or None."""
        return next((closing for closing in self.closings if closing.covers(day)), None)


@dataclass(frozen=True)
class BusySpan:
    """Time of a counsellor that is taken, in minutes of a day."""

    day: date
    starts: int
    ends: int
    words: str


@dataclass(frozen=True)
class DayFrame:
    """A school day with the times that hold on it; weekdays count from 0, Monday."""

    day: date
    weekday: int
    """Whose timetable is followed."""
    periods: tuple[PeriodView, ...]
    opening: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class DayTimes:
    """The periods of a day, and when the room is open."""

    day: date
    periods: tuple[PeriodView, ...] = ()
    opening: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class DayView:
    """A day as the calendar draws it."""

    day: date
    kind: DayKind
    name: str
    """Of the holiday or the vacation, or empty."""
    own: tuple[OwnDayView, ...]
    week: TeachingWeek | None
    official_known: bool


@dataclass(frozen=True)
class OfficialChange:
    """What the official calendar says of a year that the school has not looked at yet."""

    year: int
    days: tuple[date, ...]


@dataclass(frozen=True)
class CalendarView:
    """The whole calendar."""

    days: SchoolDays
    terms: tuple[TermView, ...]
    own: tuple[OwnDayView, ...]
    changes: tuple[OfficialChange, ...]


@dataclass(frozen=True)
class TimesView:
    """Period tables, opening hours, rooms, and the acting account's own lessons."""

    tables: tuple[PeriodTableView, ...]
    hours: tuple[HoursView, ...]
    rooms: tuple[RoomView, ...]
    lessons: tuple[OwnLessonView, ...]
