"""The card of the room's totals on the principal's home, and on nobody else's."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from page_desk import PageDesk, one
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.letter_box import operations as letters
from xinmiao.features.letter_box.records import LetterForm, LetterTopic, LetterUrgency
from xinmiao.features.room_counts import operations
from xinmiao.features.today.page import TodayPage
from xinmiao.kernel.access import Role

PASSWORD = "some words more here"


def home(desk: PageDesk, role: Role) -> TodayPage:
    """Sign in as an account of this role and open its home."""
    desk.school.run(accounts.add_account.bind(NewAccountForm("张校长", frozenset({role}), PASSWORD)))
    desk.school.lock()
    desk.school.sign_in("张校长", PASSWORD)
    return desk.open(TodayPage)


def test_the_principal_sees_totals_and_of_which_day(desk: PageDesk) -> None:
    day = desk.school.clock.today()
    letter = LetterForm("letter-1", day, "想说说话", next(iter(LetterTopic)), LetterUrgency.NORMAL, signed=False)
    desk.school.run(letters.save_letter.bind(letter))
    desk.school.run(operations.hand_totals.bind())
    page = home(desk, Role.PRINCIPAL)
    said = one(page, QLabel, "room_totals_said")
    assert said.isVisible()
    assert said.text().split("\n") == [
        "0 talks by appointment",
        "1 letter",
        "0 referrals by teachers",
        "0 referrals out",
    ]
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Totals of the school, handed over by 周老师 on 2026-11-23." in words


def test_before_the_first_totals_a_sentence_says_so(desk: PageDesk) -> None:
    page = home(desk, Role.PRINCIPAL)
    assert [said.isVisible() for said in page.findChildren(QLabel, "room_totals_said")] == [False]
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "The counselling room has handed over no numbers yet." in words


@pytest.mark.parametrize("role", [Role.MORAL_OFFICE, Role.GRADE_HEAD])
def test_who_is_not_the_principal_has_no_such_card(desk: PageDesk, role: Role) -> None:
    assert home(desk, role).findChildren(QLabel, "room_totals_said") == []
