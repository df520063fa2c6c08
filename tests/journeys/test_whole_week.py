"""One invented week, Monday to Friday, by mouse: what is asked, done and answered, and what Today says each morning."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from journeys import week_by_mouse as mouse
from journeys.conftest import Start
from journeys.driver import Person
from journeys.week_desk import FIRST, MONDAY, SECOND, TUESDAY, WEDNESDAY, Desk, duty_begins, week_begins
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.appointments.records import AppointmentState

THURSDAY, FRIDAY = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
COLLEAGUE, PASSWORD = "吴老师", "some more plain words"
MORNING, AFTERNOON = (7, 40), (16, 40)


def test_a_whole_week_by_mouse(start: Start, school: SignedInSchool) -> None:
    duty_begins(school, COLLEAGUE, PASSWORD)
    desk = week_begins(start, school)
    monday(desk)
    tuesday(desk)
    wednesday(desk)
    thursday(desk)
    friday(desk)


def at(day: date, hour: int, minute: int) -> datetime:
    """Return a moment of the school's time."""
    return datetime.combine(day, time(hour, minute)).astimezone().astimezone(UTC)


def come_in(desk: Desk, moment: datetime, account: str = "周老师", password: str = FOUNDER_PASSWORD) -> str:
    """Lock what was left open, sign in, and return what stands on Today."""
    person = desk.person
    desk.clock.moment = moment
    if person.shell.signed_in is not None:
        person.click_menu("account_menu_button", "action_lock")
    person.sign_in(password, account)
    assert person.page.objectName() == "page_today"
    return today(person)


def today(person: Person) -> str:
    """Return what stands on Today."""
    if person.page.objectName() != "page_today":
        person.click("nav_today")
    person.settle()
    return person.words(person.page)


def monday(desk: Desk) -> None:
    """Two ask for a time, a third is refused; a letter lay in the box; a shift cannot be stood."""
    person = desk.person
    assert "今天没有预约" in today(person)
    desk.open()
    desk.drag((TUESDAY, FIRST[0] + 2), (TUESDAY, FIRST[1] - 2))
    person.click("segment_request")
    desk.find("wn")
    person.click("confirm_appointment")
    desk.closed()
    desk.drag((WEDNESDAY, SECOND[0] + 2), (WEDNESDAY, SECOND[1] - 2))
    desk.find("la")
    person.click("confirm_appointment")
    desk.closed()
    taken_time_is_refused(desk)
    mouse.letter_is_entered(person)
    day = own_day(desk)
    mouse.ask_swap(person, day, COLLEAGUE)
    page = mouse.duty_page(person)
    assert mouse.shift_of(page, day).person == "周老师"  # nothing moves before the other side agrees
    swap_is_agreed(desk, day)


def taken_time_is_refused(desk: Desk) -> None:
    """Two children at one time: said why, not booked, and nothing typed is lost."""
    person = desk.person
    person.click("button_new")
    for name, words in (("day", "2026-11-25"), ("starts", "9:15"), ("ends", "10:00")):
        person.fill(name, words)
    desk.find("wn")
    person.click("confirm_appointment")
    person.find("override_reason", QLineEdit)
    assert "周老师" in person.find("conflicts", QWidget).accessibleDescription()
    assert person.text("starts") == "09:15"
    desk.put_away()
    assert [view.day for view in desk.of("王宁")] == [TUESDAY]


def own_day(desk: Desk) -> date:
    """Return a day of this week, after today, on which the counsellor stands."""
    page = mouse.duty_page(desk.person)
    found = [mouse.shift_of(page, MONDAY + timedelta(days=place)) for place in range(1, 5)]
    return next(shift.day for shift in found if shift.person == "周老师")


def swap_is_agreed(desk: Desk, day: date) -> None:
    """The colleague finds the question on Today, and agrees."""
    person = desk.person
    assert "1 个换班申请待答复" in come_in(desk, at(MONDAY, *AFTERNOON), COLLEAGUE, PASSWORD)
    mouse.open_task(person, "换班申请")
    person.click("swap_agree")
    person.settle()
    assert "换班申请" not in today(person)
    page = mouse.duty_page(person)
    person.click("segment_week", page)
    person.settle()
    assert mouse.shift_of(page, day).person == COLLEAGUE


def tuesday(desk: Desk) -> None:
    """The request is confirmed in the morning; nobody comes; the letter is answered."""
    person = desk.person
    words = come_in(desk, at(TUESDAY, *MORNING))
    for told in ("确认王宁的预约", "08:10–08:55　王宁", "待确认", "有一次预约没有保存"):
        assert told in words
    assert "换班申请" not in words
    person.click("open_appointment")
    person.find("appointment_reading", QWidget)
    person.click("button_confirm")
    person.wait(lambda: desk.of("王宁")[0].state is AppointmentState.BOOKED)
    desk.put_away()
    words = come_in(desk, at(TUESDAY, *AFTERNOON))
    assert "确认王宁的预约" not in words
    mouse.open_task(person, "登记王宁是否到访")
    person.find("appointment_reading", QWidget)
    person.click("button_outcome_absent")
    person.wait(lambda: desk.of("王宁")[0].state is AppointmentState.ABSENT)
    mouse.open_letter(person)
    mouse.letter_is_answered(person)


def wednesday(desk: Desk) -> None:
    """Somebody comes, somebody else simply comes; one is referred out."""
    person = desk.person
    words = come_in(desk, at(WEDNESDAY, *MORNING))
    assert "09:05–09:50　李安" in words
    assert "王宁" not in words  # who did not come is settled
    come_in(desk, at(WEDNESDAY, *AFTERNOON))
    mouse.open_task(person, "登记李安是否到访")
    person.find("appointment_reading", QWidget)
    person.click("button_outcome_arrived")
    person.wait(lambda: desk.of("李安")[0].state is AppointmentState.ARRIVED)
    desk.put_away()
    desk.drag((WEDNESDAY, FIRST[0] + 2), (WEDNESDAY, FIRST[1] - 2))
    assert "王宁" in person.find("student_id", QLineEdit).text()  # what was refused on Monday is found again
    person.click("segment_walk_in")
    person.click("confirm_appointment")
    desk.closed()
    assert [view.state for view in desk.of("王宁")] == [AppointmentState.ABSENT, AppointmentState.ARRIVED]
    mouse.refer_out(person, "la", "李安")


def thursday(desk: Desk) -> None:
    """The guardian signs."""
    words = come_in(desk, at(THURSDAY, *MORNING))
    assert "今天没有预约" in words
    assert "没有保存" not in words  # what was begun on Monday became the walk-in of Wednesday
    mouse.open_referral(desk.person, "李安")
    mouse.take_step(desk.person, "signed", who="母亲")


def friday(desk: Desk) -> None:
    """The hospital answers; the letter is closed; Today says that nothing is left of these."""
    person = desk.person
    assert "今天没有预约" in come_in(desk, at(FRIDAY, *MORNING))
    mouse.open_referral(person, "李安")
    mouse.take_step(person, "answered", press=("source", "medical"))
    mouse.open_letter(person)
    mouse.letter_is_closed(person)
    words = today(person)
    for name in ("李安", "王宁", "信", "转介"):
        assert name not in words
