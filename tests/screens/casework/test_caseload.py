"""The caseload by keyboard and mouse: order, filters, opening, writing, searching in notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling_room import COLLEAGUE, add_student, local, open_case, signed
from desk_world import DeskWorld
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.page import CaseworkPage
from xinmiao.features.casework.page.columns import case_chip, hit_columns
from xinmiao.features.casework.records import (
    CaseClosing,
    CaseLine,
    CaseSource,
    CaseState,
    ClosingEffect,
    ClosingReason,
    Problem,
)
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page

W = TypeVar("W", bound=QWidget)


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
    (button,) = [found for found in page.findChildren(QPushButton, name) if found.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_open_cases_are_shown_first_and_filters_change_that(page: CaseworkPage, qtbot: QtBot) -> None:
    assert names(page) == ["王芳", "马晓龙"]
    click(qtbot, page, "filter_own")
    assert names(page) == ["王芳"]
    click(qtbot, page, "filter_open")
    assert names(page) == ["王芳", "李雷"]
    click(qtbot, page, "filter_closed")
    assert names(page) == ["李雷"]


def test_a_case_long_not_seen_is_marked(page: CaseworkPage) -> None:
    chips = {case.student.name: case_chip(case, date(2026, 11, 23), 28) for case in page.table.shown_records()}
    assert chips["马晓龙"] is None
    assert chips["王芳"] is not None
    assert str(chips["王芳"].word) == "Not seen lately"


def test_enter_opens_the_students_page_and_ctrl_n_writes(page: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    own = next(case for case in page.table.shown_records() if case.student.name == "王芳")
    theirs = next(case for case in page.table.shown_records() if case.student.name == "马晓龙")
    assert own.student.id is not None
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
    assert names(page) == ["王芳", "马晓龙"]


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


def press_action(page: CaseworkPage, name: str) -> None:
    """Do what the key of an action does: nothing while it is not offered."""
    action = next(found for found in page.page_actions() if found.name == name)
    assert action.keys
    if action.enabled():
        action.trigger()


def own_case(page: CaseworkPage) -> CaseLine:
    own = next(case for case in page.table.shown_records() if case.student.name == "王芳")
    page.table.select(own.id)
    return own


def field(page: CaseworkPage, kind: type[W], name: str) -> W:
    (found,) = [each for each in page.sheet.findChildren(kind, name) if each.isVisible()]
    return found


def test_a_case_is_closed_and_opened_again_in_the_sheet(page: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    own = own_case(page)
    press_action(page, "reopen_case")
    assert page.sheet.isHidden()
    press_action(page, "close_case")
    assert "opened 2026-09-01 · 1 note" in [each.text() for each in page.sheet.findChildren(QLabel)]
    click(qtbot, page, "confirm_case_end")
    assert world.school.run(casework.get_case.bind(own.id)).line.state is CaseState.OPEN
    for name in ("closing_reason", "closing_effect"):
        combo = field(page, QComboBox, name)
        combo.setFocus()
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    click(qtbot, page, "confirm_case_end")
    closed = world.school.run(casework.get_case.bind(own.id))
    assert (closed.closing_reason, closed.closing_effect) == (ClosingReason.GOALS_REACHED, ClosingEffect.MUCH_BETTER)
    qtbot.waitUntil(page.sheet.isHidden)
    page.open_record(own.id)
    page.reload()
    press_action(page, "reopen_case")
    reason = field(page, QLineEdit, "reopening_reason")
    click(qtbot, page, "confirm_case_end")
    qtbot.keyClicks(reason, "came again")
    click(qtbot, page, "confirm_case_end")
    assert world.school.run(casework.get_case.bind(own.id)).line.state is CaseState.OPEN


def test_words_at_the_end_of_a_case_are_kept_as_a_draft(page: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    own = own_case(page)
    press_action(page, "close_case")
    words = field(page, QPlainTextEdit, "closing_words")
    qtbot.keyClicks(words, "went well")
    qtbot.keyClick(words, Qt.Key.Key_Escape)
    assert page.sheet.isHidden()
    qtbot.waitUntil(lambda: list(world.drafts.kept) == [f"case_end:{own.id}"])
    page.open_record(f"end:{own.id}")
    qtbot.waitUntil(page.sheet.isVisible)
    assert field(page, QPlainTextEdit, "closing_words").toPlainText() == "went well"
    field(page, QPlainTextEdit, "closing_words").clear()
    page.sheet.put_away()
    qtbot.waitUntil(lambda: not world.drafts.kept)


def test_the_facts_of_a_case_are_shown_and_corrected(page: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    own = own_case(page)
    qtbot.keyClick(page.table, Qt.Key.Key_Menu)
    press_action(page, "case_facts")
    shown = [each.accessibleName() for each in field(page, QWidget, "case_facts").findChildren(QLabel)]
    for fact in ("Notes 1", "Last contact 2026-10-19", "Case opened on 2026-09-01", "State In progress"):
        assert fact in shown
    click(qtbot, page, "filter_family")
    click(qtbot, page, "filter_emotion")
    source = field(page, QComboBox, "source")
    source.setCurrentIndex(1)
    click(qtbot, page, "save_case_facts")
    qtbot.waitUntil(page.sheet.isHidden)
    line = world.school.run(casework.get_case.bind(own.id)).line
    assert (line.source, line.presenting_problems) == (CaseSource.SELF, (Problem.FAMILY,))


def test_without_a_problem_the_facts_are_not_saved(page: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    own = own_case(page)
    press_action(page, "case_facts")
    click(qtbot, page, "filter_emotion")
    press_action(page, "save")
    assert page.sheet.isVisible()
    assert world.school.run(casework.get_case.bind(own.id)).version == 1


def test_a_colleagues_case_is_only_read(page: CaseworkPage, qtbot: QtBot) -> None:
    theirs = next(case for case in page.table.shown_records() if case.student.name == "马晓龙")
    page.table.select(theirs.id)
    press_action(page, "close_case")
    assert page.sheet.isHidden()
    press_action(page, "case_facts")
    qtbot.waitUntil(page.sheet.isVisible)
    assert page.sheet.findChildren(QPushButton, "save_case_facts") == []


def test_a_right_click_offers_what_fits_the_case(page: CaseworkPage, qtbot: QtBot) -> None:
    own_case(page)
    place = page.table.visualRect(page.table.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, page.table.viewport().mapToGlobal(place))
    page.table.contextMenuEvent(event)
    menu = page.table.findChild(QMenu, "table_menu")
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    offered = {entry.text(): entry.isEnabled() for entry in menu.actions()}
    assert offered == {
        "Open": True,
        "Write a note": True,
        "Intake…": True,
        "Facts of the case…": True,
        "Add the name…": False,
        "Restrict…": True,
        "Hand over…": True,
        "Close the case…": True,
        "Open the case again…": False,
    }
    menu.close()


@pytest.mark.parametrize(
    ("words", "hit"), [("睡", "…近两周【睡】不好，愿意再来。…"), ("再来", "…近两周睡不好，愿意【再来】。…")]
)
def test_one_or_two_characters_are_shown_marked_in_their_sentence(
    page: CaseworkPage, qtbot: QtBot, words: str, hit: str
) -> None:
    page.search.setText(words)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.hits.isVisible)
    place = next(at for at, column in enumerate(hit_columns()) if column.name == "excerpt")
    assert page.hits.model().index(0, place).data() == hit
