"""A week of appointments in the real program, by mouse and by keyboard.

A request, bookings drawn and typed, a double booking refused and then booked with a reason, a no-show corrected,
somebody who simply came, and a note begun from an appointment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from doubles import FrozenClock
from journeys.conftest import Start
from journeys.driver import CTRL, Person, cheap_means
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.features.appointments.page import AppointmentsPage
from xinmiao.features.appointments.records import AppointmentState, AppointmentView
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, Problem
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.tasks import Target
from xinmiao.ui.week_grid import WeekGrid

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
FIRST, SECOND = (490, 535), (545, 590)
"""Minutes of the first two lessons of the winter timetable."""


@dataclass
class Desk:
    """Somebody at the page of appointments; the clock stands until it is moved."""

    person: Person
    clock: FrozenClock

    def open(self, record: str = "") -> AppointmentsPage:
        """Show the page."""
        self.person.bench.open(Target("appointments", record))
        self.person.wait(lambda: self.person.page.objectName() == "appointments")
        self.person.settle()
        self.person.wait(lambda: bool(self.grid.places.days))
        return self.page

    @property
    def page(self) -> AppointmentsPage:
        """Return the page in front."""
        page = self.person.page
        assert isinstance(page, AppointmentsPage)
        return page

    @property
    def grid(self) -> WeekGrid:
        """Return the calendar."""
        return self.page.calendar.grid

    def of(self, client: str) -> list[AppointmentView]:
        """Return what stands in the week in front of somebody."""
        self.person.settle()
        return [view for view in self.page.shown().values() if view.client == client]

    def point(self, day: date, minute: int) -> QPoint:
        """Return the place of a minute on the screen, scrolled into sight."""
        places = self.grid.places
        bar = self.grid.verticalScrollBar()
        bar.setValue(round(places.scale.y_of(minute)) - places.head)
        x = places.column(places.place_of(day)).center().x()
        return QPoint(round(x), round(places.top(places.scale.y_of(minute))))

    def drag(self, start: tuple[date, int], end: tuple[date, int]) -> None:
        """Drag with the left button, in one sight of the calendar."""
        self.person.settle()
        begin = self.point(*start)
        places, view = self.grid.places, self.grid.viewport()
        x = places.column(places.place_of(end[0])).center().x()
        stop = QPoint(round(x), round(places.top(places.scale.y_of(end[1]))))
        self.person.qtbot.mousePress(view, LEFT, pos=begin)
        for share in (0.3, 0.6, 1.0):
            self.person.qtbot.mouseMove(view, begin + (stop - begin) * share)
        self.person.qtbot.mouseRelease(view, LEFT, pos=stop)
        self.person.settle()

    def find(self, letters: str) -> None:
        """Find a student in the form."""
        self.person.click("student_id")
        self.person.type(letters)
        self.person.press(KEY.Key_Return)
        self.person.settle()

    def open_block(self, view: AppointmentView) -> None:
        """Double-click a block."""
        at = self.point(view.day, (view.starts + view.ends) // 2)
        self.person.qtbot.mouseDClick(self.grid.viewport(), LEFT, pos=at)
        self.person.find("appointment_reading", QWidget)
        self.person.settle()

    def closed(self) -> None:
        """Wait until the sheet has gone."""
        self.person.wait(self.page.sheet.isHidden)
        self.person.settle()


@pytest.fixture
def desk(start: Start, school: SignedInSchool) -> Desk:
    """Sign in as the counsellor of a school with a calendar, two students and a case."""
    invent_calendar(school.run, school.clock.today())
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    made = [
        school.run(roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": number}, {}))
        for number, name in enumerate(("李安", "王宁"), 1)
    ]
    opening = CaseOpening(school.means.ids.new(), made[0], CaseSource.CLASS_TEACHER, (Problem.EMOTION,))
    school.run(casework.open_case.bind(opening))
    school.lock()
    clock = FrozenClock()
    person = start(cheap_means(clock))
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    return Desk(person, clock)


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

    # a booking is drawn; a second one at the same time is refused, in words, and then booked with a reason
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
