"""The authorizer on the signed-in connection: what SQL may do, whoever wrote it, cached or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DatabaseError

from slices.vault.ground import COUNSELLOR, Leaf, save_leaf, search_leaves
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import command
from xinmiao.vault.database import Database
from xinmiao.vault.unit import Unit

REFUSED_SQL = (
    "UPDATE main.file_state SET counter = 9",
    "INSERT INTO counselling.test_leaf VALUES ('x', 1, '', '', '', '', 'x', 1)",
    "DELETE FROM counselling.test_leaf",
    "DELETE FROM counselling.audit_entry",
    "UPDATE main.audit_entry SET account = 'x'",
    "DROP TABLE counselling.test_leaf",
    "CREATE TABLE main.x(a)",
    "CREATE TEMP TABLE x(a)",
    "CREATE TRIGGER main.t AFTER INSERT ON file_state BEGIN SELECT 1; END",
    "DROP TRIGGER counselling.audit_entry_no_delete",
    "ALTER TABLE counselling.test_leaf ADD COLUMN x",
    "ATTACH ':memory:' AS other",
    "DETACH counselling",
    "PRAGMA writable_schema = 1",
    "PRAGMA foreign_keys = 0",
    "PRAGMA counselling.journal_mode = off",
    "PRAGMA counselling.rekey = 'x'",
    "PRAGMA main.user_version = 9",
    "PRAGMA key",
    "VACUUM",
    "REINDEX",
    "ANALYZE",
    "SELECT load_extension('x')",
    "SELECT sqlcipher_export('counselling')",
    "INSERT INTO counselling.character_index(rowid, body) VALUES (9, 'x')",
    "INSERT INTO counselling.character_index(character_index) VALUES ('delete-all')",
    "DELETE FROM counselling.character_index_data",
    "UPDATE counselling.character_index_config SET v = 0",
)


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaf.forced")
def writes_past_the_unit(unit: Unit, statement: Any) -> None:
    """Write without the unit's flush."""
    unit.db.execute(statement)


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaf.saved")
def saves_then_forces(unit: Unit, statement: Any) -> None:
    """Flush a leaf, then write past the unit."""
    unit.db.add(Leaf(id="l-1", words="一片"))
    unit.db.flush()
    unit.db.execute(statement)


@pytest.mark.parametrize("statement", REFUSED_SQL)
def test_the_engine_refuses_it(database: Database, statement: str) -> None:
    with pytest.raises(sqlcipher.DatabaseError):
        database.raw.execute(statement).fetchall()


@pytest.mark.parametrize(
    "question",
    [
        "SELECT count(*) FROM counselling.test_leaf",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 3) SELECT max(i) FROM n",
        "PRAGMA main.integrity_check",
        "PRAGMA counselling.cipher_integrity_check",
    ],
)
def test_reading_is_allowed(database: Database, question: str) -> None:
    database.raw.execute(question).fetchall()


def test_vacuum_into_is_refused_and_leaves_no_copy(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with pytest.raises(sqlcipher.DatabaseError):
        database.raw.execute("VACUUM counselling INTO ?", (str(target),))
    assert not target.exists()


@pytest.mark.parametrize(
    "statement",
    [
        text("UPDATE counselling.test_leaf SET words = 'x'"),
        update(Leaf).values(words="x"),
        insert(Leaf).values(id="l-2", version=1, words="x"),
    ],
)
@pytest.mark.parametrize("operation", [writes_past_the_unit, saves_then_forces])
def test_an_operation_cannot_write_past_the_flush(database: Database, operation: Any, statement: Any) -> None:
    with pytest.raises(DatabaseError) as caught:
        database.run(COUNSELLOR, operation.bind(statement))

    assert "prohibited" in str(caught.value.orig) or "not authorized" in str(caught.value.orig)
    assert database.counters() == dict.fromkeys(database.files, 0)


def test_an_insert_prepared_while_writing_was_allowed_does_not_pass_afterwards(database: Database) -> None:
    statement = "INSERT INTO counselling.indexed_text(record, record_id) VALUES (?, ?)"
    with database.guard:
        database.raw.execute(statement, ("leaf", "l-1"))
    with pytest.raises(sqlcipher.DatabaseError):
        database.raw.execute(statement, ("leaf", "l-2"))


def test_a_flush_that_fails_leaves_the_connection_closed_for_writing(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "一片"))
    with pytest.raises(DatabaseError):
        database.run(COUNSELLOR, save_leaf.bind("l-1", "同一个号"))

    with pytest.raises(sqlcipher.DatabaseError):
        database.raw.execute("DELETE FROM counselling.test_leaf")
    database.run(COUNSELLOR, save_leaf.bind("l-2", "另一片"))
    assert database.run(COUNSELLOR, search_leaves.bind("另一")).value == ("l-2",)


@pytest.mark.parametrize("table", ["audit_entry", "audit_subject", "revision"])
@pytest.mark.parametrize("schema", ["main", "counselling"])
def test_history_is_append_only_even_where_writing_is_allowed(database: Database, schema: str, table: str) -> None:
    columns = {
        "audit_entry": "(seq, at, account, action, detail, mac) VALUES (1, '', '', '', '', x'00')",
        "audit_subject": "(record, record_id, seq) VALUES ('leaf', 'l-1', 1)",
        "revision": "(record, record_id, version, at, account, content, deleted) VALUES ('', '', 1, '', '', '', 0)",
    }[table]
    name = "record" if table != "audit_entry" else "account"
    with database.guard:
        database.raw.execute(f"INSERT INTO {schema}.{table} {columns}")
        for statement in (f"UPDATE {schema}.{table} SET {name} = 'x'", f"DELETE FROM {schema}.{table}"):  # noqa: S608
            with pytest.raises(sqlcipher.DatabaseError, match="append only"):
                database.raw.execute(statement)
        with pytest.raises(sqlcipher.DatabaseError, match="append only"):
            database.raw.execute(f"INSERT OR REPLACE INTO {schema}.{table} SELECT * FROM {schema}.{table}")  # noqa: S608
