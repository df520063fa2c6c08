"""The navigation at the left: icons with words, and Alt+1 to Alt+9.

Owns the look of the list and its keys; which pages there are is told to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from xinmiao.kernel.feature import PageEntry
from xinmiao.kernel.texts import tr
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import hint
from xinmiao.ui.program_name import TITLE

_WIDTH_PX = 176
_NUMBERED = 9


class Navigation(QFrame):
    """One button per page of the navigation."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setObjectName("navigation")
        self.setAccessibleName(tr("Navigation"))
        self.setFixedWidth(look.px(_WIDTH_PX))
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.size("space-s")] * 4)
        column.setSpacing(look.size("space-xs"))
        column.addWidget(_mark(self))
        column.addSpacing(look.size("space-s"))
        for number, entry in enumerate(entries, 1):
            column.addWidget(self._button(entry, f"Alt+{number}" if number <= _NUMBERED else ""))
        column.addStretch()

    def show_chosen(self, name: str) -> None:
        """Mark the button of the page shown; none when the page is not in the navigation."""
        self._group.setExclusive(False)
        for other, button in self._buttons.items():
            button.setChecked(other == name)
        self._group.setExclusive(True)

    def _button(self, entry: PageEntry, keys: str) -> QPushButton:
        button = QPushButton(str(entry.label), self)
        button.setObjectName(f"nav_{entry.name}")
        button.setAccessibleName(str(entry.label))
        button.setToolTip(hint(entry.label, keys))
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.setAutoDefault(True)  # Enter presses it, like Space
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        icons.set_icon(button, entry.icon, "muted", size="icon-large")
        button.clicked.connect(lambda _checked=False, name=entry.name: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[entry.name] = button
        if keys:
            QShortcut(QKeySequence(keys), self, button.click)
        return button


def _mark(parent: QWidget) -> QWidget:
    look = theme.current()
    mark = QWidget(parent)
    row = QHBoxLayout(mark)
    row.setContentsMargins(look.size("space-s"), look.size("space-xs"), 0, look.size("space-xs"))
    picture = QLabel(mark)
    picture.setPixmap(icons.app_icon().pixmap(look.px(24), look.px(24)))
    words = QLabel(TITLE, mark)
    words.setProperty("type", "section")
    row.addWidget(picture)
    row.addWidget(words)
    row.addStretch()
    return mark
