"""Restore: the set or the files of before, never a mixture, and nothing touched by a refused set."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from slices.vault.backing import Backed
from xinmiao.kernel.errors import Damaged, TooNew
from xinmiao.kernel.records import DataFile
from xinmiao.vault.backup_set import MANIFEST_NAME, BackupSet, SetDamaged, read_set
from xinmiao.vault.keys import Vault
from xinmiao.vault.restore import (
    SET_ASIDE_FOLDER,
    STAGING_FOLDER,
    finish_restore,
    live_files,
    restore,
    sweep_set_aside,
)

MARKER = "restore.json"
NO_HASHES = {"school.db": "", "counselling.db": "", "vault.json": ""}


@pytest.fixture
def two_days(backed: Backed) -> tuple[Backed, BackupSet]:
    """Give a school that went on for a day after its backup."""
    found = backed.back_up()
    backed.clock.advance(days=1)
    backed.save("l-2", "l-3")
    return backed, found


def _bytes(backed: Backed) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in live_files(backed.school.data)}


def test_yesterdays_backup_is_back_and_todays_files_are_set_aside(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    before = _bytes(backed)
    done = restore(found, backed.school.data, backed.now, backed.school.vault())

    assert done.completed
    assert backed.leaves() == ["l-1"]
    assert done.set_aside == backed.school.data / SET_ASIDE_FOLDER / "2026-11-24T020500Z-1"
    assert {path.name: path.read_bytes() for path in done.set_aside.iterdir()} == before
    assert not (backed.school.data / MARKER).exists()
    assert not (backed.school.data / STAGING_FOLDER).exists()


def test_the_key_file_of_the_set_is_in_place_and_no_newer_generation_beside_it(backed: Backed) -> None:
    found = backed.back_up()
    backed.school.teacher()
    assert (backed.school.data / "vault.1.json").exists()
    restore(found, backed.school.data, backed.now)

    assert sorted(path.name for path in backed.school.data.glob("vault*.json")) == ["vault.json"]
    assert Vault.load(backed.school.data).raw == (found.folder / "vault.json").read_bytes()


def test_what_was_set_aside_can_be_brought_back_by_hand(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    done = restore(found, backed.school.data, backed.now)
    for path in live_files(backed.school.data):
        path.unlink()
    for path in done.set_aside.iterdir():
        path.rename(backed.school.data / path.name)
    assert backed.leaves() == ["l-1", "l-2", "l-3"]


def test_drafts_and_backups_stay_where_they_are(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    draft = backed.school.data / "drafts" / "x.draft"
    draft.parent.mkdir()
    draft.write_bytes(b"sealed")
    restore(found, backed.school.data, backed.now)
    assert draft.read_bytes() == b"sealed"
    assert found.folder.is_dir()


@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm", "-mj12345678"])
@pytest.mark.parametrize("name", ["school.db", "counselling.db"])
def test_what_lies_beside_an_old_file_is_moved_with_it(
    two_days: tuple[Backed, BackupSet], name: str, suffix: str
) -> None:
    backed, found = two_days
    (backed.school.data / f"{name}{suffix}").write_bytes(b"stale")
    done = restore(found, backed.school.data, backed.now)
    assert not (backed.school.data / f"{name}{suffix}").exists()
    assert (done.set_aside / f"{name}{suffix}").read_bytes() == b"stale"
    assert backed.leaves() == ["l-1"]


def test_a_restore_into_an_empty_folder(two_days: tuple[Backed, BackupSet], tmp_path: Path) -> None:
    backed, found = two_days
    empty = tmp_path / "新电脑"
    empty.mkdir()
    assert restore(found, empty, backed.now).completed
    backed.ground.folder = empty
    assert backed.leaves() == ["l-1"]


@pytest.mark.parametrize("name", ["school.db", "counselling.db", "vault.json", MANIFEST_NAME])
def test_a_damaged_set_is_refused_before_anything_is_touched(two_days: tuple[Backed, BackupSet], name: str) -> None:
    backed, found = two_days
    path = found.folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    before = _bytes(backed)

    with pytest.raises(SetDamaged):
        restore(read_set(found.folder), backed.school.data, backed.now, Vault.load(backed.school.data))
    assert _bytes(backed) == before
    assert not (backed.school.data / SET_ASIDE_FOLDER).exists()
    assert not (backed.school.data / STAGING_FOLDER).exists()


def test_a_newer_set_is_refused_before_anything_is_touched(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    path = found.folder / MANIFEST_NAME
    told = json.loads(path.read_bytes())
    told["manifest"]["files"]["counselling"]["schema_version"] = 999
    path.write_text(json.dumps(told))
    before = _bytes(backed)
    with pytest.raises(TooNew) as caught:
        restore(read_set(found.folder), backed.school.data, backed.now)
    assert "999" in caught.value.told()
    assert _bytes(backed) == before


def test_without_an_interrupted_restore_there_is_nothing_to_finish(backed: Backed) -> None:
    assert finish_restore(backed.school.data) is None


def test_copies_that_do_not_survive_give_the_old_files_back(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    before = _bytes(backed)
    staging = backed.school.data / STAGING_FOLDER
    staging.mkdir()
    for name in ("school.db", "vault.json"):
        (staging / name).write_bytes((found.folder / name).read_bytes())
    (staging / "counselling.db").write_bytes(b"the disk ate it")
    hashes = {"school.db": "0" * 64, "counselling.db": "0" * 64, "vault.json": "0" * 64}
    plan = {"set": found.name, "aside": "2026-11-24T020500Z-1", "sha256": hashes, "returning": None}
    (backed.school.data / MARKER).write_text(json.dumps(plan))

    done = finish_restore(backed.school.data)
    assert done is not None
    assert not done.completed
    assert _bytes(backed) == before
    assert not (backed.school.data / MARKER).exists()
    assert backed.leaves() == ["l-1", "l-2", "l-3"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"set": "x", "aside": "..", "sha256": {"school.db": "", "vault.json": ""}, "returning": null}',
        json.dumps({"set": "x", "aside": "a/b", "sha256": NO_HASHES, "returning": None}).encode(),
        json.dumps({"set": "x", "aside": "a", "sha256": NO_HASHES, "returning": ["../x"]}).encode(),
        b'{"set": "x", "aside": "a", "sha256": {"../x": ""}, "returning": null}',
    ],
)
def test_a_marker_that_makes_no_sense_stops_and_touches_nothing(
    two_days: tuple[Backed, BackupSet], content: bytes
) -> None:
    backed, _found = two_days
    before = _bytes(backed)
    (backed.school.data / MARKER).write_bytes(content)
    with pytest.raises(Damaged) as caught:
        finish_restore(backed.school.data)
    assert caught.value.code == "E-RESTORE"
    assert _bytes(backed) == before


def test_while_a_restore_is_under_way_no_file_is_opened(two_days: tuple[Backed, BackupSet]) -> None:
    backed, _found = two_days
    (backed.school.data / MARKER).write_bytes(b"{}")
    with pytest.raises(Damaged) as caught:
        backed.ground.open()
    assert caught.value.code == "E-RESTORE"


def test_what_was_set_aside_goes_after_90_days(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    first = restore(found, backed.school.data, backed.now)
    second = restore(found, backed.school.data, backed.now + timedelta(days=1))
    other = backed.school.data / SET_ASIDE_FOLDER / "von Hand"
    other.mkdir()

    assert sweep_set_aside(backed.school.data, backed.now + timedelta(days=90)) == ()
    assert sweep_set_aside(backed.school.data, backed.now + timedelta(days=90, seconds=1)) == (first.set_aside.name,)
    assert not first.set_aside.exists()
    assert second.set_aside.exists()
    assert other.exists()


def test_a_set_of_two_restores_in_one_second_has_two_places(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    names = [restore(found, backed.school.data, backed.now).set_aside.name for _time in range(2)]
    assert names == ["2026-11-24T020500Z-1", "2026-11-24T020500Z-2"]


def test_restored_files_are_written_on(two_days: tuple[Backed, BackupSet]) -> None:
    backed, found = two_days
    restore(found, backed.school.data, backed.now)
    backed.save("l-9")
    assert backed.leaves() == ["l-1", "l-9"]
    assert found.manifest.files[DataFile.SCHOOL].counter == 1
