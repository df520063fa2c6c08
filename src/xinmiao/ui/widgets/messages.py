"""What the program says in place: an empty page, a banner with its next step, a line in passing.

Questions and errors of operations are `ui.notices`; it places its banners and lines here.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button, IconButton
from xinmiao.ui.widgets.chips import TONE_ICONS
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import ElidedLabel, label

BANNER_TONES = {"info": "calm", "success": "accent", "warning": "watch", "error": "warn", "crisis": "alarm"}
"""Kinds of banners and their tones; alarm is kept for crisis and data loss."""


class EmptyState(QWidget):
    """One sentence of what belongs here, and one button to begin."""

    def __init__(
        self,
        sentence: Text | str,
        button: Text | str = "",
        clicked: Callable[[], object] | None = None,
        *,
        icon: str = "sprout",
        name: str = "empty_state",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.current().size("space-m"))
        layout.addStretch(2)
        layout.addWidget(IconLabel(icon, "faint", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = label(sentence, "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        self._sentence.setMaximumWidth(theme.current().px(420))
        row.addWidget(self._sentence, 1000)
        row.addStretch(1)
        layout.addLayout(row)
        self.button: Button | None = None
        if str(button):
            self.button = Button(button, name=f"{name}_button", clicked=clicked)
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def set_sentence(self, sentence: Text | str) -> None:
        """Say something else."""
        self._sentence.setText(str(sentence))

    def sentence(self) -> str:
        """Return what is said."""
        return self._sentence.text()


class Banner(QFrame):
    """A message above or inside a page: what happened, what to do, a button that does it."""

    dismissed = Signal()

    def __init__(
        self,
        kind: str,
        message: Text | str,
        next_step: Text | str = "",
        *,
        button: Text | str = "",
        clicked: Callable[[], object] | None = None,
        dismissible: bool = True,
        name: str = "banner",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        tone = BANNER_TONES[kind]
        self.setObjectName(name)
        self.setProperty("look", "banner")
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{message} {next_step}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = _banner_row(self, tone)
        row.addLayout(_sentences(message, next_step), 1)
        self.button: Button | None = None
        if str(button):
            self.button = Button(button, name=f"{name}_button", clicked=clicked)
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        if dismissible:
            close = IconButton("x", tr("Close this message"), name=f"{name}_close")
            close.clicked.connect(self.dismiss)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)

    def dismiss(self) -> None:
        """Take the banner away."""
        self.hide()
        self.dismissed.emit()


def _banner_row(banner: QFrame, tone: str) -> QHBoxLayout:
    wide, narrow = theme.current().size("space-m"), theme.current().size("space-s")
    row = QHBoxLayout(banner)
    row.setContentsMargins(wide, narrow, narrow, narrow)
    row.setSpacing(wide)
    row.addWidget(IconLabel(TONE_ICONS[tone], tone, 20))
    return row


def _sentences(message: Text | str, next_step: Text | str) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(message, "strong", wrap=True))
    if str(next_step):
        words.addWidget(label(next_step, "muted", wrap=True))
    return words


class StatusLine(QWidget):
    """One line at the foot of the window that goes away by itself; the last one stays readable in its hint."""

    def __init__(self, *, seconds: float = 6.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-s"))
        self._icon = IconLabel("circle-check", "accent")
        row.addWidget(self._icon)
        self._words = ElidedLabel("", "secondary", "muted")
        row.addWidget(self._words, 1)
        self._icon.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.clear)

    def say(self, words: Text | str, tone: str = "accent") -> None:
        """Show `words` for a while."""
        self._icon.set_icon(TONE_ICONS.get(tone, "info"), tone)
        self._icon.show()
        self._words.set_text(words)
        self._timer.start()

    def text(self) -> str:
        """Return the words on screen."""
        return self._words.text()

    def clear(self) -> None:
        """Show nothing."""
        self._timer.stop()
        self._icon.hide()
        self._words.set_text("")
