"""The character index: finding Chinese text of one, two or more characters.

unicode61 finds no Chinese substring and trigram misses two-character words, so each character is one
token and a query is a phrase of characters. The index is contentless (no second copy of the text) and
lies inside the file whose text it indexes. What is removed is not found any more, but its characters stay
in the index until it is merged: erasing a person therefore calls `purge`.
Reference: SQLite FTS5, https://sqlite.org/fts5.html (contentless-delete tables, secure-delete).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xinmiao.vault.base import ID_LENGTH, CounsellingBase

INDEX_TABLE = "counselling.character_index"
CREATE_INDEX = (
    f"CREATE VIRTUAL TABLE {INDEX_TABLE} USING fts5"
    "(body, content='', contentless_delete=1, detail='full', tokenize='unicode61')"
)
SECURE_DELETE = f"INSERT INTO {INDEX_TABLE}(character_index, rank) VALUES ('secure-delete', 1)"  # noqa: S608 -- constants


class IndexedText(CounsellingBase):
    """Which record stands behind a row of the character index."""

    __tablename__ = "indexed_text"
    __table_args__ = (UniqueConstraint("record", "record_id"),)

    row: Mapped[int] = mapped_column(Integer, primary_key=True)
    record: Mapped[str] = mapped_column(String(40), nullable=False)
    record_id: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)


def characters(text: str) -> str:
    """Return the text with a blank between all characters, folded for search (NFKC, lower case)."""
    return " ".join(unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True)
class IndexEntry:
    """The text of one record for the index; None removes it."""

    record: str
    record_id: str
    text: str | None


def put(connection: Connection, entry: IndexEntry) -> None:
    """Write or remove one record's text; called by the unit of work inside its flush."""
    found = connection.exec_driver_sql(
        "SELECT row FROM counselling.indexed_text WHERE record = ? AND record_id = ?", (entry.record, entry.record_id)
    ).scalar()
    if found is not None:
        connection.exec_driver_sql(f"DELETE FROM {INDEX_TABLE} WHERE rowid = ?", (found,))  # noqa: S608
    if entry.text is None:
        if found is not None:
            connection.exec_driver_sql("DELETE FROM counselling.indexed_text WHERE row = ?", (found,))
        return
    if found is None:
        found = connection.exec_driver_sql(
            "INSERT INTO counselling.indexed_text(record, record_id) VALUES (?, ?) RETURNING row",
            (entry.record, entry.record_id),
        ).scalar_one()
    connection.exec_driver_sql(
        f"INSERT INTO {INDEX_TABLE}(rowid, body) VALUES (?, ?)",  # noqa: S608
        (found, characters(entry.text)),
    )


def purge(connection: Connection) -> None:
    """Merge the index, so that no character of removed texts is left; part of every erasure, before VACUUM."""
    connection.exec_driver_sql(f"INSERT INTO {INDEX_TABLE}(character_index) VALUES ('optimize')")  # noqa: S608


def find(
    connection: Connection, record: str, words: str, *, limit: int = 200, among: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return ids of records whose text holds every blank-separated word of `words`, newest first.

    `among` limits the answer to these records, however many others hold the words.
    """
    folded = (characters(word.replace('"', " ")) for word in words.split() if any(char.isalnum() for char in word))
    phrases = " AND ".join(f'"{word}"' for word in folded)
    if not phrases:
        return ()
    if among is None:
        found = connection.exec_driver_sql(_FIND, (phrases, record, limit))
    else:
        found = connection.exec_driver_sql(_FIND_AMONG, (record, json.dumps(list(among)), phrases, limit))
    return tuple(row[0] for row in found)


_FIND = (
    f"SELECT t.record_id FROM {INDEX_TABLE} AS i CROSS JOIN counselling.indexed_text AS t "  # noqa: S608 -- constants
    " ON t.row = i.rowid WHERE i.body MATCH ? AND t.record = ? ORDER BY i.rowid DESC LIMIT ?"
)
_FIND_AMONG = (
    "SELECT record_id FROM counselling.indexed_text WHERE record = ?"  # noqa: S608 -- constants
    " AND record_id IN (SELECT value FROM json_each(?))"
    f" AND row IN (SELECT rowid FROM {INDEX_TABLE} WHERE body MATCH ?) ORDER BY row DESC LIMIT ?"
)
