"""Somebody at the page of appointments of a small school, for the journeys of a week; the clock stands until moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from doubles import FrozenClock
from journeys.conftest import Start
from journeys.driver import Person, cheap_means
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.appointments.page import AppointmentsPage
from xinmiao.features.appointments.records import AppointmentView
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, Problem
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import DutyPersonView, PatternView, RosterRequest
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.school_calendar.records import WEEKDAYS
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Role
from xinmiao.kernel.tasks import Target
from xinmiao.ui.week_grid import WeekGrid

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
FIRST, SECOND = (490, 535), (545, 590)
"""Minutes of the first two lessons of the winter timetable."""
NOON = (715, 810)


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

    def put_away(self) -> None:
        """Close the sheet by its cross, once it stands still."""
        cross = self.person.find("sheet_close", QWidget)
        window = cross.window()
        self.person.wait(lambda: window.rect().contains(cross.mapTo(window, cross.rect().center())))
        self.person.click_on(cross)
        self.closed()

    def closed(self) -> None:
        """Wait until the sheet has gone."""
        self.person.wait(self.page.sheet.isHidden)
        self.person.settle()


def duty_begins(school: SignedInSchool, colleague: str, password: str) -> None:
    """Let the counsellor and a colleague with an account stand at noon, on the days of this week."""
    account = school.run(accounts.add_account.bind(NewAccountForm(colleague, frozenset({Role.COUNSELLOR}), password)))
    other = school.run(staff.member_of_account.bind(account))
    own = school.run(staff.member_of_account.bind(school.workspace.actor.account))
    school.run(duty.save_duty_persons.bind(tuple(DutyPersonView(id_, "") for id_ in (own, other))))
    school.run(duty.add_pattern.bind(PatternView("午间", WEEKDAYS[0], *NOON, 1, "午休"), WEEKDAYS[:5]))
    plan = school.run(duty.preview_roster.bind(RosterRequest(MONDAY, MONDAY + timedelta(days=4)), ()))
    school.run(duty.save_roster.bind(plan, ()))


def week_begins(start: Start, school: SignedInSchool) -> Desk:
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


def to_task(desk: Desk, words: str) -> None:
    """Tab to the task in whose words these stand, and press Enter."""
    person = desk.person
    person.go_to("task_row")
    for _row in range(12):
        if words in person.focus.accessibleName() + person.focus.accessibleDescription():
            break
        person.press(KEY.Key_Down)
    person.press(KEY.Key_Return)
    person.settle()
