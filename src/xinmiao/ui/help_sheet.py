"""The help at the side: what this page is for, and all keys that answer here.

Owns how help is shown; pages bring the sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from xinmiao.kernel.texts import tr
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import Action

_WIDTH_PX = 320


class HelpSheet(QFrame):
    """A sheet beside the page; F1 opens and closes it, Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setObjectName("help_sheet")
        self.setAccessibleName(tr("Help"))
        self.setProperty("look", "sheet")
        self.setFixedWidth(look.px(_WIDTH_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[look.size("space-l")] * 4)
        head = QHBoxLayout()
        title = QLabel(tr("Help"), self)
        title.setProperty("type", "section")
        head.addWidget(title)
        head.addStretch()
        self.close_button = self._make_close_button()
        head.addWidget(self.close_button)
        column.addLayout(head)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        column.addWidget(self._scroll, 1)
        escape = QShortcut(QKeySequence("Esc"), self, self.close_sheet)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def _make_close_button(self) -> QPushButton:
        made = QPushButton(self)
        made.setObjectName("help_close")
        made.setAccessibleName(tr("Close the help"))
        made.setToolTip(tr("Close the help (Esc)"))
        made.setProperty("role", "icon")
        made.setAutoDefault(True)  # Enter presses it
        icons.set_icon(made, "x", "muted")
        made.clicked.connect(self.close_sheet)
        return made

    def tell(self, text: str, actions: Sequence[Action]) -> None:
        """Show sentences and keys."""
        look = theme.current()
        body = QWidget(self._scroll)
        body.setProperty("look", "raised")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, look.size("space-s"), 0)
        column.setSpacing(look.size("space-l"))
        if text:
            words = QLabel(text, body)
            words.setObjectName("help_text")
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            column.addWidget(words)
        column.addLayout(_keys(body, actions))
        column.addStretch()
        self._scroll.setWidget(body)
        self.show()
        self.close_button.setFocus()

    def close_sheet(self) -> None:
        """Close the sheet and give the focus back to the page."""
        self.hide()


def _keys(body: QWidget, actions: Sequence[Action]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(theme.current().size("space-s"))
    shown = [(str(action.label), action.keys) for action in actions if action.keys]
    shown += [
        (tr("Pages of the navigation"), "Alt+1 … Alt+9"),
        (tr("Go back"), "Alt+Left"),
        (tr("Close a sheet"), "Esc"),
    ]
    for row, (label, keys) in enumerate(shown):
        words = QLabel(label, body)
        written = QLabel(keys, body)
        written.setProperty("type", "secondary")
        grid.addWidget(words, row, 0)
        grid.addWidget(written, row, 1, Qt.AlignmentFlag.AlignRight)
    return grid
