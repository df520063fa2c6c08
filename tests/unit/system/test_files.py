"""Atomic writing: old or new, private, and the operating system's refusals told as ours."""

from __future__ import annotations

import errno
import stat
import subprocess
import sys
from pathlib import Path, PosixPath

import pytest

from xinmiao.kernel.errors import AppError, DiskFull, Locked, OutputFailed, ReadOnly
from xinmiao.system.files import atomic_write, private_part, replace, storage_error, sweep_parts


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "档案 #1%.bin"
    atomic_write(path, b"first")
    atomic_write(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows protects the folder instead")
def test_only_the_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    atomic_write(path, b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_write_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    path.mkdir()
    (path / "inside").touch()
    with pytest.raises(OutputFailed):
        atomic_write(path, b"new")
    assert (path / "inside").exists()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed):
        atomic_write(tmp_path / "gone" / "x", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of the shell")
def test_a_file_that_does_not_fit_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "note"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from pathlib import Path; from xinmiao.system.files import atomic_write;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from xinmiao.kernel.errors import AppError\n"
        "try:\n    atomic_write(Path(sys.argv[1]), b'x' * 5000)\n"
        "except AppError as error:\n    print(error.code)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)  # noqa: S603 -- ourselves
    assert ran.stdout == "E-SIZE\n"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, ReadOnly),
        (errno.EACCES, ReadOnly),
        (errno.EBUSY, Locked),
        (errno.EIO, OutputFailed),
    ],
)
def test_errors_are_told_as_ours(number: int, told: type[AppError]) -> None:
    assert type(storage_error(OSError(number, "said by the system", "a name"))) is told


def test_a_sharing_violation_is_a_lock() -> None:
    assert type(storage_error(_windows_error(32))) is Locked


def _windows_error(number: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "held")
    error.__dict__["winerror"] = number
    return error


class HeldPath(PosixPath):
    """A part file that another program holds for a number of tries."""

    tries = 0

    def replace(self, target: object) -> HeldPath:
        """Refuse as Windows does while a scanner reads."""
        HeldPath.tries -= 1
        if HeldPath.tries >= 0:
            raise _windows_error(32)
        Path(str(self)).replace(str(target))
        return HeldPath(str(target))


@pytest.mark.skipif(sys.platform == "win32", reason="plays Windows on another system")
def test_waits_for_a_scanner_and_gives_up_after_two_and_a_half_seconds(tmp_path: Path) -> None:
    source = tmp_path / "part"
    source.touch()
    waited: list[float] = []
    HeldPath.tries = 3
    replace(HeldPath(source), tmp_path / "done", pause=waited.append)
    assert (tmp_path / "done").exists()
    assert waited == [0.05, 0.1, 0.2]

    waited.clear()
    HeldPath.tries = 100
    with pytest.raises(PermissionError):
        replace(HeldPath(tmp_path / "done"), tmp_path / "other", pause=waited.append)
    assert sum(waited) == pytest.approx(2.5)


def test_parts_of_an_interrupted_write_are_swept(tmp_path: Path) -> None:
    keep = tmp_path / "keep.part"
    keep.touch()
    with private_part(tmp_path / "vault.json") as part:
        assert part.exists()
        assert sweep_parts(tmp_path) == 1
    assert list(tmp_path.iterdir()) == [keep]
