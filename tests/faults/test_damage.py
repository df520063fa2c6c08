"""Damaged, missing, foreign, older and mixed files: told apart, never replaced by new ones.

Faults 14, 27–33, 35–41, 47, 49–51, 55, 78, 88.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from slices.vault.backing import Backed, make_backed
from slices.vault.ground import COUNSELLOR, open_leaf, save_leaf, save_plant
from xinmiao.kernel.errors import AppError, Damaged, ReadOnly, StorageError, TooNew
from xinmiao.kernel.records import DataFile
from xinmiao.vault.database import Database
from xinmiao.vault.doctor import Patient, Report, Severity, check_pages, examine
from xinmiao.vault.engine import FILE_NAMES, SCHEMA_VERSION, connect, raw_key
from xinmiao.vault.keys import FileAnchor
from xinmiao.vault.restore import restore

BOTH = pytest.mark.parametrize("data_file", list(DataFile))
PAGE = 4096


@pytest.fixture
def backed(tmp_path: Path) -> Backed:
    made = make_backed(tmp_path / "school")
    with made.database() as database:
        for number in range(2, 40):
            database.run(COUNSELLOR, save_leaf.bind(f"n-{number}", "很长的话。" * 120))
    return made


def _path(backed: Backed, data_file: DataFile) -> Path:
    return backed.ground.path(data_file)


def _refusal(backed: Backed) -> AppError:
    with pytest.raises(AppError) as caught:
        backed.ground.open()
    return caught.value


def _patient(backed: Backed, **more: object) -> Patient:
    return Patient(backed.school.data, backed.ground.keys, backed.ground.audit_keys, **more)  # type: ignore[arg-type]


def _codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def _edit(path: Path, change: Callable[[bytearray], object]) -> None:
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)


def _flip(place: int) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        content[place] ^= 1

    return change


@BOTH
def test_a_missing_file_is_not_made_anew(backed: Backed, data_file: DataFile) -> None:
    _path(backed, data_file).unlink()
    assert _refusal(backed).code == "E-MISSING"
    assert not _path(backed, data_file).exists()
    assert "E-MISSING" in _codes(examine(_patient(backed)))
    assert not _path(backed, data_file).exists()


@BOTH
def test_an_emptied_file(backed: Backed, data_file: DataFile) -> None:
    _path(backed, data_file).write_bytes(b"")
    assert _refusal(backed).code == "E-EMPTY"
    assert _codes(examine(_patient(backed))) == {"E-EMPTY"}
    assert _path(backed, data_file).read_bytes() == b""


@BOTH
@pytest.mark.parametrize("content", [bytes(8192), b"\xa5" * 8192, b"short"])
def test_a_file_of_rubbish(backed: Backed, data_file: DataFile, content: bytes) -> None:
    _path(backed, data_file).write_bytes(content)
    assert _refusal(backed).code == "E-DAMAGED"
    assert _path(backed, data_file).read_bytes() == content


@BOTH
def test_a_plain_sqlite_file(backed: Backed, data_file: DataFile) -> None:
    path = _path(backed, data_file)
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE a(b)")
    plain.close()
    assert _refusal(backed).code == "E-PLAIN"


@BOTH
def test_another_programs_file_under_the_same_key(backed: Backed, data_file: DataFile) -> None:
    path = _path(backed, data_file)
    path.unlink()
    other = connect(path, backed.ground.keys[data_file], mode="rwc")
    other.execute("CREATE TABLE a(b)")
    other.close()
    assert _refusal(backed).code == "E-FOREIGN"


def test_the_two_files_swapped(backed: Backed) -> None:
    school, counselling = (_path(backed, data_file) for data_file in DataFile)
    school.rename(school.with_name("x"))
    counselling.rename(school)
    school.with_name("x").rename(counselling)
    assert _refusal(backed).code == "E-DAMAGED"


@BOTH
def test_a_byte_of_the_first_page_is_damage_and_not_a_wrong_password(backed: Backed, data_file: DataFile) -> None:
    _edit(_path(backed, data_file), _flip(200))
    assert _refusal(backed).code == "E-DAMAGED"
    assert _codes(examine(_patient(backed))) == {"E-DAMAGED"}


@BOTH
def test_a_byte_of_the_salt_does_no_harm(backed: Backed, data_file: DataFile) -> None:
    _edit(_path(backed, data_file), _flip(3))
    with backed.database() as database:
        assert database.run(COUNSELLOR, open_leaf.bind("l-1")).value == "叶 l-1"


def test_a_byte_of_a_middle_page_is_found_after_the_sign_in(backed: Backed) -> None:
    path = _path(backed, DataFile.COUNSELLING)
    _edit(path, _flip(path.stat().st_size // PAGE // 2 * PAGE + 100))
    assert _codes(examine(_patient(backed))) == {"E-DAMAGED"}
    with backed.database() as database:
        found = check_pages(database.raw, database.files)
    assert [(finding.code, finding.place) for finding in found] == [("E-DAMAGED", "counselling.db")]


@BOTH
@pytest.mark.parametrize("cut", [100, PAGE, PAGE * 3])
def test_a_file_cut_short(backed: Backed, data_file: DataFile, cut: int) -> None:
    path = _path(backed, data_file)
    _edit(path, lambda content: content.__delitem__(slice(len(content) - cut, None)))
    report = examine(_patient(backed))
    assert "E-DAMAGED" in _codes(report)
    assert not report.is_sound


@BOTH
@pytest.mark.parametrize("tail", [b"x", b"x" * 100, b"\x00" * PAGE, b"\xa5" * (PAGE * 2 + 7)])
def test_bytes_behind_the_end_are_a_warning_and_the_file_opens(
    backed: Backed, data_file: DataFile, tail: bytes
) -> None:
    path = _path(backed, data_file)
    path.write_bytes(path.read_bytes() + tail)
    report = examine(_patient(backed))
    assert {(finding.code, finding.severity) for finding in report.findings} <= {("E-TAIL", Severity.WARNING)}
    assert report.checked == ("counselling.db", "school.db")
    with backed.database() as database:
        assert database.run(COUNSELLOR, open_leaf.bind("l-1")).value == "叶 l-1"


def test_two_pages_swapped(backed: Backed) -> None:
    def swap(content: bytearray) -> None:
        first, second = (slice(PAGE * number, PAGE * (number + 1)) for number in (4, 6))
        content[first], content[second] = content[second], content[first]

    _edit(_path(backed, DataFile.COUNSELLING), swap)
    assert _codes(examine(_patient(backed))) == {"E-DAMAGED"}


def test_an_older_copy_of_a_file_is_told_by_the_counter(backed: Backed, tmp_path: Path) -> None:
    path = _path(backed, DataFile.COUNSELLING)
    shutil.copy(path, tmp_path / "older.db")
    with backed.database() as database:
        database.run(COUNSELLOR, save_leaf.bind("new", "新的一片"))
        anchors = _anchors(database)
    assert examine(_patient(backed, anchors=anchors)).findings == ()
    shutil.copy(tmp_path / "older.db", path)
    report = examine(_patient(backed, anchors=anchors))
    assert _codes(report) == {"E-OLDER", "E-AUDITCUT"}
    assert "40 writes" not in str(report.as_json())
    assert not report.is_sound


def _anchors(database: Database) -> dict[DataFile, FileAnchor]:
    heads, counters = database.chain_heads(), database.counters()
    now = database.clock.now()
    return {name: FileAnchor(counters[name], heads[name].seq, heads[name].mac, now) for name in DataFile}


def test_a_page_of_an_older_copy_is_told_by_the_audit_chain(backed: Backed) -> None:
    """The engine's two checks cannot see it: every page is genuine."""
    path = _path(backed, DataFile.COUNSELLING)
    older = path.read_bytes()
    with backed.database() as database:
        database.run(COUNSELLOR, save_leaf.bind("new", "新的一片"))
        anchors = _anchors(database)
    newer = path.read_bytes()
    seen = 0
    for page in range(1, len(older) // PAGE):
        place = slice(page * PAGE, (page + 1) * PAGE)
        if older[place] == newer[place]:
            continue
        path.write_bytes(newer[: place.start] + older[place] + newer[place.stop :])
        seen += not examine(_patient(backed, anchors=anchors)).is_sound
    assert seen >= 2


def test_files_of_different_days_are_refused_as_a_pair(backed: Backed, tmp_path: Path) -> None:
    shutil.copy(_path(backed, DataFile.SCHOOL), tmp_path / "older.db")
    with backed.database() as database:
        database.run(COUNSELLOR, save_plant.bind("new", "新的一片"))
    shutil.copy(tmp_path / "older.db", _path(backed, DataFile.SCHOOL))
    assert _refusal(backed).code == "E-PAIR"
    assert "E-PAIR" in _codes(examine(_patient(backed)))


@pytest.mark.parametrize("length", [0, 31, 32, 47, 49, 96])
def test_a_key_of_another_length_is_a_fault_of_ours_and_makes_no_file(tmp_path: Path, length: int) -> None:
    with pytest.raises(AssertionError):
        raw_key(bytes(length))
    with pytest.raises(AssertionError):
        connect(tmp_path / "x.db", bytes(length), mode="rwc")


@BOTH
def test_files_of_a_newer_program_are_refused_with_both_numbers_and_not_written(
    backed: Backed, data_file: DataFile
) -> None:
    path = _path(backed, data_file)
    raw = connect(path, backed.ground.keys[data_file])
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    refusal = _refusal(backed)
    assert isinstance(refusal, TooNew)
    assert str(SCHEMA_VERSION + 1) in refusal.told()
    assert f"up to {SCHEMA_VERSION}" in refusal.told()
    assert path.read_bytes() == before


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_a_stale_journal_beside_a_restored_file_changes_nothing(backed: Backed, suffix: str) -> None:
    found = backed.back_up()
    expected = _leaf_ids(backed)
    with backed.database() as database:
        database.guard.lift_for_copy()
        database.raw.execute("PRAGMA counselling.cache_size = 3")
        database.raw.execute("BEGIN IMMEDIATE")
        database.raw.execute("UPDATE counselling.test_leaf SET words = 'gone' WHERE id <> 'l-1'")
        hot = _path(backed, DataFile.COUNSELLING).with_name("counselling.db-journal").read_bytes()
        database.raw.execute("ROLLBACK")
    stale = _path(backed, DataFile.COUNSELLING).with_name(f"counselling.db{suffix}")
    assert len(hot) > PAGE, "the journal was never written"
    stale.write_bytes(hot)

    restore(found, backed.school.data, backed.now)
    assert not stale.exists() or stale.stat().st_size == 0
    assert _leaf_ids(backed) == expected
    assert examine(_patient(backed)).is_sound


def _leaf_ids(backed: Backed) -> list[str]:
    with backed.database() as database:
        return [row[0] for row in database.raw.execute("SELECT id FROM counselling.test_leaf ORDER BY id")]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may write anywhere")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_is_offered_read_only(backed: Backed, what: str) -> None:
    _read_only_case(backed, what)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs to become somebody else")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_is_offered_read_only_to_a_plain_user(backed: Backed, what: str) -> None:
    for path in (backed.school.data, *backed.school.data.rglob("*")):
        os.chown(path, 65_534, 65_534)
    for parent in backed.school.data.parents:
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    os.setresuid(65_534, 65_534, 0)
    try:
        _read_only_case(backed, what)
    finally:
        os.setresuid(0, 0, 0)


def _read_only_case(backed: Backed, what: str) -> None:
    path = _path(backed, DataFile.COUNSELLING)
    locked = path if what == "file" else path.parent
    locked.chmod(0o500 if what == "folder" else 0o400)
    try:
        with pytest.raises(ReadOnly):
            backed.ground.open()
        database = backed.ground.open(read_only=True)
        assert database.run(COUNSELLOR, open_leaf.bind("l-1")).value == "叶 l-1"
        with pytest.raises(ReadOnly):
            database.run(COUNSELLOR, save_leaf.bind("x", "不该写"))
        database.close()
    finally:
        locked.chmod(0o700)


@pytest.mark.parametrize("name", ["with blank", "中文 文件夹", "#1", "50%", "a?b", "it's", "%23", "a&b=c;d", "é ü"])
def test_a_folder_of_any_name_holds_a_school(tmp_path: Path, name: str) -> None:
    made = make_backed(tmp_path / name)
    found = made.back_up()
    made.save("l-2")
    restore(found, made.school.data, made.now)
    assert made.leaves() == ["l-1"]
    assert [path.name for path in tmp_path.iterdir() if path.name not in {name, "home"}] == []


def test_a_file_held_open_by_nobody_who_may_read_is_told(backed: Backed) -> None:
    _path(backed, DataFile.SCHOOL).unlink()
    _path(backed, DataFile.SCHOOL).mkdir()
    with pytest.raises(AppError) as caught:
        backed.ground.open()
    assert not isinstance(caught.value, StorageError) or not isinstance(caught.value, Damaged)
    assert sorted(FILE_NAMES) == sorted(DataFile)
