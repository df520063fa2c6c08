"""Backup sets: whole, of one moment, each file under its own key, and told apart when damaged."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from slices.vault.backing import Backed
from slices.vault.ground import COUNSELLOR, save_leaf, save_plant
from xinmiao.kernel.errors import Cancelled, Damaged, TooNew
from xinmiao.kernel.records import DataFile
from xinmiao.vault.backup import LateCheck, Order, check_set, copy_set, make_backup, open_unopened
from xinmiao.vault.backup_facts import OffDisk, is_other_disk, needs_backup, note_off_disk
from xinmiao.vault.backup_set import (
    MANIFEST_NAME,
    Reason,
    SetDamaged,
    Verification,
    check_bytes,
    list_sets,
    read_set,
    remove_set,
    sweep_unfinished,
)
from xinmiao.vault.copying import Unsettled, open_copy
from xinmiao.vault.retention import prune


def _count(backed: Backed, path: Path, data_file: DataFile, table: str) -> int:
    return open_copy(path, data_file, backed.ground.keys[data_file]).rows[table]


def test_a_counsellors_set_is_complete_named_by_the_moment_and_verified(backed: Backed) -> None:
    found = backed.back_up(reason=Reason.DAILY)

    assert found.name == "2026-11-23T020500Z-1.xinmiao-backup"
    assert sorted(path.name for path in found.folder.iterdir()) == [
        "counselling.db",
        "manifest.json",
        "school.db",
        "vault.json",
    ]
    assert [path.name for path in backed.backups.iterdir()] == [found.name]
    manifest = found.manifest
    assert manifest.verification is Verification.VERIFIED
    assert manifest.reason is Reason.DAILY
    assert manifest.made_by == backed.school.founder.account
    assert manifest.files[DataFile.COUNSELLING].counter == 1
    assert manifest.files[DataFile.COUNSELLING].audit_count == 1
    assert _count(backed, found.path(DataFile.COUNSELLING), DataFile.COUNSELLING, "test_leaf") == 1
    assert _count(backed, found.path(DataFile.SCHOOL), DataFile.SCHOOL, "test_pot") == 1
    check_set(found, backed.school.founder, backed.school.vault())


def test_two_sets_of_one_second_have_two_names(backed: Backed) -> None:
    names = [backed.back_up().name for _time in range(3)]
    assert [name[:20] for name in names] == ["2026-11-23T020500Z-1", "2026-11-23T020500Z-2", "2026-11-23T020500Z-3"]
    assert [found.name for found in list_sets(backed.backups).sets] == names[::-1]


def test_the_database_goes_on_working_after_a_backup(backed: Backed) -> None:
    with backed.database() as database:
        make_backup(database, backed.school.founder, Order(backed.school.vault().raw), backed.backups)
        database.run(COUNSELLOR, save_plant.bind("l-2", "后来"))
    assert backed.leaves() == ["l-1", "l-2"]


@pytest.mark.parametrize("data_file", list(DataFile))
def test_no_other_key_opens_a_file_of_the_set(backed: Backed, data_file: DataFile) -> None:
    found = backed.back_up()
    other = next(name for name in DataFile if name is not data_file)
    own = backed.ground.keys[data_file]
    for wrong in (backed.ground.keys[other], own[::-1], bytes(48), own[:32] + bytes(16)):
        if wrong[:32] == own[:32]:
            continue  # the salt stands in the file; the key alone decides
        with pytest.raises(Damaged):
            open_copy(found.path(data_file), data_file, wrong)
    open_copy(found.path(data_file), data_file, own)


def test_a_save_made_while_the_copy_runs_is_in_it(backed: Backed) -> None:
    saved: list[str] = []
    with backed.database() as database:
        for number in range(300):
            database.run(COUNSELLOR, save_leaf.bind(f"b-{number}", "很长的话。" * 300))

        def save_between(_done: int, _total: int) -> None:
            if len(saved) < 3:
                leaf_id = f"m-{len(saved)}"
                database.run(COUNSELLOR, save_plant.bind(leaf_id, "备份时写的"))
                saved.append(leaf_id)

        order = Order(backed.school.vault().raw, progress=save_between)
        found = make_backup(database, backed.school.founder, order, backed.backups)
    assert saved == ["m-0", "m-1", "m-2"]
    assert _count(backed, found.path(DataFile.COUNSELLING), DataFile.COUNSELLING, "test_leaf") == 304
    assert _count(backed, found.path(DataFile.SCHOOL), DataFile.SCHOOL, "test_pot") == 4
    check_set(found, backed.school.founder)


def test_saves_that_never_stop_cannot_keep_a_backup_from_ending(backed: Backed) -> None:
    count = 0
    with backed.database() as database:

        def save_always(_done: int, _total: int) -> None:
            nonlocal count
            count += 1
            database.run(COUNSELLOR, save_plant.bind(f"m-{count}", "备份时写的"))

        order = Order(backed.school.vault().raw, progress=save_always)
        found = make_backup(database, backed.school.founder, order, backed.backups)
    assert _count(backed, found.path(DataFile.COUNSELLING), DataFile.COUNSELLING, "test_leaf") == count + 1


def test_a_stopped_backup_leaves_nothing(backed: Backed) -> None:
    older = backed.back_up()

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backed.back_up(progress=stop)
    assert [path.name for path in backed.backups.iterdir()] == [older.name]


def test_a_set_without_the_counsellors_key_is_marked_and_verified_at_the_next_sign_in(backed: Backed) -> None:
    _account, office = backed.school.office()
    found = backed.back_up_unopened(office)
    assert not found.is_verified
    assert found.manifest.files[DataFile.COUNSELLING].counter is None
    assert found.manifest.files[DataFile.SCHOOL].counter == 1
    check_set(found, office, backed.school.vault())
    assert list_sets(backed.backups).newest_verified is None

    assert open_unopened(backed.backups, office) == LateCheck()
    done = open_unopened(backed.backups, backed.school.founder, backed.school.vault())
    assert done.verified == (found.name,)
    assert done.refused == ()
    marked = read_set(found.folder)
    assert marked.is_verified
    assert marked.manifest.made_by == office.account
    assert marked.signed.signer == backed.school.founder.account
    assert marked.manifest.files[DataFile.COUNSELLING].counter == 1
    check_set(marked, backed.school.founder, backed.school.vault())


def test_an_unopened_set_that_does_not_hold_stays_unopened_and_is_named(backed: Backed) -> None:
    _account, office = backed.school.office()
    live = backed.ground.path(DataFile.COUNSELLING)
    content = bytearray(live.read_bytes())
    content[9000] ^= 1
    live.write_bytes(content)
    found = backed.back_up_unopened(office)

    done = open_unopened(backed.backups, backed.school.founder)
    assert done.verified == ()
    assert [name for name, _error in done.refused] == [found.name]
    assert not read_set(found.folder).is_verified


def test_a_file_with_a_waiting_journal_is_not_copied_without_its_key(backed: Backed) -> None:
    _account, office = backed.school.office()
    backed.ground.path(DataFile.COUNSELLING).with_name("counselling.db-journal").write_bytes(b"hot")
    with pytest.raises(Unsettled):
        backed.back_up_unopened(office)
    assert list(backed.backups.iterdir()) == []


@pytest.mark.parametrize("name", ["school.db", "counselling.db", "vault.json"])
@pytest.mark.parametrize("damage", ["flip", "cut", "append", "gone", "empty"])
def test_a_damaged_file_is_found_without_any_key(backed: Backed, name: str, damage: str) -> None:
    found = backed.back_up()
    path = found.folder / name
    content = path.read_bytes()
    middle = len(content) // 2
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {
                "flip": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
                "cut": content[:-4096],
                "append": content + b"x",
                "empty": b"",
            }[damage]
        )
    with pytest.raises(SetDamaged):
        check_bytes(read_set(found.folder))


def test_an_edited_manifest_does_not_fit_its_signature(backed: Backed) -> None:
    found = backed.back_up()
    path = found.folder / MANIFEST_NAME
    told = json.loads(path.read_bytes())
    told["manifest"]["files"]["counselling"]["counter"] = 99
    path.write_text(json.dumps(told))

    check_bytes(read_set(found.folder))
    with pytest.raises(SetDamaged):
        check_bytes(read_set(found.folder), backed.school.vault())
    with pytest.raises(SetDamaged):
        check_set(read_set(found.folder), backed.school.founder)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"manifest": {"format": "other"}}', b"[" * 100_000],
)
def test_a_folder_that_only_calls_itself_a_set_is_named_as_unreadable(backed: Backed, content: bytes) -> None:
    found = backed.back_up()
    backed.clock.advance(days=1)
    other = backed.back_up()
    (other.folder / MANIFEST_NAME).write_bytes(content)
    listing = list_sets(backed.backups)
    assert [one.name for one in listing.sets] == [found.name]
    assert listing.unreadable == (other.name,)


@pytest.mark.parametrize("field", ["version", "schema_version"])
def test_a_set_of_a_newer_program_is_said_to_be_newer(backed: Backed, field: str) -> None:
    found = backed.back_up()
    path = found.folder / MANIFEST_NAME
    told = json.loads(path.read_bytes())
    told["manifest"][field] += 1
    path.write_text(json.dumps(told))
    with pytest.raises(TooNew):
        read_set(found.folder)


def test_the_older_half_of_two_sets_is_found(backed: Backed) -> None:
    first = backed.back_up()
    backed.save("l-2")
    second = backed.back_up()
    mixed = second.path(DataFile.COUNSELLING)
    mixed.write_bytes(first.path(DataFile.COUNSELLING).read_bytes())
    with pytest.raises(SetDamaged):
        check_bytes(read_set(second.folder))


def test_unfinished_sets_are_swept_and_others_left(backed: Backed, tmp_path: Path) -> None:
    found = backed.back_up()
    half = backed.backups / "2026-11-22T010101Z-1.xinmiao-backup.part"
    half.mkdir()
    (half / "school.db").write_bytes(b"half")
    (half / "school.db-journal").write_bytes(b"half")
    foreign = backed.backups / "2026-11-21T010101Z-1.xinmiao-backup.part"
    foreign.mkdir()
    (foreign / "家庭照片.jpg").write_bytes(b"not ours")

    assert sweep_unfinished(backed.backups) == 1
    assert sorted(path.name for path in backed.backups.iterdir()) == [foreign.name, found.name]
    assert sweep_unfinished(tmp_path / "nowhere") == 0
    assert not remove_set(backed.school.data)


def test_a_set_is_copied_to_a_stick_and_checked_there(backed: Backed, tmp_path: Path) -> None:
    found = backed.back_up()
    stick = tmp_path / "备份盘 #1"
    copied = copy_set(found, stick)
    assert copied.folder == stick / found.name
    check_set(copied, backed.school.founder, backed.school.vault())
    assert copy_set(found, stick).signed == found.signed
    assert [path.name for path in stick.iterdir()] == [found.name]


def test_a_damaged_set_is_not_copied(backed: Backed, tmp_path: Path) -> None:
    found = backed.back_up()
    found.path(DataFile.SCHOOL).write_bytes(b"x")
    with pytest.raises(SetDamaged):
        copy_set(found, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_pruning_deletes_what_the_rule_does_not_keep(backed: Backed) -> None:
    kept = []
    for _day in range(3):
        early = backed.back_up()
        backed.clock.advance(hours=1)
        kept.append(backed.back_up().name)
        assert early.name not in kept
        backed.clock.advance(hours=23)
    removed = prune(backed.backups, backed.now)
    assert len(removed) == 3
    assert sorted(path.name for path in backed.backups.iterdir()) == kept


def test_nothing_is_pruned_while_the_clock_is_behind_the_sets(backed: Backed) -> None:
    for _time in range(3):
        backed.back_up()
    assert prune(backed.backups, backed.now - timedelta(days=2)) == ()
    assert len(list_sets(backed.backups).sets) == 3


def test_the_facts_say_how_old_and_where(backed: Backed, tmp_path: Path) -> None:
    places = (backed.backups,)
    data = backed.school.data
    none = needs_backup(places, backed.now, data_folder=data)
    assert (none.is_recent, none.is_off_disk, none.newest_verified_at) == (False, False, None)

    found = backed.back_up()
    backed.back_up_unopened(backed.school.office()[1])
    fresh = needs_backup(places, backed.now, data_folder=data)
    assert (fresh.is_recent, fresh.is_off_disk, fresh.unopened) == (True, False, 1)
    assert fresh.newest_verified_at == found.manifest.made_at

    note_off_disk(backed.backups, found, tmp_path / "stick")
    backed.clock.advance(days=6, hours=23)
    later = needs_backup(places, backed.now, data_folder=data)
    assert (later.is_recent, later.is_off_disk, later.off_disk_is_recent) == (True, True, True)
    assert later.off_disk == OffDisk(found.name, found.manifest.made_at, str(tmp_path / "stick"))
    backed.clock.advance(hours=1)
    stale = needs_backup(places, backed.now, data_folder=data)
    assert (stale.is_recent, stale.is_off_disk, stale.off_disk_is_recent) == (False, True, False)


def test_a_folder_not_there_yet_is_on_the_disk_of_its_parent(tmp_path: Path) -> None:
    assert not is_other_disk(tmp_path / "a" / "b", tmp_path)
    if Path("/dev/shm").is_dir() and Path("/dev/shm").stat().st_dev != tmp_path.stat().st_dev:  # noqa: S108
        assert is_other_disk(Path("/dev/shm/none"), tmp_path)  # noqa: S108


def test_a_note_that_cannot_be_read_counts_as_none(backed: Backed) -> None:
    backed.backups.mkdir()
    for content in (b"", b"[]", b'{"name": "x", "at": "2026-11-23", "place": "y"}', b'{"at": 3}'):
        (backed.backups / "off-disk.json").write_bytes(content)
        assert not needs_backup((backed.backups,), backed.now, data_folder=backed.school.data).is_off_disk


def test_no_copy_is_made_of_what_is_not_committed(backed: Backed) -> None:
    with backed.database() as database:
        database.guard.lift_for_copy()
        database.raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(AssertionError):
            make_backup(database, backed.school.founder, Order(b"{}"), backed.backups)
        database.raw.execute("ROLLBACK")
    assert not backed.backups.exists()


def test_the_next_backup_sweeps_what_a_killed_one_left(backed: Backed) -> None:
    half = backed.backups / "2026-11-22T010101Z-1.xinmiao-backup.part"
    half.mkdir(parents=True)
    (half / "school.db").write_bytes(b"half")
    found = backed.back_up()
    assert [path.name for path in backed.backups.iterdir()] == [found.name]
