"""What arrives and is not as it should be: set aside, another author's, damaged, answered to nobody any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.vault.envelopes import Circle, EnvelopeDamaged, Forged, Misplaced, arriving, post
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit

KIND = "mentor_note"
ANSWERS = f"{KIND}_answer"
TEACHER, OTHER, PASSWORD = "林老师", "孙老师", "some more plain words"


@dataclass(frozen=True)
class Words:
    """What lies in an envelope of these tests."""

    text: str
    count: int = 0


@command(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit="test.put")
def put(unit: Unit, about: str, kind: str = KIND) -> str:
    """Send something to the counsellors."""
    circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
    return post.put(unit, kind, about, spelled(Words("马脚")), circle)


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="test.collected")
def collect(unit: Unit, envelope_id: str) -> bytes | None:
    """Take one over."""
    arrived = arriving.collect(unit, envelope_id)
    return None if arrived is None else arrived.plain


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="test.set_aside")
def set_aside(unit: Unit, code: str) -> None:
    """Set aside what waits."""
    for line in arriving.waiting(unit, (KIND,)):
        arriving.set_aside(unit, line, code)


@query(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test looks into it"))
def waiting(unit: Unit) -> tuple[str, ...]:
    """Return what waits."""
    return tuple(line.id for line in arriving.waiting(unit, (KIND,)))


@query(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test looks into it"))
def aside(unit: Unit) -> list[tuple[str, str]]:
    """Return what was set aside, and why."""
    return [(one.envelope_id, one.code) for one in arriving.what_was_set_aside(unit)]


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="test.answered")
def answer(unit: Unit, envelope_id: str) -> None:
    """Answer one."""
    arriving.answer(unit, envelope_id, "accepted", unit.actor.account)


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("a test looks into it"))
def states(unit: Unit) -> list[tuple[str, str]]:
    """Return what the acting account sent, as it was answered."""
    return [(sent.state, sent.whom_to_ask) for sent in arriving.sent(unit, KIND)]


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("a test looks into it"))
def require_counsellor(unit: Unit, about: str) -> None:
    """Refuse what no counsellor wrote."""
    row = post.row_about(unit, KIND, about)
    assert row is not None
    arriving.require_role(unit, row, Role.COUNSELLOR)


@dataclass
class Room:
    """A school with two class teachers."""

    school: SignedInSchool
    ids: dict[str, str]

    def sign_in(self, label: str) -> None:
        """Sign somebody in instead."""
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)

    def sent(self, label: str = TEACHER, about: str = "matter-1") -> str:
        """Let a teacher send something, then sign the counsellor in."""
        self.sign_in(label)
        envelope = self.school.run(put.bind(about))
        self.sign_in("周老师")
        return envelope

    def spoil(self, kind: str = KIND) -> None:
        """Change the last byte of an envelope in the file."""
        database = self.school.workspace.database
        with database.guard, database.engine.begin() as connection:
            ((sealed,),) = connection.exec_driver_sql("SELECT sealed FROM envelope WHERE kind = ?", (kind,)).fetchall()
            spoiled = bytes(sealed)[:-1] + bytes([bytes(sealed)[-1] ^ 1])
            connection.exec_driver_sql("UPDATE envelope SET sealed = ? WHERE kind = ?", (spoiled, kind))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give it with the founder signed in."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    wanted = {label: NewAccountForm(label, frozenset({Role.CLASS_TEACHER}), PASSWORD) for label in (TEACHER, OTHER)}
    yield Room(school, {label: school.run(accounts.add_account.bind(form)) for label, form in wanted.items()})
    school.lock()


def test_what_is_set_aside_waits_no_more_until_the_sender_sends_anew(room: Room) -> None:
    envelope = room.sent()
    room.school.run(set_aside.bind("E-ODD"))
    assert room.school.run(waiting.bind()) == ()
    assert room.school.run(aside.bind()) == [(envelope, "E-ODD")]
    assert room.sent() == envelope
    assert room.school.run(waiting.bind()) == (envelope,)
    assert room.school.run(aside.bind()) == [], "that version is not there any more"
    room.school.run(set_aside.bind("E-AGAIN"))
    assert room.school.run(aside.bind()) == [(envelope, "E-AGAIN")]


def test_taking_over_what_was_set_aside_ends_that(room: Room) -> None:
    envelope = room.sent()
    room.school.run(set_aside.bind("E-ODD"))
    assert room.school.run(collect.bind(envelope)) is not None
    assert room.school.run(aside.bind()) == []


def test_a_damaged_one_waits_so_that_taking_it_over_says_what_is_wrong(room: Room) -> None:
    envelope = room.sent()
    room.spoil()
    assert room.school.run(waiting.bind()) == (envelope,)
    with pytest.raises(Forged):
        room.school.run(collect.bind(envelope))


def test_one_cut_short_waits_too(room: Room) -> None:
    envelope = room.sent()
    database = room.school.workspace.database
    with database.guard, database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE envelope SET sealed = ?", (b"XMENV",))
    assert room.school.run(waiting.bind()) == (envelope,)
    with pytest.raises(EnvelopeDamaged):
        room.school.run(collect.bind(envelope))


def test_a_newer_version_by_somebody_else_is_not_taken_over(room: Room) -> None:
    envelope = room.sent(TEACHER)
    room.school.run(collect.bind(envelope))
    assert room.sent(OTHER) == envelope, "he wrote over it"
    with pytest.raises(Misplaced):
        room.school.run(collect.bind(envelope))


def test_an_older_genuine_version_put_back_is_not_taken_over_again(room: Room) -> None:
    envelope = room.sent()
    database = room.school.workspace.database
    ((older,),) = database.raw.execute("SELECT sealed FROM envelope").fetchall()
    assert room.sent() == envelope
    assert room.school.run(collect.bind(envelope)) is not None
    database = room.school.workspace.database
    with database.guard, database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE envelope SET sealed = ?, version = 1", (bytes(older),))
    assert room.school.run(waiting.bind()) == (envelope,), "it is another version than the one taken over"
    assert room.school.run(collect.bind(envelope)) is None, "already taken over in a newer version"


def test_a_copy_of_an_envelope_laid_in_under_another_name_is_not_taken_over(room: Room) -> None:
    room.sent()
    database = room.school.workspace.database
    with database.guard, database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO envelope SELECT 'twin', kind, about, author, version, recipients, size, created_at, sealed"
            " FROM envelope"
        )
    with pytest.raises(Misplaced):
        room.school.run(collect.bind("twin"))


def test_what_the_sender_hears_is_a_counsellors_answer_or_nothing(room: Room) -> None:
    envelope = room.sent()
    room.school.run(answer.bind(envelope))
    room.sign_in(TEACHER)
    assert room.school.run(states.bind()) == [("accepted", "周老师")]
    room.spoil(ANSWERS)
    assert room.school.run(states.bind()) == [("", "")], "it was altered"
    room.sign_in(OTHER)
    room.school.run(put.bind(envelope, ANSWERS))
    room.sign_in(TEACHER)
    assert room.school.run(states.bind()) == [("", "")], "no counsellor wrote it"


def test_nothing_is_answered_to_what_was_taken_away_or_to_a_closed_account(room: Room) -> None:
    envelope = room.sent()
    room.school.run(answer.bind("no such envelope"))
    room.school.run(accounts.disable_account.bind(room.ids[TEACHER]))
    room.school.run(answer.bind(envelope))
    raw = room.school.workspace.database.raw
    assert raw.execute("SELECT count(*) FROM envelope WHERE kind = ?", (ANSWERS,)).fetchone()[0] == 0


def test_a_role_is_asked_of_who_signed(room: Room) -> None:
    room.sent()
    with pytest.raises(Forged):
        room.school.run(require_counsellor.bind("matter-1"))


@pytest.mark.parametrize("plain", [b"", b"{", b"[]", b'{"text": 7, "count": 1}', b'{"text": "a"}', b"[" * 100_000])
def test_contents_of_another_shape_are_damage_and_no_crash(plain: bytes) -> None:
    with pytest.raises(EnvelopeDamaged):
        contents_of(Words, plain)


def test_contents_come_back_as_they_were() -> None:
    assert contents_of(Words, spelled(Words("马脚", 2))) == Words("马脚", 2)
