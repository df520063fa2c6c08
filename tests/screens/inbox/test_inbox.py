"""The inbox is emptied at a counsellor's sign-in: once, in one unit each, and nothing stands in the way of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.app.features import FEATURES
from xinmiao.app.inbox import InboxKeeper
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.inbox import operations as inbox
from xinmiao.features.today import operations as today
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.errors import DiskFull
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Circle, EnvelopeDamaged, arriving, post
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit

KIND = "test_request"
PASSWORD = "some more plain words"


@dataclass(frozen=True)
class Request:
    """What the sender writes."""

    words: str


@command(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit="test.sent")
def send(unit: Unit, about: str, words: str, kind: str = KIND) -> str:
    """Seal and put, in one command."""
    circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
    return post.put(unit, kind, about, spelled(Request(words)), circle)


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="test.taken_in")
def take_in(unit: Unit, envelope_id: str) -> None:
    """Put what arrived into counselling.db; the words say what goes wrong behind it."""
    arrived = arriving.collect(unit, envelope_id)
    if arrived is None:
        return
    request = contents_of(Request, arrived.plain)
    unit.run(today.add_reminder.bind(request.words, unit.clock.today()))
    if request.words == "磁盘满":
        raise DiskFull
    if request.words == "程序错":
        raise ZeroDivisionError
    arriving.answer(unit, arrived.id, "accepted", unit.actor.account)


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("a test looks into it"))
def sent(unit: Unit) -> tuple[arriving.Sent, ...]:
    """Follow the own envelopes."""
    return arriving.sent(unit, KIND)


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test looks into it"))
def read_wrong(unit: Unit) -> None:
    """Read contents of another shape."""
    del unit
    contents_of(Request, b'{"words": 3}')


FEATURE = Feature("requests", _("Requests"), arrivals=(Arrival(KIND, _("request"), take_in),))


@dataclass
class InboxDesk:
    """A school with two teachers, and the counsellor's inbox."""

    desk: PageDesk
    keeper: InboxKeeper | None = None

    @property
    def school(self) -> SignedInSchool:
        """Return the school."""
        return self.desk.school

    def sign_in(self, label: str) -> None:
        """Sign somebody in instead."""
        self.school.lock()
        self.school.sign_in(label, FOUNDER_PASSWORD if label == "周老师" else PASSWORD)

    def sent_by(self, label: str, *texts: str) -> list[str]:
        """Let a teacher send texts, then sign the counsellor in again."""
        self.sign_in(label)
        ids = [self.school.run(send.bind(f"about-{text}", text)) for text in texts]
        self.sign_in("周老师")
        return ids

    def empty(self) -> None:
        """Empty the inbox as the sign-in does."""
        context = self.desk.context()
        self.keeper = InboxKeeper(context, QObject(self.desk.bridge), (FEATURE,))
        self.keeper.begin(self.desk.changes)

    def taken_in(self) -> list[str]:
        """Return what lies in counselling.db now."""
        return sorted(view.line for view in self.school.run(today.list_reminders.bind()))

    def waiting(self) -> int:
        """Return how many wait."""
        return len(self.school.run(inbox.list_waiting.bind((KIND,))))

    def codes(self) -> list[str]:
        """Return the codes of what was set aside, as Today tells them."""
        return [str(task.why).split("(")[1].split(")")[0] for task in self.school.run(inbox.set_aside_tasks.bind())]

    def alter(self, statement: str, *values: object) -> None:
        """Change a file as somebody with a hex editor does."""
        database = self.school.workspace.database
        database.raw.set_authorizer(None)
        database.raw.execute(statement, values)
        database.guard.restore()


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[InboxDesk]:
    """Give the school, the founder signed in."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    for label in ("林老师", "许老师"):
        made.run(accounts.add_account.bind(NewAccountForm(label, frozenset({Role.CLASS_TEACHER}), PASSWORD)))
    yield InboxDesk(PageDesk(made, qtbot))
    made.lock()


def test_the_sign_in_takes_over_what_waits_and_nothing_twice(room: InboxDesk) -> None:
    room.sent_by("林老师", "他最近常迟到", "她不吃午饭")
    assert room.taken_in() == []
    room.empty()
    assert room.taken_in() == ["他最近常迟到", "她不吃午饭"]
    room.empty()
    assert room.taken_in() == ["他最近常迟到", "她不吃午饭"]
    assert room.codes() == []


def test_what_is_laid_in_while_signed_in_is_taken_over_at_once(room: InboxDesk) -> None:
    room.empty()
    context = room.desk.context()
    keeper = InboxKeeper(context, QObject(room.desk.bridge), (FEATURE,))
    keeper.begin(room.desk.changes)
    context.tasks.run(send.bind("about-now", "刚刚写的"))
    assert room.taken_in() == ["刚刚写的"]


def test_a_teacher_has_no_inbox(room: InboxDesk) -> None:
    room.sign_in("林老师")
    room.school.run(send.bind("about-one", "一"))
    room.empty()
    room.sign_in("周老师")
    assert room.taken_in() == []


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("UPDATE envelope SET sealed = substr(sealed, 1, 60) WHERE id = ?", "E-ENVDAMAGED"),
        ("UPDATE envelope SET sealed = zeroblob(400) WHERE id = ?", "E-ENVDAMAGED"),
        ("UPDATE envelope SET version = version + 1 WHERE id = ?", "E-ENVPLACE"),
        ("UPDATE envelope SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB) WHERE id = ?",
         "E-ENVFORGED"),
    ],
)  # fmt: skip
def test_what_was_harmed_is_told_once_and_the_rest_comes(room: InboxDesk, harm: str, code: str) -> None:
    first, _second = room.sent_by("林老师", "坏的", "好的")
    room.alter(harm, first)
    room.empty()
    assert room.taken_in() == ["好的"]
    assert room.codes() == [code]
    assert room.waiting() == 0
    room.empty()
    assert room.codes() == [code], "tried no second time"


def test_sent_anew_it_arrives_and_is_no_matter_any_more(room: InboxDesk) -> None:
    (first,) = room.sent_by("林老师", "坏的")
    room.alter("UPDATE envelope SET sealed = zeroblob(400) WHERE id = ?", first)
    room.empty()
    assert room.codes() == ["E-ENVDAMAGED"]
    room.sent_by("林老师", "坏的")
    room.empty()
    assert (room.taken_in(), room.codes()) == (["坏的"], [])


def test_somebody_elses_version_of_an_envelope_is_not_believed(room: InboxDesk) -> None:
    room.sent_by("林老师", "一样的")
    room.empty()
    room.sent_by("许老师", "一样的")
    room.empty()
    assert room.taken_in() == ["一样的"]
    assert room.codes() == ["E-ENVPLACE"]


def test_a_full_disk_leaves_it_waiting_and_nothing_half_done(room: InboxDesk) -> None:
    room.sent_by("林老师", "磁盘满", "好的")
    room.empty()
    assert room.taken_in() == ["好的"]
    assert room.waiting() == 1
    assert room.codes() == []


def test_the_sender_learns_who_has_it_and_whom_to_ask(room: InboxDesk) -> None:
    room.sent_by("林老师", "他最近常迟到")
    room.sign_in("林老师")
    (before,) = room.school.run(sent.bind())
    assert (before.received_at, before.received_by, before.state, before.whom_to_ask) == (None, "", "", "")
    room.sign_in("周老师")
    room.empty()
    room.sign_in("林老师")
    (after,) = room.school.run(sent.bind())
    assert after.received_at == room.school.clock.now()
    assert (after.received_by, after.state, after.whom_to_ask) == ("周老师", "accepted", "周老师")
    room.sign_in("许老师")
    assert room.school.run(sent.bind()) == (), "nobody else's"


def test_an_answer_somebody_else_wrote_is_none(room: InboxDesk) -> None:
    (first,) = room.sent_by("林老师", "他最近常迟到")
    room.sign_in("许老师")
    room.school.run(send.bind(first, "accepted", f"{KIND}_answer"))
    room.sign_in("林老师")
    (line,) = room.school.run(sent.bind())
    assert (line.state, line.whom_to_ask) == ("", "")


def test_contents_of_another_shape_are_damaged(room: InboxDesk) -> None:
    with pytest.raises(EnvelopeDamaged):
        room.school.run(read_wrong.bind())


def test_every_kind_that_arrives_is_declared_once_with_a_command_of_its_feature() -> None:
    arrivals = [(feature, arrival) for feature in FEATURES for arrival in feature.arrivals]
    kinds = [arrival.kind for _feature, arrival in arrivals]
    assert len(kinds) == len(set(kinds))
    for feature, arrival in arrivals:
        assert arrival.take_in in feature.operations
        assert arrival.take_in.writes
        assert len(f"{arrival.kind}_answer") <= 40
