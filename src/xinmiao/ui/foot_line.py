"""The foot of the window: what was said in passing, the draft's state, the backup's state.

Owns their places; how long a line stays is the component's.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import StatusLine


class FootLine(QFrame):
    """A passing line at the left, draft and backup at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("foot_line")
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.size("space-xl"), 0, look.size("space-xl"), 0)
        row.setSpacing(look.size("space-l"))
        self.passing = StatusLine(parent=self)
        self._draft = self._label("draft_state")
        self._backup = self._label("backup_state")
        row.addWidget(self.passing, 1)
        row.addWidget(self._draft)
        row.addWidget(self._backup)
        self.setFixedHeight(look.size("hit"))

    def show_line(self, text: str) -> None:
        """Show a line for a while."""
        self.passing.say(text)

    def show_draft(self, text: str) -> None:
        """Show what became of the draft."""
        self._draft.setText(text)

    def show_backup(self, text: str) -> None:
        """Show how old the newest backup is."""
        self._backup.setText(text)

    def _label(self, name: str) -> QLabel:
        made = label("", "secondary", parent=self)
        made.setObjectName(name)
        return made
