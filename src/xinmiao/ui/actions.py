"""Actions: one declaration for a menu entry, a button and a shortcut.

Owns the way an action becomes a `QAction`, and how keys are written in menus and hints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from xinmiao.kernel.texts import Text
from xinmiao.ui import icons
from xinmiao.ui.widgets.buttons import Button

STANDARD_KEYS = {"new": "Ctrl+N", "save": "Ctrl+S", "print": "Ctrl+P"}


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One thing that can be done. The names `new`, `save`, `print` get their keys by themselves."""

    name: str
    label: Text
    trigger: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = _always

    @property
    def keys(self) -> str:
        """Return the shortcut, such as Ctrl+N, or an empty string."""
        return self.shortcut or STANDARD_KEYS.get(self.name, "")


def hint(label: Text | str, keys: str = "") -> str:
    """Return a tooltip: the label with its keys, as this system writes them."""
    if not keys:
        return str(label)
    return f"{label} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})"


def q_action(action: Action, parent: QWidget) -> QAction:
    """Return the `QAction` of `action`, owned by `parent` and asked for its state each time it is triggered."""
    made = QAction(str(action.label), parent)
    made.setObjectName(f"action_{action.name}")
    made.setToolTip(hint(action.label, action.keys))
    if action.icon:
        icons.set_icon(made, action.icon)
    if action.keys:
        made.setShortcut(QKeySequence(action.keys))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # hidden widgets do not answer
        made.setShortcutVisibleInContextMenu(True)

    def triggered() -> None:
        if action.enabled():
            action.trigger()

    made.triggered.connect(triggered)
    return made


def fill_menu(menu: QMenu, actions: tuple[Action, ...]) -> None:
    """Put `actions` into `menu`, enabled as they are each time the menu opens, with their keys shown."""
    made = [(action, q_action(action, menu)) for action in actions]
    for _action, entry in made:
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the page's own action answers the keys
        menu.addAction(entry)

    def refresh() -> None:
        for action, entry in made:
            entry.setEnabled(action.enabled())
            entry.setText(str(action.label))

    menu.aboutToShow.connect(refresh)


def button(action: Action, parent: QWidget | None = None) -> QPushButton:
    """Return a push button for `action`, with its keys in the hint."""
    made = Button(action.label, parent=parent)
    made.setObjectName(f"button_{action.name}")
    made.setToolTip(hint(action.label, action.keys))
    made.clicked.connect(lambda _checked=False: action.trigger() if action.enabled() else None)
    if action.icon:
        icons.set_icon(made, action.icon)
    return made
