"""The mapped classes of duty."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.duty.records import (
    DUTY_LEAVE,
    DUTY_PERSON,
    DUTY_RECORD,
    DUTY_SHIFT,
    DUTY_SWAP,
    PATTERN_PERSON,
    SHIFT_PATTERN,
    LeaveKind,
    SwapState,
)
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, column


class ShiftPattern(Versioned, SchoolBase):
    """A shift as it comes back each week."""

    __tablename__ = "shift_pattern"
    spec: ClassVar[RecordSpec] = SHIFT_PATTERN

    name: Mapped[str] = column(SHIFT_PATTERN.name)
    weekday: Mapped[Weekday] = column(SHIFT_PATTERN.weekday)
    period: Mapped[str | None] = column(SHIFT_PATTERN.period)
    starts: Mapped[int] = column(SHIFT_PATTERN.starts)
    ends: Mapped[int] = column(SHIFT_PATTERN.ends)
    room_id: Mapped[str | None] = column(SHIFT_PATTERN.room_id)
    persons: Mapped[int] = column(SHIFT_PATTERN.persons)


class PatternPerson(Versioned, SchoolBase):
    """Somebody who may stand a shift that not everybody may stand."""

    __tablename__ = "pattern_person"
    spec: ClassVar[RecordSpec] = PATTERN_PERSON

    pattern_id: Mapped[str] = column(PATTERN_PERSON.pattern_id, index=True)
    staff_id: Mapped[str] = column(PATTERN_PERSON.staff_id)


class DutyPerson(Versioned, SchoolBase):
    """A staff member who takes part in duty."""

    __tablename__ = "duty_person"
    __table_args__ = (UniqueConstraint("staff_id"),)
    spec: ClassVar[RecordSpec] = DUTY_PERSON

    staff_id: Mapped[str] = column(DUTY_PERSON.staff_id)
    weekdays: Mapped[tuple[Weekday, ...] | None] = column(DUTY_PERSON.weekdays)


class DutyShift(Versioned, SchoolBase):
    """One person standing once."""

    __tablename__ = "duty_shift"
    spec: ClassVar[RecordSpec] = DUTY_SHIFT

    day: Mapped[date] = column(DUTY_SHIFT.day, index=True)
    name: Mapped[str] = column(DUTY_SHIFT.name)
    starts: Mapped[int] = column(DUTY_SHIFT.starts)
    ends: Mapped[int] = column(DUTY_SHIFT.ends)
    room_id: Mapped[str | None] = column(DUTY_SHIFT.room_id)
    pattern_id: Mapped[str | None] = column(DUTY_SHIFT.pattern_id)
    staff_id: Mapped[str] = column(DUTY_SHIFT.staff_id, index=True)
    planned_id: Mapped[str | None] = column(DUTY_SHIFT.planned_id)
    by_hand: Mapped[bool] = column(DUTY_SHIFT.by_hand)
    signed_in_at: Mapped[datetime | None] = column(DUTY_SHIFT.signed_in_at)
    signed_out_at: Mapped[datetime | None] = column(DUTY_SHIFT.signed_out_at)


class DutyLeave(Versioned, SchoolBase):
    """Days on which somebody cannot stand."""

    __tablename__ = "duty_leave"
    spec: ClassVar[RecordSpec] = DUTY_LEAVE

    staff_id: Mapped[str] = column(DUTY_LEAVE.staff_id, index=True)
    first_day: Mapped[date] = column(DUTY_LEAVE.first_day)
    last_day: Mapped[date] = column(DUTY_LEAVE.last_day)
    kind: Mapped[LeaveKind] = column(DUTY_LEAVE.kind)


class DutySwap(Versioned, SchoolBase):
    """One person asks another to take a shift, or to change it for one of his."""

    __tablename__ = "duty_swap"
    spec: ClassVar[RecordSpec] = DUTY_SWAP

    shift_id: Mapped[str] = column(DUTY_SWAP.shift_id, index=True)
    other_shift_id: Mapped[str | None] = column(DUTY_SWAP.other_shift_id)
    asker_id: Mapped[str] = column(DUTY_SWAP.asker_id)
    asked_id: Mapped[str] = column(DUTY_SWAP.asked_id)
    state: Mapped[SwapState] = column(DUTY_SWAP.state)
    asked_on_word: Mapped[bool] = column(DUTY_SWAP.asked_on_word)
    answered_at: Mapped[datetime | None] = column(DUTY_SWAP.answered_at)
    answered_by: Mapped[str | None] = column(DUTY_SWAP.answered_by)
    answered_on_word: Mapped[bool | None] = column(DUTY_SWAP.answered_on_word)


class DutyRecord(Versioned, CounsellingBase):
    """What happened during a shift."""

    __tablename__ = "duty_record"
    __table_args__ = (UniqueConstraint("shift_id"),)
    spec: ClassVar[RecordSpec] = DUTY_RECORD

    shift_id: Mapped[str] = column(DUTY_RECORD.shift_id)
    visitors: Mapped[int] = column(DUTY_RECORD.visitors)
    events: Mapped[str | None] = column(DUTY_RECORD.events)
    reported_to: Mapped[str | None] = column(DUTY_RECORD.reported_to)
    handover: Mapped[str | None] = column(DUTY_RECORD.handover)
    read_at: Mapped[datetime | None] = column(DUTY_RECORD.read_at)
    read_by: Mapped[str | None] = column(DUTY_RECORD.read_by)
