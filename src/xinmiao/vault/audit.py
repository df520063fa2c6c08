"""The audit trail: who did and opened what, chained so that a change is evident.

One chain per file: each entry's HMAC-SHA256 covers the entry before it. Update and delete are refused
by triggers. Entries hold ids and field names, never a person's words. Tamper-evident, not tamper-proof:
a cut tail or a whole rewritten chain is seen only against an anchor (`ChainHead`) kept elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from xinmiao.kernel.records import DataFile
from xinmiao.vault.base import ID_LENGTH, CounsellingBase, SchoolBase

SCHEMA_PREFIX = {DataFile.SCHOOL: "main", DataFile.COUNSELLING: "counselling"}


class AuditColumns:
    """One entry of a chain."""

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32), nullable=False)
    account: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)
    action: Mapped[str] = mapped_column(String(60), nullable=False)
    detail: Mapped[str] = mapped_column(Text, nullable=False)
    mac: Mapped[bytes] = mapped_column(LargeBinary(32), nullable=False)


class SubjectColumns:
    """Which record an entry is about; answers "who has opened this file"."""

    record: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


def _indexes() -> tuple[Index, ...]:
    """Return what `vault.trail` reads by; the number of an entry is the last part of each by itself."""
    return (
        Index("ix_audit_entry_at", "at"),
        Index("ix_audit_entry_action", "action"),
        Index("ix_audit_entry_account_action", "account", "action"),
    )


SEALS_NAMED = """instr(detail, '"sealed": {') > 0"""
"""True of the entries that name seals (`vault.seal_ledger`); spelled as in their index, or that is not used."""


class SchoolAuditEntry(AuditColumns, SchoolBase):
    """The chain of school.db."""

    __tablename__ = "audit_entry"
    __table_args__ = _indexes()


class CounsellingAuditEntry(AuditColumns, CounsellingBase):
    """The chain of counselling.db."""

    __tablename__ = "audit_entry"
    __table_args__ = (*_indexes(), Index("ix_audit_entry_seals", "seq", sqlite_where=text(SEALS_NAMED)))


class SchoolAuditSubject(SubjectColumns, SchoolBase):
    """Subjects of entries of school.db."""

    __tablename__ = "audit_subject"


class CounsellingAuditSubject(SubjectColumns, CounsellingBase):
    """Subjects of entries of counselling.db."""

    __tablename__ = "audit_subject"


@dataclass(frozen=True)
class Entry:
    """What an entry says; `detail` holds counts, ids and field names only."""

    at: datetime
    account: str
    action: str
    subjects: tuple[tuple[str, str], ...] = ()
    detail: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ChainHead:
    """The anchor of a chain: its last number and HMAC, to be kept where the chain's editor cannot reach."""

    seq: int
    mac: bytes


def head(connection: Connection, data_file: DataFile) -> ChainHead:
    """Return the chain's last entry; number 0 for an empty chain."""
    row = connection.exec_driver_sql(
        f"SELECT seq, mac FROM {SCHEMA_PREFIX[data_file]}.audit_entry ORDER BY seq DESC LIMIT 1"  # noqa: S608
    ).fetchone()
    return ChainHead(0, bytes(32)) if row is None else ChainHead(row[0], bytes(row[1]))


def mac_of(connection: Connection, data_file: DataFile, seq: int) -> bytes | None:
    """Return the HMAC stored with an entry, or None when there is no such entry."""
    stored = connection.exec_driver_sql(
        f"SELECT mac FROM {SCHEMA_PREFIX[data_file]}.audit_entry WHERE seq = ?",  # noqa: S608
        (seq,),
    ).scalar()
    return None if stored is None else bytes(stored)


def append(connection: Connection, data_file: DataFile, key: bytes, entry: Entry) -> ChainHead:
    """Add an entry to the chain of `data_file`; called inside the guard's opening."""
    last = head(connection, data_file)
    seq = last.seq + 1
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    detail = json.dumps({**entry.detail, "subjects": entry.subjects}, ensure_ascii=False, sort_keys=True)
    mac = _mac(key, last.mac, (seq, at, entry.account, entry.action, detail))
    prefix = SCHEMA_PREFIX[data_file]
    connection.exec_driver_sql(
        f"INSERT INTO {prefix}.audit_entry(seq, at, account, action, detail, mac) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (seq, at, entry.account, entry.action, detail, mac),
    )
    for record, record_id in dict.fromkeys(entry.subjects):
        connection.exec_driver_sql(
            f"INSERT INTO {prefix}.audit_subject(record, record_id, seq) VALUES (?, ?, ?)",  # noqa: S608
            (record, record_id, seq),
        )
    return ChainHead(seq, mac)


def _mac(key: bytes, previous: bytes, values: tuple[object, ...]) -> bytes:
    content = json.dumps(values, ensure_ascii=False).encode()
    return hmac.digest(key, previous + content, hashlib.sha256)


@dataclass(frozen=True)
class ChainFault:
    """The first place where a chain does not hold."""

    data_file: DataFile
    seq: int
    cut: bool = False
    """The chain ends before the anchor: its tail was cut off or an older file was put back."""


def verify(
    connection: Connection, data_file: DataFile, key: bytes, *, anchor: ChainHead | None = None
) -> ChainFault | None:
    """Recompute the whole chain; return the first bad entry, or None when it holds."""
    previous, expected_seq, anchored = bytes(32), 1, anchor is None or anchor.seq == 0
    for row in _rows(connection, data_file):
        seq, *content, mac = row
        if seq != expected_seq or not hmac.compare_digest(_mac(key, previous, (seq, *content)), mac):
            return ChainFault(data_file, expected_seq)
        if anchor is not None and seq == anchor.seq:
            if not hmac.compare_digest(mac, anchor.mac):
                return ChainFault(data_file, seq)
            anchored = True
        previous, expected_seq = mac, seq + 1
    return None if anchored else ChainFault(data_file, expected_seq, cut=True)


def _rows(connection: Connection, data_file: DataFile) -> Iterator[tuple[int, str, str, str, str, bytes]]:
    result = connection.exec_driver_sql(
        f"SELECT seq, at, account, action, detail, mac FROM {SCHEMA_PREFIX[data_file]}.audit_entry ORDER BY seq"  # noqa: S608
    )
    for seq, at, account, action, detail, mac in result:
        yield seq, at, account, action, detail, bytes(mac)


APPEND_ONLY_TABLES = ("audit_entry", "audit_subject", "revision")


def append_only_triggers(data_file: DataFile, tables: tuple[str, ...] = APPEND_ONLY_TABLES) -> tuple[str, ...]:
    """Return the DDL that makes the engine itself refuse to change or delete history."""
    prefix = SCHEMA_PREFIX[data_file]
    return tuple(
        f"CREATE TRIGGER {prefix}.{table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'append only'); END"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    )
