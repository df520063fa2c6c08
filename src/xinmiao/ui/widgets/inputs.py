"""Fields for searching and for passwords."""

from __future__ import annotations

import sys

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import icons, theme
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label


class SearchField(QLineEdit):
    """Typed words for a list. Esc empties it; Down goes to the list."""

    searched = Signal(str)
    """The words, shortly after typing pauses."""
    go_down = Signal()

    def __init__(
        self, hint: Text | str = "", *, delay_ms: int = 120, name: str = "search", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(str(hint) or tr("Search"))
        self.setAccessibleName(str(hint) or tr("Search"))
        self.setClearButtonEnabled(True)
        self.setProperty("look", "search")
        self.setMaxLength(100)
        glass = self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        icons.set_icon(glass, "search", "muted")
        self.setMinimumWidth(theme.current().px(200))
        for clear in self.findChildren(QAction):
            if clear.objectName() == "_q_qlineeditclearaction":
                icons.set_icon(clear, "x", "muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(delay_ms)
        self._pause.timeout.connect(self._emit)
        self.textChanged.connect(lambda _text: self._pause.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Empty the field with Esc, go to the list with Down, search at once with Enter."""
        key, keys = event.key(), QtCore.Qt.Key
        if key == keys.Key_Escape and self.text():
            self.clear()
        elif key == keys.Key_Down:
            if self._pause.isActive():
                self._emit()  # else the list one goes to is that of the words before
            self.go_down.emit()
        elif key in {keys.Key_Return, keys.Key_Enter}:
            self._emit()
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)

    def _emit(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())


class PasswordField(QWidget):
    """A password with an eye to show it and a word when Caps Lock is on."""

    changed = Signal(str)
    entered = Signal()

    def __init__(self, words: Text | str, *, name: str = "password", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_field")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        self.line = _PasswordLine(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(str(words))
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.entered)
        self.line.caps_lock.connect(self._tell_caps_lock)
        self._eye = self.line.addAction(icons.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setObjectName("show_password")
        self._eye.triggered.connect(self._toggle)
        self._show(shown=False)
        column.addWidget(self.line)
        self._hint = QWidget()
        hint = QHBoxLayout(self._hint)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.addWidget(IconLabel("arrow-up", "watch", 14))
        hint.addWidget(label(tr("Caps Lock is on"), "secondary"), 1)
        self._hint.setObjectName("caps_lock_hint")
        self._hint.hide()
        column.addWidget(self._hint)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Empty the field and hide what will be typed."""
        self.line.clear()
        self._show(shown=False)

    def _toggle(self) -> None:
        self._show(shown=self.line.echoMode() is QLineEdit.EchoMode.Password)

    def _show(self, *, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        icons.set_icon(self._eye, "eye-off" if shown else "eye", "muted")
        self._eye.setToolTip(tr("Hide the password") if shown else tr("Show the password"))

    def _tell_caps_lock(self, on: bool) -> None:  # noqa: FBT001 -- a signal's value
        self._hint.setVisible(on)


class _PasswordLine(QLineEdit):
    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaxLength(1024)
        self.setProperty("inputMethodHints", "ImhHiddenText|ImhSensitiveData|ImhNoPredictiveText")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Watch what the letters say about Caps Lock."""
        on = caps_lock_by(event)
        if on is not None:
            self.caps_lock.emit(on)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Say nothing while the keyboard is elsewhere."""
        self.caps_lock.emit(False)  # noqa: FBT003 -- a signal's value
        super().focusOutEvent(event)


def caps_lock_by(event: QKeyEvent) -> bool | None:
    """Return whether Caps Lock is on, judged by a letter and Shift; None when the key says nothing."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- Windows only

        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    typed = event.text()
    if len(typed) != 1 or not typed.isascii() or not typed.isalpha():
        return None
    shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
    return typed.isupper() != shift
