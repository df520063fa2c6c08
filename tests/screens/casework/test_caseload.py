"""The caseload by keyboard and mouse: order, filters, opening, writing, searching in notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from counselling_room import COLLEAGUE, add_student, local, open_case, signed
from desk_world import DeskWorld
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.page import CaseworkPage
from xinmiao.features.casework.page.columns import case_chip
from xinmiao.features.casework.records import CaseClosing, CaseState, ClosingEffect, ClosingReason
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page


@pytest.fixture
def page(world: DeskWorld, show: Callable[[Page], None]) -> CaseworkPage:
    """Give a caseload of an open case seen, one of a colleague, and a closed one."""
    school = world.school
    seen = open_case(school, add_student(school, "王芳", 1), opened_on=date(2026, 9, 1))
    signed(school, seen, started_at=local("2026-10-19 10:00"), ended_at=local("2026-10-19 10:45"))
    open_case(school, add_student(school, "马晓龙", 2), COLLEAGUE)
    closed = open_case(school, add_student(school, "李雷", 3))
    school.run(casework.close_case.bind(closed, 1, CaseClosing(ClosingReason.OTHER, ClosingEffect.UNKNOWN)))
    made = CaseworkPage(world.context())
    show(made)
    return made


def names(page: CaseworkPage) -> list[str]:
    return [case.student.name for case in page.table.shown_records()]


def click(qtbot: QtBot, page: CaseworkPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_open_cases_are_shown_first_and_filters_change_that(page: CaseworkPage, qtbot: QtBot) -> None:
    assert names(page) == ["马晓龙", "王芳"]
    click(qtbot, page, "filter_own")
    assert names(page) == ["王芳"]
    click(qtbot, page, "filter_open")
    assert names(page) == ["李雷", "王芳"]
    click(qtbot, page, "filter_closed")
    assert names(page) == ["李雷"]


def test_a_case_long_not_seen_is_marked(page: CaseworkPage) -> None:
    chips = {case.student.name: case_chip(case, date(2026, 11, 23)) for case in page.table.shown_records()}
    assert chips["马晓龙"] is None
    assert chips["王芳"] is not None
    assert str(chips["王芳"].word) == "Not seen lately"


def test_enter_opens_the_students_page_and_ctrl_n_writes(page: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    own = next(case for case in page.table.shown_records() if case.student.name == "王芳")
    theirs = next(case for case in page.table.shown_records() if case.student.name == "马晓龙")
    page.table.select(own.id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    write = page.page_actions()[0]
    assert (write.keys, write.enabled()) == ("Ctrl+N", True)
    write.trigger()
    assert world.navigator.opened == [Target("student", own.student.id), Target("counselling_note", own.id)]
    page.table.select(theirs.id)
    assert not write.enabled()


def test_words_are_searched_in_notes_and_a_hit_opens_its_note(
    page: CaseworkPage, world: DeskWorld, qtbot: QtBot
) -> None:
    page.search.setFocus()
    page.search.setText("睡")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.hits.isVisible)
    (hit,) = page.hits.shown_records()
    assert hit.student.name == "王芳"
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    page.hits.go(0)
    qtbot.keyClick(page.hits, Qt.Key.Key_Return)
    assert world.navigator.opened == [Target("counselling_note", hit.note_id)]
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.table.isVisible)
    assert names(page) == ["马晓龙", "王芳"]


def test_words_that_stand_nowhere_are_said_to(page: CaseworkPage, qtbot: QtBot) -> None:
    page.search.setText("天书")
    qtbot.waitUntil(page.hits.isVisible)
    assert page.hits.count() == 0


def test_a_case_can_be_gone_to(page: CaseworkPage, world: DeskWorld) -> None:
    closed = next(case for case in world.school.run(casework.list_cases.bind()) if case.student.name == "李雷")
    page.open_record(closed.id)
    page.reload()
    current = page.table.current_record()
    assert current is not None
    assert current.id == closed.id


def test_a_case_is_closed_and_opened_again_in_the_sheet(page: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    own = next(case for case in page.table.shown_records() if case.student.name == "王芳")
    page.table.select(own.id)
    end = next(action for action in page.page_actions() if action.name == "end_case")
    end.trigger()
    click(qtbot, page, "confirm_case_end")
    assert world.school.run(casework.get_case.bind(own.id)).line.state is CaseState.OPEN
    for name in ("closing_reason", "closing_effect"):
        combo = page.ends.sheet.findChild(QComboBox, name)
        assert isinstance(combo, QComboBox)
        combo.setFocus()
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    click(qtbot, page, "confirm_case_end")
    closed = world.school.run(casework.get_case.bind(own.id))
    assert (closed.closing_reason, closed.closing_effect) == (ClosingReason.GOALS_REACHED, ClosingEffect.MUCH_BETTER)
    qtbot.waitUntil(lambda: not page.ends.sheet.findChildren(QComboBox))
    page.open_record(own.id)
    page.reload()
    end.trigger()
    reason = page.ends.sheet.findChild(QLineEdit, "reopening_reason")
    assert isinstance(reason, QLineEdit)
    click(qtbot, page, "confirm_case_end")
    qtbot.keyClicks(reason, "came again")
    click(qtbot, page, "confirm_case_end")
    assert world.school.run(casework.get_case.bind(own.id)).line.state is CaseState.OPEN
