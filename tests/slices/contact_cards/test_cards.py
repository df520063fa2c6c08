"""Contact cards: for whom they are made, what is in them, when they go, and who cannot make or read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.contact_cards import operations as cards
from xinmiao.features.contact_cards.records import KIND, Contact, NewReceiver
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Relation, Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import PermissionDenied
from xinmiao.kernel.records import DataFile
from xinmiao.vault.engine import connect
from xinmiao.vault.envelopes import Circle, Forged, NotARecipient, Subject, open_sealed, read_envelope, seal, secrets_of
from xinmiao.vault.keys import KeyRing, Vault, unlock

TEACHER, OTHER = "林老师", "孙老师"
PASSWORD = "some more plain words"
PHONE, FORBIDDEN = "13800001111", "13900002222"


@dataclass
class Cards:
    """A school with two class teachers, a class for the first, and a child in it."""

    school: SignedInSchool
    class_id: str
    student: str
    teacher: str
    other: str

    def keys(self, account: str) -> KeyRing:
        """Return somebody's keys."""
        return unlock(Vault.load(self.school.folder, self.school.means), self.school.store, account, PASSWORD)

    def sign_in(self, label: str) -> None:
        """Sign somebody in instead."""
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)

    def confirm(self) -> list[str]:
        """Confirm whoever is new; return whom."""
        found = self.school.run(cards.list_new_receivers.bind())
        assert self.school.run(cards.confirm_receivers.bind(found)) == len(found)
        return [one.account_label for one in found]

    def refresh(self) -> list[str]:
        """Bring the cards up to date; return the classes concerned."""
        return [state.class_id for state in self.school.run(cards.refresh_cards.bind())]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Cards]:
    """Give the school with the founder signed in; no card was made yet."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    teacher, other = (
        school.run(accounts.add_account.bind(NewAccountForm(label, frozenset({Role.CLASS_TEACHER}), PASSWORD)))
        for label in (TEACHER, OTHER)
    )
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    details = {"address": "柳条街 8 号", "student_number": "G990000201310081234"}
    guardians = (
        {"name": "赵一", "relation": Relation.MOTHER, "phone": PHONE, "reachable": "晚上七点后"},
        {"name": "赵二", "relation": Relation.FATHER, "phone": FORBIDDEN, "no_contact": True},
    )
    student = {"name": "赵小禾", "class_id": class_id, "number_in_class": 3}
    student_id = school.run(roster.add_student.bind(student, details, guardians))
    school.run(roster.give_class_to_account.bind(class_id, teacher, school.clock.today()))
    made = Cards(school, class_id, student_id, teacher, other)
    assert made.confirm() == [TEACHER]
    yield made
    school.lock()


def test_the_class_teacher_reads_what_permissions_give_him(room: Cards) -> None:
    assert room.refresh() == [room.class_id]
    assert room.refresh() == []
    room.sign_in(TEACHER)
    (card,) = room.school.run(cards.get_own_cards.bind())
    (student,) = card.students
    assert (student.name, student.number_in_class, student.number_tail) == ("赵小禾", 3, "1234")
    assert student.address == "柳条街 8 号"
    assert set(student.contacts) == {
        Contact("赵一", "Mother", PHONE, "晚上七点后"),
        Contact("赵二", "Father", FORBIDDEN, no_contact=True),
    }


def test_before_a_counsellor_made_one_there_is_none(room: Cards) -> None:
    room.sign_in(TEACHER)
    assert room.school.run(cards.get_own_cards.bind()) == ()
    for bound in (cards.refresh_cards.bind(), cards.stale_cards.bind()):
        with pytest.raises(PermissionDenied):
            room.school.run(bound)


def test_a_change_makes_it_stale_and_a_new_number_arrives(room: Cards) -> None:
    room.refresh()
    view = room.school.run(roster.get_student.bind(room.student))
    guardian = {
        "id": view.guardians[0].id,
        "version": view.guardians[0].version,
        "name": "赵一",
        "relation": Relation.MOTHER,
        "phone": "13700003333",
    }
    line = {"name": "赵小禾", "class_id": room.class_id, "number_in_class": 3}
    room.school.run(roster.correct_student.bind(view, line, {}, (guardian,)))
    assert room.refresh() == [room.class_id]
    room.sign_in(TEACHER)
    (card,) = room.school.run(cards.get_own_cards.bind())
    assert [contact.phone for contact in card.students[0].contacts] == ["13700003333"]


def test_another_class_teacher_gets_it_and_the_earlier_one_loses_it(room: Cards) -> None:
    room.refresh()
    room.school.clock.advance(days=1)
    room.school.run(roster.give_class_to_account.bind(room.class_id, room.other, room.school.clock.today()))
    assert room.confirm() == [OTHER]
    (state,) = room.school.run(cards.stale_cards.bind())
    assert (state.accounts, state.new_accounts) == ((room.other,), (room.other,))
    room.refresh()
    room.sign_in(OTHER)
    assert room.school.run(cards.get_own_cards.bind())
    room.sign_in(TEACHER)
    assert room.school.run(cards.get_own_cards.bind()) == ()


def test_it_is_taken_away_when_nobody_has_the_class(room: Cards) -> None:
    room.refresh()
    room.school.clock.advance(days=2)
    member = next(line for line in room.school.run(staff.list_staff.bind()) if line.account_id == room.teacher)
    post = room.school.run(roster.get_staff_posts.bind(member.id)).classes[0]
    room.school.run(roster.end_class_post.bind(post.id, room.school.clock.today() - timedelta(days=1)))
    assert room.refresh() == [room.class_id]
    raw = room.school.workspace.database.raw
    assert raw.execute("SELECT count(*) FROM envelope").fetchone() == (0,)


def test_other_staff_with_bytes_source_and_password_read_nothing(room: Cards) -> None:
    room.refresh()
    room.school.lock()
    ring = room.keys(room.other)
    raw = connect(room.school.folder / "school.db", ring.file_key(DataFile.SCHOOL), mode="ro")
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    shown = "\n".join(str(tuple(row)) for name in names for row in raw.execute(f'SELECT * FROM "{name}"'))  # noqa: S608
    (sealed,) = raw.execute("SELECT sealed FROM envelope").fetchone()
    raw.close()
    assert "赵小禾" in shown, "the search would not find anything"
    assert [word for word in (PHONE, FORBIDDEN, "柳条街", "赵一") if word in shown] == []
    assert [word for word in (PHONE, "柳条街") if word.encode() in bytes(sealed)] == []
    vault = Vault.load(room.school.folder, room.school.means)
    with pytest.raises(NotARecipient):
        open_sealed(read_envelope(bytes(sealed)), secrets_of(ring), vault, kind=KIND)


def test_a_card_sealed_by_somebody_who_is_no_counsellor_is_not_believed(room: Cards) -> None:
    room.refresh()
    room.school.lock()
    vault = Vault.load(room.school.folder, room.school.means)
    ring = room.keys(room.other)
    raw = connect(room.school.folder / "school.db", ring.file_key(DataFile.SCHOOL))
    envelope_id, version = raw.execute("SELECT id, version FROM envelope").fetchone()
    forged = seal(
        Subject(KIND, envelope_id, version, room.class_id), b"[]", Circle(frozenset({room.teacher})), ring, vault
    )
    raw.execute("UPDATE envelope SET sealed = ?", (forged.to_bytes(),))
    raw.close()
    room.sign_in(TEACHER)
    with pytest.raises(Forged):
        room.school.run(cards.get_own_cards.bind())
    room.sign_in("周老师")
    assert room.refresh() == [room.class_id], "the counsellor's side makes it anew"


def test_who_was_not_signed_as_class_teacher_gets_none(room: Cards) -> None:
    office = NewAccountForm("教务处", frozenset({Role.ADMINISTRATOR}), PASSWORD)
    account = room.school.run(accounts.add_account.bind(office))
    second = room.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    room.school.run(roster.give_class_to_account.bind(second, account, room.school.clock.today()))
    assert [state.class_id for state in room.school.run(cards.stale_cards.bind())] == [room.class_id]


def test_a_post_written_with_other_tools_gives_nobody_a_card(room: Cards) -> None:
    room.refresh()
    room.school.lock()
    ring = room.keys(room.other)
    raw = connect(room.school.folder / "school.db", ring.file_key(DataFile.SCHOOL))
    raw.execute("UPDATE staff_member SET account_id = ? WHERE account_id = ?", (room.other, room.teacher))
    raw.close()
    room.sign_in("周老师")
    room.refresh()
    room.sign_in(OTHER)
    assert room.school.run(cards.get_own_cards.bind()) == ()
    room.sign_in("周老师")
    (task,) = room.school.run(cards.receiver_tasks.bind())
    assert OTHER in str(task.title)
    assert not room.school.run(cards.stale_cards.bind()), "nothing is made while nobody is confirmed"


def test_who_is_confirmed_once_is_not_asked_for_again(room: Cards) -> None:
    room.refresh()
    assert room.confirm() == []
    room.school.clock.advance(days=1)
    for account in (room.other, room.teacher):
        room.school.run(roster.give_class_to_account.bind(room.class_id, account, room.school.clock.today()))
        room.school.clock.advance(days=1)
    assert room.confirm() == []
    assert room.school.run(cards.confirm_receivers.bind((NewReceiver(room.class_id, "", room.other, ""),))) == 0


def test_the_sender_sees_who_opened_which_card_and_when(room: Cards) -> None:
    room.refresh()

    def opened() -> tuple[str, datetime | None, bool]:
        ((opening,),) = (card.openings for card in room.school.run(cards.list_sent_cards.bind()))
        return (opening.account_label, opening.opened_at, opening.is_present)

    assert opened() == (TEACHER, None, False)
    room.sign_in(TEACHER)
    (card,) = room.school.run(cards.get_own_cards.bind())
    assert not card.is_noted
    at = room.school.clock.now()
    room.school.run(cards.note_opening.bind((card.class_id,)))
    assert room.school.run(cards.get_own_cards.bind())[0].is_noted
    room.sign_in("周老师")
    assert opened() == (TEACHER, at, True)
    view = room.school.run(roster.get_student.bind(room.student))
    line = {"name": "赵小禾", "class_id": room.class_id, "number_in_class": 4}
    room.school.run(roster.correct_student.bind(view, line, {}, ()))
    room.refresh()
    assert opened() == (TEACHER, at, False), "the card is another one now"
    room.sign_in(TEACHER)
    assert not room.school.run(cards.get_own_cards.bind())[0].is_noted


def test_nobody_leaves_a_receipt_for_a_card_that_is_not_his(room: Cards) -> None:
    room.refresh()
    room.sign_in(OTHER)
    room.school.run(cards.note_opening.bind((room.class_id,)))
    room.sign_in("周老师")
    ((opening,),) = (card.openings for card in room.school.run(cards.list_sent_cards.bind()))
    assert opening.opened_at is None
