"""The F9 curtain: covers the whole window for a short while, reopened by a short code.

Owns the code of this sign-in and its limits: 4 to 8 digits, 15 minutes, three misses. It is a convenience against
glances, not a key: the keys stay in memory meanwhile, and the curtain says so.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme

SHORTEST_CODE = 4
LONGEST_CODE = 8
MISSES_ALLOWED = 3
_FIELD_PX = 220
OPEN_FOR_MS = 15 * 60 * 1000


def code_problem(code: str) -> Text | None:
    """Return what is wrong with a new curtain code, or None."""
    if not (code.isascii() and code.isdigit() and SHORTEST_CODE <= len(code) <= LONGEST_CODE):
        return _("Please use 4 to 8 digits.")
    if len(set(code)) == 1:
        return _("Please use more than one digit.")
    return None


class CurtainCode:
    """The code of this sign-in. Only a digest is kept, and only in memory."""

    def __init__(self) -> None:
        self._salt = os.urandom(16)
        self._digest = b""
        self.misses = 0

    @property
    def is_set(self) -> bool:
        """Return whether a code was chosen."""
        return bool(self._digest)

    def set(self, code: str) -> None:
        """Choose the code."""
        self._digest = self._of(code)
        self.misses = 0

    def matches(self, code: str) -> bool:
        """Return whether `code` is the chosen one; counts the misses."""
        if self.is_set and hmac.compare_digest(self._digest, self._of(code)):
            self.misses = 0
            return True
        self.misses += 1
        return False

    def forget(self) -> None:
        """Drop the code; it does not outlive the sign-in."""
        self._digest = b""
        self.misses = 0

    def _of(self, code: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", code.encode(), self._salt, 1000)


class Curtain(QWidget):
    """Fills the window. The first time it asks for a code to be chosen, afterwards for that code."""

    opened = Signal()
    full_lock = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curtain")
        self.code = CurtainCode()
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(OPEN_FOR_MS)
        self._limit.timeout.connect(self.full_lock)
        self._make_fields()
        self._lay_out()

    @property
    def limit(self) -> QTimer:
        """Return the clock that locks fully at its end."""
        return self._limit

    def draw_close(self) -> None:
        """Begin to cover: ask for a new code when none is set yet."""
        self.entry.clear()
        self._problem.clear()
        chosen = self.code.is_set
        self._title.setText(tr("Screen covered") if chosen else tr("Choose a code for the curtain"))
        self._open.setText(tr("Open") if chosen else tr("Cover the screen"))
        self._open.setAccessibleName(self._open.text())
        self.entry.setAccessibleName(tr("Curtain code"))
        self.entry.setPlaceholderText(tr("4 to 8 digits"))
        self._note.setText(
            tr(
                "Only a cover against glances: the keys stay in memory. It locks fully after 15 minutes or three "
                "wrong codes. Lock with Ctrl+L when you leave the room."
            )
        )
        self._limit.start()

    def take_away(self) -> None:
        """End covering; the clock stops."""
        self._limit.stop()
        self.entry.clear()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the cursor into the field."""
        super().showEvent(event)
        self.entry.setFocus()

    def _entered(self) -> None:
        code = self.entry.text()
        self.entry.clear()
        if not self.code.is_set:
            self._choose(code)
        elif self.code.matches(code):
            self.opened.emit()
        elif self.code.misses >= MISSES_ALLOWED:
            self.full_lock.emit()
        else:
            left = MISSES_ALLOWED - self.code.misses
            self._problem.setText(ntr("Wrong code; {count} try left.", "Wrong code; {count} tries left.", left))

    def _choose(self, code: str) -> None:
        problem = code_problem(code)
        if problem is not None:
            self._problem.setText(str(problem))
            return
        self.code.set(code)
        self.draw_close()

    def _make_fields(self) -> None:
        self._title = QLabel(self)
        self._title.setObjectName("curtain_title")
        self._title.setProperty("type", "title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.entry = QLineEdit(self)
        self.entry.setObjectName("curtain_code")
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)
        self.entry.setMaxLength(LONGEST_CODE)
        self.entry.setFixedWidth(theme.current().px(_FIELD_PX))
        self.entry.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.entry.returnPressed.connect(self._entered)
        self._problem = QLabel(self)
        self._problem.setObjectName("curtain_problem")
        self._problem.setProperty("type", "error")
        self._problem.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._open = QPushButton(self)
        self._open.setObjectName("curtain_open")
        self._open.setProperty("role", "primary")
        self._open.clicked.connect(self._entered)
        self._note = QLabel(self)
        self._note.setObjectName("curtain_note")
        self._note.setProperty("type", "muted")
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._title, self.entry, self._open, self._problem):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._note.setWordWrap(True)
        column.addWidget(self._note)
        self._open.setFixedWidth(theme.current().px(_FIELD_PX))
