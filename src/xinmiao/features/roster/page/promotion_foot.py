"""The foot of the promotion: what would be done in one sentence, how far it is, and the button that does it.

Owns the sentence and the bar.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from xinmiao.features.roster.records import ClassAction, PromotionPreview
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import ElidedLabel
from xinmiao.ui.widgets.surfaces import Hairline

_BAR_PX = 220
_LOOK_EVERY_MS = 80


@dataclass
class _Count:
    """How far the writing is; written by the thread that writes, read by the window's timer."""

    done: int = 0
    total: int = 0

    def tell(self, done: int, total: int) -> None:
        """Take note."""
        self.done, self.total = done, total


class PromotionFoot(QWidget):
    """Always in the same place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("promotion_foot")
        space = theme.current().size
        self._count = _Count()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._icon = IconLabel("circle-check", "accent", 16)
        self.said = ElidedLabel("", "body")
        self.said.setObjectName("promotion_said")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the promotion is"))
        self.bar.setFixedWidth(theme.current().px(_BAR_PX))
        self.bar.hide()
        self.go_on = Button(_("Promote"), role="primary", name="promote", keys="Ctrl+S")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
        row.setSpacing(space("space-s"))
        row.addWidget(self._icon)
        row.addWidget(self.said, 1)
        row.addWidget(self.bar)
        row.addWidget(self.go_on)
        column.addLayout(row)

    def show_preview(self, preview: PromotionPreview) -> None:
        """Say what would be done, or what stands in the way."""
        self.bar.hide()
        self.go_on.setEnabled(not preview.blocked)
        up, leave = preview.count(ClassAction.MOVE_UP), preview.count(ClassAction.LEAVE)
        self.go_on.setText(ntr("Promote {count} student", "Promote {count} students", up + leave + _staying(preview)))
        if preview.blocked:
            self._say(tr("Put the marked classes right first."), "circle-alert", "warn")
            return
        words = tr("{up} move up, {leave} leave the school, {stay} stay.", up=up, leave=leave, stay=_staying(preview))
        self._say(words, "circle-check", "accent")

    def show_busy(self) -> Callable[[int, int], None]:
        """Say that it is being written; return whom the writing thread tells how far it is."""
        self.go_on.setEnabled(False)
        self._say(tr("The school is being promoted."), "clock", "muted")
        self._count = _Count()
        self._look()
        self._timer.start()
        return self._count.tell

    def stop_watching(self) -> None:
        """Look no more how far it is."""
        self._timer.stop()
        self.bar.hide()

    def _look(self) -> None:
        self.bar.setRange(0, self._count.total)
        self.bar.setValue(self._count.done)
        self.bar.show()

    def _say(self, words: str, icon: str, token: str) -> None:
        self._icon.set_icon(icon, token)
        self.said.set_text(words)


def _staying(preview: PromotionPreview) -> int:
    return sum(row.staying for row in preview.rows)
