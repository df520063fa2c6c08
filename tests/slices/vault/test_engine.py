"""Opening: every safety setting is set for both files and read back; the key never becomes a passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from slices.vault.ground import COUNSELLOR, Ground, save_leaf, save_plant, save_pot
from xinmiao.kernel.errors import Damaged, StorageError
from xinmiao.kernel.records import DataFile
from xinmiao.vault.database import Database
from xinmiao.vault.engine import connect, raw_key, sqlite_uri
from xinmiao.vault.migrate import create_files

SETTINGS = {
    "synchronous": 3,
    "journal_mode": "truncate",
    "secure_delete": 1,
    "fullfsync": 1,
    "temp_store": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}


@pytest.mark.parametrize("schema", ["main", "counselling"])
@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_setting_holds_for_each_file(database: Database, schema: str, name: str) -> None:
    database.guard.lift_for_copy()
    assert database.raw.execute(f"PRAGMA {schema}.{name}").fetchone()[0] == SETTINGS[name]


def test_a_busy_file_is_waited_for_two_seconds(database: Database) -> None:
    database.guard.lift_for_copy()
    assert database.raw.execute("PRAGMA busy_timeout").fetchone()[0] == 2_000


def test_a_missing_file_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        connect(tmp_path / "none.db", bytes(48)).execute("SELECT 1 FROM sqlite_schema")
    assert list(tmp_path.glob("*.db")) == []


def test_the_raw_key_is_96_hex_characters() -> None:
    assert raw_key(bytes(range(48))) == b"x'" + bytes(range(48)).hex().encode() + b"'"


def test_a_name_with_signs_stays_inside_the_path(tmp_path: Path) -> None:
    uri = sqlite_uri(tmp_path / "a?mode=rwc#b%20.db", "ro")
    assert uri.endswith("/a%3Fmode%3Drwc%23b%2520.db?mode=ro")


def test_a_school_is_not_made_over_another(ground: Ground) -> None:
    before = {data_file: ground.path(data_file).read_bytes() for data_file in DataFile}
    with pytest.raises(StorageError) as caught:
        create_files(ground.folder, ground.keys, school="x", root_fingerprint="y")
    assert caught.value.code == "E-EXISTS"
    assert {data_file: ground.path(data_file).read_bytes() for data_file in DataFile} == before


def test_the_wrong_key_opens_nothing(ground: Ground) -> None:
    ground.keys[DataFile.COUNSELLING] = bytes(48)
    with pytest.raises(Damaged):
        ground.open()


def test_an_account_with_the_school_key_alone_opens_school_db_alone(ground: Ground) -> None:
    database = ground.open(only_school=True)
    database.run(COUNSELLOR, save_pot.bind("p-1", "red", "7-1"))
    assert database.files == {DataFile.SCHOOL}
    assert database.counters() == {DataFile.SCHOOL: 1}
    database.close()


def test_a_teacher_who_saved_alone_does_not_make_the_pair_differ(ground: Ground) -> None:
    alone = ground.open(only_school=True)
    alone.run(COUNSELLOR, save_pot.bind("p-1", "red", "7-1"))
    alone.close()
    both = ground.open()
    both.run(COUNSELLOR, save_plant.bind("x-1", "一片"))
    both.close()
    ground.open().close()


def test_after_closing_no_handle_and_no_journal_content_is_left(ground: Ground) -> None:
    database = ground.open()
    database.run(COUNSELLOR, save_leaf.bind("l-1", "一片"))
    database.close()
    for data_file in DataFile:
        path = ground.path(data_file)
        assert all(side.stat().st_size == 0 for side in ground.folder.glob(f"{path.name}-*"))
        path.rename(path.with_suffix(".moved"))
