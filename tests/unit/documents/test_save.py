"""A saved file is whole or not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from xinmiao.documents.save import save_output
from xinmiao.kernel.errors import OutputFailed


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_bytes_are_there_and_nothing_beside_them(tmp_path: Path) -> None:
    target = tmp_path / "档案 #1%.pdf"
    target.write_bytes(b"old")
    save_output(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == [target.name]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed):
        save_output(tmp_path / "no" / "x.pdf", b"new")


def test_a_folder_in_the_place_of_the_file_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(OutputFailed):
        save_output(tmp_path / "x.pdf", b"new")
    assert names(tmp_path) == ["x.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file size")
def test_file_size_limit_leaves_the_old_file(tmp_path: Path) -> None:
    """A limit on file size stands in for a full disk: the write itself fails half way."""
    target = tmp_path / "x.pdf"
    target.write_bytes(b"old")
    script = tmp_path / "script.py"
    script.write_text(
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from xinmiao.documents.save import save_output\n"
        "from xinmiao.kernel.errors import OutputFailed\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    save_output(Path(sys.argv[1]), b'x' * 5000)\n"
        "except OutputFailed as error:\n"
        "    sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, str(script), str(target)], check=False)  # noqa: S603 -- our own script
    assert done.returncode == 7
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["script.py", "x.pdf"]
