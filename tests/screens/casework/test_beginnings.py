"""Aliases, intakes, problem codes and narrowing on the real pages: typing, saving, drafts, refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from counselling_room import COLLEAGUE, add_student, open_case
from desk_world import DeskWorld
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.editor.beginning import BeginningColumn
from xinmiao.features.casework.page import CaseworkPage, IntakePage, ProblemCodesPage
from xinmiao.features.casework.records import CaseSource, CodeState, Known, Problem, Secrecy
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page

Show = Callable[[Page], None]


@pytest.fixture
def caseload(world: DeskWorld, show: Show) -> CaseworkPage:
    open_case(world.school, add_student(world.school, "王芳", 1), opened_on=date(2026, 9, 1))
    open_case(world.school, add_student(world.school, "马晓龙", 2), COLLEAGUE)
    made = CaseworkPage(world.context())
    show(made)
    return made


@pytest.fixture
def intake(world: DeskWorld, show: Show) -> IntakePage:
    case_id = open_case(world.school, add_student(world.school, "王芳"))
    made = IntakePage(world.context())
    show(made)
    made.open_record(case_id)
    return made


def press(qtbot: QtBot, page: Page, name: str) -> None:
    (button,) = [found for found in page.findChildren(QPushButton, name) if found.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def beginning(page: CaseworkPage) -> BeginningColumn:
    (column,) = [found for found in page.sheet.findChildren(BeginningColumn) if found.isVisible()]
    return column


def test_a_case_under_an_alias_leads_to_its_intake(caseload: CaseworkPage, world: DeskWorld, qtbot: QtBot) -> None:
    caseload.beginnings.ask_alias()
    qtbot.waitUntil(caseload.sheet.isVisible)
    column = beginning(caseload)
    press(qtbot, caseload, "confirm_beginning")
    assert column.form.row("alias").error()
    line = column.form.editor("alias").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "A-07")
    column.form.editor("source").set_value(CaseSource.SELF)
    column.problems.choose({Problem.EMOTION})
    press(qtbot, caseload, "confirm_beginning")
    qtbot.waitUntil(lambda: bool(world.navigator.opened))
    (case,) = [case for case in world.school.run(casework.list_cases.bind()) if case.student.is_alias]
    assert case.student.name == "A-07"
    assert world.navigator.opened == [Target("case_intake", case.id)]


def test_what_was_typed_for_a_new_case_comes_back(caseload: CaseworkPage, qtbot: QtBot) -> None:
    caseload.beginnings.ask_alias()
    qtbot.waitUntil(caseload.sheet.isVisible)
    line = beginning(caseload).form.editor("alias").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "half")
    caseload.sheet.ask_close()
    qtbot.waitUntil(caseload.sheet.isHidden)
    caseload.open_record("new_case:alias")
    qtbot.waitUntil(caseload.sheet.isVisible)
    assert beginning(caseload).form.values()["alias"] == "half"


def test_the_caseload_is_narrowed_by_counsellor_and_weeks(caseload: CaseworkPage) -> None:
    narrowing = caseload.narrowing
    narrowing.counsellor.setCurrentIndex(narrowing.counsellor.findText("吴老师"))
    narrowing.changed.emit()
    assert [case.student.name for case in caseload.table.shown_records()] == ["马晓龙"]
    narrowing.clear()
    narrowing.weeks.setCurrentIndex(narrowing.weeks.findData("56"))
    narrowing.changed.emit()
    assert [case.student.name for case in caseload.table.shown_records()] == ["王芳"]


def test_an_intake_takes_dated_rows_and_says_what_is_missing(
    intake: IntakePage, world: DeskWorld, qtbot: QtBot
) -> None:
    editor = intake.editor
    assert editor is not None
    words = editor.form.row("life_events_words")
    assert not words.isVisible()
    editor.form.editor("life_events").set_value(Known.YES)
    editor.form.changed.emit()
    assert words.isVisible()
    for name, typed in (("event_when_1", "2023-08"), ("event_what_1", "moved house")):
        (line,) = [found for found in intake.findChildren(QLineEdit, name) if found.isVisible()]
        qtbot.keyClicks(line, typed)
    editor.form.editor("secrecy").set_value(Secrecy.ORALLY)
    press(qtbot, intake, "save_intake")
    assert editor.form.row("secrecy_on").error()
    editor.form.editor("secrecy_on").set_value(date(2026, 11, 23))
    press(qtbot, intake, "save_intake")
    (case,) = world.school.run(casework.list_cases.bind())
    qtbot.waitUntil(lambda: world.school.run(casework.get_intake.bind(case.id)).version == 1)
    assert editor.content().life_events_words == "2023-08\tmoved house"
    assert (editor.content().health, editor.content().complaint) == (Known.UNKNOWN, "")


def test_an_intake_that_was_left_is_kept_as_a_draft(intake: IntakePage, world: DeskWorld, qtbot: QtBot) -> None:
    assert intake.editor is not None
    area = intake.editor.form.editor("complaint").findChild(QPlainTextEdit)
    assert isinstance(area, QPlainTextEdit)
    qtbot.keyClicks(area, "sleepless")
    assert intake.may_leave()
    (case,) = world.school.run(casework.list_cases.bind())
    intake.open_record(case.id)
    assert intake.editor.form.values()["complaint"] == "sleepless"


def test_a_colleagues_intake_is_only_read(world: DeskWorld, show: Show) -> None:
    case_id = open_case(world.school, add_student(world.school, "马晓龙"), COLLEAGUE)
    page = IntakePage(world.context())
    show(page)
    page.open_record(case_id)
    assert page.editor is not None
    assert not page.editor.form.row("complaint").isEnabled()
    assert page.findChildren(QPushButton, "save_intake") == []


def test_problems_are_added_and_retired_on_their_page(world: DeskWorld, show: Show, qtbot: QtBot) -> None:
    page = ProblemCodesPage(world.context())
    show(page)
    page.page_actions()[0].trigger()
    qtbot.waitUntil(page.sheet.isVisible)
    line = page.sheet.findChild(QLineEdit, "words")
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "Sleep")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.sheet.isHidden)
    page.reload()
    added = next(each for each in page.table.shown_records() if str(each.words) == "Sleep")
    page.table.select(added.code)
    next(action for action in page.page_actions() if action.name == "retire_problem").trigger()
    page.reload()
    retired = next(each for each in page.table.shown_records() if each.code == added.code)
    assert retired.state is CodeState.RETIRED
