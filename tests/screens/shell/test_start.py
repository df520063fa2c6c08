"""Starting: what is loaded before the lock screen is painted, one window per folder, the input method."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from xinmiao.app.folder_lock import FolderLock, InUseElsewhere, InUseHere
from xinmiao.app.input_method import choose_input_method
from xinmiao.app.single_instance import FirstWindow, ask_first_window, socket_name

HEAVY = ("sqlalchemy", "alembic", "reportlab", "numpy", "pypinyin", "python_calamine", "pypdfium2", "sqlcipher3")

STAGE_ONE = Path(__file__).with_name("stage_one.txt")
NOT_YET = {"concurrent.futures", "ctypes", "datetime", "hashlib", "logging.handlers", "secrets", "socket", "tomllib"}
"""Modules of the standard library that a lock screen can be painted without; each costs a millisecond or more."""

PAINTED = textwrap.dedent("""
    import sys
    from pathlib import Path
    from PySide6 import QtCore
    from PySide6.QtWidgets import QApplication
    from xinmiao.app import bootstrap

    def painted():
        shell = next(widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "shell")
        assert shell.lock_screen.isVisible()
        print("\\n".join(sorted(sys.modules)), *(["PySide6.QtCore.Qt"] if "Qt" in vars(QtCore) else []), sep="\\n")
        shell.close()

    class Watched(bootstrap.Program):
        def begin(self):
            self.shell.painted.connect(painted)
            super().begin()

    bootstrap.Program = Watched
    sys.exit(bootstrap.run_gui(folder=Path(sys.argv[1])))
""")

HOLDER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from xinmiao.app.folder_lock import FolderLock
    lock = FolderLock(Path(sys.argv[1]), host=sys.argv[2])
    lock.acquire()
    print("held", flush=True)
    sys.stdin.read()
""")


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_nothing_heavy_is_loaded_when_the_lock_screen_is_painted(tmp_path: Path) -> None:
    program = run_python(PAINTED, str(tmp_path))
    told, complaints = program.communicate(timeout=60)
    loaded = set(told.split())
    assert program.returncode == 0, complaints
    assert "xinmiao.ui.lock_screen" in loaded
    assert sorted(name for name in loaded if name.split(".")[0] in HEAVY) == []
    assert sorted(name for name in loaded if name.startswith("xinmiao.features")) == []


def test_the_lock_screen_is_painted_by_the_listed_modules_only(tmp_path: Path) -> None:
    program = run_python(PAINTED, str(tmp_path))
    told, complaints = program.communicate(timeout=60)
    assert program.returncode == 0, complaints
    loaded = set(told.split())
    listed = set(STAGE_ONE.read_text(encoding="utf-8").split())
    ours = {name for name in loaded if name.partition(".")[0] == "xinmiao"}
    qt = {name for name in loaded if name.startswith("PySide6.Qt")}
    assert sorted((ours | qt) - listed) == [], "loaded before the first picture; if it has to be, list it"
    assert sorted(listed - ours - qt) == [], "listed, but not loaded any more"
    assert sorted(loaded & NOT_YET) == []


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Give another process that holds the folder under another computer's name."""
    other = run_python(HOLDER, str(tmp_path), "办公室-PC")
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    yield other
    if other.poll() is None:
        other.communicate(timeout=10)


def test_another_computer_is_named(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(InUseElsewhere) as refused:
        FolderLock(tmp_path, host="this-pc").acquire()
    assert refused.value.code == "E-OTHERPC"
    assert "办公室-PC" in refused.value.told()
    assert "办公室" not in str(refused.value)


def test_another_window_of_this_computer_is_told_apart(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(InUseHere):
        FolderLock(tmp_path, host="办公室-PC").acquire()


def test_a_killed_program_leaves_no_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.communicate(timeout=10)
    lock = FolderLock(tmp_path)
    lock.acquire()
    assert lock.held
    lock.release()
    assert not lock.held


def test_the_lock_file_holds_the_computer_and_nothing_of_the_school(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, host="pc-1")
    lock.acquire()
    kept = json.loads((tmp_path / "in-use.lock").read_bytes())
    lock.release()
    assert kept == {"host": "pc-1", "pid": os.getpid()}


def test_a_second_start_raises_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    raised: list[bool] = []
    first = FirstWindow(tmp_path, lambda: raised.append(True))
    assert ask_first_window(tmp_path)
    qtbot.waitUntil(lambda: raised == [True])
    first.close()
    assert not ask_first_window(tmp_path)


def test_the_name_of_the_socket_tells_nothing_of_the_folder(tmp_path: Path) -> None:
    assert socket_name(tmp_path / "虚构一中") != socket_name(tmp_path / "虚构二中")
    assert "虚构" not in socket_name(tmp_path / "虚构一中")


@pytest.mark.parametrize(
    ("environment", "platform", "chosen"),
    [
        ({"XMODIFIERS": "@im=fcitx"}, "linux", "ibus"),
        ({"GTK_IM_MODULE": "fcitx", "QT_IM_MODULE": "fcitx"}, "linux", "ibus"),
        ({"QT_IM_MODULE": "ibus"}, "linux", "ibus"),
        ({}, "linux", None),
        ({"QT_IM_MODULE": "compose"}, "linux", "compose"),
        ({"XMODIFIERS": "@im=fcitx"}, "win32", None),
    ],
)
def test_the_input_method_is_ibus_where_fcitx_runs(
    environment: dict[str, str], platform: str, chosen: str | None
) -> None:
    choose_input_method(environment, platform)
    assert environment.get("QT_IM_MODULE") == chosen
