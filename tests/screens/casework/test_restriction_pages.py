"""The page of a restricted case, the page for staff members who come, and 限阅 while a case is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk, one
from signed_in import FOUNDER_PASSWORD, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.editor.beginning import BeginningColumn
from xinmiao.features.casework.page import CaseworkPage, NoteEditorPage, RestrictionPage, StaffCasePage
from xinmiao.features.casework.records import CaseOpening, CaseSource, Problem, StaffCount
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page
from xinmiao.ui.widgets.surfaces import Card

SECOND, WORDS, STUDENT = "吴老师", "lantern beside the well", "石小满"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[PageDesk]:
    """Give a school with two counsellors and a student; the founder is signed in."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    school.run(accounts.add_account.bind(NewAccountForm(SECOND, frozenset({Role.COUNSELLOR}), WORDS)))
    yield PageDesk(school, qtbot)
    school.lock()


@pytest.fixture
def student(desk: PageDesk) -> str:
    """Give the student's id."""
    class_id = desk.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    return desk.school.run(roster.add_student.bind({"name": STUDENT, "class_id": class_id, "number_in_class": 1}, {}))


@pytest.fixture
def case(desk: PageDesk, student: str) -> str:
    """Give the founder's case, open to both counsellors."""
    opening = CaseOpening(desk.school.means.ids.new(), student, CaseSource.SELF, (Problem.EMOTION,))
    return desk.school.run(casework.open_case.bind(opening))


def sign_in(desk: PageDesk, label: str) -> None:
    """Sign somebody in instead."""
    desk.school.lock()
    desk.school.sign_in(label, WORDS if label == SECOND else FOUNDER_PASSWORD)


def press(desk: PageDesk, page: Page, name: str) -> None:
    """Click a button."""
    desk.qtbot.mouseClick(one(page, QPushButton, name), Qt.MouseButton.LeftButton)


def cards(page: Page) -> set[str]:
    """Return which cards the page shows."""
    return {card.objectName() for card in page.findChildren(Card) if card.isVisible()}


def words(page: Page) -> str:
    """Return what stands on the page."""
    return "\n".join(shown.text() for shown in page.findChildren(QLabel) if shown.isVisible())


def named(desk: PageDesk, case: str) -> set[str]:
    """Return the labels of who may open a case."""
    return {label for _account, label in desk.school.run(casework.get_restriction.bind(case)).named}


def test_a_case_is_restricted_changed_and_lifted_on_its_page(desk: PageDesk, case: str) -> None:
    page = desk.open(RestrictionPage, case)
    assert cards(page) == {"naming_card"}
    press(desk, page, "restrict")
    assert named(desk, case) == {"周老师"}
    assert cards(page) == {"naming_card", "lifting_card"}
    (colleague,) = [box for box in page.findChildren(QCheckBox) if box.isVisible()]
    assert colleague.text() == SECOND
    colleague.click()
    press(desk, page, "restrict")
    assert named(desk, case) == {"周老师", SECOND}
    press(desk, page, "lift")
    assert "Please fill this in." in words(page), "a reason is asked for"
    assert named(desk, case) == {"周老师", SECOND}
    page.reason.setText("家长同意共享")
    press(desk, page, "lift")
    assert named(desk, case) == set()
    assert cards(page) == {"naming_card"}


def test_who_is_not_named_sees_whom_to_ask_and_opens_it_with_the_sheet(desk: PageDesk, case: str) -> None:
    press(desk, desk.open(RestrictionPage, case), "restrict")
    sign_in(desk, SECOND)
    page = desk.open(RestrictionPage, case)
    assert cards(page) == {"closed_card"}
    assert "周老师" in words(page)
    assert STUDENT not in words(page)
    code = desk.school.sheet.seed_code
    page.code.setText("ABCDE" + code[5:])
    press(desk, page, "regrant")
    assert named(desk, case) == {"周老师"}
    assert page.code.text() == "ABCDE" + code[5:], "what was typed stays"
    page.code.setText(code)
    press(desk, page, "regrant")
    assert named(desk, case) == {SECOND}
    assert cards(page) == {"naming_card", "lifting_card"}


def test_a_colleagues_case_that_is_not_restricted_says_whose_it_is(desk: PageDesk, case: str) -> None:
    sign_in(desk, SECOND)
    page = desk.open(RestrictionPage, case)
    assert cards(page) == {"not_own_card"}
    assert "周老师" in words(page)


def test_a_case_that_fits_yesterdays_keys_is_sealed_again_with_one_click_for_all(desk: PageDesk, case: str) -> None:
    page = desk.open(RestrictionPage, case)
    press(desk, page, "restrict")
    assert "again_card" not in cards(page)
    desk.school.run(accounts.make_recovery_sheet.bind(None))
    page = desk.open(RestrictionPage, case)
    assert "again_card" in cards(page)
    press(desk, page, "seal_again")
    assert desk.school.run(casework.list_stale_cases.bind()) == ()
    assert "again_card" not in cards(page)


def test_a_staff_members_case_asks_for_both_answers_and_names_who_may_open_it(desk: PageDesk) -> None:
    page = desk.open(StaffCasePage)
    press(desk, page, "open_staff_case")
    assert page.form.row("staff_name").error()
    line = page.form.editor("staff_name").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText("教职工某甲")
    page.form.editor("source").set_value(CaseSource.SELF)
    page.problems.choose({Problem.EMOTION})
    (colleague,) = [box for box in page.findChildren(QCheckBox, "may_open") if box.isVisible()]
    colleague.click()
    press(desk, page, "open_staff_case")
    (target,) = desk.navigator.opened
    assert target.page == "counselling_note"
    assert named(desk, target.record or "") == {"周老师", SECOND}
    assert desk.school.run(casework.count_staff_counselling.bind()) == StaffCount(1, 0)
    assert page.form.values()["staff_name"] in {None, ""}, "the name does not stay on the page"


def test_a_case_is_restricted_while_it_is_opened(desk: PageDesk, student: str) -> None:
    page = desk.open(NoteEditorPage, student)
    tick = one(page, QCheckBox, "restrict_from_the_start")
    assert not [box for box in page.findChildren(QCheckBox, "may_open") if box.isVisible()]
    tick.click()
    one(page, QCheckBox, "may_open").click()
    page.opening.source.set_value(CaseSource.SELF)
    page.opening.problems.choose({Problem.EMOTION})
    press(desk, page, "open_case")
    (line,) = desk.school.run(casework.list_cases.bind())
    assert line.restricted
    assert named(desk, line.id) == {"周老师", SECOND}


def test_some_problems_tick_it_and_it_cannot_be_left_off(desk: PageDesk, student: str) -> None:
    page = desk.open(NoteEditorPage, student)
    tick = one(page, QCheckBox, "restrict_from_the_start")
    page.opening.problems.choose({Problem.SEXUAL_HARM})
    page.opening.problems.changed.emit(frozenset({Problem.SEXUAL_HARM.value}))
    assert (tick.isChecked(), tick.isEnabled()) == (True, False)
    page.opening.problems.changed.emit(frozenset({Problem.EMOTION.value}))
    assert tick.isEnabled()


def test_an_alias_is_restricted_from_the_start_and_the_draft_keeps_the_names(desk: PageDesk) -> None:
    page = desk.open(CaseworkPage)
    page.beginnings.ask_alias()
    (column,) = [found for found in page.sheet.findChildren(BeginningColumn) if found.isVisible()]
    column.form.editor("source").set_value(CaseSource.SELF)
    column.problems.choose({Problem.EMOTION})
    column.who.tick.click()
    one(page, QCheckBox, "may_open").click()
    page.sheet.ask_close()
    page.beginnings.ask_alias()
    (column,) = [found for found in page.sheet.findChildren(BeginningColumn) if found.isVisible()]
    assert column.who.tick.isChecked()
    assert one(page, QCheckBox, "may_open").isChecked()
    column.form.editor("alias").set_value("A-07")
    column.form.changed.emit()
    press(desk, page, "confirm_beginning")
    (line,) = desk.school.run(casework.list_cases.bind())
    assert (line.restricted, line.student.name) == (True, "A-07")
    assert named(desk, line.id) == {"周老师", SECOND}
    assert desk.navigator.opened == [Target("case_intake", line.id)]
