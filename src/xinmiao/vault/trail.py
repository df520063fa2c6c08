"""Reading the audit trail: entries of both chains merged by time, a page at a time.

Owns which index answers which question, so that a page of 200,000 entries costs as much as one of 200: a filter
becomes one stream for each action, each in the order of its chain, and the streams are merged until the page is
full. Inside a chain the order is the order of writing, whatever the clock said. Says nothing about who may read what.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.vault import audit
from xinmiao.vault.audit import SCHEMA_PREFIX
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned
from xinmiao.vault.unit import Unit

Subject = tuple[str, str]
"""The kind of a record and its id."""


@dataclass(frozen=True)
class StoredEntry:
    """One entry as it lies in its chain."""

    data_file: DataFile
    seq: int
    at: datetime
    account: str
    action: str
    subjects: tuple[Subject, ...]
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; nothing said means all."""

    account: str = ""
    action: Callable[[str], bool] | None = None
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is not wanted any more."""
    subjects: tuple[Subject, ...] = ()
    """Only entries about one of these records."""


Place = Mapping[DataFile, int]
"""Where a page ended: in each chain, the number of the oldest entry shown."""


@dataclass(frozen=True)
class StoredPage:
    """Entries, the newest first; `after` is None when there are no older ones."""

    entries: tuple[StoredEntry, ...]
    after: Place | None


def read_page(unit: Unit, wanted: Wanted, *, limit: int, before: Place | None = None) -> StoredPage:
    """Return the newest entries wanted, or those older than the place `before`."""
    connection = unit.db.connection()
    with ExitStack() as cursors:
        chains = [
            _Chain(connection, cursors, data_file, (before or {}).get(data_file)).entries(wanted)
            for data_file in sorted(unit.database.files)
        ]
        merged = heapq.merge(*chains, key=lambda entry: entry.at, reverse=True)
        found = tuple(islice(merged, limit + 1))
    shown = found[:limit]
    place = dict(before or {})
    place.update((entry.data_file, entry.seq) for entry in shown)
    return StoredPage(shown, place if len(found) > limit else None)


def count_by_action(unit: Unit, since: datetime | None, until: datetime | None) -> dict[str, int]:
    """Return how many entries of each action the open files hold from `since` until before `until`."""
    counts: dict[str, int] = {}
    for data_file in sorted(unit.database.files):
        rows = unit.db.connection().exec_driver_sql(
            f"SELECT action, count(*) FROM {SCHEMA_PREFIX[data_file]}.audit_entry"  # noqa: S608 -- names of our own schema
            " WHERE at >= ? AND at < ? GROUP BY action",
            (_stored(since) or "", _stored(until) or "~"),
        )
        for action, count in rows:
            counts[action] = counts.get(action, 0) + count
    return counts


def last_number(unit: Unit, data_file: DataFile) -> int:
    """Return the number of a chain's last entry."""
    return audit.head(unit.db.connection(), data_file).seq


def moment_of(unit: Unit, data_file: DataFile, seq: int) -> datetime | None:
    """Return when an entry says it was written, or None when it is not there or says no moment."""
    stored = (
        unit.db.connection()
        .exec_driver_sql(f"SELECT at FROM {SCHEMA_PREFIX[data_file]}.audit_entry WHERE seq = ?", (seq,))  # noqa: S608
        .scalar()
    )
    return None if stored is None else _moment(stored)


def records_of(unit: Unit, record: str, record_id: str) -> tuple[Subject, ...]:
    """Return a record and all records that refer to it, in the files that are open."""
    found: list[Subject] = [(record, record_id)]
    for model, reference in _referring(unit, record):
        ids = unit.db.scalars(select(model.id).where(getattr(model, reference) == record_id))
        found += [(model.spec.record, each) for each in ids]
    return tuple(found)


def referred_to(unit: Unit, record: str, subjects: Iterable[Subject]) -> dict[Subject, str]:
    """Return for each subject the id of the `record` it refers to, or is; those without one are left out."""
    asked = set(subjects)
    found = {subject: subject[1] for subject in asked if subject[0] == record}
    for model, reference in _referring(unit, record):
        ids = {record_id for kind, record_id in asked if kind == model.spec.record}
        if ids:
            rows = unit.db.execute(select(model.id, getattr(model, reference)).where(model.id.in_(ids)))
            found |= {(model.spec.record, row[0]): row[1] for row in rows}
    return found


def known_specs() -> dict[str, RecordSpec]:
    """Return the declaration of every mapped kind of record by its name."""
    return {model.spec.record: model.spec for _base, model in _models()}


@dataclass(frozen=True)
class _Chain:
    """One chain, read backwards from an entry."""

    connection: Connection
    cursors: ExitStack
    data_file: DataFile
    before: int | None = None
    _table: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_table", f"{SCHEMA_PREFIX[self.data_file]}.audit_entry")

    def entries(self, wanted: Wanted) -> Iterator[StoredEntry]:
        """Yield what is wanted, the newest first."""
        span = self._span(wanted)
        if span is None:
            return iter(())
        if wanted.subjects:
            streams = [self._about(wanted, span)]
        elif wanted.account or wanted.action:
            streams = [self._of_action(action, wanted, span) for action in self._actions(wanted)]
        else:
            streams = [self._rows([], [], wanted, span)]
        return heapq.merge(*streams, key=lambda entry: entry.seq, reverse=True)

    def _span(self, wanted: Wanted) -> tuple[int, int] | None:
        """Return the least and greatest number that can be wanted, or None when no entry is."""
        first, last = 1, (self.before or 1 << 62) - 1
        if wanted.since is not None or wanted.until is not None:
            low, high = _stored(wanted.since) or "", _stored(wanted.until) or "~"
            question = f"SELECT min(seq), max(seq) FROM {self._table} WHERE at >= ? AND at < ?"  # noqa: S608
            found = self._ask(question, low, high)[0]
            if found[0] is None:
                return None
            first, last = found[0], min(last, found[1])
        return (first, last) if first <= last else None

    def _actions(self, wanted: Wanted) -> list[str]:
        """Return the actions that occur and are wanted, hopping through the index from one to the next."""
        of_account, values = ("account = ? AND", (wanted.account,)) if wanted.account else ("", ())
        found: list[str] = []
        last: str | None = ""
        while True:
            question = f"SELECT min(action) FROM {self._table} WHERE {of_account} action > ?"  # noqa: S608
            last = self._ask(question, *values, last)[0][0]
            if last is None:
                return [action for action in found if wanted.action is None or wanted.action(action)]
            found.append(last)

    def _of_action(self, action: str, wanted: Wanted, span: tuple[int, int]) -> Iterator[StoredEntry]:
        conditions, values = ["action = ?"], [action]
        if wanted.account:
            conditions, values = [*conditions, "account = ?"], [*values, wanted.account]
        return self._rows(conditions, values, wanted, span)

    def _about(self, wanted: Wanted, span: tuple[int, int]) -> Iterator[StoredEntry]:
        pairs = ", ".join("(?, ?)" for _subject in wanted.subjects)
        subject_table = f"{SCHEMA_PREFIX[self.data_file]}.audit_subject"
        about = f"seq IN (SELECT seq FROM {subject_table} WHERE (record, record_id) IN (VALUES {pairs}))"  # noqa: S608
        values = [part for subject in wanted.subjects for part in subject]
        stream = self._rows([about], values, wanted, span)
        return (
            entry
            for entry in stream
            if (not wanted.account or entry.account == wanted.account)
            and (wanted.action is None or wanted.action(entry.action))
        )

    def _rows(
        self, conditions: list[str], values: list[str], wanted: Wanted, span: tuple[int, int]
    ) -> Iterator[StoredEntry]:
        conditions, asked = [*conditions, "seq BETWEEN ? AND ?"], [*values, *span]
        for moment, condition in ((wanted.since, "+at >= ?"), (wanted.until, "+at < ?")):
            if moment is not None:
                conditions, asked = [*conditions, condition], [*asked, _stored(moment) or ""]
        rows = self.connection.exec_driver_sql(
            f"SELECT seq, at, account, action, detail FROM {self._table}"  # noqa: S608 -- names of our own schema
            f" WHERE {' AND '.join(conditions)} ORDER BY seq DESC",
            tuple(asked),
        )
        self.cursors.callback(rows.close)
        return (self._entry(*row) for row in rows)

    def _entry(self, seq: int, at: str, account: str, action: str, detail: str) -> StoredEntry:
        told = _told(detail)
        subjects = tuple((str(kind), str(record_id)) for kind, record_id in told.pop("subjects", ()))
        return StoredEntry(self.data_file, seq, _moment(at) or _NO_MOMENT, account, action, subjects, told)

    def _ask(self, question: str, *values: object) -> list[Any]:
        return list(self.connection.exec_driver_sql(question, values).fetchall())


_NO_MOMENT = datetime.min.replace(tzinfo=UTC)
"""Shown for an entry whose time somebody made unreadable; such a chain fails its check."""


def _moment(stored: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _told(detail: str) -> dict[str, Any]:
    try:
        told = json.loads(detail)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _stored(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds")


def _models() -> list[tuple[DataFile, Any]]:
    return [
        (data_file, mapper.class_)
        for base, data_file in ((SchoolBase, DataFile.SCHOOL), (CounsellingBase, DataFile.COUNSELLING))
        for mapper in base.registry.mappers
        if issubclass(mapper.class_, Versioned)
    ]


def _referring(unit: Unit, record: str) -> Iterator[tuple[Any, str]]:
    """Yield the mapped classes of the open files with the field by which they refer to `record`."""
    for data_file, model in _models():
        names = [field.name for field in model.spec.fields if isinstance(field, ReferenceField)]
        names = [name for name in names if model.spec.field(name).record == record]
        if data_file in unit.database.files and names:
            yield model, names[0]
