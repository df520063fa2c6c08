"""Backups on sticks: one that forgets (fault 19), one that takes no large files or has coarse times (fault 18)."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from slices.vault.backing import Backed, make_backed
from xinmiao.kernel.errors import StorageError
from xinmiao.vault.backup import copy_set
from xinmiao.vault.backup_set import check_bytes, list_sets

_FAT_NAME = re.compile(r"[0-9A-Za-z._-]{1,100}")


@pytest.fixture
def backed(tmp_path: Path) -> Backed:
    """Give a school with something in it."""
    return make_backed(tmp_path / "school")


def forgetting(source: Path, target: Path) -> tuple[int, str]:
    script = Path(__file__).with_name("stick_forgets.py")
    done = subprocess.run(  # noqa: S603 -- our own script
        [sys.executable, str(script), str(source), str(target)], capture_output=True, check=False, timeout=60
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_fault_19_a_stick_that_gives_back_other_bytes_is_told(backed: Backed, tmp_path: Path) -> None:
    source = backed.back_up().folder / "counselling.db"
    assert forgetting(source, tmp_path / "copy.db") == (7, "E-STICK")


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """Let the system refuse larger files, as FAT32 does over 4 GiB."""
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_fault_18_a_stick_that_takes_no_file_of_that_size_says_so_and_keeps_nothing(
    backed: Backed, tmp_path: Path
) -> None:
    found, stick = backed.back_up(), tmp_path / "stick"
    with no_file_over(20_000), pytest.raises(StorageError) as told:
        copy_set(found, stick)
    assert told.value.code == "E-SIZE"
    assert list(stick.iterdir()) == []
    assert list_sets(backed.backups).sets[0].name == found.name


def test_fault_18_coarse_or_absurd_times_of_a_stick_change_nothing(backed: Backed, tmp_path: Path) -> None:
    first = backed.back_up()
    backed.clock.advance(days=1)
    second, stick = backed.back_up(), tmp_path / "stick"
    copies = [copy_set(found, stick) for found in (second, first)]
    for number, path in enumerate(sorted(stick.rglob("*"), reverse=True)):
        os.utime(path, (315_532_800 + 2 * number, 315_532_800 + 2 * number))  # from 1980-01-01 on, in steps of 2 s
    found = list_sets(stick)
    assert [one.name for one in found.sets] == [second.name, first.name], "the newest by what it says of itself"
    assert found.unreadable == ()
    for copy in copies:
        check_bytes(copy)


def test_fault_18_names_of_sets_fit_every_file_system(backed: Backed) -> None:
    found = backed.back_up()
    for path in (found.folder, *found.folder.iterdir()):
        assert _FAT_NAME.fullmatch(path.name), path.name
