"""The calendar of appointments by mouse and keys, on real files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from page_desk import one
from screens.appointments.conftest import Room
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.page import AppointmentsPage
from xinmiao.features.appointments.records import AppointmentDraft, AppointmentState, AppointmentView

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def booked(room: Room, day: date, starts: int, ends: int, **more: object) -> AppointmentView:
    """Book a time of a student by an operation."""
    school = room.desk.school
    draft = AppointmentDraft(school.means.ids.new(), day, starts, ends, student_id=room.student)
    draft = replace(draft, counsellor=school.workspace.actor.account)
    school.run(appointments.save_appointment.bind(replace(draft, **more)))
    return stored(room, draft.id)


def stored(room: Room, appointment_id: str) -> AppointmentView:
    return room.desk.school.run(appointments.get_appointment.bind(appointment_id))


def all_of(room: Room) -> list[AppointmentView]:
    asked = appointments.list_week.bind(MONDAY, MONDAY + timedelta(days=60))
    return list(room.desk.school.run(asked).appointments)


def opened(room: Room, record: str = "") -> AppointmentsPage:
    page = room.desk.open(AppointmentsPage, record)
    room.desk.qtbot.waitUntil(lambda: len(page.calendar.grid.places.days) > 0)
    page.calendar.grid.setFocus()
    return page


def point(page: AppointmentsPage, day: date, minute: int) -> QPoint:
    places = page.calendar.grid.places
    return QPoint(round(places.column(places.place_of(day)).center().x()), round(places.top(places.scale.y_of(minute))))


def drag(qtbot: QtBot, page: AppointmentsPage, start: QPoint, end: QPoint) -> None:
    view = page.calendar.grid.viewport()
    qtbot.mousePress(view, LEFT, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(view, start + (end - start) * share)
    qtbot.mouseRelease(view, LEFT, pos=end)


def press(page: QWidget, name: str, qtbot: QtBot) -> None:
    qtbot.mouseClick(one(page, QPushButton, name), LEFT)


def find_student(room: Room, page: AppointmentsPage, letters: str) -> None:
    """Find somebody in the form by initials."""
    field = one(page, QLineEdit, "student_id")
    field.setFocus()
    room.desk.qtbot.keyClicks(field, letters)
    room.desk.qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_time_drawn_with_the_mouse_is_booked(room: Room, qtbot: QtBot) -> None:
    page = opened(room)
    drag(qtbot, page, point(page, WEDNESDAY, 492), point(page, WEDNESDAY, 533))
    find_student(room, page, "la")
    press(page, "confirm_booking", qtbot)
    (view,) = all_of(room)
    assert (view.day, view.starts, view.ends, view.client) == (WEDNESDAY, 490, 535, "李安")
    assert view.case_id == room.case, "the student's one open case is proposed"
    assert page.sheet.isHidden()
    assert page.calendar.grid.scene.current == view.id
