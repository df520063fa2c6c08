"""A class teacher hands his class over: sealed, taken in once, never undoing what the room knows better."""

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
from xinmiao.features.consents import operations as consents
from xinmiao.features.consents.records import (
    KIND,
    Answer,
    Collection,
    CollectionSettings,
    ConsentForm,
    ConsentHow,
    ConsentKind,
    Mark,
    Party,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, PermissionDenied
from xinmiao.vault.envelopes import Forged

TEACHER, PASSWORD = "林老师", "some more plain words"
BOTH = (Party.GUARDIAN, Party.STUDENT)
K = ConsentKind.COUNSELLING


class Room:
    """A school with a class teacher, his class of two and another class."""

    def __init__(self, school: SignedInSchool) -> None:
        self.school = school
        form = NewAccountForm(TEACHER, frozenset({Role.CLASS_TEACHER}), PASSWORD)
        self.teacher = school.run(accounts.add_account.bind(form))
        self.class_id, self.other = (
            school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, number, 2026))) for number in (1, 2)
        )
        self.students = [
            school.run(roster.add_student.bind({"name": name, "class_id": self.class_id, "number_in_class": place}, {}))
            for place, name in enumerate(("赵小禾", "钱小满"), 1)
        ]
        school.run(roster.give_class_to_account.bind(self.class_id, self.teacher, school.clock.today()))

    def sign_in(self, label: str) -> None:
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)

    def collection(self, *answers: Answer) -> Collection:
        own = self.school.run(consents.get_own_sheet.bind(self.class_id, K))
        settings = CollectionSettings(K, BOTH, self.school.clock.today())
        marks = tuple(Mark(*mark) for mark in zip(self.students, answers, strict=True))
        return Collection(own.collection_id, self.class_id, settings, marks)

    def handed_over(self, *answers: Answer) -> str:
        """Hand over as the teacher, come back as the counsellor, and return the envelope's id."""
        self.sign_in(TEACHER)
        self.school.run(consents.send_collection.bind(self.collection(*answers)))
        self.sign_in("周老师")
        raw = self.school.workspace.database.raw
        return str(raw.execute("SELECT id FROM envelope WHERE kind = ?", (KIND,)).fetchone()[0])

    def answers(self) -> list[Answer]:
        sheet = self.school.run(consents.get_class_sheet.bind(self.class_id, K, BOTH))
        return [line.answer for line in sheet.lines]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give the school with the founder signed in."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    yield Room(school)
    school.lock()


def test_what_the_teacher_marked_is_in_the_ledger_and_comes_back_to_him(room: Room) -> None:
    envelope = room.handed_over(Answer.GIVEN, Answer.WAITING)
    for _time in range(2):
        room.school.run(consents.take_in_collection.bind(envelope))
    assert room.answers() == [Answer.GIVEN, Answer.WAITING]
    names = {view.recorded_name for view in room.school.run(consents.list_consents.bind())}
    assert names == {TEACHER}
    room.sign_in(TEACHER)
    own = room.school.run(consents.get_own_sheet.bind(room.class_id, K))
    assert [line.answer for line in own.sheet.lines] == [Answer.GIVEN, Answer.WAITING]
    assert own.received
    assert own.sent_at is not None


def test_more_slips_the_next_day_arrive_in_the_same_envelope(room: Room) -> None:
    room.school.run(consents.take_in_collection.bind(room.handed_over(Answer.GIVEN, Answer.WAITING)))
    room.school.run(consents.take_in_collection.bind(room.handed_over(Answer.GIVEN, Answer.REFUSED)))
    assert room.answers() == [Answer.GIVEN, Answer.REFUSED]


def test_what_the_room_wrote_itself_is_not_undone(room: Room) -> None:
    today = room.school.clock.today()
    form = ConsentForm(room.students[1], K, Party.GUARDIAN, today, Answer.GIVEN, today, ConsentHow.PHONE, "父亲")
    room.school.run(consents.save_consent.bind("consent-1", None, form))
    room.school.run(consents.take_in_collection.bind(room.handed_over(Answer.GIVEN, Answer.WAITING)))
    (view,) = [
        view
        for view in room.school.run(consents.get_student_consents.bind(room.students[1]))
        if view.form.party is Party.GUARDIAN
    ]
    assert (view.form.answer, view.form.how, view.form.signer) == (Answer.GIVEN, ConsentHow.PHONE, "父亲")


def test_a_teacher_reaches_only_his_own_class_and_no_ledger(room: Room) -> None:
    room.sign_in(TEACHER)
    with pytest.raises(NotFound):
        room.school.run(consents.get_own_sheet.bind(room.other, K))
    with pytest.raises(NotFound):
        room.school.run(
            consents.send_collection.bind(replace(room.collection(*[Answer.GIVEN] * 2), class_id=room.other))
        )
    with pytest.raises(PermissionDenied):
        room.school.run(consents.list_consents.bind())


def test_slips_of_somebody_who_is_no_longer_class_teacher_are_refused(room: Room) -> None:
    envelope = room.handed_over(Answer.GIVEN, Answer.GIVEN)
    raw = room.school.workspace.database.raw
    post = raw.execute("SELECT id FROM class_teacher WHERE class_id = ?", (room.class_id,)).fetchone()[0]
    room.school.run(roster.end_class_post.bind(post, room.school.clock.today()))
    room.school.clock.moment += timedelta(days=1)
    with pytest.raises(Forged):
        room.school.run(consents.take_in_collection.bind(envelope))
