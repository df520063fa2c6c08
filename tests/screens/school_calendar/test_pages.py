"""The calendar's pages by keys and mouse, on real files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk, one
from signed_in import make_signed_in_school
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.features.roster.records import Stage
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.page.calendar_page import CalendarPage
from xinmiao.features.school_calendar.page.exchange import DryRun
from xinmiao.features.school_calendar.page.time_forms import LessonForm, RoomForm
from xinmiao.features.school_calendar.page.times_page import TimesPage
from xinmiao.features.school_calendar.records import ClosingView, OwnDayKind, RoomView
from xinmiao.features.today.page import TodayPage

MONDAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[PageDesk]:
    """Give a counsellor at a school with a calendar."""
    for name in ("data", "config"):
        (tmp_path / name).mkdir()
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    invent_calendar(school.run, school.clock.today())
    yield PageDesk(school, qtbot)
    school.lock()


def test_a_day_is_set_by_keys_alone(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(CalendarPage)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.keyClicks(one(page, QLineEdit, "title"), "sports")
    qtbot.keyClick(one(page, QLineEdit, "title"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    own = {each.title: each for each in desk.school.run(calendar.get_calendar.bind()).own}
    assert (own["sports"].first_day, own["sports"].kind) == (MONDAY + timedelta(days=1), OwnDayKind.EVENT)


def test_the_grid_tells_what_a_day_is(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(CalendarPage)
    page.grid.setFocus()
    assert "2026-11-23" in page.grid.accessibleDescription()
    assert "13" in page.grid.accessibleDescription()
    page.open_record("2026-10-01")
    assert page.grid.current == date(2026, 10, 1)
    assert page.grid.accessibleDescription() == page.line.text()
    qtbot.mouseClick(
        page.grid.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.grid.day_rect(date(2026, 10, 2)).center().toPoint(),
    )
    assert page.grid.current == date(2026, 10, 2)


def test_a_year_without_official_days_says_so(desk: PageDesk) -> None:
    page = desk.open(CalendarPage)
    assert not page.unknown.isVisible()
    page.open_record("2028-03-01")
    assert page.unknown.isVisible()
    assert "2028" in page.unknown.text()


def test_periods_are_corrected_in_the_grid_and_errors_are_named(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TimesPage)
    assert page.view is not None
    page.edit_table(page.view.tables[0])
    lines = one(page, QTableWidget, "period_lines")
    end = lines.item(1, 3)
    assert end is not None
    end.setText("07:00")
    name = one(page, QLineEdit, "name")
    qtbot.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.school.run(calendar.get_times.bind()).tables[0].periods[1].ends == 535, "refused, and still typed"
    assert end.text() == "07:00"
    end.setText("0900")
    qtbot.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.school.run(calendar.get_times.bind()).tables[0].periods[1].ends == 540


def test_a_lesson_is_carried_to_another_day_by_keys(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TimesPage)
    assert page.view is not None
    first = page.view.lessons[0]
    page.grid.setFocus()
    page.grid.select(first.id)
    qtbot.keyClick(page.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    moved = {each.id: each for each in desk.school.run(calendar.get_times.bind()).lessons}[first.id]
    assert moved.weekday.number == first.weekday.number + 1
    assert moved.period == first.period
    page.grid.select(first.id)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert first.id not in {each.id for each in desk.school.run(calendar.get_times.bind()).lessons}


def test_a_closing_of_a_room_is_taken_back_by_its_tick(desk: PageDesk, qtbot: QtBot) -> None:
    days = ((MONDAY + timedelta(3), "甲"), (MONDAY + timedelta(9), "乙"))
    closings = tuple(ClosingView(day, day, why) for day, why in days)
    desk.school.run(calendar.save_room.bind(RoomView("沙盘室", closings=closings)))
    page = desk.open(TimesPage)
    page.edit_room(next(room for room in desk.school.run(calendar.list_rooms.bind()) if room.name == "沙盘室"))
    form = one(page, RoomForm, "room_form")
    first = next(box for box in form.stays.findChildren(QCheckBox) if "甲" in box.text())
    qtbot.keyClick(first, Qt.Key.Key_Space)
    form.wanted.emit()
    (room,) = [room for room in desk.school.run(calendar.list_rooms.bind()) if room.name == "沙盘室"]
    assert [closing.reason for closing in room.closings] == ["乙"]


def test_a_lesson_names_the_stage_whose_periods_it_follows(desk: PageDesk) -> None:
    page = desk.open(TimesPage)
    assert page.view is not None
    lesson = page.view.lessons[0]
    form = LessonForm(lesson)
    form.form.fill({"stage": Stage.SENIOR})
    assert form.check() == {}
    assert form.view() == replace(lesson, stage=Stage.SENIOR), "nothing else of it changes"
    form.deleteLater()


def test_the_heading_of_today_names_the_teaching_week(desk: PageDesk) -> None:
    page = desk.open(TodayPage)
    words = [part.accessibleName() for part in page.header.findChildren(QWidget)]
    assert any("13" in text for text in words), words


def test_a_calendar_file_is_tried_first_and_then_taken_over(desk: PageDesk, tmp_path: Path, qtbot: QtBot) -> None:
    page = desk.open(CalendarPage)
    path = tmp_path / "out.ics"
    page.files.save_to(path)
    before = desk.school.run(calendar.get_calendar.bind()).own
    changed = path.read_bytes().replace("家长会".encode(), "家长开放日".encode())
    new = b"BEGIN:VEVENT\r\nUID:n\r\nSUMMARY:fair\r\nDTSTART;VALUE=DATE:20261210\r\nEND:VEVENT\r\nEND:VCALENDAR"
    path.write_bytes(changed.replace(b"END:VCALENDAR", new))
    page.files.read(path)
    assert desk.school.run(calendar.get_calendar.bind()).own == before, "a dry run writes nothing"
    form = one(page, DryRun, "calendar_dry_run")
    assert len(form.days) == 2
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    titles = {each.title for each in desk.school.run(calendar.get_calendar.bind()).own}
    assert {"fair", "家长开放日"} <= titles
    assert len(titles) == len(before) + 1
    page.files.read(path)
    assert [widget.days for widget in page.findChildren(DryRun) if widget.isVisible()] == [()]


def test_junk_writes_nothing_and_is_told(desk: PageDesk, tmp_path: Path) -> None:
    page = desk.open(CalendarPage)
    before = desk.school.run(calendar.get_calendar.bind()).own
    for name, content in (("cut", b"BEGIN:VCALENDAR"), ("large", b"BEGIN:VCALENDAR" + b" " * 50_000_000)):
        path = tmp_path / f"{name}.ics"
        path.write_bytes(content)
        page.files.read(path)
    page.files.read(tmp_path / "missing.ics")
    assert len(desk.notices.errors) == 3
    assert desk.school.run(calendar.get_calendar.bind()).own == before
