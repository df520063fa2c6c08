"""The 6-hour meter on its page and on Today: who is full-time is said there, the weeks follow, and a paper is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk, one
from signed_in import make_signed_in_school
from xinmiao.features.counselling_hours import operations as meter
from xinmiao.features.counselling_hours.page import MeterPage
from xinmiao.features.counselling_hours.records import WeekState
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import TermView
from xinmiao.features.today.page import TodayPage
from xinmiao.ui import theme
from xinmiao.ui.bar_chart import BarChart

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[PageDesk]:
    """Give a school with a term, the counsellor signed in."""
    theme.install(qapp, theme.Theme())
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    school.run(calendar.save_term.bind(TermView(date(2026, 11, 2), date(2026, 12, 11), second=False)))
    yield PageDesk(school, qtbot)
    school.lock()


def test_a_part_timer_sees_why_there_is_no_measure_and_can_say_otherwise(desk: PageDesk) -> None:
    page = desk.open(MeterPage)
    assert "full-time counsellors only" in one(page, QLabel, "meter_said").text()
    desk.qtbot.mouseClick(one(page, QPushButton, "change_post"), LEFT)
    desk.qtbot.mouseClick(one(page, QCheckBox, "full_time"), LEFT, pos=QPoint(8, 8))
    desk.qtbot.mouseClick(one(page, QPushButton, "confirm_post"), LEFT)
    desk.qtbot.waitUntil(lambda: page.meter is not None and page.meter.full_time)
    assert "Full-time since 2026-11-23" in one(page, QLabel, "meter_said").text()


def test_the_table_says_what_the_chart_shows(desk: PageDesk) -> None:
    account = desk.school.workspace.actor.account
    desk.school.run(meter.set_post.bind(account, date(2026, 9, 1), full_time=True))
    page = desk.open(MeterPage)
    weeks = page.table.shown_records()
    assert [week.state for week in weeks] == [WeekState.SHORT] * 3 + [WeekState.RUNNING]
    assert "4" in one(page, BarChart, "meter_chart").accessibleName()
    page.chart.grab()  # painting says nothing on its way
    [action] = [action for action in page.page_actions() if action.name == "print"]
    action.trigger()
    desk.qtbot.waitUntil(lambda: bool(desk.papers.shown))
    assert "2026-11-16" in desk.printed()


def test_today_shows_the_week_that_runs(desk: PageDesk) -> None:
    page = desk.open(TodayPage)
    desk.qtbot.waitUntil(lambda: one(page, QLabel, "week_meter_said").text() == "0.0 hours")
    account = desk.school.workspace.actor.account
    desk.school.run(meter.set_post.bind(account, date(2026, 9, 1), full_time=True))
    page.reload()
    desk.qtbot.waitUntil(lambda: one(page, QLabel, "week_meter_said").text() == "0.0 of 6 hours")
