"""A telling on real files: recorded, sealed to one account, opened once, seen in file and trail; restricted ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.audit_trail import operations as audit_trail
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
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
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed

TEACHER, OTHER, PRINCIPAL, PASSWORD = "林老师", "孙老师", "张校长", "some more plain words"
WATCH = "上课常常走神，放学后独自留在教室。"
SECRET = "夜里想过不再醒来"


class Room:
    """A school with two class teachers and a principal, one student."""

    def __init__(self, school: SignedInSchool) -> None:
        self.school = school
        roles = ((TEACHER, Role.CLASS_TEACHER), (OTHER, Role.CLASS_TEACHER), (PRINCIPAL, Role.PRINCIPAL))
        self.accounts = {
            label: school.run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), PASSWORD)))
            for label, role in roles
        }
        class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
        student = {"name": "赵小禾", "class_id": class_id, "number_in_class": 1}
        self.student = school.run(roster.add_student.bind(student, {}))

    def sign_in(self, label: str) -> None:
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)

    def form(self, **changes: object) -> ExceptionForm:
        made = ExceptionForm(
            exception_id="exception-1",
            base_version=None,
            student_id=self.student,
            ground=ExceptionGround.SELF_HARM,
            role=ReceiverRole.CLASS_TEACHER,
            receiver=TEACHER,
            told_on=self.school.clock.today(),
            how=ExceptionHow.SCREEN,
            student_told=True,
            decided_by="周老师",
            watch=WATCH,
            do="课间陪他走走。",
            observed=SECRET,
            ask="周老师 0990-1234567",
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    def view(self) -> ExceptionView:
        return self.school.run(exceptions.get_exception.bind("exception-1"))

    def sent(self) -> None:
        """Record a telling and send its slip to the teacher."""
        version = self.school.run(exceptions.save_exception.bind(self.form()))
        bound = exceptions.send_slip.bind("exception-1", version, self.accounts[TEACHER])
        self.school.run(bound)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give the school with the founder signed in."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    yield Room(school)
    school.lock()


def read_first(room: Room) -> Slip:
    (slip,) = room.school.run(exceptions.list_own_slips.bind())
    return room.school.run(exceptions.read_slip.bind(slip.id))


def test_the_receiver_opens_it_once_and_the_room_sees_when(room: Room) -> None:
    room.sent()
    assert room.view().read_at is None
    room.sign_in(TEACHER)
    assert len(room.school.run(exceptions.own_slip_tasks.bind())) == 1
    slip = read_first(room)
    assert WATCH in [line.words for line in slip.lines]
    assert room.school.run(exceptions.own_slip_tasks.bind()) == ()
    with pytest.raises(RuleBroken):
        read_first(room)
    room.sign_in("周老师")
    assert room.view().read_at is not None
    with pytest.raises(RuleBroken):
        room.school.run(exceptions.take_slip_back.bind("exception-1", room.view().version))


def test_sent_anew_it_opens_once_more(room: Room) -> None:
    room.sent()
    room.sign_in(TEACHER)
    read_first(room)
    room.sign_in("周老师")
    again = exceptions.send_slip.bind("exception-1", room.view().version, room.accounts[TEACHER])
    room.school.run(again)
    room.sign_in(TEACHER)
    assert read_first(room).receiver == TEACHER


def test_nobody_else_has_or_opens_it(room: Room) -> None:
    room.sent()
    raw = room.school.workspace.database.raw
    envelope = str(raw.execute("SELECT id FROM envelope WHERE kind = ?", (KIND,)).fetchone()[0])
    for label in (OTHER, PRINCIPAL):
        room.sign_in(label)
        assert room.school.run(exceptions.list_own_slips.bind()) == ()
        with pytest.raises(NotFound):
            room.school.run(exceptions.read_slip.bind(envelope))
        with pytest.raises(PermissionDenied):
            room.school.run(exceptions.list_exceptions.bind())


def test_what_the_role_does_not_need_is_neither_kept_nor_sealed(room: Room) -> None:
    room.sent()
    assert SECRET not in repr(room.view())


def test_a_slip_goes_only_to_accounts_of_its_role(room: Room) -> None:
    version = room.school.run(exceptions.save_exception.bind(room.form()))
    labels = {one.label for one in room.school.run(exceptions.list_receivers.bind(ReceiverRole.CLASS_TEACHER))}
    assert labels == {TEACHER, OTHER}
    assert room.school.run(exceptions.list_receivers.bind(ReceiverRole.HOSPITAL)) == ()
    with pytest.raises(RuleBroken):
        room.school.run(exceptions.send_slip.bind("exception-1", version, room.accounts[PRINCIPAL]))


def test_sent_to_somebody_else_instead_the_first_one_has_it_no_more(room: Room) -> None:
    room.sent()
    room.school.run(exceptions.send_slip.bind("exception-1", room.view().version, room.accounts[OTHER]))
    room.sign_in(TEACHER)
    assert room.school.run(exceptions.list_own_slips.bind()) == ()
    room.sign_in(OTHER)
    assert read_first(room).lines


def test_taken_back_before_it_was_read(room: Room) -> None:
    room.sent()
    room.school.run(exceptions.take_slip_back.bind("exception-1", room.view().version))
    assert (room.view().sent_at, room.view().sent_to) == (None, "")
    room.sign_in(TEACHER)
    assert room.school.run(exceptions.list_own_slips.bind()) == ()


@pytest.mark.parametrize("role", list(ReceiverRole))
def test_every_role_is_recorded_and_printed(room: Room, role: ReceiverRole) -> None:
    parts = {"risk": "不要让他一个人。", "arrangement": "请假半天。", "do_not": "不要追问。"}
    room.school.run(exceptions.save_exception.bind(room.form(role=role, **parts)))
    print_ = room.school.run(exceptions.collect_slip_print.bind("exception-1"))
    assert print_.slip == room.view().slip
    assert print_.slip.role is role


def test_growth_file_and_access_record_show_it(room: Room) -> None:
    room.sent()
    (entry,) = room.school.run(exceptions.exception_timeline_entries.bind(room.student))
    assert TEACHER in entry.title
    chapter = room.school.run(exceptions.exception_chapter.bind(room.student))
    assert WATCH in [passage.text for passage in chapter.entries[0].passages]
    raw = room.school.workspace.database.raw
    rows = raw.execute(
        "SELECT e.action FROM counselling.audit_entry e JOIN counselling.audit_subject s ON s.seq = e.seq"
        " WHERE s.record_id = ? ORDER BY e.seq",
        (room.student,),
    )
    assert {"secrecy_exception.saved", "secrecy_exception.sent"} <= {row[0] for row in rows}
    assert audit_trail.__name__


def test_what_is_missing_or_too_late_is_refused(room: Room) -> None:
    with pytest.raises(ValidationFailed) as raised:
        room.school.run(exceptions.save_exception.bind(room.form(student_told=None, receiver=" ")))
    assert set(raised.value.problems) == {"student_told", "receiver"}
    version = room.school.run(exceptions.save_exception.bind(room.form()))
    with pytest.raises(Conflict):
        room.school.run(exceptions.save_exception.bind(room.form()))
    with pytest.raises(Conflict):
        room.school.run(exceptions.save_exception.bind(room.form(base_version=version + 1)))
