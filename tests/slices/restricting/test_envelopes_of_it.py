"""Envelopes about what became restricted: who is not named opens none of them, with his keys and the bytes either."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from slices.restricting.conftest import SECOND, SECOND_PASSWORD, Room
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.secrecy_exceptions import operations as exceptions
from xinmiao.features.secrecy_exceptions.records import (
    KIND,
    ExceptionForm,
    ExceptionGround,
    ExceptionHow,
    ExceptionView,
    ReceiverRole,
    Slip,
)
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import RuleBroken
from xinmiao.vault.envelopes import Envelope, NotARecipient, open_sealed, read_envelope, secrets_of
from xinmiao.vault.keys.opening import unlock
from xinmiao.vault.keys.vault import Vault

TEACHER, TEACHER_PASSWORD = "林老师", "some more plain words"
WATCH = "留神檐下的冰凌"


@pytest.fixture
def teacher(room: Room) -> str:
    """Give a class teacher's account."""
    return room.school.run(
        accounts.add_account.bind(NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), TEACHER_PASSWORD))
    )


def tell(room: Room, teacher: str) -> None:
    """Record a telling out of the case, and send its slip."""
    form = ExceptionForm(
        exception_id="exception-1",
        base_version=None,
        student_id=room.student,
        ground=ExceptionGround.SELF_HARM,
        role=ReceiverRole.CLASS_TEACHER,
        receiver=TEACHER,
        told_on=room.school.clock.today(),
        how=ExceptionHow.SCREEN,
        student_told=True,
        decided_by="周老师",
        case_id=room.case,
        watch=WATCH,
    )
    version = room.school.run(exceptions.save_exception.bind(form))
    room.school.run(exceptions.send_slip.bind("exception-1", version, teacher))


def lying(room: Room) -> Envelope:
    """Return the slip's envelope as it lies in the file."""
    raw = room.school.workspace.database.raw
    (found,) = raw.execute("SELECT sealed FROM envelope WHERE kind = ?", (KIND,)).fetchall()
    return read_envelope(bytes(found[0]))


def opened(room: Room, envelope: Envelope, label: str, password: str) -> str:
    """Return what somebody gets out of the bytes with his keys and the program's own code."""
    school = room.school
    vault = Vault.load(school.folder, school.means)
    account = next(entry.id for entry in vault.accounts() if entry.label == label)
    plain = open_sealed(envelope, secrets_of(unlock(vault, school.store, account, password)), vault, kind=KIND)
    return str(json.loads(plain))


def names(recipients: Iterable[str]) -> set[str]:
    return {name.partition(":")[0] for name in recipients}


def view(room: Room) -> ExceptionView:
    return room.school.run(exceptions.get_exception.bind("exception-1"))


def read(room: Room) -> Slip:
    """Let the teacher read his slip."""
    room.school.lock()
    room.school.sign_in(TEACHER, TEACHER_PASSWORD)
    (own,) = room.school.run(exceptions.list_own_slips.bind())
    return room.school.run(exceptions.read_slip.bind(own.id))


def test_a_slip_sent_before_the_restriction_is_sealed_again_to_who_is_named(room: Room, teacher: str) -> None:
    tell(room, teacher)
    assert WATCH in opened(room, lying(room), SECOND, SECOND_PASSWORD), "all counsellors read it at first"
    room.restrict(room.me)
    assert names(lying(room).recipients) == {"account"}
    with pytest.raises(NotARecipient):
        opened(room, lying(room), SECOND, SECOND_PASSWORD)
    assert [line.words for line in read(room).lines if line.words == WATCH] == [WATCH]


def test_a_slip_sent_out_of_a_restricted_case_is_not_for_all_counsellors(room: Room, teacher: str) -> None:
    room.restrict(room.me)
    tell(room, teacher)
    with pytest.raises(NotARecipient):
        opened(room, lying(room), SECOND, SECOND_PASSWORD)
    assert WATCH in [line.words for line in read(room).lines]


def test_what_the_receiver_read_stays_read(room: Room, teacher: str) -> None:
    tell(room, teacher)
    read(room)
    room.founder()
    told_at = view(room).read_at
    room.restrict(room.me)
    assert view(room).read_at == told_at is not None
    with pytest.raises(RuleBroken):
        read(room)


def test_who_is_named_later_opens_it_and_who_no_longer_is_does_not(room: Room, teacher: str) -> None:
    tell(room, teacher)
    room.restrict(room.me)
    room.restrict(room.me, room.account(SECOND))
    assert WATCH in opened(room, lying(room), SECOND, SECOND_PASSWORD)
    room.restrict(room.me)
    with pytest.raises(NotARecipient):
        opened(room, lying(room), SECOND, SECOND_PASSWORD)


def test_a_receiver_whose_account_was_closed_gets_nothing_any_more(room: Room, teacher: str) -> None:
    tell(room, teacher)
    room.school.run(accounts.disable_account.bind(teacher))
    room.restrict(room.me)
    left = room.school.workspace.database.raw.execute("SELECT count(*) FROM envelope WHERE kind = ?", (KIND,))
    assert left.fetchone()[0] == 0
    assert view(room).sent_at is None


def test_the_recovery_sheet_names_anew_without_the_slip(room: Room, teacher: str) -> None:
    tell(room, teacher)
    room.restrict(room.me)
    sheet = room.school.sheet
    room.second()
    version = room.school.run(casework.get_restriction.bind(room.case)).version
    regrant = casework.regrant_case.bind(room.case, version, sheet.seed_code, (room.me,))
    room.school.run(regrant)
    assert view(room).form.watch == WATCH, "the telling itself opens"
    with pytest.raises(NotARecipient):
        opened(room, lying(room), SECOND, SECOND_PASSWORD)
