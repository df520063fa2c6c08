"""A class teacher asks the room for a time by keyboard; the room sees who asked and what for, he sees a state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from teacher_school import COUNSELLOR, TEACHER, TeacherSchool, make_teacher_school
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.editor.request import RequestQuestion
from xinmiao.features.appointments.page import AppointmentsPage, OwnRequestsPage
from xinmiao.features.appointments.page.bar import View
from xinmiao.features.appointments.records import APPOINTMENT_REQUEST, RequestState
from xinmiao.features.appointments.records.requests import KIND
from xinmiao.ui import theme


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[TeacherSchool]:
    theme.install(qapp, theme.Theme())
    made = make_teacher_school(tmp_path)
    yield made
    made.school.lock()


def test_a_teacher_asks_for_a_time_and_the_room_finds_the_student_waiting(room: TeacherSchool, qtbot: QtBot) -> None:
    room.sign_in(TEACHER)
    desk = PageDesk(room.school, qtbot)
    page = desk.open(OwnRequestsPage)
    page.ask()
    question = one(page, RequestQuestion, "appointment_request")
    page.sheet.confirm()
    assert page.sheet.asking, "no student was chosen"
    question.student.setFocus()
    qtbot.keyClick(question.student, Qt.Key.Key_Down)
    page.sheet.confirm()
    assert page.sheet.asking, "neither a time nor when it suits"
    qtbot.keyClicks(one(page, QLineEdit, "wishes"), "any noon")
    page.sheet.confirm()
    qtbot.waitUntil(lambda: page.table.count() == 1)
    (sent,) = page.table.shown_records()
    assert (sent.when, APPOINTMENT_REQUEST.state.show(sent.state)) == ("any noon", "Sent")
    page.close()
    room.sign_in(COUNSELLOR)
    room.school.run(appointments.take_in_request.bind(room.envelope(KIND)))
    calendar = PageDesk(room.school, qtbot).open(AppointmentsPage)
    calendar.bar.show_view(View.WAITING)
    assert [(view.client, view.asked_by) for view in calendar.waiting.table.shown_records()] == [("赵小禾", TEACHER)]
    calendar.close()
    room.sign_in(TEACHER)
    (received,) = PageDesk(room.school, qtbot).open(OwnRequestsPage).table.shown_records()
    assert (received.state, received.ask) == (RequestState.RECEIVED, COUNSELLOR)
