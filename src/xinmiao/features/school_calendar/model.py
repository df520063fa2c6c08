"""The mapped classes of the calendar."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.roster.records import Stage
from xinmiao.features.school_calendar.records import (
    OFFICIAL_YEAR,
    OPENING_HOURS,
    OWN_DAY,
    OWN_LESSON,
    PERIOD,
    PERIOD_TABLE,
    ROOM,
    ROOM_CLOSING,
    TERM,
    LessonWeeks,
    OwnDayKind,
    PeriodKind,
    Weekday,
)
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import SchoolBase, Versioned, column


class Term(Versioned, SchoolBase):
    """A term."""

    __tablename__ = "term"
    spec: ClassVar[RecordSpec] = TERM

    first_day: Mapped[date] = column(TERM.first_day)
    last_day: Mapped[date] = column(TERM.last_day)
    second: Mapped[bool] = column(TERM.second)


class OwnDay(Versioned, SchoolBase):
    """Days of the school's own."""

    __tablename__ = "own_day"
    spec: ClassVar[RecordSpec] = OWN_DAY

    first_day: Mapped[date] = column(OWN_DAY.first_day)
    last_day: Mapped[date] = column(OWN_DAY.last_day)
    kind: Mapped[OwnDayKind] = column(OWN_DAY.kind)
    title: Mapped[str] = column(OWN_DAY.title)
    grades: Mapped[tuple[str, ...] | None] = column(OWN_DAY.grades)
    follows: Mapped[Weekday | None] = column(OWN_DAY.follows)
    uid: Mapped[str | None] = column(OWN_DAY.uid)


class OfficialYear(Versioned, SchoolBase):
    """The official days of a year as they were last seen."""

    __tablename__ = "official_year"
    __table_args__ = (UniqueConstraint("year"),)
    spec: ClassVar[RecordSpec] = OFFICIAL_YEAR

    year: Mapped[int] = column(OFFICIAL_YEAR.year)
    days: Mapped[str] = column(OFFICIAL_YEAR.days)


class PeriodTable(Versioned, SchoolBase):
    """A period table."""

    __tablename__ = "period_table"
    spec: ClassVar[RecordSpec] = PERIOD_TABLE

    name: Mapped[str] = column(PERIOD_TABLE.name)
    stage: Mapped[Stage | None] = column(PERIOD_TABLE.stage)
    valid_from: Mapped[date] = column(PERIOD_TABLE.valid_from)


class Period(Versioned, SchoolBase):
    """A period of a table."""

    __tablename__ = "period"
    spec: ClassVar[RecordSpec] = PERIOD

    table_id: Mapped[str] = column(PERIOD.table_id, index=True)
    name: Mapped[str] = column(PERIOD.name)
    kind: Mapped[PeriodKind] = column(PERIOD.kind)
    starts: Mapped[int] = column(PERIOD.starts)
    ends: Mapped[int] = column(PERIOD.ends)


class OwnLesson(Versioned, SchoolBase):
    """A lesson of a counsellor."""

    __tablename__ = "own_lesson"
    spec: ClassVar[RecordSpec] = OWN_LESSON

    account_id: Mapped[str] = column(OWN_LESSON.account_id, index=True)
    weekday: Mapped[Weekday] = column(OWN_LESSON.weekday)
    weeks: Mapped[LessonWeeks] = column(OWN_LESSON.weeks)
    starts: Mapped[int] = column(OWN_LESSON.starts)
    ends: Mapped[int] = column(OWN_LESSON.ends)
    period: Mapped[str | None] = column(OWN_LESSON.period)
    stage: Mapped[Stage | None] = column(OWN_LESSON.stage)
    from_date: Mapped[date] = column(OWN_LESSON.from_date)
    until_date: Mapped[date | None] = column(OWN_LESSON.until_date)
    subject: Mapped[str] = column(OWN_LESSON.subject)
    class_label: Mapped[str | None] = column(OWN_LESSON.class_label)


class OpeningHours(Versioned, SchoolBase):
    """Opening hours of a weekday."""

    __tablename__ = "opening_hours"
    spec: ClassVar[RecordSpec] = OPENING_HOURS

    weekday: Mapped[Weekday] = column(OPENING_HOURS.weekday)
    starts: Mapped[int] = column(OPENING_HOURS.starts)
    ends: Mapped[int] = column(OPENING_HOURS.ends)


class Room(Versioned, SchoolBase):
    """A room."""

    __tablename__ = "room"
    spec: ClassVar[RecordSpec] = ROOM

    name: Mapped[str] = column(ROOM.name)
    capacity: Mapped[int | None] = column(ROOM.capacity)
    place: Mapped[str | None] = column(ROOM.place)
    in_use: Mapped[bool] = column(ROOM.in_use)


class RoomClosing(Versioned, SchoolBase):
    """Days on which a room is closed."""

    __tablename__ = "room_closing"
    spec: ClassVar[RecordSpec] = ROOM_CLOSING

    room_id: Mapped[str] = column(ROOM_CLOSING.room_id, index=True)
    first_day: Mapped[date] = column(ROOM_CLOSING.first_day)
    last_day: Mapped[date] = column(ROOM_CLOSING.last_day)
    reason: Mapped[str] = column(ROOM_CLOSING.reason)
