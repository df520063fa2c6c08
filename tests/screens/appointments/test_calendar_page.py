"""The calendar of appointments by mouse and keys, on real files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling_room import local
from page_desk import one
from screens.appointments.conftest import Room
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.editor.conflicts import ConflictList
from xinmiao.features.appointments.page import AppointmentsPage
from xinmiao.features.appointments.page.bar import View
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentKind,
    AppointmentState,
    AppointmentView,
    CancelledBy,
)
from xinmiao.features.casework.records import read_note_start
from xinmiao.features.school_calendar.page.calendar_page import CalendarPage
from xinmiao.features.school_calendar.page.day_forms import OwnDayForm
from xinmiao.features.school_calendar.records import OwnDayKind
from xinmiao.ui.actions import Action
from xinmiao.ui.widgets.buttons import LinkButton

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def booked(room: Room, day: date, starts: int, ends: int, **more: Any) -> AppointmentView:
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


def action(page: AppointmentsPage, name: str) -> Action:
    """Return what a key or menu entry would do."""
    (found,) = [each for each in page.page_actions() if each.name == name]
    return found


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
    press(page, "confirm_appointment", qtbot)
    (view,) = all_of(room)
    assert (view.day, view.starts, view.ends, view.client) == (WEDNESDAY, 490, 535, "李安")
    assert view.case_id == room.case, "the student's one open case is proposed"
    assert page.sheet.isHidden()
    assert page.calendar.grid.scene.current == view.id


def test_a_time_is_booked_by_keys_alone(room: Room, qtbot: QtBot) -> None:
    page = opened(room)
    grid = page.calendar.grid
    for key in (Qt.Key.Key_Right, *[Qt.Key.Key_Down] * 3, Qt.Key.Key_Return):
        qtbot.keyClick(grid, key)
    alias = one(page, QLineEdit, "alias")
    alias.setFocus()
    qtbot.keyClicks(alias, "A7")
    action(page, "save").trigger()
    (view,) = all_of(room)
    assert (view.day, view.starts, view.ends, view.client) == (TUESDAY, 590, 615, "A7")


def test_a_double_appointment_is_told_while_the_form_changes_and_needs_a_reason(room: Room, qtbot: QtBot) -> None:
    first = booked(room, WEDNESDAY, 545, 590)
    page = opened(room)
    page.hands.create(WEDNESDAY, 545, 590)  # what drawing over the block would ask for
    conflicts = one(page, ConflictList, "conflicts")
    assert room.desk.school.workspace.actor.label in conflicts.words()
    find_student(room, page, "wn")
    press(page, "confirm_appointment", qtbot)
    assert page.sheet.asking
    assert len(all_of(room)) == 1, "nothing is booked twice"
    qtbot.keyClicks(one(page, QLineEdit, "override_reason"), "urgent")
    press(page, "confirm_appointment", qtbot)
    (second,) = [view for view in all_of(room) if view.id != first.id]
    assert (second.client, second.override_reason) == ("王宁", "urgent")


def test_another_time_in_the_form_is_free_again(room: Room, qtbot: QtBot) -> None:
    booked(room, WEDNESDAY, 545, 590)
    page = opened(room)
    page.hands.create(WEDNESDAY, 545, 590)  # as above
    assert not one(page, QWidget, "row_override_reason").isHidden()
    for name, typed in (("starts", "1200"), ("ends", "1230")):
        line = one(page, QLineEdit, name)
        line.selectAll()
        qtbot.keyClicks(line, typed)
    conflicts = page.findChild(ConflictList)
    assert conflicts is not None
    qtbot.waitUntil(lambda: conflicts.words() == "Nothing stands against this time.")


def test_a_block_is_dragged_and_moved_back(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY, 545, 590)
    page = opened(room)
    drag(qtbot, page, point(page, WEDNESDAY, 565), point(page, TUESDAY + timedelta(days=2), 565))
    assert stored(room, view.id).day == TUESDAY + timedelta(days=2)
    assert page.toast.isVisible()
    undo = action(page, "undo")
    assert undo.enabled()
    undo.trigger()
    assert stored(room, view.id).day == WEDNESDAY
    assert page.calendar.grid.places.blocks[view.id].day == WEDNESDAY


def test_a_block_dragged_onto_an_own_lesson_stays_until_a_reason_is_given(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY, 715, 755)
    page = opened(room)
    grid = page.calendar.grid
    grid.select(view.id)
    for key, held in ((Qt.Key.Key_Up, CTRL), (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)):
        qtbot.keyClick(grid, key, held)
    assert page.sheet.asking, "own lesson of Wednesday, 11:10"
    assert grid.places.blocks[view.id].starts == 715
    page.sheet.put_away()
    assert stored(room, view.id).starts == 715
    qtbot.keyClick(grid, Qt.Key.Key_Up, CTRL)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClicks(one(page, QLineEdit, "override_reason"), "colleague teaches")
    press(page, "confirm_override", qtbot)
    assert (stored(room, view.id).starts, stored(room, view.id).override_reason) == (670, "colleague teaches")


def test_a_cancelled_one_stays_to_be_seen_and_is_in_nobodys_way(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY, 545, 590)
    page = opened(room)
    page.calendar.grid.select(view.id)
    qtbot.keyClick(page.calendar.grid, Qt.Key.Key_Delete)
    press(page, "confirm_cancelling", qtbot)
    assert page.sheet.asking, "by whom is missing"
    page.sheet._question.form.editor("cancelled_by").set_value(CancelledBy.CLIENT)  # type: ignore[union-attr]  # noqa: SLF001
    press(page, "confirm_cancelling", qtbot)
    assert stored(room, view.id).cancelled_by is CancelledBy.CLIENT
    assert page.calendar.grid.places.blocks[view.id].faint
    again = booked(room, WEDNESDAY, 545, 590)
    assert again.state is AppointmentState.BOOKED


def test_a_no_show_is_said_in_one_press_and_corrected_with_a_reason(room: Room, qtbot: QtBot) -> None:
    view = booked(room, MONDAY, 1110, 1140)
    room.desk.school.clock.advance(days=1)
    page = opened(room, view.id)
    press(page, "button_outcome_absent", qtbot)
    assert stored(room, view.id).state is AppointmentState.ABSENT
    press(page, "button_correct", qtbot)
    press(page, "segment_arrived", qtbot)
    press(page, "confirm_correcting", qtbot)
    assert stored(room, view.id).state is AppointmentState.ABSENT, "a reason is missing"
    qtbot.keyClicks(one(page, QLineEdit, "reason"), "was in the other room")
    press(page, "confirm_correcting", qtbot)
    assert stored(room, view.id).state is AppointmentState.ARRIVED
    assert stored(room, view.id).reason == "was in the other room"


def test_somebody_who_simply_came_is_recorded(room: Room, qtbot: QtBot) -> None:
    page = opened(room)
    page.hands.create(MONDAY, 0, 30)  # over, so that it cannot be booked
    find_student(room, page, "wn")
    press(page, "confirm_appointment", qtbot)
    assert page.sheet.asking
    assert all_of(room) == []
    press(page, "segment_walk_in", qtbot)
    press(page, "confirm_appointment", qtbot)
    (view,) = all_of(room)
    assert (view.client, view.state) == ("王宁", AppointmentState.ARRIVED)


def test_what_is_typed_is_there_again_when_the_form_is_opened_again(room: Room, qtbot: QtBot) -> None:
    page = opened(room)
    action(page, "new").trigger()
    find_student(room, page, "la")
    qtbot.keyClicks(one(page, QPlainTextEdit, "note"), "wants to talk at noon")
    assert page.may_leave()
    page.sheet.put_away()
    action(page, "new").trigger()
    assert one(page, QPlainTextEdit, "note").toPlainText() == "wants to talk at noon"
    assert "李安" in one(page, QLineEdit, "student_id").text()
    page.sheet.put_away()


def test_the_note_of_a_talk_begins_with_its_times(room: Room, qtbot: QtBot) -> None:
    view = booked(room, MONDAY, 1110, 1140, case_id=room.case)
    room.desk.school.clock.advance(days=1)
    page = opened(room, view.id)
    press(page, "button_write_note", qtbot)
    start = read_note_start(room.desk.navigator.opened[-1].record)
    assert start is not None
    assert (start.record_id, start.started_at, start.ended_at) == (
        room.case,
        local("2026-11-23 18:30"),
        local("2026-11-23 19:00"),
    )


def test_a_damaged_time_is_told_and_hides_nothing(room: Room) -> None:
    broken = booked(room, WEDNESDAY, 545, 590)
    sound = booked(room, WEDNESDAY, 715, 755)
    raw = room.desk.school.workspace.database.raw
    raw.set_authorizer(None)  # as damage comes: past the program
    raw.execute("UPDATE counselling.appointment SET starts = 'noon' WHERE id = ?", (broken.id,))
    raw.commit()
    page = opened(room)
    assert sound.id in page.calendar.grid.places.blocks
    assert broken.id not in page.calendar.grid.places.blocks
    assert page.calendar.told.isVisible()


def test_a_day_made_free_in_the_calendar_lists_what_is_booked_on_it_and_moves_nothing(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY, 545, 590, student_id=room.student)
    page = room.desk.open(CalendarPage)
    page.set_day(WEDNESDAY)
    form = one(page, OwnDayForm, "own_day_form")
    form.form.fill({"kind": OwnDayKind.DAY_OFF, "title": "停课"})
    form.press()
    assert [each.what.target.record for each in page.affected.found] == [view.id]
    (line,) = page.findChildren(LinkButton, "affected_line")
    qtbot.waitUntil(line.isVisible)
    assert line.text().startswith(f"{WEDNESDAY.isoformat()} 09:05")
    assert stored(room, view.id).day == WEDNESDAY


def test_one_key_hides_who_comes_from_whoever_looks_over(room: Room, qtbot: QtBot) -> None:
    view = booked(room, WEDNESDAY, 545, 590, student_id=room.student, kind=AppointmentKind.CRISIS, note="nobody's")
    page = opened(room)
    action(page, "hide_names").trigger()
    for shown in (View.WEEK, View.LIST):
        page.bar.show_view(shown)
        words = told(page)
        assert "A student" in words
        assert not {"李安", "nobody's", "Crisis talk"} & set(words)
    page.hands.open(view.id)
    assert not page.sheet.isVisible(), "nothing is opened meanwhile"
    page.bar.show_view(View.WEEK)
    page.hands.move(view.id, WEDNESDAY, 715, 760)
    assert stored(room, view.id).starts == 545
    action(page, "hide_names").trigger()
    assert "李安" in told(page)
    assert stored(room, view.id).note == "nobody's"


def told(page: AppointmentsPage) -> list[str]:
    """Return every word of the blocks, or of the list, in front."""
    if page.bar.view is View.LIST:
        model = page.list.table.model()
        cells = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
        return [str(model.index(*cell).data()) for cell in cells]
    return [
        words
        for block in page.calendar.grid.places.blocks.values()
        for words in (block.title, *block.detail.split(" · "))
    ]
