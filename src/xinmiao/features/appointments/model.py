"""Mapped classes of appointments, series and the waiting list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import Session as OrmWork

from xinmiao.features.appointments.records import (
    APPOINTMENT,
    APPOINTMENT_SERIES,
    WAITING_ENTRY,
    AppointmentKind,
    AppointmentState,
    CancelledBy,
    WaitingState,
    WaitingUrgency,
)
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.any_record import model_of
from xinmiao.vault.base import CounsellingBase, Versioned, column
from xinmiao.vault.sealed_rows import Sealable


class Appointment(Sealable, CounsellingBase):
    """An appointment; one of a restricted case is sealed like that case."""

    __tablename__ = "appointment"
    __table_args__ = (
        # Whoever books asks these three for some days; without them, every appointment of those days.
        Index("ix_appointment_counsellor_day", "counsellor", "day"),
        Index("ix_appointment_student_day", "student_id", "day"),
        Index("ix_appointment_room_day", "room_id", "day"),
        Index("ix_appointment_state_day", "state", "counsellor", "day"),
    )
    spec: ClassVar[RecordSpec] = APPOINTMENT
    also_sealed: ClassVar[tuple[str, ...]] = ("place", "asked_by")

    student_id: Mapped[str | None] = column(APPOINTMENT.student_id)
    case_id: Mapped[str | None] = column(APPOINTMENT.case_id, index=True)
    alias: Mapped[str | None] = column(APPOINTMENT.alias)
    counsellor: Mapped[str] = column(APPOINTMENT.counsellor)
    counsellor_name: Mapped[str] = column(APPOINTMENT.counsellor_name)
    room_id: Mapped[str | None] = column(APPOINTMENT.room_id)
    day: Mapped[date] = column(APPOINTMENT.day, index=True)
    starts: Mapped[int] = column(APPOINTMENT.starts)
    ends: Mapped[int] = column(APPOINTMENT.ends)
    kind: Mapped[AppointmentKind] = column(APPOINTMENT.kind)
    place: Mapped[str | None] = column(APPOINTMENT.place)
    note: Mapped[str | None] = column(APPOINTMENT.note)
    state: Mapped[AppointmentState] = column(APPOINTMENT.state)
    asked_by: Mapped[str | None] = column(APPOINTMENT.asked_by)
    cancelled_by: Mapped[CancelledBy | None] = column(APPOINTMENT.cancelled_by)
    reason: Mapped[str | None] = column(APPOINTMENT.reason)
    override_reason: Mapped[str | None] = column(APPOINTMENT.override_reason)
    series_id: Mapped[str | None] = column(APPOINTMENT.series_id, index=True)
    slot_on: Mapped[date | None] = column(APPOINTMENT.slot_on)
    is_exception: Mapped[bool | None] = column(APPOINTMENT.is_exception)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        return _case(db, self.case_id)

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return those of a case."""
        return db.scalars(select(cls).where(cls.case_id == case_id)).all()


class AppointmentSeries(Versioned, CounsellingBase):
    """The pattern of a series."""

    __tablename__ = "appointment_series"
    spec: ClassVar[RecordSpec] = APPOINTMENT_SERIES

    first_day: Mapped[date] = column(APPOINTMENT_SERIES.first_day)
    until: Mapped[date | None] = column(APPOINTMENT_SERIES.until)
    count: Mapped[int | None] = column(APPOINTMENT_SERIES.count)
    weeks_apart: Mapped[int] = column(APPOINTMENT_SERIES.weeks_apart)
    weekdays: Mapped[tuple[Weekday, ...]] = column(APPOINTMENT_SERIES.weekdays)
    period: Mapped[str | None] = column(APPOINTMENT_SERIES.period)


class WaitingEntry(Sealable, CounsellingBase):
    """Somebody who waits; sealed like his case."""

    __tablename__ = "waiting_entry"
    spec: ClassVar[RecordSpec] = WAITING_ENTRY
    also_sealed: ClassVar[tuple[str, ...]] = ("asked_by", "wishes")

    student_id: Mapped[str | None] = column(WAITING_ENTRY.student_id, index=True)
    case_id: Mapped[str | None] = column(WAITING_ENTRY.case_id, index=True)
    alias: Mapped[str | None] = column(WAITING_ENTRY.alias)
    urgency: Mapped[WaitingUrgency] = column(WAITING_ENTRY.urgency)
    since: Mapped[date] = column(WAITING_ENTRY.since)
    asked_by: Mapped[str | None] = column(WAITING_ENTRY.asked_by)
    wishes: Mapped[str | None] = column(WAITING_ENTRY.wishes)
    note: Mapped[str | None] = column(WAITING_ENTRY.note)
    state: Mapped[WaitingState] = column(WAITING_ENTRY.state, index=True)
    appointment_id: Mapped[str | None] = column(WAITING_ENTRY.appointment_id)
    closed_reason: Mapped[str | None] = column(WAITING_ENTRY.closed_reason)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        return _case(db, self.case_id)

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return those of a case."""
        return db.scalars(select(cls).where(cls.case_id == case_id)).all()


def _case(db: OrmWork, case_id: str | None) -> Sealable | None:
    found = None if case_id is None else db.get(model_of("case"), case_id)
    return found if isinstance(found, Sealable) else None
