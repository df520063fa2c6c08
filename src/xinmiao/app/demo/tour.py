"""Drives the real windows over the invented school and leaves a picture of every page.

A tour is a generator of conditions: it goes on when the last one it gave holds, looked at between the
events of the running program. Nothing waits inside.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from xinmiao.app.bootstrap import Program
from xinmiao.app.demo import PASSWORD
from xinmiao.app.demo.builder import COUNSELLOR
from xinmiao.app.demo.papers import leave_papers
from xinmiao.app.demo.stops import STOPS, Guest, Stop
from xinmiao.app.demo.visits import VISITS, Visit
from xinmiao.system.logs import start_log, stop_log
from xinmiao.ui import theme
from xinmiao.ui.signed_in import SignedIn
from xinmiao.ui.tasks import Tasks
from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]
W = TypeVar("W", bound=QWidget)

SIZE = (1366, 768)
_LOOKS = ("light", "dark", "high_contrast")
_LOOK_EVERY_MS = 15
_STEP_LIMIT_MS = 30_000
_SETTLE_ROUNDS = 12
"""A page is pictured when it has been idle for this many looks, so that what was asked has arrived."""


class Guide(QObject):
    """Lets a tour go on between the events of the program."""

    def __init__(self, tour: Iterator[Condition], ended: Callable[[int], None]) -> None:
        super().__init__()
        self._tour = tour
        self._ended = ended
        self._condition: Condition = lambda: True
        self._waited_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._waited_ms += _LOOK_EVERY_MS
        if not self._condition():
            if self._waited_ms > _STEP_LIMIT_MS:
                print("the tour is stuck", file=sys.stderr)  # noqa: T201 -- a tool's output
                self._end(1)
            return
        self._waited_ms = 0
        try:
            self._condition = next(self._tour)
        except StopIteration:
            self._end(0)

    def _end(self, code: int) -> None:
        self._timer.stop()
        self._ended(code)


class Tour:
    """One walk through the program."""

    def __init__(self, program: Program, out: Path) -> None:
        self.program = program
        self.shell = program.shell
        self._out = out
        self._number = 0
        self._place = out
        self._guest = Guest()

    def walk(self) -> Iterator[Condition]:
        """Sign in, look at every page, lock; then the same door for everybody else."""
        yield self._at_lock_screen
        yield from self._picture("lock")
        yield from self._sign_in(COUNSELLOR)
        yield from self._guest.choose(self._tasks)
        for look in _LOOKS:
            yield from self._wear(look)
            for stop in STOPS:
                yield from self._visit(stop)
        yield from self._wear(_LOOKS[0])
        self._number += len(STOPS)
        self.shell.draw_curtain()
        yield from self._picture("curtain")
        self.shell.lock()
        yield self._at_lock_screen
        for visit in VISITS:
            yield from self._receive(visit)

    def _receive(self, visit: Visit) -> Iterator[Condition]:
        """Let somebody else sign in, look at his pages and go."""
        yield from self._sign_in(visit.account)
        for stop in visit.stops:
            yield from self._visit(stop)
        self.shell.lock()
        yield self._at_lock_screen

    def _at_lock_screen(self) -> bool:
        field = self.shell.lock_screen.findChild(QLineEdit, "password")
        return self.shell.signed_in is None and field is not None and field.isVisible() and field.isEnabled()

    def _sign_in(self, label: str) -> Iterator[Condition]:
        screen = self.shell.lock_screen
        accounts = _child(screen, QComboBox, "account")
        accounts.setCurrentText(label)
        field = _child(screen, QLineEdit, "password")
        field.setText(PASSWORD)
        QTest.keyClick(field, Qt.Key.Key_Return)
        yield lambda: self.shell.signed_in is not None
        yield from self._settled()

    def _wear(self, look: str) -> Iterator[Condition]:
        """Change the look; each has a folder of its own, the usual one lies in `out` itself."""
        self.program.choose_display(replace(self.program.display, theme=look))
        self._place = self._out if look == _LOOKS[0] else self._out / look
        self._place.mkdir(parents=True, exist_ok=True)
        self._number = 1
        yield lambda: True

    def _visit(self, stop: Stop) -> Iterator[Condition]:
        yield from stop.go(self.bench, self._guest)
        yield from self._picture(stop.name)

    @property
    def bench(self) -> Workbench:
        """Return the signed-in workbench."""
        return self._signed_in.workbench

    @property
    def _tasks(self) -> Tasks:
        return self._signed_in.tasks

    @property
    def _signed_in(self) -> SignedIn:
        if self.shell.signed_in is None:
            raise RuntimeError("nobody is signed in")
        return self.shell.signed_in

    def _settled(self) -> Iterator[Condition]:
        """Wait until nothing has been asked of the database for a while."""
        for _round in range(_SETTLE_ROUNDS):
            yield lambda: self.shell.signed_in is None or self.shell.signed_in.tasks.waiting == 0

    def _picture(self, name: str) -> Iterator[Condition]:
        yield from self._settled()
        self._number += 1
        self.shell.grab().save(str(self._place / f"{self._number:02d}-{name}.png"))


def run_tour(folder: Path, out: Path) -> int:
    """Walk through the program without a screen; pictures and papers are left in `out`."""
    application = QApplication([sys.argv[0], *theme.STYLE])
    application.setQuitOnLastWindowClosed(False)
    log = start_log()
    leave_papers(folder, out)
    program = Program(application, folder)
    program.shell.resize(*SIZE)
    program.begin()
    guide = Guide(Tour(program, out).walk(), lambda code: _finish(program, application, code))
    code = application.exec()
    del guide
    stop_log(log)
    return code


def _finish(program: Program, application: QApplication, code: int) -> None:
    program.shell.closed.connect(lambda: application.exit(code))
    program.shell.close()


def _child(parent: QWidget, kind: type[W], name: str) -> W:
    found: W | None = parent.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found
