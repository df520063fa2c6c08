"""Buttons: the one primary action, plain, quiet and dangerous ones, links, icons, and hold to show.

Owns the roles the style sheet knows. What a button does is its page's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QCursor, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import icons

Role = Literal["primary", "secondary", "quiet", "danger"]
_ICON_TOKEN = {"primary": "on-accent", "danger": "alarm", "link": "accent"}


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Click `button` when the key is Enter, which Qt leaves to dialogs; return whether it was."""
    keys, modifiers = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
    if event.key() not in {keys.Key_Return, keys.Key_Enter} or event.modifiers() & ~modifiers.KeypadModifier:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class Button(QPushButton):
    """A push button whose words are a verb. `keys` is shown in the hint, e.g. Ctrl+S."""

    def __init__(
        self,
        words: Text | str,
        *,
        role: Role = "secondary",
        icon: str = "",
        name: str = "",
        keys: str = "",
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(str(words), parent)
        self.setProperty("role", role)
        self.setObjectName(name)
        self.setAccessibleName(str(words))
        self.setAutoDefault(False)
        if keys:
            self.setToolTip(f"{words} ({keys})")
        if icon:
            icons.set_icon(self, icon, _ICON_TOKEN.get(role, "muted"))
        if clicked is not None:
            action = clicked
            self.clicked.connect(lambda _checked=False: action())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Take Enter like Space."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class LinkButton(QPushButton):
    """Words that open something, e.g. the records behind a number."""

    def __init__(self, words: Text | str, *, icon: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(str(words), parent)
        self.setProperty("role", "link")
        self.setObjectName(name)
        self.setAccessibleName(str(words))
        self.setAutoDefault(False)
        self.setCursor(QCursor(QtCore.Qt.CursorShape.PointingHandCursor))
        if icon:
            icons.set_icon(self, icon, "accent")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Take Enter like Space."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """An icon without words; its hint and its accessible name say what it does."""

    def __init__(
        self, icon: str, hint: Text | str, *, name: str = "", token: str = icons.MUTED, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "icon")
        self.setObjectName(name)
        self.setAccessibleName(str(hint))
        self.setToolTip(str(hint))
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
        icons.set_icon(self, icon, token)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Take Enter like Space."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class MenuButton(QPushButton):
    """A button that opens a menu of further actions; Space, Enter and Down open it."""

    def __init__(
        self,
        words: Text | str,
        actions: Sequence[QAction] = (),
        *,
        role: Role = "secondary",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(str(words), parent)
        self.setProperty("role", role if words else "icon")
        self.setObjectName(name)
        self.setAccessibleName(str(words) or tr("More actions"))
        self.setAutoDefault(False)
        icons.set_icon(self, "chevron-down" if words else "ellipsis", _ICON_TOKEN.get(role, "muted"))
        if words:
            self.setLayoutDirection(QtCore.Qt.LayoutDirection.RightToLeft)
        self._menu = QMenu(self)
        self._menu.addActions(list(actions))
        self.setMenu(self._menu)

    def entries(self) -> QMenu:
        """Return the menu, to be filled."""
        return self._menu


class HoldToShow(QPushButton):
    """Hides a number until it is pressed and held (mouse or Space); `shown` tells each time it is read."""

    shown = Signal()

    def __init__(
        self, whole: str, masked: str, what: Text | str, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(masked, parent)
        self._whole, self._masked = whole, masked
        self.setProperty("role", "hold")
        self.setObjectName(name)
        self.setAccessibleName(tr("{what}, hold to show", what=what))
        self.setToolTip(tr("Press and hold to show"))
        self.setAutoDefault(False)
        icons.set_icon(self, "eye", "muted")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(whole) + 56)
        self.pressed.connect(self._show)
        self.released.connect(self._hide)

    def set_number(self, whole: str, masked: str) -> None:
        """Take another number; it starts hidden."""
        self._whole, self._masked = whole, masked
        self._hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Hide when the keyboard leaves."""
        self._hide()
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Hide when the mouse leaves."""
        self._hide()
        super().leaveEvent(event)

    def _show(self) -> None:
        if not self._whole:
            return
        self.setText(self._whole)
        self.shown.emit()

    def _hide(self) -> None:
        self.setText(self._masked)


def at_the_end(button: QPushButton) -> QHBoxLayout:
    """Return a line with a button at its end, where the last step of a form stands."""
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(button)
    return line
