"""Envelopes that arrive for the counsellors: which wait, taking one over once, setting one aside, answering.

Owns the tables in counselling.db of what was taken over and what was set aside, and how the sender learns
how it went. What a kind holds is its feature's affair.

How a slice sends. Its records module declares the contents as a frozen dataclass and a kind (≤ 32
characters). The author's operation is ONE command, which seals and puts:

    @command(requires=Permission.REFERRAL_SEND, scope=Scope.OWN_ACCOUNT, audit="referral.sent")
    def send_referral(unit: Unit, contents: Referral) -> str:
        ...                                        # field problems first
        circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
        return post.put(unit, KIND, contents.id, spelled(contents), circle)

`about` is readable by everybody who holds school.db. So it is an id made for this one sending (`unit.ids`,
from the editor, so that saving twice is one), never a student's: that somebody was referred is the secret.
The student's id stands inside. Writing again with the same `about` replaces the envelope and raises its
version; it arrives again. With himself in the circle the author reads it again (`post.open_row`).

How a slice receives. It declares `Feature.arrivals = (Arrival(KIND, _("referral"), operations.take_in),)` with

    @command(requires=Permission.REFERRAL_RECEIVE, scope=Scope.WHOLE_SCHOOL, audit="referral.taken_in")
    def take_in(unit: Unit, envelope_id: str) -> None:
        arrived = arriving.collect(unit, envelope_id)
        if arrived is None:
            return                                 # taken over before
        contents = contents_of(Referral, arrived.plain)
        unit.db.add(...)                           # its own row, in counselling.db

Both happen or neither. `app.inbox` runs it at a counsellor's sign-in and whenever an envelope was laid in
while he is signed in. `arrived.author` is who signed: check his role or his classes against what the kind
allows, and raise `Forged` where they do not fit. What raises an error of the envelope, `ValidationFailed`,
`RuleBroken` or `NotFound` is set aside: told once on Today, never in the way of the rest, tried again when
the sender sends anew. Anything else of the world (a full disk, a newer program) leaves it waiting.

How the sender learns. That it was taken over is a receipt (`received_at`, 已收). What became of it the room
says with `answer(unit, envelope_id, state, ask)` in the command that does it (已接案 and whom to ask): a code
of the feature's own list and an account, never text, sealed to the sender. The sender's query asks
`sent(unit, KIND)`. Receipts lie open in school.db and could be altered there; an answer could not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, select
from sqlalchemy.orm import Mapped, mapped_column

from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Change
from xinmiao.kernel.records import DataFile
from xinmiao.vault.base import ID_LENGTH, CounsellingBase, UtcDateTime
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.envelopes.envelope import Circle
from xinmiao.vault.envelopes.errors import Forged, Misplaced, RecipientClosed
from xinmiao.vault.envelopes.post import (
    RECORD,
    EnvelopeRow,
    is_for_me,
    note_receipt,
    open_row,
    put,
    read_row,
    receipts_of,
    row_about,
    rows_of,
)
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit

_ANSWER = "{kind}_answer"


class CollectedEnvelope(CounsellingBase):
    """An envelope whose contents were taken over into counselling.db: a second time changes nothing."""

    __tablename__ = "collected_envelope"

    envelope_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    author: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False, server_default="")


class SetAsideEnvelope(CounsellingBase):
    """An envelope whose present version could not be taken over, and the code of the reason."""

    __tablename__ = "set_aside_envelope"

    envelope_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), nullable=False)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    code: Mapped[str] = mapped_column(String(20), nullable=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)


@dataclass(frozen=True)
class Waiting:
    """An envelope that was neither taken over nor set aside."""

    id: str
    kind: str
    version: int


@dataclass(frozen=True)
class Arrived:
    """What lay in an envelope, and what its author signed beside it."""

    id: str
    author: str
    about: str
    version: int
    at: datetime
    plain: bytes


@dataclass(frozen=True)
class Answer:
    """What became of it: a code of the feature's own list, and the account to ask."""

    state: str
    ask: str


@dataclass(frozen=True)
class Sent:
    """An envelope as its sender follows it; labels are those of accounts."""

    id: str
    about: str
    version: int
    at: datetime
    received_at: datetime | None
    """When this version was first taken over; None while it waits."""
    received_by: str
    state: str
    """What the room answered to it, or empty."""
    whom_to_ask: str


def waiting(unit: Unit, kinds: Iterable[str]) -> tuple[Waiting, ...]:
    """Return what is for this account and was neither collected nor set aside in this version, the oldest first.

    What is damaged waits too: taking it over then says what is wrong with it.
    """
    done = {(one.envelope_id, one.version) for one in unit.db.scalars(select(CollectedEnvelope))}
    done |= {(one.envelope_id, one.version) for one in unit.db.scalars(select(SetAsideEnvelope))}
    statement = (
        select(EnvelopeRow.id, EnvelopeRow.kind, EnvelopeRow.version)
        .where(EnvelopeRow.kind.in_(tuple(kinds)))
        .order_by(EnvelopeRow.created_at, EnvelopeRow.id)
    )
    found = [Waiting(*line) for line in unit.db.execute(statement) if (line.id, line.version) not in done]
    return tuple(line for line in found if _may_be_mine(unit, unit.db.get_one(EnvelopeRow, line.id)))


def _may_be_mine(unit: Unit, row: EnvelopeRow) -> bool:
    try:
        return is_for_me(unit, row)
    except AppError:
        return True


def collect(unit: Unit, envelope_id: str) -> Arrived | None:
    """Return an arrived envelope's contents and note that they were taken over; None when they were before.

    The caller writes them into counselling.db in this same unit, so that both happen or neither.

    Raises:
        Misplaced: a newer version by somebody else than who wrote the one taken over.
        AppError: as `envelopes.open_sealed`.
    """
    row = unit.db.get(EnvelopeRow, envelope_id)
    seen = unit.db.get(CollectedEnvelope, envelope_id)
    if row is None or (seen is not None and seen.version >= row.version):
        return None
    plain, head = open_row(unit, row), read_row(row).head
    if seen is None:
        seen = CollectedEnvelope(envelope_id=envelope_id, author=head.author)
        unit.db.add(seen)
    if seen.author not in {"", head.author}:
        raise Misplaced
    seen.version, seen.at, seen.author = row.version, unit.clock.now(), head.author
    if (aside := unit.db.get(SetAsideEnvelope, envelope_id)) is not None:
        unit.db.delete(aside)
    unit.wrote(DataFile.COUNSELLING, Change(RECORD, envelope_id))
    note_receipt(unit, row)
    return Arrived(row.id, head.author, head.subject.about, row.version, head.at, plain)


def set_aside(unit: Unit, line: Waiting, code: str) -> None:
    """Leave a version of an envelope alone from now on; `code` says why."""
    aside = unit.db.get(SetAsideEnvelope, line.id)
    if aside is None:
        aside = SetAsideEnvelope(envelope_id=line.id, kind=line.kind)
        unit.db.add(aside)
    aside.version, aside.code, aside.at = line.version, code, unit.clock.now()
    unit.wrote(DataFile.COUNSELLING, Change(RECORD, line.id))


def what_was_set_aside(unit: Unit) -> tuple[SetAsideEnvelope, ...]:
    """Return what was set aside and still lies there, the oldest first."""
    there = select(EnvelopeRow.id, EnvelopeRow.version)
    present = {line.id: line.version for line in unit.db.execute(there)}
    found = unit.db.scalars(select(SetAsideEnvelope).order_by(SetAsideEnvelope.at, SetAsideEnvelope.envelope_id))
    return tuple(aside for aside in found if present.get(aside.envelope_id) == aside.version)


def answer(unit: Unit, envelope_id: str, state: str, ask: str) -> None:
    """Tell the sender of an envelope what became of it and whom to ask; in the command that does it.

    Nothing is told where the envelope was taken away meanwhile, or its sender's account is closed.
    """
    row = unit.db.get(EnvelopeRow, envelope_id)
    if row is None:
        return
    circle = Circle(frozenset({read_row(row).head.author}), frozenset({Group.COUNSELLORS}))
    try:
        put(unit, _ANSWER.format(kind=row.kind), row.id, spelled(Answer(state, ask)), circle)
    except RecipientClosed:
        return


def sent(unit: Unit, kind: str) -> tuple[Sent, ...]:
    """Return the account's own envelopes of a kind and how they went, the newest first."""
    own = [row for row in rows_of(unit, kind) if row.author == unit.actor.account]
    return tuple(_followed(unit, row) for row in sorted(own, key=lambda row: (row.created_at, row.id), reverse=True))


def _followed(unit: Unit, row: EnvelopeRow) -> Sent:
    labels = unit.database.account_labels
    receipt = next((one for one in receipts_of(unit, row.id) if one.version == row.version), None)
    answered = _answer_to(unit, row) or Answer("", "")
    return Sent(
        id=row.id,
        about=row.about,
        version=row.version,
        at=row.created_at,
        received_at=receipt.at if receipt else None,
        received_by=labels.get(receipt.account, "") if receipt else "",
        state=answered.state,
        whom_to_ask=labels.get(answered.ask, ""),
    )


def _answer_to(unit: Unit, row: EnvelopeRow) -> Answer | None:
    """Return the room's answer; what was altered, or answered by somebody who is no counsellor, is none."""
    found = row_about(unit, _ANSWER.format(kind=row.kind), row.id)
    if found is None:
        return None
    try:
        plain = open_row(unit, found)
        require_role(unit, found, Role.COUNSELLOR)
        return contents_of(Answer, plain)
    except AppError:
        return None


def require_role(unit: Unit, row: EnvelopeRow, role: Role) -> None:
    """Refuse an envelope whose author does not hold a role, whoever it is sealed to.

    Raises:
        Forged: somebody else wrote it.
    """
    if role not in unit.custody.vault.account(read_row(row).head.author).roles:
        raise Forged
