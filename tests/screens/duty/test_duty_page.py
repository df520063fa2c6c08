"""The page of duty by keys and mouse, on real files: making, moving, swapping, signing, recording, printing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk, one
from signed_in import FOUNDER_PASSWORD, make_signed_in_school
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.editor.preview import RosterPreview
from xinmiao.features.duty.page import DutyPage
from xinmiao.features.duty.records import DutyPersonView, GapKind, RosterRequest, RosterView, SwapState
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Role
from xinmiao.ui.forms.reference_editors import ReferenceEditor

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY + timedelta(days=4)
NAMES = ("wang", "li", "zhao")


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[PageDesk]:
    """Give a counsellor at a school with a calendar, staff, and the shifts of a week."""
    for name in ("data", "config"):
        (tmp_path / name).mkdir()
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    invent_calendar(school.run, school.clock.today())
    own = school.run(staff.member_of_account.bind(school.workspace.actor.account))
    ids = school.run(staff.find_or_add_staff.bind(NAMES))
    persons = tuple(DutyPersonView(id_, "") for id_ in (own, *ids.values()))
    school.run(duty.save_duty_persons.bind(persons))
    yield PageDesk(school, qtbot)
    school.lock()


def week(desk: PageDesk) -> RosterView:
    return desk.school.run(duty.get_roster.bind(MONDAY, FRIDAY))


def add_noon(desk: PageDesk, page: DutyPage, qtbot: QtBot) -> None:
    """Put noon on Monday to Friday by keys."""
    page.setup_deeds.edit_pattern(None)
    for name in ("monday", "tuesday", "wednesday", "thursday", "friday"):
        qtbot.mouseClick(one(page, QPushButton, f"filter_{name}"), Qt.MouseButton.LeftButton)
    for name, words in (("name", "noon"), ("starts", "11:55"), ("ends", "13:00")):
        qtbot.keyClicks(one(page, QLineEdit, name), words)
    page.sheet.confirm()


def make(desk: PageDesk, page: DutyPage) -> None:
    """Make the roster of the rest of the term through preview and button."""
    page.make_roster()
    page.sheet.confirm()
    preview = one(page, RosterPreview, "roster_preview")
    preview.button.click()


def test_a_roster_is_made_from_nothing(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    assert len(desk.school.run(duty.get_duty_setup.bind()).patterns) == 5
    assert week(desk).shifts == ()
    assert {gap.kind for gap in week(desk).gaps} == {GapKind.NOBODY}
    page.make_roster()
    page.sheet.confirm()
    assert one(page, RosterPreview, "roster_preview").plan.spread <= 1
    assert week(desk).shifts == (), "a preview writes nothing"
    one(page, RosterPreview, "roster_preview").button.click()
    assert [shift.day.weekday() for shift in week(desk).shifts] == [0, 1, 2, 3, 4]
    assert len(page.week.grid.places.blocks) == 5


def test_ctrl_s_saves_what_the_sheet_asks_and_the_roster_of_the_preview(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    (save,) = [action for action in page.page_actions() if action.keys == "Ctrl+S"]
    assert not save.enabled()
    add_noon(desk, page, qtbot)
    page.make_roster()
    assert save.enabled()
    save.trigger()
    assert one(page, RosterPreview, "roster_preview").isVisible()
    assert week(desk).shifts == ()
    save.trigger()
    assert len(week(desk).shifts) == 5


def test_what_is_refused_is_marked_and_nothing_typed_is_lost(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    page.setup_deeds.edit_pattern(None)
    qtbot.keyClicks(one(page, QLineEdit, "name"), "noon")
    qtbot.keyClicks(one(page, QLineEdit, "starts"), "13:00")
    qtbot.keyClicks(one(page, QLineEdit, "ends"), "12:00")
    qtbot.mouseClick(one(page, QPushButton, "filter_monday"), Qt.MouseButton.LeftButton)
    page.sheet.confirm()
    assert page.sheet.asking
    assert one(page, QLineEdit, "name").text() == "noon"
    assert desk.school.run(duty.get_duty_setup.bind()).patterns == ()


def test_a_shift_is_carried_by_keys_and_a_clash_is_told(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    make(desk, page)
    shift = week(desk).shifts[0]
    page.week.grid.setFocus()
    page.week.grid.select(shift.id)
    qtbot.keyClick(page.week.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.week.grid, Qt.Key.Key_Return)
    moved = next(each for each in week(desk).shifts if each.id == shift.id)
    assert moved.day == shift.day
    assert moved.starts > shift.starts
    assert moved.by_hand
    assert page.week.grid.places.blocks[shift.id].starts == moved.starts


def test_a_swap_is_asked_and_agreed_on_the_page(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    make(desk, page)
    shift = week(desk).shifts[-1]
    page.show_shift(shift.id)
    one(page, QPushButton, "shift_swap").click()
    other = next(
        person for person in desk.school.run(duty.get_duty_setup.bind()).persons if person.name != shift.person
    )
    page.sheet.confirm()
    assert desk.school.run(duty.list_swaps.bind()) == (), "somebody must be asked"
    one(page, ReferenceEditor, "editor_asked_id").set_value(other.staff_id)
    page.sheet.confirm()
    assert week(desk).shifts[-1].person == shift.person
    page.turn_to("setup")
    one(page, QPushButton, "swap_agree").click()
    assert week(desk).shifts[-1].person == other.name
    assert desk.school.run(duty.list_swaps.bind())[0].state is SwapState.AGREED


def test_signing_in_and_the_record(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    make(desk, page)
    desk.school.clock.moment = datetime(2026, 11, 23, 13, 5).astimezone()
    shift = week(desk).shifts[0]
    page.show_shift(shift.id)
    one(page, QPushButton, "shift_sign").click()
    assert week(desk).shifts[0].signed_in_at == desk.school.clock.now()
    page.show_shift(shift.id)
    one(page, QPushButton, "shift_record").click()
    visitors = one(page, QLineEdit, "visitors")
    visitors.selectAll()
    qtbot.keyClicks(visitors, "2")
    qtbot.keyClicks(one(page, QPlainTextEdit, "handover"), "look after the plants")
    page.sheet.confirm()
    found = desk.school.run(duty.get_duty_record.bind(shift.id))
    assert (found.draft.visitors, found.draft.handover) == (2, "look after the plants")
    page.show_shift(shift.id)
    one(page, QPushButton, "shift_record").click()
    assert one(page, QLineEdit, "visitors").text() == "2", "the record is opened again, not lost"


def test_a_begun_record_is_kept_as_a_draft(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    make(desk, page)
    shift = week(desk).shifts[0]
    page.deeds.record(shift)
    qtbot.keyClicks(one(page, QPlainTextEdit, "handover"), "half a sentence")
    page.sheet.put_away()
    page.deeds.record(shift)
    qtbot.waitUntil(lambda: one(page, QPlainTextEdit, "handover").toPlainText() == "half a sentence")


def test_leave_shows_what_is_missing(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    make(desk, page)
    shift = week(desk).shifts[1]
    page.setup_deeds.add_leave()
    one(page, ReferenceEditor, "editor_staff_id").set_value(shift.staff_id)
    for name in ("first_day", "last_day"):
        line = one(page, QLineEdit, name)
        line.clear()
        qtbot.keyClicks(line, shift.day.isoformat())
    page.sheet.confirm()
    assert [gap.shift_id for gap in week(desk).gaps if gap.kind is GapKind.AWAY] == [shift.id]
    page.turn_to("week")
    links = partial(page.findChildren, QPushButton, "gap_link")
    qtbot.waitUntil(lambda: any(link.isVisible() for link in links()))
    one(page, QPushButton, "gap_link").click()
    one(page, QPushButton, "shift_stand_in").click()
    page.sheet.confirm()
    assert {gap.kind for gap in week(desk).gaps} == {GapKind.OPENING}, "hours the shifts never covered"


def test_a_gap_says_its_time_once(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    make(desk, page)
    told = [line.text() for line in page.week.gaps.findChildren(QLabel) if "16:10–17:10" in line.text()]
    assert len(told) == 5, "after school is open every day, and nobody stands"
    assert {line.count("16:10–17:10") for line in told} == {1}


def test_papers_and_the_calendar_file(desk: PageDesk, qtbot: QtBot, tmp_path: Path) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    make(desk, page)
    page.leaving.print_door(MONDAY)
    qtbot.keyClicks(one(page, QLineEdit, "print_purpose"), "door")
    qtbot.keyClick(one(page, QLineEdit, "print_purpose"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.papers.shown) == 1)
    text = desk.printed()
    assert "12356" in text
    assert "11:55–13:00" in text
    assert week(desk).shifts[0].person in text
    page.leaving.print_term(MONDAY, FRIDAY)
    qtbot.keyClicks(one(page, QLineEdit, "print_purpose"), "file")
    qtbot.keyClick(one(page, QLineEdit, "print_purpose"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.papers.shown) == 2)
    assert "2026-11-27" in desk.printed()
    path = tmp_path / "own.ics"
    page.leaving.save_to(path, week(desk).shifts[0].staff_id, MONDAY, FRIDAY)
    qtbot.waitUntil(path.exists)
    assert path.read_bytes().count(b"BEGIN:VEVENT") == sum(
        shift.staff_id == week(desk).shifts[0].staff_id for shift in week(desk).shifts
    )
    page.show_shift(week(desk).shifts[0].id)
    one(page, QPushButton, "shift_file").click()
    (dialog,) = page.window().findChildren(QFileDialog, "duty_file_dialog")
    assert week(desk).shifts[0].person in dialog.selectedFiles()[0]
    dialog.reject()


def test_who_only_reads_sees_the_week_and_can_change_nothing(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DutyPage)
    add_noon(desk, page, qtbot)
    request = RosterRequest(MONDAY, FRIDAY)
    plan = desk.school.run(duty.preview_roster.bind(request, ()))
    desk.school.run(duty.save_roster.bind(plan, ()))
    form = NewAccountForm("马主任", frozenset({Role.GRADE_HEAD}), FOUNDER_PASSWORD)
    desk.school.run(accounts.add_account.bind(form))
    page.close()
    desk.school.lock()
    desk.school.sign_in("马主任", FOUNDER_PASSWORD)
    page = desk.open(DutyPage)
    assert len(page.week.grid.places.blocks) == 5
    assert page.page_actions() == ()
    assert not page.week.grid.editable
    page.show_shift(next(iter(page.week.grid.places.blocks)))
    assert not [button for button in page.sheet.findChildren(QPushButton) if button.objectName().startswith("shift_")]
    page.open_record("setup")
    assert page.stack.currentWidget() is page.week
