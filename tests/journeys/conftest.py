"""The whole program as a journey finds it: started, painted, in front of its door; closed at the end."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from doubles import FrozenClock
from journeys.driver import SIZE, Person, cheap_means
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.app.bootstrap import Program
from xinmiao.system.logs import start_log, stop_log
from xinmiao.ui.shell import Shell
from xinmiao.vault.keys.means import Means

Start = Callable[..., Person]
_POPUPS = {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
_END_LIMIT_MS = 20_000


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the process a folder of its own for temporary files, so that it can be looked at."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    before, tempfile.tempdir = tempfile.tempdir, None
    yield folder
    tempfile.tempdir = before


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the data folder; it is not made yet."""
    return tmp_path / "data"


def end(application: QApplication, program: Program) -> int:
    """Close the window and wait until the program ends by itself, as the system would."""
    QTimer.singleShot(0, program.shell.close)
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(lambda: application.exit(9))
    limit.start(_END_LIMIT_MS)
    code = application.exec()
    limit.stop()
    program.shell.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return code


class _Windows(QObject):
    """Notes every window that is shown and is none of the program's: a widget shown before it had its place."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Look at windows that appear; keep no event from anybody."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            known = isinstance(watched, (Shell, QDialog)) or watched.windowType() in _POPUPS
            if not known:
                words = watched.text() if isinstance(watched, QLabel) else watched.objectName()
                place = "".join(traceback.format_stack(limit=3)[:-1])
                self.strange.append(f"{type(watched).__name__} {words!r}, shown at\n{place}")
        return False


@pytest.fixture
def school(data: Path, home: Path) -> SignedInSchool:
    """Give a founded school at the data folder, signed in by operations; lock it before the program starts."""
    return make_signed_in_school(data, home / "xinmiao_config", FrozenClock())


@pytest.fixture
def _only_our_windows(qapp: QApplication) -> Iterator[None]:
    """Fail a journey in which something flashed up beside the program's window."""
    watch = _Windows()
    qapp.installEventFilter(watch)
    yield
    qapp.removeEventFilter(watch)
    assert not watch.strange, "shown as a window of its own: " + "\n".join(watch.strange)


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, data: Path, _only_our_windows: None) -> Iterator[Start]:
    """Give a function that starts the program, and end what was started and not ended."""
    running: list[Person] = []
    log = start_log()

    def started(means: Means | None = None, folder: Path | None = None) -> Person:
        qapp.setQuitOnLastWindowClosed(False)
        program = Program(qapp, folder or data, means or cheap_means())
        program.shell.resize(*SIZE)
        person = Person(program, qtbot)
        running.append(person)
        program.begin()
        program.shell.activateWindow()  # a window manager would
        person.wait(program.shell.isActiveWindow)
        return person

    yield started
    codes = [end(qapp, person.program) for person in running if isValid(person.program)]
    stop_log(log)
    assert codes == [0] * len(codes), "the program did not end by itself"
    made = [person.crashes.count - person.planted_faults for person in running]
    assert made == [0] * len(made), "the program made a mistake"
