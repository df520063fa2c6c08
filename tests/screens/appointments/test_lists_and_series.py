"""Series, the waiting list, the list, papers and the panel of a student, on real files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from page_desk import one
from screens.appointments.conftest import Room
from screens.appointments.test_calendar_page import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    action,
    all_of,
    booked,
    find_student,
    opened,
    press,
    stored,
)
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.editor.appointment_form import AppointmentQuestion
from xinmiao.features.appointments.editor.series import SeriesQuestion
from xinmiao.features.appointments.page import AppointmentPanel
from xinmiao.features.appointments.page.bar import View
from xinmiao.features.appointments.page.printing import CalendarFile
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentState,
    AppointmentView,
    NewTime,
    SeriesPattern,
    SeriesScope,
    WaitingDraft,
    WaitingUrgency,
)
from xinmiao.features.growth_files.page import GrowthFilePage
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.tasks import Target

SCOPE = "This appointment is one of a series. What is to be moved?"


def series(room: Room, count: int = 3) -> list[AppointmentView]:
    """Book Wednesdays, 09:05."""
    school = room.desk.school
    account = school.workspace.actor.account
    draft = AppointmentDraft(school.means.ids.new(), WEDNESDAY, 545, 590, student_id=room.student, counsellor=account)
    pattern = SeriesPattern(WEDNESDAY, (Weekday.WEDNESDAY,), count=count)
    school.run(appointments.save_series.bind(draft, pattern))
    return [view for view in all_of(room) if view.series_id is not None]


def waits(room: Room, student: str, urgency: WaitingUrgency) -> str:
    """Put a student on the waiting list."""
    draft = WaitingDraft(room.desk.school.means.ids.new(), urgency, student, since=MONDAY - timedelta(days=3))
    room.desk.school.run(appointments.save_waiting.bind(draft))
    return draft.id


def test_a_series_is_looked_at_before_it_is_booked(room: Room, qtbot: QtBot) -> None:
    booked(room, WEDNESDAY + timedelta(days=7), 545, 590, student_id=room.other)
    page = opened(room)
    page.hands.create(WEDNESDAY, 545, 590)  # what drawing would ask for
    find_student(room, page, "la")
    press(page, "repeat", qtbot)
    question = one(page, SeriesQuestion, "series")
    question.form.fill({"count": 3})
    press(page, "confirm_series", qtbot)
    assert [row.choice.currentText() for row in question.dates.rows] == ["Keep", "Skip", "Keep"]
    assert len(all_of(room)) == 1, "nothing is booked before it was looked at"
    press(page, "confirm_series", qtbot)
    made = [view for view in all_of(room) if view.series_id]
    assert [view.day for view in made] == [WEDNESDAY, WEDNESDAY + timedelta(days=14)]


def test_a_date_of_a_series_is_moved_before_it_is_booked(room: Room, qtbot: QtBot) -> None:
    page = opened(room)
    page.hands.create(WEDNESDAY, 545, 590)  # as above
    find_student(room, page, "la")
    press(page, "repeat", qtbot)
    question = one(page, SeriesQuestion, "series")
    question.form.fill({"count": 2})
    question.look()
    row = question.dates.rows[1]
    row.choice.setCurrentIndex(2)
    row.choice.activated.emit(2)
    day = one(row, QLineEdit, "day")
    day.selectAll()
    qtbot.keyClicks(day, (WEDNESDAY + timedelta(days=8)).isoformat())
    press(page, "confirm_series", qtbot)
    made = [view for view in all_of(room) if view.series_id]
    assert [(view.day, view.is_exception) for view in made] == [
        (WEDNESDAY, False),
        (WEDNESDAY + timedelta(days=8), True),
    ]


def test_moving_one_of_a_series_asks_how_much_of_it(room: Room) -> None:
    views = series(room)
    room.desk.notices.answer(SCOPE, "later")
    page = opened(room)
    page.hands.move(views[1].id, views[1].day, 715, 760)  # not shown this week
    page.deeds.move(views[1], NewTime(views[1].day, 715, 760))
    assert [stored(room, view.id).starts for view in views] == [545, 715, 715]
    action(page, "undo").trigger()
    assert [stored(room, view.id).starts for view in views] == [545, 545, 545]
    room.desk.notices.answer(SCOPE, "this")
    page.deeds.move(stored(room, views[1].id), NewTime(views[1].day, 715, 760))
    assert [stored(room, view.id).starts for view in views] == [545, 715, 545]


def test_the_form_of_one_of_a_series_changes_all_of_it(room: Room, qtbot: QtBot) -> None:
    made = series(room)
    page = opened(room, made[0].id)
    press(page, "button_change", qtbot)
    question = one(page, AppointmentQuestion, "appointment_form")
    assert question.scopes.isVisible()
    question.scopes.set_scope(SeriesScope.ALL)
    question.form.fill({"ends": 580})
    press(page, "confirm_appointment", qtbot)
    assert {stored(room, each.id).ends for each in made} == {580}


def test_leaving_the_question_leaves_the_series(room: Room) -> None:
    views = series(room)
    room.desk.notices.answer(SCOPE, "")
    page = opened(room)
    page.deeds.move(views[0], NewTime(views[0].day, 715, 760))
    assert [stored(room, view.id).starts for view in views] == [545, 545, 545]


def test_who_waits_longest_and_most_urgently_gets_a_time_by_one_press(room: Room, qtbot: QtBot) -> None:
    waits(room, room.student, WaitingUrgency.NORMAL)
    waits(room, room.other, WaitingUrgency.TODAY)
    page = opened(room)
    page.open_record("waiting")
    assert [view.client for view in page.waiting.table.shown_records()] == ["王宁", "李安"]
    press(page, "give_time", qtbot)
    for name, typed in (("day", "2026-11-25"), ("starts", "9:05"), ("ends", "9:50")):
        qtbot.keyClicks(one(page, QLineEdit, name), typed)
    press(page, "confirm_appointment", qtbot)
    (view,) = all_of(room)
    assert (view.client, view.day, view.starts) == ("王宁", WEDNESDAY, 545)
    assert [each.client for each in page.waiting.table.shown_records()] == ["李安"]


def test_an_entry_leaves_the_waiting_list_with_a_reason(room: Room, qtbot: QtBot) -> None:
    waits(room, room.student, WaitingUrgency.NORMAL)
    page = opened(room)
    page.open_record("waiting")
    press(page, "close_waiting", qtbot)
    press(page, "confirm_closing_wait", qtbot)
    assert page.sheet.asking, "a reason is missing"
    qtbot.keyClicks(one(page, QLineEdit, "closed_reason"), "no longer wished")
    press(page, "confirm_closing_wait", qtbot)
    assert page.waiting.table.count() == 0
    assert one(page, QWidget, "empty_state").isVisible()


def test_the_list_begins_with_what_is_to_come_and_filters(room: Room, qtbot: QtBot) -> None:
    booked(room, MONDAY, 1110, 1140)
    booked(room, WEDNESDAY, 545, 590)
    room.desk.school.clock.advance(days=1)
    page = opened(room)
    page.bar.show_view(View.LIST)
    assert page.list.table.count() == 2
    page.open_record("unsettled")
    assert [view.day for view in page.list.table.shown_records()] == [MONDAY]


def test_the_slip_says_nothing_of_what_it_is_for(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY, 545, 590, note="worried at night")
    page = opened(room, view.id)
    press(page, "button_slip", qtbot)
    told = room.desk.printed()
    assert "李安" in told
    for word in ("心理", "辅导", "咨询", "worried", "psycho", "counsel"):
        assert word not in told


def test_the_day_is_printed(room: Room) -> None:
    booked(room, WEDNESDAY, 545, 590)
    page = opened(room)
    page.bar.show_view(View.DAY, WEDNESDAY)
    action(page, "print").trigger()
    assert "李安" in room.desk.printed()
    assert "2026-11-25" in room.desk.printed()


def test_a_calendar_file_names_nobody(room: Room, tmp_path: Path) -> None:
    booked(room, WEDNESDAY, 545, 590)
    page = opened(room)
    path = tmp_path / "own.ics"
    CalendarFile(page.context, page).save_to(path, MONDAY, MONDAY + timedelta(days=30))
    content = path.read_text("utf-8")
    assert content.count("BEGIN:VEVENT") == 1
    assert "李安" not in content


def test_weeks_are_turned_and_today_comes_back(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY + timedelta(days=7), 545, 590)
    page = opened(room)
    assert view.id not in page.calendar.grid.places.blocks
    press_tool(page, "later")
    assert view.id in page.calendar.grid.places.blocks
    press(page, "to_today", qtbot)
    assert page.calendar.grid.places.days[0].day == MONDAY


def test_the_students_page_shows_what_comes_and_books(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY, 545, 590)
    file = room.desk.open(GrowthFilePage, room.student)
    panel = one(file, QWidget, "appointment_panel")
    press(panel, "coming_appointment", qtbot)
    assert room.desk.navigator.opened[-1] == Target("appointments", view.id)
    press(panel, "book", qtbot)
    target = room.desk.navigator.opened[-1]
    file.close()
    page = opened(room, target.record)
    assert "李安" in one(page, QLineEdit, "student_id").text()
    page.sheet.put_away()


def test_a_request_is_confirmed_and_told_when_its_time_was_taken(room: Room, qtbot: QtBot) -> None:
    school = room.desk.school
    account = school.workspace.actor.account
    draft = AppointmentDraft(school.means.ids.new(), TUESDAY, 715, 760, student_id=room.other, counsellor=account)
    school.run(appointments.request_appointment.bind(draft))
    other = replace(draft, id=school.means.ids.new(), student_id=room.student)
    school.run(appointments.save_appointment.bind(other))
    page = opened(room, draft.id)
    press(page, "button_confirm", qtbot)
    assert stored(room, draft.id).state is AppointmentState.REQUESTED
    assert one(page, QLineEdit, "override_reason").isVisible(), "the form says why, and asks"
    qtbot.keyClicks(one(page, QLineEdit, "override_reason"), "both come together")
    press(page, "confirm_appointment", qtbot)
    assert stored(room, draft.id).state is AppointmentState.BOOKED


def press_tool(page: QWidget, name: str) -> None:
    """Press a button without words."""
    (found,) = [each for each in page.findChildren(QWidget, name) if each.isVisible()]
    found.click()  # type: ignore[attr-defined]


def test_who_wrote_a_letter_is_booked_under_its_code(room: Room, qtbot: QtBot) -> None:
    page = opened(room, "alias:Letter K3F7")
    question = one(page, AppointmentQuestion, "appointment_form")
    question.form.fill({"day": WEDNESDAY, "starts": 715, "ends": 760})
    press(page, "confirm_appointment", qtbot)
    assert [(view.client, view.alias) for view in all_of(room)] == [("Letter K3F7", "Letter K3F7")]


def test_a_case_shows_its_own_and_books_for_itself(room: Room, qtbot: QtBot) -> None:
    booked(room, WEDNESDAY, 545, 590, case_id=room.case)
    booked(room, WEDNESDAY, 715, 760)
    page = opened(room, f"case:{room.case}")
    question = one(page, AppointmentQuestion, "appointment_form")
    assert (question.draft().case_id, question.draft().student_id) == (room.case, room.student)
    panel = AppointmentPanel(page.context)
    qtbot.addWidget(panel)
    panel.show_record("case", room.case)
    panel.show()
    assert one(panel, QPushButton, "coming_appointment").text().endswith("09:05\N{EN DASH}09:50")
    press(panel, "book", qtbot)
    assert room.desk.navigator.opened[-1] == Target("appointments", f"case:{room.case}")
    page.sheet.put_away()
