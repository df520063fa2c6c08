"""The computer's clock a year back or ten years on (fault 76): told, order kept, nothing deleted by age."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.audit_trail import operations as audit_trail
from xinmiao.features.today import operations as today
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit
from xinmiao.vault.backup_set import list_sets

TEN_YEARS = 3_653


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SignedInSchool]:
    """Give a school that worked on three days, each ended by a backup, with something set aside on the first."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    aside = made.folder / "set-aside" / f"{made.clock.now():%Y-%m-%dT%H%M%SZ}-1"
    aside.mkdir(parents=True)
    (aside / "school.db").write_bytes(b"kept for 90 days")
    for day in range(3):
        made.run(today.add_reminder.bind(f"第 {day} 天", made.clock.today(), None))
        made.lock()
        made.clock.advance(days=1)
        enter(made)
    yield made
    made.lock()


def enter(school: SignedInSchool) -> list[str]:
    """Sign the counsellor in; return what he is told."""
    return [str(notice) for notice in school.sign_in("周老师", FOUNDER_PASSWORD).notices]


def spell(school: SignedInSchool, days: int, words: str) -> list[str]:
    """Go on working with the clock moved; return what was told at the sign-in."""
    school.lock()
    school.clock.advance(days=days)
    told = enter(school)
    school.run(today.add_reminder.bind(words, school.clock.today(), None))
    return told


def kept(school: SignedInSchool) -> tuple[int, int]:
    """Return how many sets there are and how many things set aside."""
    return len(list_sets(school.folder / "backups").sets), len(list((school.folder / "set-aside").iterdir()))


def chains(school: SignedInSchool) -> list[object]:
    """Return what is wrong with the audit chains."""
    database = school.workspace.database
    with database.engine.connect() as connection:
        keys = school.workspace.custody.keyring
        return [audit.verify(connection, name, keys.audit_key(name)) for name in DataFile]


def test_a_year_back_is_told_and_the_order_of_the_trail_is_that_of_the_deeds(school: SignedInSchool) -> None:
    sets, aside = kept(school)
    told = spell(school, -365, "一年前")
    assert ["clock" in words for words in told] == [True]
    school.lock()
    enter(school)
    actions = [line.action for line in school.run(audit_trail.list_trail.bind()).lines]
    assert "clock.set_back" in actions
    assert actions.index("reminder.added") < actions.index("clock.set_back"), "the newest first, whatever the clock"
    earliest = len(actions) - 1 - actions[::-1].index("clock.set_back")
    assert actions[earliest + 1 :].count("account.signed_in") == 4, "what bears a later time was done before"
    assert kept(school)[0] >= sets, "nothing is thinned out while sets are of the future"
    assert kept(school)[1] == aside
    assert chains(school) == [None, None]


def test_ten_years_on_deletes_nothing_by_age_and_coming_back_is_told(school: SignedInSchool) -> None:
    sets, aside = kept(school)
    assert spell(school, TEN_YEARS, "十年后") == []
    assert kept(school)[1] == aside, "set aside for far longer than 90 days, by this clock"
    school.lock()
    assert kept(school)[0] >= sets
    school.clock.advance(days=-TEN_YEARS)
    assert any("clock" in words for words in enter(school))
    assert kept(school)[0] >= sets
    assert chains(school) == [None, None]
