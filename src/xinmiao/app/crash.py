"""When the program itself fails: a number, a scrubbed report that can be copied, a line in the log.

Owns the hooks of Python, of threads and of Qt, and the crash dialog. A report holds types and places, never values:
names of people are values.
"""

from __future__ import annotations

import logging
import secrets
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from xinmiao import __version__
from xinmiao.kernel.texts import _, tr
from xinmiao.system.logs import describe, scrub
from xinmiao.ui.notices import TITLE

_LOG = logging.getLogger("xinmiao.crash")
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_ADVICE = _(
    "What you saved is safe and your draft is kept. You can go on; if something looks wrong, start the "
    "program again. Please tell whoever helps you this number: {number}"
)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def report_of(error: BaseException, number: str) -> str:
    """Return what is shown and copied: number, version, types and places."""
    system = f"Python {sys.version.split()[0]}, {sys.platform}"
    return f"{TITLE} {__version__} / {number}\n{system}\n{describe(error)}"


class CrashDialog(QDialog):
    """Says that the program failed, and that nothing saved is lost."""

    def __init__(self, number: str, report: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setObjectName("crash_dialog")
        self.setWindowTitle(TITLE)
        self.setMinimumWidth(560)
        self._report = report
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        title = QLabel(tr("The program made a mistake"), self)
        title.setProperty("type", "title")
        words = QLabel(str(_ADVICE.format(number=number)), self)
        words.setObjectName("crash_number")
        words.setWordWrap(True)
        shown = QPlainTextEdit(report, self)
        shown.setObjectName("crash_report")
        shown.setAccessibleName(tr("Report without names"))
        shown.setReadOnly(True)
        for widget in (title, words, shown):
            column.addWidget(widget)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        copy = QPushButton(tr("Copy the report"), self)
        copy.setObjectName("crash_copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        close = QPushButton(tr("Go on"), self)
        close.setObjectName("crash_close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch()
        row.addWidget(close)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


class CrashReporter:
    """Takes every fault of the program, on whichever thread it happened."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._dialog: CrashDialog | None = None
        self.count = 0

    def report(self, error: BaseException) -> None:
        """Log a fault and show it; may be called from any thread."""
        number = "".join(secrets.choice(_ALPHABET) for _letter in range(6))
        _LOG.error("fault %s\n%s", number, describe(error))
        text = report_of(error, number)
        self.count += 1
        self._post(lambda: self._show(number, text))

    def install(self) -> None:
        """Put the hooks in place, for the rest of the process."""
        self.hook()
        qInstallMessageHandler(qt_message)

    def hook(self) -> None:
        """Take what no `except` of the program takes, on every thread."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

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
        self._dialog = CrashDialog(number, text)
        self._dialog.finished.connect(self._closed)
        self._dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write what Qt complains about into the log, scrubbed."""
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", scrub(message))
