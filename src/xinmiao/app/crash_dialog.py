"""What is shown when the program itself fails: a number, a report that can be copied, and that nothing saved is lost.

Owns the dialog and the text of the report. When it is shown is `crash`'s affair.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from xinmiao import __version__
from xinmiao.kernel.texts import _, tr
from xinmiao.system.logs import describe
from xinmiao.ui.program_name import TITLE

_ADVICE = _(
    "What you saved is safe and your draft is kept. You can go on; if something looks wrong, start the "
    "program again. Please tell whoever helps you this number: {number}"
)


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
