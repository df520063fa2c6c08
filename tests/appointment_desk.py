"""A counselling room that books, for tests: students, rooms and appointments made by running operations."""

from __future__ import annotations

from datetime import date
from typing import Any

from schools import COUNSELLOR, School
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import AppointmentDraft, AppointmentView, Stamp
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import RoomView
from xinmiao.kernel.access import Actor

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
NINE, TEN = 540, 600


def draft(school: School, **more: Any) -> AppointmentDraft:
    """Return a draft of tomorrow from nine to a quarter to ten with somebody under an alias."""
    values: dict[str, Any] = {
        "day": TOMORROW,
        "starts": NINE,
        "ends": NINE + 45,
        "alias": "小雨",
        "counsellor": COUNSELLOR.account,
        **more,
    }
    return AppointmentDraft(school.ids.new(), **values)


def booked(school: School, actor: Actor = COUNSELLOR, reason: str = "", **more: Any) -> Stamp:
    """Book a draft; the counsellor is who acts."""
    wanted = draft(school, **{"counsellor": actor.account, **more})
    return school.run(appointments.save_appointment.bind(wanted, reason), actor)


def the(school: School, appointment_id: str) -> AppointmentView:
    """Return one appointment as it stands."""
    return school.run(appointments.get_appointment.bind(appointment_id))


def add_room(school: School, name: str = "心语室", **more: Any) -> str:
    """Add a room."""
    return school.run(calendar.save_room.bind(RoomView(name, **more)))
