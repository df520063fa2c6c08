"""What a unit of work leaves behind of its changes: revision rows, names of changed fields, texts to index.

Owns the form of these traces; when they are written is the unit's affair.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, insert, inspect, select
from sqlalchemy.orm.attributes import History

from xinmiao.kernel.operations import Change
from xinmiao.kernel.records import DataFile
from xinmiao.vault import history
from xinmiao.vault.base import STAMPS, Versioned, data_file_of, file_of_class, plain_value

SEALED = "sealed"
"""The column of `sealed_rows`: with something in it, nothing of the record goes into the index."""
_ROWS_AT_ONCE = 900
"""As many ids as one statement asks for."""
_IDS_NAMED = 50
"""An entry for a bulk write names this many records; the counts cover all of them."""


class Traces:
    """The changes of one unit."""

    def __init__(self) -> None:
        self.changes: set[Change] = set()
        self.added: set[Change] = set()
        self.files: set[DataFile] = set()
        self.to_index: dict[tuple[str, str], str | None] = {}
        self._file_of: dict[str, DataFile] = {}
        self._fields: dict[str, set[str]] = defaultdict(set)

    def note(self, record: Versioned, fields: set[str], *, deleted: bool = False) -> None:
        """Note a record that was written; text that became empty leaves the index, too."""
        name = record.spec.record
        self.changes.add(Change(name, record.id))
        self._file_of[name] = data_file_of(record)
        self.files.add(self._file_of[name])
        self._fields[name] |= fields
        if type(record).searched_text is not Versioned.searched_text:
            hidden = deleted or getattr(record, SEALED, None) is not None
            self.to_index[name, record.id] = None if hidden else record.searched_text() or None

    def note_added(self, model: type[Versioned], ids: Sequence[str]) -> None:
        """Note records that were not there before."""
        if not ids:
            return
        name, data_file = model.spec.record, file_of_class(model)
        new = {Change(name, record_id) for record_id in ids}
        self.added |= new
        self.changes |= new
        self._file_of[name] = data_file
        self.files.add(data_file)
        self._fields[name] |= set()

    def note_deleted(self, model: type[Versioned], ids: Iterable[str]) -> None:
        """Note records that are not there any more."""
        name, data_file = model.spec.record, file_of_class(model)
        self.changes |= {Change(name, record_id) for record_id in ids}
        self._file_of[name] = data_file
        self.files.add(data_file)
        self._fields[name] |= set()

    def note_other(self, data_file: DataFile, change: Change) -> None:
        """Note something written that is no declared record."""
        self.changes.add(change)
        self._file_of[change.record] = data_file
        self.files.add(data_file)
        self._fields[change.record] |= set()

    def detail(self, data_file: DataFile) -> dict[str, object]:
        """Return what the audit entry of a file says: counts, ids and field names of its own records."""
        by_record: dict[str, list[str]] = defaultdict(list)
        for change in sorted(self.changes, key=lambda change: (change.record, change.id)):
            if self._file_of[change.record] is data_file:
                by_record[change.record].append(change.id)
        return {
            "changes": {
                record: {"count": len(ids), "ids": ids[:_IDS_NAMED], "fields": sorted(self._fields[record])}
                for record, ids in by_record.items()
            }
        }


@dataclass(frozen=True)
class Hand:
    """Who writes, and when."""

    account: str
    at: datetime


def added_at_once(
    connection: Connection, model: type[Versioned], rows: Sequence[Mapping[str, Any]], hand: Hand
) -> None:
    """Write new records of one kind in one statement, with the stamps the unit of work gives.

    Records that are found by their words go through the unit one by one, because each writes its index.
    """
    _refuse_indexed(model)
    stamps = {
        "version": 1,
        "created_at": hand.at,
        "created_by": hand.account,
        "changed_at": hand.at,
        "changed_by": hand.account,
    }
    table = cast("Table", inspect(model).local_table)
    names = [column.name for column in table.columns if column.name not in stamps]
    if rows:
        connection.execute(insert(table), [{**{name: row.get(name) for name in names}, **stamps} for row in rows])


def deleted_at_once(connection: Connection, model: type[Versioned], ids: Sequence[str], hand: Hand) -> tuple[str, ...]:
    """Delete records of one kind and keep what they were, as the unit of work does; return whom there were.

    Records whose index or sealed text goes with them are deleted through the unit, one by one.
    """
    _refuse_indexed(model)
    if hasattr(model, SEALED):
        raise AssertionError(model.__name__)
    table, gone = cast("Table", inspect(model).local_table), list[str]()
    revision = cast("Table", inspect(_revision_model(file_of_class(model))).local_table)
    forgotten = {field.name for field in model.spec.fields if not field.kept_in_history}
    kept = [column.name for column in table.columns if column.name not in STAMPS and column.name not in forgotten]
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        some = table.c.id.in_(ids[start : start + _ROWS_AT_ONCE])
        rows = connection.execute(select(table).where(some)).mappings().all()
        revisions = []
        for row in rows:
            content = {name: plain_value(row[name]) for name in kept}
            revisions.append(_revision_row(model, row["id"], row["version"], hand) | _content(content) | {"deleted": 1})
        if revisions:
            connection.execute(insert(revision), revisions)
            connection.execute(delete(table).where(some))
            gone += [row["id"] for row in rows]
    return tuple(gone)


def _refuse_indexed(model: type[Versioned]) -> None:
    if model.searched_text is not Versioned.searched_text:
        raise AssertionError(model.__name__)


def _revision_model(data_file: DataFile) -> type[history.RevisionColumns]:
    return history.CounsellingRevision if data_file is DataFile.COUNSELLING else history.SchoolRevision


def _revision_row(model: type[Versioned], record_id: str, version: int, hand: Hand) -> dict[str, object]:
    return {
        "record": model.spec.record,
        "record_id": record_id,
        "version": version,
        "at": hand.at.isoformat(timespec="microseconds"),
        "account": hand.account,
    }


def _content(values: Mapping[str, object]) -> dict[str, object]:
    return {"content": json.dumps(values, ensure_ascii=False, sort_keys=True)}


def revision_of(record: Versioned, changed: dict[str, object], hand: Hand, *, deleted: bool = False) -> Any:
    """Return the row that keeps what `record` was; `changed` holds the earlier values of changed fields."""
    forgotten = {field.name for field in record.spec.fields if not field.kept_in_history}
    values = {
        attribute.key: plain_value(
            changed[attribute.key] if attribute.key in changed else getattr(record, attribute.key)
        )
        for attribute in inspect(record).mapper.column_attrs
        if attribute.key not in STAMPS and attribute.key not in forgotten
    }
    made = _revision_row(type(record), record.id, record.version, hand) | _content(values)
    model: Any = _revision_model(data_file_of(record))
    return model(**made, deleted=int(deleted))


def changed_fields(record: Versioned) -> dict[str, object]:
    """Return names of changed attributes and the values they had."""
    found: dict[str, object] = {}
    state = inspect(record)
    for attribute in state.mapper.column_attrs:
        change: History = state.attrs[attribute.key].history
        if change.has_changes():
            found[attribute.key] = change.deleted[0] if change.deleted else None
    return found
