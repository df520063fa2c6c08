"""When the program itself fails: a number, a scrubbed report that can be copied, a line in the log.

Owns the hooks of Python, of threads and of Qt, which are there from the first moment on; the log and the dialog
(`crash_dialog`) are loaded when something fails. A report holds types and places, never values: names of people are
values.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from xinmiao.app.crash_dialog import CrashDialog

_LOG = logging.getLogger("xinmiao.crash")
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashReporter:
    """Takes every fault of the program, on whichever thread it happened."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._begin_log: Callable[[], object] = _no_log
        self._dialog: CrashDialog | None = None
        self.count = 0

    def report(self, error: BaseException) -> None:
        """Log a fault and show it; may be called from any thread."""
        import secrets  # noqa: PLC0415 -- none of the three on the way to the lock screen

        from xinmiao.app.crash_dialog import report_of  # noqa: PLC0415 -- as above
        from xinmiao.system.logs import describe  # noqa: PLC0415 -- as above

        self._begin_log()
        number = "".join(secrets.choice(_ALPHABET) for _letter in range(6))
        _LOG.error("fault %s\n%s", number, describe(error))
        text = report_of(error, number)
        self.count += 1
        self._post(lambda: self._show(number, text))

    def install(self, begin_log: Callable[[], object]) -> None:
        """Put the hooks in place, for the rest of the process; `begin_log` makes sure that the log is written."""
        self._begin_log = begin_log
        self.hook()
        qInstallMessageHandler(qt_message)

    def hook(self) -> None:
        """Take what no `except` of the program takes, on every thread."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    @contextmanager
    def starting(self, application: QApplication) -> Iterator[None]:
        """Tell a fault of the start in the dialog, whose end is then the end of the program."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is told
            self.report(error)
            if self._dialog is not None:
                self._dialog.finished.connect(lambda _result: application.exit(1))

    def _hook(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            sys.__excepthook__(kind, error, traceback)
            return
        self.report(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.report(args.exc_value)

    def _show(self, number: str, text: str) -> None:
        if self._dialog is not None or QApplication.instance() is None:
            return  # one dialog at a time: a fault in a timer must not bury the window
        from xinmiao.app.crash_dialog import CrashDialog  # noqa: PLC0415 -- not on the way to the lock screen

        self._dialog = CrashDialog(number, text)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write what Qt complains about into the log, scrubbed."""
    from xinmiao.system.logs import scrub  # noqa: PLC0415 -- not on the way to the lock screen

    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", scrub(message))


def _no_log() -> None:
    """Begin no log: somebody else did."""
