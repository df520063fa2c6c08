"""Totals for the leadership on real files: counted, sealed, read by the principal, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import AppointmentDraft, AppointmentState
from xinmiao.features.letter_box import operations as letters
from xinmiao.features.letter_box.records import LetterForm, LetterTopic, LetterUrgency
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.records import InternalForm, PaperReferral, ReferralOutForm, ReferralUrgency
from xinmiao.features.room_counts import operations as counts
from xinmiao.features.room_counts.records import KIND, RoomTotals
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import PermissionDenied
from xinmiao.kernel.operations import command
from xinmiao.vault.envelopes import Circle, NotARecipient, open_sealed, post, read_envelope, secrets_of
from xinmiao.vault.envelopes.contents import spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.opening import unlock
from xinmiao.vault.keys.vault import Vault
from xinmiao.vault.unit import Unit

PASSWORD = "some more plain words"
PRINCIPAL, MORAL_OFFICE, TEACHER = "张校长", "德育处", "林老师"
ROLES = {PRINCIPAL: Role.PRINCIPAL, MORAL_OFFICE: Role.MORAL_OFFICE, TEACHER: Role.CLASS_TEACHER}
YEAR = 2026


@command(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit="test.forged")
def forge(unit: Unit) -> None:
    """Lay other totals into the place of the room's."""
    circle = Circle(frozenset(), frozenset({Group.LEADERSHIP, Group.COUNSELLORS}))
    post.put(unit, KIND, str(YEAR), spelled(RoomTotals(YEAR, 99, 99, 99, 99)), circle)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SignedInSchool]:
    """Give a school with a principal, an office and a teacher, the counsellor signed in."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    for label, role in ROLES.items():
        made.run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), PASSWORD)))
    yield made
    made.lock()


def enter(school: SignedInSchool, label: str) -> None:
    school.lock()
    school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)


def work(school: SignedInSchool) -> None:
    """See two, miss one, cancel nobody; two letters, one of the last school year; a referral in, and one out."""
    new, today = school.means.ids.new, school.clock.today()
    me = school.workspace.actor.account
    base = AppointmentDraft(new(), today - timedelta(days=3), 540, 585, alias="小雨", counsellor=me)
    for number, state in enumerate((AppointmentState.ARRIVED, AppointmentState.LATE, AppointmentState.ABSENT)):
        draft = replace(base, id=new(), starts=540 + 60 * number, ends=585 + 60 * number)
        school.run(appointments.record_walk_in.bind(draft, state))
    for day in (today, today.replace(month=7, day=31)):
        letter = LetterForm(new(), day, "想说说话", next(iter(LetterTopic)), LetterUrgency.NORMAL, signed=False)
        school.run(letters.save_letter.bind(letter))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, YEAR)))
    student = school.run(roster.add_student.bind({"name": "石小满", "class_id": class_id}, {}))
    form = InternalForm(new(), student, "课上走神", next(iter(ReferralUrgency)))
    school.run(referrals.enter_paper_referral.bind(PaperReferral(form, "林老师", today)))
    out = ReferralOutForm(new(), None, student, "虚构医院", "夜里醒来", "去问一问", today)
    school.run(referrals.save_referral_out.bind(out))


EXPECTED = RoomTotals(YEAR, talks=2, letters=1, referrals_in=1, referrals_out=1)


def test_the_principal_reads_totals_and_who_handed_them_over_when(school: SignedInSchool) -> None:
    assert not school.run(counts.are_totals_stale.bind()), "nothing yet, nothing is written"
    work(school)
    assert school.run(counts.are_totals_stale.bind())
    school.run(counts.hand_totals.bind())
    assert not school.run(counts.are_totals_stale.bind())
    enter(school, PRINCIPAL)
    handed = school.run(counts.get_totals.bind())
    assert handed is not None
    assert (handed.totals, handed.handed_by, handed.handed_on) == (EXPECTED, "周老师", "2026-11-23")


@pytest.mark.parametrize("label", [MORAL_OFFICE, TEACHER])
def test_nobody_else_reads_them_with_the_program_or_with_the_bytes(school: SignedInSchool, label: str) -> None:
    work(school)
    school.run(counts.hand_totals.bind())
    enter(school, label)
    with pytest.raises(PermissionDenied):
        school.run(counts.get_totals.bind())
    with pytest.raises(PermissionDenied):
        school.run(counts.hand_totals.bind())
    ((sealed,),) = school.workspace.database.raw.execute("SELECT sealed FROM envelope WHERE kind = ?", (KIND,))
    vault = Vault.load(school.folder, school.means)
    ring = unlock(vault, school.store, school.workspace.actor.account, PASSWORD)
    with pytest.raises(NotARecipient):
        open_sealed(read_envelope(bytes(sealed)), secrets_of(ring), vault, kind=KIND)


def test_totals_that_no_counsellor_signed_are_none(school: SignedInSchool) -> None:
    work(school)
    school.run(counts.hand_totals.bind())
    enter(school, TEACHER)
    school.run(forge.bind())
    enter(school, PRINCIPAL)
    assert school.run(counts.get_totals.bind()) is None
    enter(school, "周老师")
    assert school.run(counts.are_totals_stale.bind()), "the room hands over its own again"


def test_a_new_school_year_begins_with_none(school: SignedInSchool) -> None:
    work(school)
    school.run(counts.hand_totals.bind())
    school.lock()
    school.clock.advance(days=300)
    school.sign_in(PRINCIPAL, PASSWORD)
    assert school.run(counts.get_totals.bind()) is None
