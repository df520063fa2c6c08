"""Envelopes in school.db: replaced, collected once, receipts, taken away, and rows that say something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.operations import Bound, NotAudited, command, query
from xinmiao.vault.envelopes import Circle, Misplaced, arriving, post
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit

KIND = "mentor_note"
PASSWORD = "some more plain words"


@command(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit="test.put")
def put(unit: Unit, about: str, text: str) -> str:
    """Send something to the counsellors."""
    circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
    return post.put(unit, KIND, about, text.encode(), circle)


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="test.collected")
def collect(unit: Unit, envelope_id: str) -> bytes | None:
    """Take one over."""
    arrived = arriving.collect(unit, envelope_id)
    return None if arrived is None else arrived.plain


@command(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit="test.taken")
def take_away(unit: Unit, about: str) -> None:
    """Remove one."""
    row = post.row_about(unit, KIND, about)
    assert row is not None
    post.take_away(unit, row)


@query(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test looks into it"))
def waiting(unit: Unit) -> tuple[str, ...]:
    """Return what is in the inbox."""
    return tuple(line.id for line in arriving.waiting(unit, (KIND,)))


@query(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test looks into it"))
def receipts(unit: Unit, envelope_id: str) -> list[tuple[str, int]]:
    """Return who took out which version."""
    return [(receipt.account, receipt.version) for receipt in post.receipts_of(unit, envelope_id)]


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("a test looks into it"))
def read(unit: Unit, about: str) -> bytes:
    """Open one."""
    row = post.row_about(unit, KIND, about)
    assert row is not None
    return post.open_row(unit, row)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SignedInSchool]:
    """Give a school with a class teacher, the founder signed in."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    made.run(accounts.add_account.bind(NewAccountForm("林老师", frozenset({Role.CLASS_TEACHER}), PASSWORD)))
    yield made
    made.lock()


def sent_by_the_teacher(school: SignedInSchool, *texts: str) -> str:
    """Let the class teacher send texts about the same, then sign the founder in again."""
    school.lock()
    school.sign_in("林老师", PASSWORD)
    sent = [school.run(put.bind("student-1", text)) for text in texts]
    assert len(set(sent)) == 1, "a newer one takes the place of the older"
    school.lock()
    school.sign_in("周老师", FOUNDER_PASSWORD)
    return sent[0]


def test_what_arrived_is_collected_once(school: SignedInSchool) -> None:
    sent = sent_by_the_teacher(school, "他最近常迟到。")
    assert school.run(waiting.bind()) == (sent,)
    assert school.run(collect.bind(sent)) == "他最近常迟到。".encode()
    assert school.run(waiting.bind()) == ()
    assert school.run(collect.bind(sent)) is None, "already imported"
    assert school.run(collect.bind("no such")) is None
    assert school.run(receipts.bind(sent)) == [(school.workspace.actor.account, 1)]


def test_a_newer_version_arrives_again(school: SignedInSchool) -> None:
    sent = sent_by_the_teacher(school, "第一稿")
    school.run(collect.bind(sent))
    assert sent_by_the_teacher(school, "第二稿") == sent
    assert school.run(waiting.bind()) == (sent,)
    assert school.run(collect.bind(sent)) == "第二稿".encode()
    assert school.run(receipts.bind(sent)) == [(school.workspace.actor.account, 2)]


def test_taking_it_away_takes_the_receipts_too(school: SignedInSchool) -> None:
    sent = sent_by_the_teacher(school, "一", "二")
    school.run(collect.bind(sent))
    school.run(take_away.bind("student-1"))
    assert school.run(receipts.bind(sent)) == []
    assert school.run(waiting.bind()) == ()


@pytest.mark.parametrize("change", ["version = version + 1", "about = 'student-2'", "kind = 'other'", "id = 'other'"])
def test_a_row_that_says_something_else_than_its_envelope(school: SignedInSchool, change: str) -> None:
    sent_by_the_teacher(school, "原文")
    about = "student-2" if "about" in change else "student-1"
    raw = school.workspace.database.raw
    raw.set_authorizer(None)
    raw.execute(f"UPDATE envelope SET {change}")  # noqa: S608 -- the attack
    school.workspace.database.guard.restore()
    if "kind" in change:
        assert school.run(waiting.bind()) == ()
        return
    bound: Bound[bytes] = read.bind(about)
    with pytest.raises(Misplaced):
        school.run(bound)
