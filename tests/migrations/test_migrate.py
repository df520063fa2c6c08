"""Migrating: both files or neither, no row lost, and yesterday's files open (faults 54, 56)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from doubles import FrozenClock, SequenceIds
from migrations.steps import write_next_step
from slices.vault.ground import COUNSELLOR, Ground, make_ground, save_plant
from xinmiao.kernel.errors import StorageError
from xinmiao.kernel.records import DataFile
from xinmiao.vault.engine import SCHEMA_VERSION, SCHEMAS, open_connection
from xinmiao.vault.migrate import migrate, needs_migration


@pytest.fixture
def ground(tmp_path: Path, clock: FrozenClock, ids: SequenceIds) -> Ground:
    folder = tmp_path / "data"
    folder.mkdir()
    made = make_ground(folder, clock, ids)
    database = made.open()
    for number in range(5):
        database.run(COUNSELLOR, save_plant.bind(f"x-{number}", "一片"))
    database.close()
    return made


def _open(ground: Ground) -> Any:
    return open_connection(ground.folder, ground.keys)


def _shape(raw: Any) -> dict[str, Any]:
    """Return all tables with their columns and rows."""
    shape = {}
    for schema in SCHEMAS.values():
        for name, sql in raw.execute(f"SELECT name, sql FROM {schema}.sqlite_schema").fetchall():  # noqa: S608
            rows = sql and sql.startswith("CREATE TABLE") and raw.execute(f'SELECT * FROM {schema}."{name}"').fetchall()  # noqa: S608
            shape[f"{schema}.{name}"] = (sql, [tuple(row) for row in rows or ()])
    return shape


def test_a_step_over_both_files_is_taken_once(ground: Ground, tmp_path: Path) -> None:
    scripts = write_next_step(tmp_path / "scripts")
    raw = _open(ground)
    migrate(raw, scripts)
    migrate(_open(ground), scripts)

    raw = _open(ground)
    columns = [row[1] for row in raw.execute("PRAGMA main.table_info(test_pot)")]
    assert columns.count("height") == 1
    assert raw.execute("SELECT count(*), sum(height) FROM counselling.test_leaf").fetchone() == (5, 0)
    assert raw.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    raw.close()


@pytest.mark.parametrize(
    "more",
    [
        'op.execute("SELECT * FROM no_such_table")',
        'op.execute("DELETE FROM main.test_pot")\nop.execute("syntax error")',
        'op.execute("UPDATE main.file_state SET counter = NULL")',
    ],
)
def test_a_step_that_fails_half_way_leaves_both_files_as_before(ground: Ground, tmp_path: Path, more: str) -> None:
    scripts = write_next_step(tmp_path / "scripts", more)
    raw = _open(ground)
    before = _shape(raw)
    with pytest.raises(StorageError):
        migrate(raw, scripts)
    raw.close()

    raw = _open(ground)
    assert _shape(raw) == before
    assert raw.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    raw.close()


@pytest.mark.parametrize("table", ["main.test_pot", "counselling.test_leaf"])
def test_a_step_that_would_lose_a_row_is_refused_by_name(ground: Ground, tmp_path: Path, table: str) -> None:
    scripts = write_next_step(tmp_path / "scripts", f"op.execute(\"DELETE FROM {table} WHERE id = 'x-3'\")")  # noqa: S608
    raw = _open(ground)
    before = _shape(raw)
    with pytest.raises(StorageError) as caught:
        migrate(raw, scripts)
    assert caught.value.code == "E-MIGRATE"
    assert table in caught.value.told()
    raw = _open(ground)
    assert _shape(raw) == before
    raw.close()


def test_rebuilding_a_parent_table_keeps_its_children(ground: Ground, tmp_path: Path) -> None:
    """With foreign keys on, dropping the parent deletes the children, and every check stays clean."""
    raw = _open(ground)
    raw.execute("CREATE TABLE main.child(a TEXT REFERENCES test_pot(id) ON DELETE CASCADE)")
    raw.execute("INSERT INTO main.child SELECT id FROM main.test_pot")
    more = (
        'op.execute("CREATE TABLE main.new_pot (id VARCHAR(36) PRIMARY KEY, colour VARCHAR(20))")\n'
        'op.execute("INSERT INTO main.new_pot SELECT id, colour FROM main.test_pot")\n'
        'op.execute("DROP TABLE main.test_pot")\n'
        'op.execute("ALTER TABLE main.new_pot RENAME TO test_pot")'
    )
    migrate(raw, write_next_step(tmp_path / "scripts", more))
    raw = _open(ground)
    assert raw.execute("SELECT count(*) FROM main.child").fetchone()[0] == 5
    assert raw.execute("PRAGMA main.foreign_key_check").fetchall() == []
    raw.close()


def test_only_older_files_need_migrating(ground: Ground) -> None:
    raw = _open(ground)
    assert not needs_migration(raw, frozenset(DataFile))
    raw.execute(f"PRAGMA counselling.user_version = {SCHEMA_VERSION - 1}")
    assert needs_migration(raw, frozenset(DataFile))
    assert not needs_migration(raw, frozenset({DataFile.SCHOOL}))
    raw.close()


def test_the_newest_number_is_the_number_of_the_newest_script() -> None:
    import xinmiao.vault.migrations as package  # noqa: PLC0415 -- the folder, not the code

    versions = Path(next(iter(package.__path__))) / "versions"
    newest = max(path.name for path in versions.glob("m*.py"))
    assert int(newest[1:5]) == SCHEMA_VERSION
