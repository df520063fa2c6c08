"""The contact card at its page, and who is confirmed as receiver by hand or by the counsellor's own act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk, one
from signed_in import FOUNDER_PASSWORD, make_signed_in_school
from xinmiao.app.contact_cards import CardKeeper
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.contact_cards import operations as cards
from xinmiao.features.contact_cards.page import ContactCardPage, ReceiversPage
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Relation, Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.ui.widgets.buttons import HoldToShow

TEACHER, PASSWORD, PHONE = "林老师", "some more plain words", "13900001111"


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[PageDesk]:
    """Give a school whose teacher has a class by a post that nobody confirmed."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    form = NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), PASSWORD)
    teacher = school.run(accounts.add_account.bind(form))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    guardian = {"name": "赵一", "relation": Relation.MOTHER, "phone": PHONE}
    student = {"name": "赵小禾", "class_id": class_id, "number_in_class": 3}
    school.run(roster.add_student.bind(student, {}, (guardian,)))
    school.run(roster.give_class_to_account.bind(class_id, teacher, school.clock.today()))
    yield PageDesk(school, qtbot)
    school.lock()


def test_a_new_receiver_is_confirmed_with_one_click_and_gets_the_card(desk: PageDesk) -> None:
    page = desk.open(ReceiversPage)
    keeper = CardKeeper(page.context, page)
    keeper.begin(desk.changes)
    assert desk.school.run(cards.stale_cards.bind()) == ()
    title = next(label.text() for label in page.findChildren(QLabel) if TEACHER in label.text())
    assert "七" in title or "7" in title
    QTest.mouseClick(one(page, QPushButton, "confirm_receiver"), Qt.MouseButton.LeftButton)
    assert desk.school.run(cards.list_new_receivers.bind()) == ()
    assert not [button for button in page.findChildren(QPushButton, "confirm_receiver") if button.isVisible()]
    desk.school.lock()
    desk.school.sign_in(TEACHER, PASSWORD)
    assert len(desk.school.run(cards.get_own_cards.bind())) == 1, "the keeper made it at once"


def test_what_the_counsellor_changes_himself_is_confirmed_by_that(desk: PageDesk) -> None:
    context = desk.context()
    keeper = CardKeeper(context, QObject(desk.bridge))
    keeper.begin(desk.changes)
    (waiting,) = desk.school.run(cards.list_new_receivers.bind())
    second = desk.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 3, 2026)))
    context.tasks.run(roster.give_class_to_account.bind(second, waiting.account, desk.school.clock.today()))
    assert desk.school.run(cards.list_new_receivers.bind()) == (waiting,), "the older one still waits"
    assert desk.school.run(cards.stale_cards.bind()) == ()
    desk.school.lock()
    desk.school.sign_in(TEACHER, PASSWORD)
    assert [card.class_id for card in desk.school.run(cards.get_own_cards.bind())] == [second]


def test_the_class_teacher_presses_to_see_a_number(desk: PageDesk) -> None:
    desk.school.run(cards.confirm_receivers.bind(desk.school.run(cards.list_new_receivers.bind())))
    desk.school.run(cards.refresh_cards.bind())
    desk.school.lock()
    desk.school.sign_in(TEACHER, PASSWORD)
    page = desk.open(ContactCardPage)
    button = one(page, HoldToShow, "card_phone")
    assert PHONE not in button.text()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert button.text().replace(" ", "") == PHONE
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert PHONE not in button.text().replace(" ", "")
    assert PHONE not in page.window().windowTitle()


def test_without_a_card_the_page_says_when_one_comes(desk: PageDesk) -> None:
    desk.school.lock()
    desk.school.sign_in(TEACHER, PASSWORD)
    page = desk.open(ContactCardPage)
    assert page.table.count() == 0
    desk.school.lock()
    desk.school.sign_in("周老师", FOUNDER_PASSWORD)


def test_opening_the_card_leaves_one_receipt_that_the_counsellor_reads(desk: PageDesk) -> None:
    desk.school.run(cards.confirm_receivers.bind(desk.school.run(cards.list_new_receivers.bind())))
    desk.school.run(cards.refresh_cards.bind())
    page = desk.open(ReceiversPage)
    told = one(page, QWidget, "card_openings")
    assert any("not opened yet" in shown.text() for shown in told.findChildren(QLabel))
    desk.school.lock()
    desk.school.sign_in(TEACHER, PASSWORD)
    own = desk.open(ContactCardPage)
    own.reload()
    raw = desk.school.workspace.database.raw
    entries = raw.execute("SELECT count(*) FROM audit_entry WHERE action = 'contact_card.receipt_given'").fetchone()
    assert entries == (1,)
    desk.school.lock()
    desk.school.sign_in("周老师", FOUNDER_PASSWORD)
    page = desk.open(ReceiversPage)
    told = one(page, QWidget, "card_openings")
    words = " ".join(shown.text() for shown in told.findChildren(QLabel))
    assert TEACHER in words
    assert "not opened yet" not in words
