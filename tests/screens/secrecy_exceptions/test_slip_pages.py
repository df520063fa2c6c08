"""A slip on its pages: the role decides what is asked, the guard stands under it; sent, and opened once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk, one
from signed_in import FOUNDER_PASSWORD, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.secrecy_exceptions.editor.questions import ExceptionQuestion
from xinmiao.features.secrecy_exceptions.page import ExceptionsPage, OwnSlipsPage
from xinmiao.features.secrecy_exceptions.records import ReceiverRole
from xinmiao.features.secrecy_exceptions.rules.slips import typed_parts
from xinmiao.kernel.access import Role
from xinmiao.ui import theme
from xinmiao.ui.word_guard import WordGuard

TEACHER, PASSWORD, LEFT = "林老师", "some more plain words", Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[PageDesk]:
    """Give a school with a class teacher and a student, the counsellor signed in."""
    theme.install(qapp, theme.Theme())
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    school.run(accounts.add_account.bind(NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), PASSWORD)))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    school.run(roster.add_student.bind({"name": "赵小禾", "class_id": class_id, "number_in_class": 1}, {}))
    yield PageDesk(school, qtbot)
    school.lock()


def begin(desk: PageDesk, role: ReceiverRole) -> tuple[ExceptionsPage, ExceptionQuestion]:
    (student,) = desk.school.run(roster.list_students.bind())
    page = desk.open(ExceptionsPage, f"new:{student.id}")
    desk.qtbot.mouseClick(one(page, QPushButton, f"role_{role.value}"), LEFT)
    return page, one(page, ExceptionQuestion, "exception_question")


@pytest.mark.parametrize("role", list(ReceiverRole))
def test_only_what_the_role_needs_is_asked_and_watched(desk: PageDesk, role: ReceiverRole) -> None:
    _page, question = begin(desk, role)
    texts = [name for name in typed_parts(role) if name not in {"until", "ask"}]
    assert set(typed_parts(role)) <= set(question.form.model.names)
    assert len(question.findChildren(WordGuard)) == len(texts) + len(set(typed_parts(role)) & {"until", "ask"})
    others = {"observed", "risk", "watch", "do", "do_not", "arrangement", "until", "ask"} - set(typed_parts(role))
    assert not others & set(question.form.model.names)


def test_a_slip_goes_out_and_is_opened_once(desk: PageDesk) -> None:
    page, question = begin(desk, ReceiverRole.CLASS_TEACHER)
    question.form.fill(
        {"receiver": "lin", "watch": "alone in the classroom", "do": "walk with him", "student_told": True}
    )
    desk.qtbot.mouseClick(one(page, QPushButton, "confirm_exception"), LEFT)
    assert page.table.count() == 1, question.form.problems()
    (send,) = [action for action in page.page_actions() if action.name == "send"]
    assert send.enabled()
    send.trigger()
    desk.qtbot.mouseClick(one(page, QPushButton, "confirm_send"), LEFT)
    desk.school.lock()
    desk.school.sign_in(TEACHER, PASSWORD)
    own = desk.open(OwnSlipsPage)
    assert own.table.count() == 1
    (opening,) = own.page_actions()
    opening.trigger()
    assert "alone in the classroom" in {each.text() for each in own.detail.findChildren(QLabel)}
    assert own.may_leave()
    assert not opening.enabled()
    desk.school.lock()
    desk.school.sign_in("周老师", FOUNDER_PASSWORD)


def test_a_label_is_named_and_saving_is_not_stopped(desk: PageDesk) -> None:
    _page, question = begin(desk, ReceiverRole.CLASS_TEACHER)
    area = question.form.editor("watch").findChildren(QPlainTextEdit)[0]
    area.setPlainText("他厌学。")
    for guard in question.findChildren(WordGuard):
        guard.look()
    found = [guard for guard in question.findChildren(WordGuard) if guard.words()]
    assert [guard.words() for guard in found] == [("厌学",)]
    found[0].replace("厌学", "近来不太愿意上学")
    assert area.toPlainText() == "他近来不太愿意上学。"
