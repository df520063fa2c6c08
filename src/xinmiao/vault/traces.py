"""What a unit of work leaves behind of its changes: revision rows, names of changed fields, texts to index.

Owns the form of these traces; when they are written is the unit's affair.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, insert, inspect
from sqlalchemy.orm.attributes import History

from xinmiao.kernel.operations import Change
from xinmiao.kernel.records import DataFile
from xinmiao.vault import history
from xinmiao.vault.base import STAMPS, Versioned, data_file_of, file_of_class, plain_value

SEALED = "sealed"
"""The column of `sealed_rows`: with something in it, nothing of the record goes into the index."""
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
    if model.searched_text is not Versioned.searched_text:
        raise AssertionError(model.__name__)
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
    model = history.CounsellingRevision if data_file_of(record) is DataFile.COUNSELLING else history.SchoolRevision
    return model(
        record=record.spec.record,
        record_id=record.id,
        version=record.version,
        at=hand.at.isoformat(timespec="microseconds"),
        account=hand.account,
        content=json.dumps(values, ensure_ascii=False, sort_keys=True),
        deleted=int(deleted),
    )


def changed_fields(record: Versioned) -> dict[str, object]:
    """Return names of changed attributes and the values they had."""
    found: dict[str, object] = {}
    state = inspect(record)
    for attribute in state.mapper.column_attrs:
        change: History = state.attrs[attribute.key].history
        if change.has_changes():
            found[attribute.key] = change.deleted[0] if change.deleted else None
    return found
