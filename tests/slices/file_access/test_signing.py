"""The principal's signature in his own account: sealed, signed, taken in; what he sees, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from doubles import FrozenClock
from file_desk import OPINION, PARENT
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.records import (
    SIGNED_KIND,
    AccessForm,
    AccessState,
    AccessView,
    AgeGroup,
    Approval,
    ApprovalWay,
    HoldView,
    Relation,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed, WrongKey
from xinmiao.kernel.records import DataFile

PRINCIPAL, COLLEAGUE, TEACHER, PASSWORD = "张校长", "吴老师", "林老师", "some more plain words"
_ROLES = {PRINCIPAL: Role.PRINCIPAL, COLLEAGUE: Role.COUNSELLOR, TEACHER: Role.CLASS_TEACHER}


@dataclass
class Room:
    """A school with a principal, a colleague and a teacher, and a request laid ready."""

    school: SignedInSchool
    ids: dict[str, str]
    student: str

    def sign_in(self, label: str) -> None:
        """Sign somebody in instead."""
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)

    def view(self) -> AccessView:
        """Return the request as it stands."""
        return self.school.run(files.get_access.bind("access-1"))[0]

    def hold(self) -> HoldView:
        """Return its preservation."""
        hold = self.school.run(files.get_access.bind("access-1"))[1]
        assert hold is not None
        return hold

    def lay(self) -> None:
        """Lay it before the principal."""
        self.school.run(files.lay_before_principal.bind("access-1", self.view().version))

    def sign(self, approval: Approval = Approval.APPROVED, words: str = "") -> None:
        """Sign what waits first, as the principal, and come back."""
        self.sign_in(PRINCIPAL)
        line = self.school.run(files.list_approvals.bind())[0]
        self.school.run(files.sign_access.bind(line.id, line.version, approval, words))
        self.sign_in("周老师")

    def take_in(self) -> None:
        """Take the signature out of its envelope."""
        asked = "SELECT id FROM envelope WHERE kind = ?"
        row = self.school.workspace.database.raw.execute(asked, (SIGNED_KIND,)).fetchone()
        self.school.run(files.take_in_signature.bind(str(row[0])))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give the school with the founder signed in and one request registered."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    ids = {
        label: school.run(accounts.add_account.bind(NewAccountForm(label, frozenset({role}), PASSWORD)))
        for label, role in _ROLES.items()
    }
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    student = school.run(roster.add_student.bind({"name": "赵小禾", "class_id": class_id}, {}))
    school.run(files.save_request.bind(AccessForm("access-1", None, PARENT, student)))
    yield Room(school, ids, student)
    school.lock()


def test_the_principal_signs_in_his_own_account(room: Room) -> None:
    assert room.school.run(files.list_signers.bind()) == (PRINCIPAL,)
    room.lay()
    assert room.view().state is AccessState.LAID_BEFORE
    room.sign_in(PRINCIPAL)
    [task] = room.school.run(files.approval_tasks.bind())
    [line] = room.school.run(files.list_approvals.bind())
    assert (task.target.record, line.request.student, line.signature) == (line.id, "赵小禾", None)
    with pytest.raises(PermissionDenied):
        room.school.run(files.get_access.bind("access-1"))
    room.sign()
    room.take_in()
    view = room.view()
    assert (view.state, view.approval_way, view.approver_name) == (AccessState.APPROVED, ApprovalWay.ACCOUNT, PRINCIPAL)
    room.take_in()  # a second time changes nothing
    assert room.view().version == view.version


def test_a_denial_has_a_reason_that_comes_back(room: Room) -> None:
    room.lay()
    with pytest.raises(ValidationFailed):
        room.sign(Approval.DENIED)
    room.sign(Approval.DENIED, "请监护人本人到校")
    room.take_in()
    assert (room.view().state, room.view().approval_words) == (AccessState.DENIED, "请监护人本人到校")


def test_a_correction_takes_the_request_back_and_what_was_signed_does_not_count(room: Room) -> None:
    room.lay()
    room.sign()
    changed = AccessForm("access-1", room.view().version, {**PARENT, "scope": "全部记录"})
    room.school.run(files.save_request.bind(changed))
    with pytest.raises(RuleBroken):
        room.take_in()
    room.lay()
    with pytest.raises(RuleBroken):
        room.take_in()  # it names the version that was read before
    room.sign()
    room.take_in()
    assert room.view().state is AccessState.APPROVED


def test_what_was_taken_back_cannot_be_signed_and_nothing_is_signed_twice(room: Room) -> None:
    room.lay()
    room.sign()
    with pytest.raises(Conflict):
        room.sign()
    room.sign_in("周老师")
    words = {"decided_on": room.school.clock.today(), "decision_words": ""}
    room.school.run(files.withdraw_access.bind(AccessForm("access-1", room.view().version, words)))
    room.sign_in(PRINCIPAL)
    assert room.school.run(files.list_approvals.bind()) == ()
    with pytest.raises(NotFound):
        room.school.run(files.sign_access.bind("gone", 1, Approval.APPROVED))


def test_nobody_else_meets_what_lies_before_the_principal(room: Room) -> None:
    room.lay()
    for label in (TEACHER, COLLEAGUE):
        room.sign_in(label)
        with pytest.raises(PermissionDenied):
            room.school.run(files.list_approvals.bind())


def accept(room: Room) -> None:
    """Lead the request to its acceptance."""
    told = {**OPINION, "age_group": AgeGroup.FROM_14}
    room.school.run(files.record_opinion.bind(AccessForm("access-1", room.view().version, told)))
    room.lay()
    room.sign()
    room.take_in()
    decided = {"decided_on": room.school.clock.today()}
    room.school.run(files.accept_access.bind(AccessForm("access-1", room.view().version, decided)))


def test_the_second_person_confirms_at_this_computer_with_the_own_password(room: Room) -> None:
    accept(room)
    hold = room.hold()
    version = room.school.run(files.ask_lifting.bind(hold.id, hold.version, "案件已结"))
    persons = {each.label: each.account for each in room.school.run(files.list_second_persons.bind(hold.id))}
    assert set(persons) == {PRINCIPAL, COLLEAGUE}
    own = room.school.workspace.actor.account
    for account, password in ((own, FOUNDER_PASSWORD), (room.ids[TEACHER], PASSWORD)):
        with pytest.raises(RuleBroken):
            room.school.run(files.confirm_lifting_here.bind(hold.id, version, account, password))
    with pytest.raises(WrongKey):
        room.school.run(files.confirm_lifting_here.bind(hold.id, version, persons[PRINCIPAL], "not the password"))
    assert room.hold().is_in_force
    room.school.run(files.confirm_lifting_here.bind(hold.id, version, persons[PRINCIPAL], PASSWORD))
    assert (room.hold().is_in_force, room.hold().lifted_name) == (False, PRINCIPAL)
    database = room.school.workspace.database
    detail = database.raw.execute("SELECT group_concat(detail) FROM counselling.audit_entry").fetchone()[0]
    assert PASSWORD not in str(detail)
    assert DataFile.COUNSELLING in database.files


def test_an_authority_is_told_by_its_letter_and_officers(room: Room) -> None:
    values = {**PARENT, "relation": Relation.COURT, "letter": "调查函 1 号", "officer_1": "甲", "officer_2": "乙"}
    form = AccessForm("access-1", room.view().version, values)
    room.school.run(files.save_request.bind(form))
    room.lay()
    room.sign_in(PRINCIPAL)
    [line] = room.school.run(files.list_approvals.bind())
    assert (line.request.letter, line.request.officers) == ("调查函 1 号", ("甲", "乙"))
