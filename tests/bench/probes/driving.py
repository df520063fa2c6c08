"""Starting the real program and walking it from outside: nothing in the product knows that it is measured.

`drive` calls the program's own entry with a `Program` that differs in one thing: a guide goes along. A walk is a
generator of conditions; it goes on when the last one given holds, looked at between the events of the program.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from xinmiao.__main__ import main
from xinmiao.app import bootstrap
from xinmiao.app.crash import CrashReporter

if TYPE_CHECKING:  # the start is measured too: nothing may be loaded that the program does not load itself
    from xinmiao.ui.signed_in import SignedIn
    from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]
Walk = Callable[["Driven"], Iterator[Condition]]
_LOOK_EVERY_MS = 4
_STEP_LIMIT_S = 60
_HUNG_S = 120
_QUIET_LOOKS = 10


class Stuck(RuntimeError):
    """A condition did not come true."""


class Painted(QObject):
    """Remembers when a widget was painted: the moment the event loop goes on after its paint event."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.at_ns: list[int] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Note a paint event."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, lambda: self.at_ns.append(time.monotonic_ns()))
        return super().eventFilter(watched, event)


class Loud(CrashReporter):
    """A fault of the program breaks the bench: a page that fails is quickly there, but wrong."""

    def report(self, error: BaseException) -> None:
        """Print the fault and end."""
        traceback.print_exception(error)
        sys.stderr.flush()
        os._exit(70)


class Driven(bootstrap.Program):
    """The program with a guide."""

    walk: Walk
    told: dict[str, Any]

    def begin(self) -> None:
        """Begin as always, the guide beside it."""
        self.lock_painted = Painted(self.shell.lock_screen)
        self._steps = type(self).walk(self)
        self._condition: Condition = lambda: bool(self.lock_painted.at_ns)
        self._since = time.monotonic()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        super().begin()

    @property
    def signed_in(self) -> SignedIn:
        """Return the sign-in."""
        if self.shell.signed_in is None:
            raise Stuck
        return self.shell.signed_in

    @property
    def bench(self) -> Workbench:
        """Return the workbench."""
        return self.signed_in.workbench

    def sign_in(self, password: str) -> Iterator[Condition]:
        """Type the password and press Enter."""
        yield self.is_ready
        field = self.shell.lock_screen.findChild(QLineEdit, "password")
        if not isinstance(field, QLineEdit):
            raise Stuck
        field.setText(password)
        press(field, Qt.Key.Key_Return)
        yield lambda: self.shell.signed_in is not None

    def is_ready(self) -> bool:
        """Return whether a password can be typed."""
        field = self.shell.lock_screen.findChild(QLineEdit, "password")
        return isinstance(field, QLineEdit) and field.isVisible() and field.isEnabled()

    def is_answered(self) -> bool:
        """Return whether nothing is asked of the database."""
        return self.signed_in.tasks.waiting == 0

    def settle(self) -> Iterator[Condition]:
        """Wait until nothing has been asked for a while."""
        for _look in range(_QUIET_LOOKS):
            yield self.is_answered

    @property
    def signed_in_features(self) -> Any:
        """Return all features."""
        return _features()

    def has_page(self, name: str) -> bool:
        """Return whether the program has the page's module yet."""
        from importlib.util import find_spec  # noqa: PLC0415 -- as the types above

        targets = {entry.name: entry.target.partition(":")[0] for feature in _features() for entry in feature.pages}
        return name in targets and find_spec(targets[name]) is not None

    def _look(self) -> None:
        if not self._condition():
            if time.monotonic() - self._since > _STEP_LIMIT_S:
                print("stuck", file=sys.stderr)  # noqa: T201 -- a tool
                self._leave()
            return
        self._since = time.monotonic()
        try:
            self._condition = next(self._steps)
        except StopIteration:
            print(json.dumps(type(self).told), flush=True)  # noqa: T201 -- the figures
            self._leave()

    def _leave(self) -> None:
        self._looking.stop()
        self.shell.close()


def press(widget: QWidget, key: int, text: str = "") -> None:
    """Send a key to a widget as the keyboard would; Chinese characters too."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def drive(walk: Walk, folder: Path | None, told: dict[str, Any]) -> int:
    """Run the program on a data folder, None for the one opened last; `told` is printed as JSON in the end."""
    faulthandler.dump_traceback_later(_HUNG_S, exit=True)  # a program that hangs says where
    Driven.walk, Driven.told = walk, told
    bootstrap.CrashReporter = Loud  # type: ignore[attr-defined] # as below
    bootstrap.Program = Driven  # type: ignore[misc] # the one place where the program is given company
    return main(["--data", str(folder)] if folder is not None else [])


def _features() -> Any:
    from xinmiao.app.features import FEATURES  # noqa: PLC0415 -- loaded long after the lock screen

    return FEATURES
