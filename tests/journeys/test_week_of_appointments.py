"""A week of appointments in the real program, by mouse and by keyboard.

A request, appointments drawn and typed, a taken time refused and then booked with a reason, a no-show corrected,
somebody who simply came, and a note begun from an appointment.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from journeys.conftest import Start
from journeys.driver import ALT, CTRL
from journeys.week_desk import FIRST, MONDAY, SECOND, TUESDAY, WEDNESDAY, Desk, to_task, week_begins
from signed_in import SignedInSchool
from xinmiao.features.appointments.records import AppointmentState
from xinmiao.kernel.tasks import Target

KEY = Qt.Key


@pytest.fixture
def desk(start: Start, school: SignedInSchool) -> Desk:
    """Sign in as the counsellor of a small school."""
    return week_begins(start, school)


def test_a_week_by_mouse(desk: Desk) -> None:
    person = desk.person
    desk.open()

    # a request of a teacher: it waits to be confirmed
    desk.drag((TUESDAY, FIRST[0] + 2), (TUESDAY, FIRST[1] - 2))
    person.click("segment_request")
    desk.find("wn")
    person.click("confirm_appointment")
    desk.closed()
    (request,) = desk.of("王宁")
    assert (request.day, request.starts, request.state) == (TUESDAY, FIRST[0], AppointmentState.REQUESTED)

    # an appointment is drawn; a second one at the same time is refused, in words, and then booked with a reason
    desk.drag((WEDNESDAY, SECOND[0] + 2), (WEDNESDAY, SECOND[1] - 2))
    desk.find("la")
    person.click("confirm_appointment")
    desk.closed()
    (first,) = desk.of("李安")
    assert (first.day, first.starts) == (WEDNESDAY, SECOND[0])
    person.click("button_new")
    for name, words in (("day", "2026-11-25"), ("starts", "9:05"), ("ends", "9:50")):
        person.fill(name, words)
    desk.find("wn")
    person.click("confirm_appointment")
    person.find("override_reason", QLineEdit)
    assert "周老师" in person.find("conflicts", QWidget).accessibleDescription()
    assert len(desk.of("王宁")) == 1
    person.fill("override_reason", "班主任一同来")
    person.click("confirm_appointment")
    desk.closed()
    assert [view.state for view in desk.of("王宁") if view.day == WEDNESDAY] == [AppointmentState.BOOKED]

    # confirming the request, and dragging it to another day
    desk.open_block(request)
    person.click("button_confirm")
    person.wait(lambda: desk.of("王宁")[0].state is AppointmentState.BOOKED)
    person.press(KEY.Key_Escape)
    desk.closed()
    desk.drag((TUESDAY, (FIRST[0] + FIRST[1]) // 2), (WEDNESDAY + timedelta(days=1), (FIRST[0] + FIRST[1]) // 2))
    person.wait(lambda: any(view.day == WEDNESDAY + timedelta(days=1) for view in desk.of("王宁")))
    person.click("undo")
    person.wait(lambda: any(view.day == TUESDAY for view in desk.of("王宁")))


def test_outcomes_a_walk_in_and_a_note(desk: Desk) -> None:
    person = desk.person
    desk.open()
    desk.drag((TUESDAY, FIRST[0] + 2), (TUESDAY, FIRST[1] - 2))
    desk.find("la")
    person.click("confirm_appointment")
    desk.closed()

    # the next day it asks who came: not there, then corrected
    desk.clock.advance(days=2)
    person.bench.open(Target("today"))
    person.settle()
    desk.open()
    (view,) = desk.of("李安")
    assert view.is_unresolved
    desk.open_block(view)
    person.click("button_outcome_absent")
    person.wait(lambda: desk.of("李安")[0].state is AppointmentState.ABSENT)
    person.click("button_correct")
    person.click("segment_late")
    person.fill("reason", "记错了，迟到十分钟")
    person.click("confirm_correcting")
    desk.closed()
    assert desk.of("李安")[0].state is AppointmentState.LATE

    # somebody simply came
    desk.drag((MONDAY, FIRST[0] + 2), (MONDAY, FIRST[1] - 2))
    person.click("segment_walk_in")
    desk.find("wn")
    person.click("confirm_appointment")
    desk.closed()
    assert desk.of("王宁")[0].state is AppointmentState.ARRIVED

    # from the appointment to its note, the times filled in
    desk.open_block(desk.of("李安")[0])
    person.click("button_write_note")
    person.wait(lambda: person.page.objectName() == "note_editor")
    person.settle()
    assert person.text("started_at") == "2026-11-24 08:10"
    assert person.text("ended_at") == "08:55"


def test_a_week_by_keyboard(desk: Desk) -> None:
    person = desk.person
    desk.open()
    desk.grid.setFocus()
    # Monday, the first row; a day to the right, two rows down: the first lesson of Tuesday
    for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_Return):
        person.press(key)
    person.find("appointment_form", QWidget)
    person.settle()
    person.go_to("student_id")
    person.type("la")
    person.press(KEY.Key_Return)
    person.press(KEY.Key_S, CTRL)
    desk.closed()
    (view,) = desk.of("李安")
    assert (view.day, (view.starts, view.ends)) == (TUESDAY, FIRST)

    # carried one lesson down onto an own lesson: refused, left; then further down, and taken back
    desk.grid.setFocus()
    person.press(KEY.Key_Down, CTRL)
    person.press(KEY.Key_Return)
    person.find("override", QWidget)
    assert "心理课" in person.find("conflicts", QWidget).accessibleDescription()
    person.press(KEY.Key_Escape)
    desk.closed()
    assert desk.of("李安")[0].starts == FIRST[0]
    desk.grid.setFocus()
    person.press(KEY.Key_Right, CTRL)
    person.press(KEY.Key_Return)
    person.wait(lambda: desk.of("李安")[0].day == WEDNESDAY)
    person.press(KEY.Key_Z, CTRL)
    person.wait(lambda: desk.of("李安")[0].day == TUESDAY)

    # cancelled with Delete: by whom, and why
    desk.grid.setFocus()
    person.press(KEY.Key_Delete)
    person.find("cancelling", QWidget)
    person.find("cancelled_by", QComboBox)
    person.go_to("cancelled_by")
    person.press(KEY.Key_Down)
    person.go_to("reason")
    person.type("请假")
    person.press(KEY.Key_S, CTRL)
    desk.closed()
    (gone,) = desk.of("李安")
    assert (gone.state, gone.reason) == (AppointmentState.CANCELLED, "请假")


def test_a_request_a_taken_time_a_no_show_and_a_walk_in_by_keyboard(desk: Desk) -> None:
    person = desk.person
    desk.open()
    fill_by_keyboard(desk, "la", "2026-11-24", "8:10", "8:55", manner=KEY.Key_2)
    desk.closed()
    assert [view.state for view in desk.of("李安")] == [AppointmentState.REQUESTED]
    person.go_to(desk.grid.objectName())
    person.press(KEY.Key_Return)
    person.find("appointment_reading", QWidget)
    person.press_enter_at("button_confirm")
    person.wait(lambda: desk.of("李安")[0].state is AppointmentState.BOOKED)
    person.press(KEY.Key_Escape)
    desk.closed()

    # the same time again: refused, said why, and what was typed still stands there; Esc leaves it
    fill_by_keyboard(desk, "wn", "2026-11-24", "8:30", "9:05")
    person.find("override_reason", QLineEdit)
    assert "周老师" in person.find("conflicts", QWidget).accessibleDescription()
    assert person.text("starts") == "08:30"
    person.press(KEY.Key_Escape)
    desk.closed()
    assert desk.of("王宁") == []

    # the next day: the task leads to it, and it is said that nobody came
    desk.clock.advance(days=2)
    person.press(KEY.Key_1, ALT)
    person.settle()
    to_task(desk, "李安")
    person.wait(lambda: person.page.objectName() == "appointments")
    person.find("appointment_reading", QWidget)
    person.press_enter_at("button_outcome_absent")
    person.wait(lambda: desk.of("李安")[0].state is AppointmentState.ABSENT)
    person.press(KEY.Key_Escape)
    desk.closed()

    # he simply came this morning: the form is there as it was left, with his name in it
    fill_by_keyboard(desk, "", "2026-11-25", "8:10", "8:55", manner=KEY.Key_3)
    desk.closed()
    assert [(view.state, view.day) for view in desk.of("王宁")] == [(AppointmentState.ARRIVED, WEDNESDAY)]


def fill_by_keyboard(
    desk: Desk, letters: str, day: str, starts: str, ends: str, *, manner: Qt.Key | None = None
) -> None:
    """Ctrl+N, the fields by Tab, Ctrl+S; without letters, who stands there already."""
    person = desk.person
    person.press(KEY.Key_N, CTRL)
    person.find("appointment_form", QWidget)
    person.settle()
    if letters:
        person.go_to("student_id")
        person.type(letters)
        person.press(KEY.Key_Return)
    person.settle()
    for name, words in (("day", day), ("starts", starts), ("ends", ends)):
        person.go_to(name)
        person.press(KEY.Key_A, CTRL)
        person.type(words)
    if manner is not None:
        person.go_to("manner", back=True)
        person.press(manner)
    person.press(KEY.Key_S, CTRL)
    person.settle()
