"""Texts, errors, masks, ages and identifiers."""

from __future__ import annotations

import gettext
import uuid
from datetime import date

import pytest

from xinmiao.kernel import texts
from xinmiao.kernel.access import GRANTS, Actor, Permission, Role
from xinmiao.kernel.clock import SystemIds
from xinmiao.kernel.display import age_on, masked_phone, masked_tail, show_minutes
from xinmiao.kernel.errors import AppError, DiskFull
from xinmiao.kernel.texts import _, n_, ntr, tr


class Loud(gettext.NullTranslations):
    """A catalogue that shouts, so that a change of language is seen."""

    def gettext(self, message: str) -> str:
        return message.upper()


def test_a_declared_text_follows_a_later_change_of_language() -> None:
    declared = _("save")
    assert str(declared) == "save"
    texts.install(Loud())
    assert str(declared) == "SAVE"
    texts.install(None)
    assert str(declared) == "save"


def test_numbers_choose_their_form_and_texts_stand_in_texts() -> None:
    assert str(n_("{count} row", "{count} rows", 1)) == "1 row"
    assert ntr("{count} row in {place}", "{count} rows in {place}", 2, place=_("here")) == "2 rows in here"
    assert tr("{a} and {b}", a=1, b=_("two")) == "1 and two"


def test_an_errors_own_string_holds_nobodys_name() -> None:
    error = AppError(_("{name} is locked.").format(name="王芳"), code="E-TEST")
    assert "王芳" in error.told()
    assert "王芳" not in str(error)
    assert str(error).startswith("E-TEST")
    assert "E-FULL" in DiskFull().told()


@pytest.mark.parametrize(
    ("number", "shown"), [("G990000201309020016", "····0016"), ("123", "····"), ("", ""), (None, "")]
)
def test_numbers_show_their_tail(number: str | None, shown: str) -> None:
    assert masked_tail(number) == shown


@pytest.mark.parametrize(("number", "shown"), [("10000000001", "100····0001"), ("12345", "····"), ("", ""), (None, "")])
def test_phones_hide_their_middle(number: str | None, shown: str) -> None:
    assert masked_phone(number) == shown


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2013, 9, 2), date(2026, 9, 1), 12),
        (date(2013, 9, 2), date(2026, 9, 2), 13),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2027, 1, 1), date(2026, 1, 1), None),
        (None, date(2026, 1, 1), None),
    ],
)
def test_age_is_counted_in_full_years(born: date | None, day: date, age: int | None) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(("minutes", "shown"), [(45, "45 min"), (60, "1 h"), (80, "1 h 20 min"), (0, "0 min")])
def test_lengths_of_time(minutes: int, shown: str) -> None:
    assert show_minutes(minutes) == shown


def test_identifiers_are_version_7_and_rise() -> None:
    ids = SystemIds()
    made = [ids.new() for _number in range(2_000)]  # many of them in one millisecond
    assert {uuid.UUID(one).version for one in made} == {7}
    assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}
    assert made == sorted(set(made))


def test_an_actor_may_what_one_of_his_roles_may() -> None:
    both = Actor("a", "周老师", frozenset({Role.CLASS_TEACHER, Role.ADMINISTRATOR}))
    assert both.may(Permission.BACKUP_MAKE)
    assert not both.may(Permission.COUNSELLING_NOTE_READ)
    assert not Actor("b", "无", frozenset()).may(Permission.ACCOUNT_OWN)
    assert Role.COUNSELLOR in GRANTS[Permission.COUNSELLING_NOTE_READ]
