"""A teacher's referral on real files: sealed, collected, decided on; who cannot read it; the same from paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, Problem
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.records import InternalForm, PaperReferral, ReferralDecision, ReferralUrgency
from xinmiao.features.referrals.records.internal import KIND
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.vault.engine import connect
from xinmiao.vault.envelopes import NotARecipient, open_sealed, read_envelope, secrets_of
from xinmiao.vault.keys import Vault, unlock
from xinmiao.vault.sealed_rows import Restricted

TEACHER, OTHER, COLLEAGUE = "林老师", "孙老师", "吴老师"
PASSWORD = "some more plain words"
FACTS = "周三早读趴在桌上，说“昨晚又没睡”。"


@dataclass
class Room:
    """A school with two class teachers, a class of the first, a child in it, and one of another class."""

    school: SignedInSchool
    student: str
    stranger: str
    other: str

    def sign_in(self, label: str) -> None:
        """Sign somebody in instead."""
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)

    def form(self, referral: str = "referral-1", **changes: object) -> InternalForm:
        """Return what a teacher writes."""
        made = InternalForm(referral, self.student, FACTS, ReferralUrgency.SOON, "近两周", "谈过一次", wishes_told=True)
        return replace(made, **changes)  # type: ignore[arg-type]

    def sent(self) -> str:
        """Send as the teacher and come back as the counsellor; return the envelope's id."""
        self.sign_in(TEACHER)
        self.school.run(referrals.write_referral.bind(self.form()))
        self.sign_in("周老师")
        return self.envelope()

    def envelope(self) -> str:
        """Return the envelope's id."""
        row = self.school.workspace.database.raw.execute("SELECT id FROM envelope WHERE kind = ?", (KIND,)).fetchone()
        return str(row[0])

    def arrived(self) -> str:
        """Send and take in; return the referral's id."""
        self.school.run(referrals.take_in_referral.bind(self.sent()))
        return "referral-1"

    def opening(self, problem: Problem = Problem.EMOTION) -> CaseOpening:
        """Return how the case is opened."""
        return CaseOpening("case-1", self.student, CaseSource.CLASS_TEACHER, (problem,))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give the school with the founder signed in."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    roles = ((TEACHER, Role.CLASS_TEACHER), (OTHER, Role.CLASS_TEACHER), (COLLEAGUE, Role.COUNSELLOR))
    teacher, other, _colleague = (
        school.run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), PASSWORD)))
        for label, role in roles
    )
    ids = []
    for number in (1, 2):
        class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, number, 2026)))
        student = {"name": f"赵小{number}", "class_id": class_id, "number_in_class": 1}
        ids.append((class_id, school.run(roster.add_student.bind(student, {}))))
    school.run(roster.give_class_to_account.bind(ids[0][0], teacher, school.clock.today()))
    yield Room(school, ids[0][1], ids[1][1], other)
    school.lock()


def own_states(room: Room) -> list[tuple[ReferralDecision | None, str]]:
    return [(one.decision, one.ask) for one in room.school.run(referrals.list_own_referrals.bind())]


def test_the_teacher_sees_sent_received_taken_and_whom_to_ask(room: Room) -> None:
    room.sign_in(TEACHER)
    room.school.run(referrals.write_referral.bind(room.form()))
    assert own_states(room) == [(None, "")]
    room.sign_in("周老师")
    room.school.run(referrals.take_in_referral.bind(room.envelope()))
    room.sign_in(TEACHER)
    assert own_states(room) == [(ReferralDecision.WAITING, "周老师")]
    room.sign_in("周老师")
    room.school.run(referrals.accept_referral.bind("referral-1", 1, room.opening()))
    room.sign_in(TEACHER)
    assert own_states(room) == [(ReferralDecision.ACCEPTED, "周老师")]


def test_the_room_reads_what_was_written_and_by_whom_it_was_signed(room: Room) -> None:
    view = room.school.run(referrals.get_internal_referral.bind(room.arrived()))
    assert (view.facts, view.since, view.tried) == (FACTS, "近两周", "谈过一次")
    assert (view.writer_name, view.urgency, view.wishes_told) == (TEACHER, ReferralUrgency.SOON, True)


def test_taking_in_twice_changes_nothing(room: Room) -> None:
    envelope = room.sent()
    for _time in range(2):
        room.school.run(referrals.take_in_referral.bind(envelope))
    assert len(room.school.run(referrals.list_internal_referrals.bind())) == 1


def test_a_teacher_refers_only_his_own_students_and_says_what_was_seen(room: Room) -> None:
    room.sign_in(TEACHER)
    with pytest.raises(NotFound):
        room.school.run(referrals.write_referral.bind(room.form(student_id=room.stranger)))
    with pytest.raises(ValidationFailed) as raised:
        room.school.run(referrals.write_referral.bind(room.form(facts="  ")))
    assert set(raised.value.problems) == {"facts"}
    room.school.run(referrals.write_referral.bind(room.form()))
    with pytest.raises(Conflict):
        room.school.run(referrals.write_referral.bind(room.form()))


def test_another_teacher_sees_and_opens_nothing_even_with_the_file_in_hand(room: Room) -> None:
    room.sent()
    room.sign_in(OTHER)
    assert own_states(room) == []
    with pytest.raises(PermissionDenied):
        room.school.run(referrals.list_internal_referrals.bind())
    with pytest.raises(PermissionDenied):
        room.school.run(referrals.get_internal_referral.bind("referral-1"))
    room.school.lock()
    vault = Vault.load(room.school.folder, room.school.means)
    ring = unlock(vault, room.school.store, room.other, PASSWORD)
    raw = connect(room.school.folder / "school.db", ring.file_key(DataFile.SCHOOL), mode="ro")
    (sealed,) = raw.execute("SELECT sealed FROM envelope WHERE kind = ?", (KIND,)).fetchone()
    told = [str(tuple(row)) for row in raw.execute("SELECT id, kind, about, author, recipients FROM envelope")]
    raw.close()
    with pytest.raises(NotARecipient):
        open_sealed(read_envelope(sealed), secrets_of(ring), vault, kind=KIND, about="referral-1")
    assert FACTS.encode() not in sealed
    assert room.student not in "".join(told)


def test_declining_needs_advice_and_is_said_without_it(room: Room) -> None:
    referral = room.arrived()
    with pytest.raises(ValidationFailed):
        room.school.run(referrals.decline_referral.bind(referral, 1, " "))
    room.school.run(referrals.decline_referral.bind(referral, 1, "先由班主任谈一次。"))
    with pytest.raises(RuleBroken):
        room.school.run(referrals.accept_referral.bind(referral, 2, room.opening()))
    room.sign_in(TEACHER)
    assert own_states(room) == [(ReferralDecision.DECLINED, "周老师")]


def test_it_is_added_to_a_case_of_the_same_student_only(room: Room) -> None:
    referral = room.arrived()
    case = room.school.run(casework.open_case.bind(room.opening()))
    other = replace(room.opening(), case_id="case-2", student_id=room.stranger)
    room.school.run(casework.open_case.bind(other))
    with pytest.raises(RuleBroken):
        room.school.run(referrals.accept_referral.bind(referral, 1, "case-2"))
    assert room.school.run(referrals.accept_referral.bind(referral, 1, case)) == case


def test_what_joins_a_restricted_case_is_closed_to_other_counsellors(room: Room) -> None:
    referral = room.arrived()
    room.school.run(referrals.accept_referral.bind(referral, 1, room.opening(Problem.DOMESTIC_VIOLENCE)))
    assert room.school.run(referrals.get_internal_referral.bind(referral)).facts == FACTS
    room.sign_in(COLLEAGUE)
    view = room.school.run(referrals.get_internal_referral.bind(referral))
    assert (view.facts, view.tried, view.is_closed_to_me) == ("", "", True)
    raw = room.school.workspace.database.raw
    tables = ("counselling.internal_referral", "counselling.revision")
    kept = [str(tuple(row)) for table in tables for row in raw.execute(f"SELECT * FROM {table}")]  # noqa: S608
    assert FACTS not in "".join(kept)
    with pytest.raises(Restricted):
        room.school.run(referrals.collect_internal_print.bind(referral))


def test_restricting_a_case_later_seals_its_referral_too(room: Room) -> None:
    referral = room.arrived()
    case = room.school.run(referrals.accept_referral.bind(referral, 1, room.opening()))
    mine = room.school.workspace.custody.keyring.account
    version = room.school.run(casework.get_case.bind(case)).version
    room.school.run(casework.restrict_case.bind(case, version, (mine,)))
    room.sign_in(COLLEAGUE)
    assert room.school.run(referrals.get_internal_referral.bind(referral)).facts == ""


def test_one_from_paper_keeps_writer_and_both_times(room: Room) -> None:
    day = room.school.clock.today() - timedelta(days=3)
    paper = PaperReferral(room.form(), "何老师", day, "2-04-01")
    with pytest.raises(ValidationFailed):
        room.school.run(referrals.enter_paper_referral.bind(replace(paper, writer_name="", written_on=None)))
    referral = room.school.run(referrals.enter_paper_referral.bind(paper))
    view = room.school.run(referrals.get_internal_referral.bind(referral))
    assert (view.writer_name, view.written_on, view.entered_name) == ("何老师", day, "周老师")
    assert view.recorded_at == room.school.clock.now()


def test_one_for_today_is_a_task_at_once_and_cannot_be_put_aside(room: Room) -> None:
    form = room.form(urgency=ReferralUrgency.TODAY)
    day = room.school.clock.today()
    room.school.run(referrals.enter_paper_referral.bind(PaperReferral(form, "何老师", day)))
    (task,) = room.school.run(referrals.referral_tasks.bind())
    assert (task.target.record, task.dismissible) == ("referral-1", False)


def test_a_referral_that_is_not_there_is_not_found(room: Room) -> None:
    with pytest.raises(NotFound):
        room.school.run(referrals.accept_referral.bind("not-here", 1, room.opening()))
