"""A second start on the same folder: here it raises the first window, elsewhere it is refused and the PC is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from journeys.conftest import Start
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.app.folder_lock import LOCK_NAME

HOLDER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from xinmiao.app.folder_lock import FolderLock
    lock = FolderLock(Path(sys.argv[1]), host=sys.argv[2])
    lock.acquire()
    print("held", flush=True)
    sys.stdin.read()
""")
_LIMIT_MS = 20_000


def second_start(folder: Path) -> subprocess.Popen[bytes]:
    """Start the program again as its icon would."""
    return subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-m", "xinmiao", "gui", "--data", str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_second_start_raises_the_first_window_and_ends(start: Start, school: SignedInSchool) -> None:
    school.lock()
    person = start()
    person.sign_in(FOUNDER_PASSWORD)
    held = json.loads((school.folder / LOCK_NAME).read_bytes())
    assert held["pid"] == os.getpid()  # that the file was read by the one who holds it must not give it away
    person.shell.setWindowState(Qt.WindowState.WindowMinimized)
    other = second_start(school.folder)
    try:
        person.wait(lambda: other.poll() is not None, timeout=_LIMIT_MS)
    finally:
        other.kill()
        _out, complaints = other.communicate()
    assert (other.returncode, complaints) == (0, b"")
    person.wait(lambda: not person.shell.windowState() & Qt.WindowState.WindowMinimized)
    assert person.shell.signed_in is not None, "the first one works on"
    assert json.loads((school.folder / LOCK_NAME).read_bytes()) == held


def test_another_computer_is_named_and_nobody_can_sign_in(start: Start, school: SignedInSchool) -> None:
    school.lock()
    other = subprocess.Popen(  # noqa: S603 -- our own lock
        [sys.executable, "-c", HOLDER, str(school.folder), "办公室-PC"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    try:
        person = start()
        notice = person.find("lock_notice", QLabel)
        assert "办公室-PC" in notice.text()
        assert "E-OTHERPC" in notice.text()
        assert not person.shell.lock_screen.card.isVisible()
        assert person.shell.wizard is None
    finally:
        other.communicate(timeout=20)
