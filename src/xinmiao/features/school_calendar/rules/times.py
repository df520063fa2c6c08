"""Which period table is in force, which periods a day has, and when a counsellor is busy. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from xinmiao.features.roster.records import Stage
from xinmiao.features.school_calendar.records import (
    BusySpan,
    HoursView,
    LessonWeeks,
    OwnLessonView,
    PeriodTableView,
    PeriodView,
    RoomView,
)
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.school_days import SchoolDays, days_of
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.times_of_day import DAY_MINUTES


def table_on(tables: Iterable[PeriodTableView], day: date, stage: Stage | None) -> PeriodTableView | None:
    """Return the table in force: the newest whose date has come, one of the stage before one of the whole school."""
    come = [table for table in tables if table.valid_from <= day and table.stage in {stage, None}]
    return max(come, key=lambda table: (table.stage == stage, table.valid_from, table.id), default=None)


def periods_on(
    tables: Iterable[PeriodTableView], facts: SchoolDays, day: date, stage: Stage | None
) -> tuple[PeriodView, ...]:
    """Return the periods of a day; none on days without school or before any table."""
    table = table_on(tables, day, stage) if facts.is_school_day(day) else None
    return () if table is None else table.periods


def lesson_times(lesson: OwnLessonView, tables: Iterable[PeriodTableView], day: date) -> tuple[int, int]:
    """Return from when to when a lesson is on a day: as its period says, else its own times."""
    table = table_on(tables, day, lesson.stage) if lesson.period else None
    found = next((each for each in table.periods if each.name == lesson.period), None) if table else None
    return (lesson.starts, lesson.ends) if found is None else (found.starts, found.ends)


def is_given(lesson: OwnLessonView, facts: SchoolDays, day: date) -> bool:
    """Return whether a lesson is given on a day; outside the teaching weeks alternating ones are not."""
    if day < lesson.from_date or (lesson.until_date is not None and day > lesson.until_date):
        return False
    if not facts.is_school_day(day) or facts.weekday_followed(day) != lesson.weekday.number:
        return False
    if lesson.weeks is LessonWeeks.EVERY:
        return True
    week = facts.teaching_week_of(day)
    return week is not None and week.is_odd == (lesson.weeks is LessonWeeks.ODD)


def busy(
    lessons: Sequence[OwnLessonView], tables: Sequence[PeriodTableView], facts: SchoolDays, first: date, last: date
) -> tuple[BusySpan, ...]:
    """Return the lessons given from a day to a day, by day and time."""
    spans = [
        BusySpan(day, *lesson_times(lesson, tables, day), tr("{subject} {class_label}", **_words(lesson)).strip())
        for day in days_of(first, last)
        for lesson in lessons
        if is_given(lesson, facts, day)
    ]
    return tuple(sorted(spans, key=lambda span: (span.day, span.starts, span.ends)))


def _words(lesson: OwnLessonView) -> dict[str, str]:
    return {"subject": lesson.subject, "class_label": lesson.class_label}


def why_day_doubtful(facts: SchoolDays, each: Occupancy) -> Text | None:
    """Return why something does not fit its day: there is no school."""
    return None if facts.is_school_day(each.day) else _("There is no school on this day.")


def why_table_doubtful(before: PeriodTableView | None, after: PeriodTableView, each: Occupancy) -> Text | None:
    """Return why something does not fit a new period table: it kept to the old one, and the new one is otherwise."""
    starts = frozenset() if before is None else {period.starts for period in before.periods}
    ends = frozenset() if before is None else {period.ends for period in before.periods}
    fits = {period.starts for period in after.periods}, {period.ends for period in after.periods}
    kept_to = before is None or each.starts in starts or each.ends in ends
    if not kept_to or (each.starts in fits[0] and each.ends in fits[1]):
        return None
    return _("It does not keep to the periods of “{table}”.").format(table=after.name)


def why_room_doubtful(room: RoomView, each: Occupancy) -> Text | None:
    """Return why something cannot be in a room."""
    closing = room.closed_on(each.day) if each.room_id == room.id else None
    return None if closing is None else _("{room} is closed: {reason}").format(room=room.name, reason=closing.reason)


def opening_on(hours: Iterable[HoursView], facts: SchoolDays, day: date) -> tuple[tuple[int, int], ...]:
    """Return when the room is open on a day."""
    weekday = facts.weekday_followed(day)
    if not facts.is_school_day(day):
        return ()
    return tuple(sorted((each.starts, each.ends) for each in hours if each.weekday.number == weekday))


def is_time(minutes: int) -> bool:
    """Return whether this is a minute of a day, its end included."""
    return 0 <= minutes <= DAY_MINUTES
