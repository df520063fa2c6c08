"""Envelopes between people: put into school.db, found, replaced, opened, taken away, with receipts.

Owns the tables. What a kind of envelope holds and who writes it is its feature's affair. The columns
beside the bytes only help to find an envelope; nothing is believed that the envelope does not say itself.
What arrives for the counsellors is taken over by `arriving`, which also tells how a slice sends and receives.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from xinmiao.kernel.access import Role
from xinmiao.kernel.operations import Change
from xinmiao.kernel.records import DataFile
from xinmiao.vault.base import ID_LENGTH, SchoolBase, UtcDateTime
from xinmiao.vault.envelopes.envelope import Circle, Envelope, Subject, read_envelope
from xinmiao.vault.envelopes.errors import Misplaced, RecipientClosed
from xinmiao.vault.envelopes.sealing import is_recipient, open_sealed, seal, secrets_of
from xinmiao.vault.unit import Unit

RECORD = "envelope"
"""The kind of record an envelope is for pages that show one."""


class EnvelopeRow(SchoolBase):
    """An envelope on its way, or lying where its recipients read it."""

    __tablename__ = "envelope"
    __table_args__ = (Index("ix_envelope_kind_about", "kind", "about"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), nullable=False)
    about: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)
    author: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    recipients: Mapped[str] = mapped_column(Text, nullable=False)
    size: Mapped[int] = mapped_column(Integer, nullable=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)


class EnvelopeReceipt(SchoolBase):
    """Who took which version out, and when."""

    __tablename__ = "envelope_receipt"

    envelope_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    account: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)


def put(unit: Unit, kind: str, about: str, plain: bytes, circle: Circle) -> str:
    """Seal `plain` and lay it into school.db, in place of the earlier one of this kind and subject; return its id.

    Raises what `envelopes.seal` raises.
    """
    custody = unit.custody
    there = row_about(unit, kind, about)
    row = there or EnvelopeRow(id=unit.ids.new(), kind=kind, about=about, version=0)
    subject = Subject(kind, row.id, row.version + 1, about)
    envelope = seal(subject, plain, circle, custody.keyring, custody.vault)
    row.sealed = envelope.to_bytes()
    row.author, row.version, row.created_at = envelope.head.author, subject.version, envelope.head.at
    row.recipients, row.size = " ".join(envelope.recipients), len(row.sealed)
    if there is None:
        unit.db.add(row)
    unit.wrote(DataFile.SCHOOL, Change(RECORD, row.id))
    return row.id


def row_about(unit: Unit, kind: str, about: str) -> EnvelopeRow | None:
    """Return the envelope of a kind about something."""
    return unit.db.scalar(select(EnvelopeRow).where(EnvelopeRow.kind == kind, EnvelopeRow.about == about))


def rows_of(unit: Unit, kind: str) -> tuple[EnvelopeRow, ...]:
    """Return all envelopes of a kind, opened by nobody."""
    return tuple(unit.db.scalars(select(EnvelopeRow).where(EnvelopeRow.kind == kind).order_by(EnvelopeRow.id)))


def read_row(row: EnvelopeRow) -> Envelope:
    """Return a row's envelope; Misplaced when it is another one than the row says."""
    envelope = read_envelope(row.sealed)
    subject = envelope.head.subject
    if (subject.id, subject.kind, subject.about, subject.version) != (row.id, row.kind, row.about, row.version):
        raise Misplaced
    return envelope


def open_row(unit: Unit, row: EnvelopeRow) -> bytes:
    """Return what lies in a row's envelope; raises as `envelopes.open_sealed`."""
    custody, envelope = unit.custody, read_row(row)
    return open_sealed(envelope, secrets_of(custody.keyring), custody.vault, kind=row.kind, about=row.about)


def is_for_me(unit: Unit, row: EnvelopeRow) -> bool:
    """Return whether the account is among the recipients."""
    return is_recipient(read_row(row), unit.custody.keyring)


def take_away(unit: Unit, row: EnvelopeRow) -> None:
    """Remove an envelope. Who copied it before, with his key, still opens the copy."""
    for receipt in unit.db.scalars(select(EnvelopeReceipt).where(EnvelopeReceipt.envelope_id == row.id)):
        unit.db.delete(receipt)
    unit.db.delete(row)
    unit.wrote(DataFile.SCHOOL, Change(RECORD, row.id))


def narrow(unit: Unit, abouts: Iterable[str], named: frozenset[str]) -> None:
    """Seal again to their receivers and `named` alone what counsellors wrote about some records, which became secret.

    What was read stays read. What a teacher signed stays as he signed it; what is not for this account (it was narrowed
    before) stays as it is. A receiver whose account is closed gets nothing any more.
    """
    for row in unit.db.scalars(select(EnvelopeRow).where(EnvelopeRow.about.in_(tuple(abouts)))).all():
        if is_for_me(unit, row) and Role.COUNSELLOR in _roles(unit, row.author):
            _narrow(unit, row, named)


def _narrow(unit: Unit, row: EnvelopeRow, named: frozenset[str]) -> None:
    plain, receipts = open_row(unit, row), receipts_of(unit, row.id)
    receivers = {account for account in read_row(row).accounts if Role.COUNSELLOR not in _roles(unit, account)}
    try:
        put(unit, row.kind, row.about, plain, Circle(frozenset(receivers | named)))
    except RecipientClosed:
        take_away(unit, row)
        return
    for receipt in receipts:
        receipt.version += receipt.version == row.version - 1


def _roles(unit: Unit, account: str) -> frozenset[Role]:
    return unit.custody.vault.account(account).roles


def note_receipt(unit: Unit, row: EnvelopeRow) -> None:
    """Note that the account took this version out."""
    receipt = unit.db.get(EnvelopeReceipt, (row.id, unit.actor.account))
    if receipt is None:
        receipt = EnvelopeReceipt(envelope_id=row.id, account=unit.actor.account)
        unit.db.add(receipt)
    receipt.version, receipt.at = row.version, unit.clock.now()
    unit.wrote(DataFile.SCHOOL, Change(RECORD, row.id))


def receipts_of(unit: Unit, envelope_id: str) -> tuple[EnvelopeReceipt, ...]:
    """Return who took an envelope out, the first one first."""
    statement = select(EnvelopeReceipt).where(EnvelopeReceipt.envelope_id == envelope_id)
    return tuple(unit.db.scalars(statement.order_by(EnvelopeReceipt.at)))
