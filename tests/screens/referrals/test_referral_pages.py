"""The way of one referral on its pages: a teacher sends, the room takes the case, refers out, and closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk, one
from signed_in import FOUNDER_PASSWORD, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.editor.questions import AcceptQuestion, WritingQuestion
from xinmiao.features.referrals.page import (
    AgenciesPage,
    InternalReferralPage,
    OwnReferralsPage,
    ReferralOutPage,
    ReferralsPage,
)
from xinmiao.features.referrals.page.columns import own_state
from xinmiao.features.referrals.records import OutState
from xinmiao.features.referrals.records.internal import KIND
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.tasks import Target
from xinmiao.ui import theme
from xinmiao.ui.page import Page
from xinmiao.ui.widgets.chips import FilterBar
from xinmiao.ui.widgets.segmented import SegmentedControl

TEACHER, PASSWORD = "林老师", "some more plain words"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[PageDesk]:
    """Give a school with a class teacher and a child of his class, the counsellor signed in."""
    theme.install(qapp, theme.Theme())
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    form = NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), PASSWORD)
    teacher = school.run(accounts.add_account.bind(form))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    school.run(roster.add_student.bind({"name": "赵小禾", "class_id": class_id, "number_in_class": 1}, {}))
    school.run(roster.give_class_to_account.bind(class_id, teacher, school.clock.today()))
    yield PageDesk(school, qtbot)
    school.lock()


def sign_in(desk: PageDesk, label: str) -> None:
    desk.school.lock()
    desk.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)


def do(page: Page, name: str) -> None:
    """Do what an action of the page does, as its key or menu entry would."""
    (action,) = [action for action in page.page_actions() if action.name == name]
    assert action.enabled()
    action.trigger()


def fill(desk: PageDesk, page: QWidget, name: str, words: str) -> None:
    kind: type[QWidget] = QLineEdit if page.findChildren(QLineEdit, name) else QPlainTextEdit
    field = one(page, kind, name)
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    desk.qtbot.keyClicks(field, words)


def confirm(desk: PageDesk, page: QWidget) -> None:
    desk.qtbot.mouseClick(one(page, QPushButton, "confirm_referral"), LEFT)


def send(desk: PageDesk) -> None:
    """Send a referral as the teacher, by keyboard; come back as the counsellor."""
    sign_in(desk, TEACHER)
    page = desk.open(OwnReferralsPage)
    do(page, "new")
    desk.qtbot.waitUntil(lambda: page.sheet.asking)
    question = page.findChild(WritingQuestion)
    assert question is not None
    question.student.setFocus()
    desk.qtbot.keyClick(question.student, Qt.Key.Key_Down)
    fill(desk, page, "facts", "asleep in class on Wednesday")
    do(page, "save")
    desk.qtbot.waitUntil(lambda: page.table.count() == 1)
    assert str(own_state(page.table.shown_records()[0])) == "Sent"
    page.close()
    sign_in(desk, "周老师")
    raw = desk.school.workspace.database.raw
    (envelope,) = raw.execute("SELECT id FROM envelope WHERE kind = ?", (KIND,)).fetchone()
    desk.school.run(referrals.take_in_referral.bind(envelope))


def test_a_teacher_refers_the_room_takes_the_case_and_he_sees_it(desk: PageDesk) -> None:
    send(desk)
    lists = desk.open(ReferralsPage)
    assert [view.student.name for view in lists.arrived.shown_records()] == ["赵小禾"]
    lists.arrived.go(0)
    desk.qtbot.keyClick(lists.arrived, Qt.Key.Key_Return)
    (target,) = desk.navigator.opened
    page = desk.open(InternalReferralPage, target.record)
    do(page, "accept")
    desk.qtbot.waitUntil(lambda: page.sheet.asking)
    question = page.findChild(AcceptQuestion)
    assert question is not None
    confirm(desk, page)
    assert page.sheet.asking  # a case needs a problem
    desk.qtbot.mouseClick(question.problems.findChildren(QPushButton)[2], LEFT)
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None and bool(page.view.case_id))
    sign_in(desk, TEACHER)
    own = desk.open(OwnReferralsPage)
    (line,) = own.table.shown_records()
    assert (str(own_state(line)), line.ask) == ("Case taken", "周老师")


def test_urgent_today_says_telephone_first(desk: PageDesk) -> None:
    sign_in(desk, TEACHER)
    page = desk.open(OwnReferralsPage)
    do(page, "new")
    question = page.findChild(WritingQuestion)
    assert question is not None
    assert question.call.isHidden()
    control = one(page, SegmentedControl, "urgency")
    desk.qtbot.mouseClick(control.findChildren(QPushButton)[-1], LEFT)
    assert question.call.isVisible()
    page.sheet.put_away()


def test_a_referral_goes_out_is_signed_answered_and_closed(desk: PageDesk) -> None:
    student = desk.school.run(roster.list_students.bind())[0].id
    page = desk.open(ReferralOutPage, f"new:{student}")
    confirm(desk, page)
    assert page.sheet.asking  # facts, advice and agency are missing
    fill(desk, page, "agency_name", "county hospital")
    fill(desk, page, "facts", "sleeps little")
    fill(desk, page, "advice", "please see a physician")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None)
    walk(desk, page, "signed", who="mother")
    assert state(page) is OutState.SIGNED
    do(page, "step_answered")
    desk.qtbot.waitUntil(lambda: page.sheet.asking)
    desk.qtbot.mouseClick(one(page, SegmentedControl, "source").findChildren(QPushButton)[0], LEFT)
    desk.qtbot.mouseClick(one(page, FilterBar, "medical").findChildren(QPushButton)[0], LEFT)
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: state(page) is OutState.ANSWERED)
    walk(desk, page, "closed", words="steady again")
    assert state(page) is OutState.CLOSED
    desk.qtbot.mouseClick(one(page, QPushButton, "take_back_step"), LEFT)
    fill(desk, page, "taken_back", "one more look")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: state(page) is OutState.ANSWERED)


def state(page: ReferralOutPage) -> OutState | None:
    return None if page.view is None else page.view.state


def walk(desk: PageDesk, page: ReferralOutPage, step: str, **words: str) -> None:
    do(page, f"step_{step}")
    desk.qtbot.waitUntil(lambda: page.sheet.asking)
    for name, text in words.items():
        fill(desk, page, name, text)
    do(page, "save")
    desk.qtbot.waitUntil(lambda: not page.sheet.asking)
    desk.qtbot.waitUntil(lambda: state(page) is OutState(step))


def test_what_was_begun_is_a_draft_and_comes_back(desk: PageDesk) -> None:
    page = desk.open(AgenciesPage)
    do(page, "new")
    fill(desk, page, "name", "county centre")
    page.sheet.ask_close()
    assert not page.sheet.asking
    do(page, "new")
    desk.qtbot.waitUntil(lambda: one(page, QLineEdit, "name").text() == "county centre")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.table.count() == 1)


def test_the_papers_are_shown(desk: PageDesk) -> None:
    page = desk.open(ReferralsPage)
    do(page, "print")
    desk.qtbot.waitUntil(lambda: len(desk.papers.shown) == 1)
    assert "Openreferrals" in desk.printed()
    do(page, "form")
    desk.qtbot.waitUntil(lambda: len(desk.papers.shown) == 2)
    do(page, "agencies")
    assert desk.navigator.opened[-1] == Target("agencies")
