"""Where a consent stands, whether it holds, and what a slip with two signatures says; days worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from xinmiao.features.consents.records import Answer, ConsentState, Party
from xinmiao.features.consents.rules.standing import Standing, holds, is_child, slip_answer, state_of, valid_until

G, S = Party.GUARDIAN, Party.STUDENT
ON = date(2026, 9, 7)


def standing(
    party: Party = G, answer: Answer = Answer.GIVEN, *, year: int = 2026, withdrawn: date | None = None
) -> Standing:
    answered = None if answer is Answer.WAITING else date(year, 9, 7)
    return Standing(party, year, answer, answered, withdrawn)


def test_a_consent_holds_until_the_last_day_of_its_school_year() -> None:
    assert valid_until(2026) == date(2027, 7, 31)
    assert state_of(standing(), date(2027, 7, 31)) is ConsentState.GIVEN
    assert state_of(standing(), date(2027, 8, 1)) is ConsentState.RUN_OUT


def test_a_withdrawal_counts_from_its_day_on() -> None:
    withdrawn = standing(withdrawn=date(2026, 11, 2))
    assert state_of(withdrawn, date(2026, 11, 1)) is ConsentState.GIVEN
    assert state_of(withdrawn, date(2026, 11, 2)) is ConsentState.WITHDRAWN


@pytest.mark.parametrize(
    ("day", "child"), [(date(2026, 11, 22), True), (date(2026, 11, 23), False), (date(2026, 11, 24), False)]
)
def test_fourteen_is_reached_on_the_birthday(day: date, child: bool) -> None:  # noqa: FBT001 -- a parameter
    assert is_child(date(2012, 11, 23), day) is child


def test_who_has_no_birthday_counts_as_a_child() -> None:
    assert is_child(None, ON)


@pytest.mark.parametrize(
    ("said", "as_child", "from_fourteen"),
    [
        ([standing(G)], True, True),
        ([standing(S)], False, True),
        ([standing(G), standing(S)], True, True),
        ([standing(G), standing(S, Answer.REFUSED)], False, False),
        ([standing(G, Answer.REFUSED), standing(S)], False, False),
        ([standing(G, Answer.WAITING), standing(S)], False, True),
        ([standing(G, Answer.WAITING)], False, False),
        ([standing(G, year=2025)], False, False),
        ([standing(G, withdrawn=date(2026, 9, 30))], False, False),
        ([], False, False),
    ],
)
def test_whose_word_is_needed_at_which_age(
    said: list[Standing],
    as_child: bool,  # noqa: FBT001 -- a parameter
    from_fourteen: bool,  # noqa: FBT001 -- a parameter
) -> None:
    day = date(2026, 10, 12)
    assert holds(said, day, child=True) is as_child
    assert holds(said, day, child=False) is from_fourteen


def test_an_answer_of_tomorrow_does_not_hold_today() -> None:
    assert not holds([standing(G)], date(2026, 9, 6), child=True)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({G: Answer.GIVEN, S: Answer.GIVEN}, Answer.GIVEN),
        ({G: Answer.GIVEN}, Answer.WAITING),
        ({G: Answer.GIVEN, S: Answer.REFUSED}, Answer.REFUSED),
        ({}, Answer.WAITING),
    ],
)
def test_a_slip_says_the_least_of_what_its_signers_say(answers: dict[Party, Answer], says: Answer) -> None:
    assert slip_answer(answers, (G, S)) is says
