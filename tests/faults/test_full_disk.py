"""A full disk while saving, drafting, backing up, restoring: nothing confirmed is lost, nothing half is left.

Faults 9 and 10.

A small file system where one may be mounted; otherwise a limit on the size of files, which the engine meets
as an error of the disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from slices.vault.backing import make_backed
from slices.vault.ground import COUNSELLOR, open_leaf, save_leaf
from xinmiao.kernel.errors import AppError, DiskFull
from xinmiao.vault.backup import copy_set
from xinmiao.vault.backup_set import check_bytes, list_sets
from xinmiao.vault.database import Database
from xinmiao.vault.doctor import check_pages
from xinmiao.vault.drafts import DraftStore
from xinmiao.vault.restore import live_files, restore

WORDS = "很长的话。" * 400


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of one megabyte."""
    disk = tmp_path / "small"
    disk.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if sys.platform == "win32" or os.geteuid() != 0 or mount is None or umount is None:
        pytest.skip("nothing may be mounted here")
    command = [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 -- the system's own tool
        pytest.skip("nothing may be mounted here")
    try:
        yield disk
    finally:
        subprocess.run([umount, "-l", str(disk)], capture_output=True, check=True)  # noqa: S603 -- as above


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Leave no room."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        ballast.unlink()


def test_a_save_on_a_full_disk_is_refused_and_goes_through_once_there_is_room(small_disk: Path) -> None:
    backed = make_backed(small_disk / "school")
    with backed.database() as database:
        with filled(small_disk), pytest.raises(DiskFull) as caught:
            database.run(COUNSELLOR, save_leaf.bind("l-2", WORDS))
        assert caught.value.code == "E-FULL"
        assert database.run(COUNSELLOR, open_leaf.bind("l-1")).value == "叶 l-1"
        database.run(COUNSELLOR, save_leaf.bind("l-2", WORDS))
        assert check_pages(database.raw, database.files) == ()
    with backed.database() as database:
        assert database.run(COUNSELLOR, open_leaf.bind("l-2")).value == WORDS


def test_saving_until_the_disk_is_full_keeps_all_that_was_confirmed(small_disk: Path) -> None:
    backed = make_backed(small_disk / "school")
    confirmed = []

    def save_on(database: Database) -> None:
        for number in range(2_000):
            database.run(COUNSELLOR, save_leaf.bind(f"f-{number}", WORDS))
            confirmed.append(f"f-{number}")

    with backed.database() as database, pytest.raises(DiskFull):
        save_on(database)
    with backed.database() as database:
        found = {row[0] for row in database.raw.execute("SELECT id FROM counselling.test_leaf")}
        assert found == {"l-1", *confirmed}
        assert check_pages(database.raw, database.files) == ()


def test_a_draft_on_a_full_disk_leaves_the_one_before(small_disk: Path) -> None:
    backed = make_backed(small_disk / "school")
    store = DraftStore(backed.school.data, backed.school.founder, backed.clock)
    store.save("note", b"before")
    with filled(small_disk), pytest.raises(DiskFull):
        store.save("note", WORDS.encode() * 4)
    assert store.load("note") == b"before"
    assert len(list((backed.school.data / "drafts").iterdir())) == 1


def test_a_backup_on_a_full_disk_leaves_nothing_and_keeps_the_older_sets(small_disk: Path, tmp_path: Path) -> None:
    backed = make_backed(tmp_path / "school")
    older = backed.back_up(small_disk)
    backed.clock.advance(days=1)
    with backed.database() as database:
        for number in range(200):
            database.run(COUNSELLOR, save_leaf.bind(f"f-{number}", WORDS))
    with pytest.raises(DiskFull):
        backed.back_up(small_disk)
    assert [path.name for path in small_disk.iterdir()] == [older.name]
    with filled(small_disk), pytest.raises(DiskFull):
        backed.back_up(small_disk)
    assert [path.name for path in small_disk.iterdir()] == [older.name]
    check_bytes(list_sets(small_disk).sets[0])


def test_a_stick_without_room_gets_no_half_set(small_disk: Path, tmp_path: Path) -> None:
    backed = make_backed(tmp_path / "school")
    found = backed.back_up()
    with filled(small_disk):
        with pytest.raises(DiskFull):
            copy_set(found, small_disk)
        assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_restore_without_room_touches_nothing(small_disk: Path, tmp_path: Path) -> None:
    backed = make_backed(small_disk / "school")
    found = backed.back_up(tmp_path / "elsewhere")
    before = {path.name: path.read_bytes() for path in live_files(backed.school.data)}
    with filled(small_disk), pytest.raises(DiskFull):
        restore(found, backed.school.data, backed.now)
    assert {path.name: path.read_bytes() for path in live_files(backed.school.data)} == before
    assert sorted(path.name for path in backed.school.data.iterdir() if path.is_dir()) == []


def _limited(act: str, folder: Path) -> int:
    """Run a line of Python on the school of `folder` while no file may grow beyond 200 kB."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from slices.vault.backing import make_backed\n"
        "from slices.vault.ground import COUNSELLOR, save_leaf\n"
        "from xinmiao.kernel.errors import AppError\n"
        f"backed = make_backed(Path({str(folder)!r}))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        f"try:\n{act}\nexcept AppError as error:\n    sys.exit(7 if error.code in ('E-FULL', 'E-DISK') else 8)\n"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)  # noqa: S603
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_file_that_may_not_grow_loses_no_confirmed_save(tmp_path: Path) -> None:
    act = (
        "    with backed.database() as database:\n"
        "        for number in range(2000):\n"
        f"            database.run(COUNSELLOR, save_leaf.bind(f'f-{{number}}', {WORDS!r}))\n"
        "            (backed.school.data.parent / 'confirmed').write_text(str(number))"
    )
    assert _limited(act, tmp_path / "school") == 7


def test_a_fresh_error_of_a_full_disk_says_what_is_safe() -> None:
    error: AppError = DiskFull()
    assert "nothing you typed is lost" in error.told()
