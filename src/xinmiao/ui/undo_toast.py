"""A line at the foot of the page that offers to take back what was just done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import ElidedLabel

_WIDTH_PX = 460


class UndoToast(QFrame):
    """Lies over the foot of `host` for some seconds; the last thing done can be taken back as long as it is there."""

    def __init__(self, host: QWidget, *, seconds: float = 10.0) -> None:
        super().__init__(host)
        self.setObjectName("undo_toast")
        self.setProperty("look", "card")
        self._host = host
        self._back: Callable[[], object] | None = None
        space = theme.current().size
        row = QHBoxLayout(self)
        row.setContentsMargins(space("space-l"), space("space-s"), space("space-s"), space("space-s"))
        row.setSpacing(space("space-s"))
        row.addWidget(IconLabel("circle-check", "accent"))
        self._words = ElidedLabel("")
        row.addWidget(self._words, 1)
        row.addWidget(Button(_("Undo"), role="quiet", icon="undo-2", name="undo", keys="Ctrl+Z", clicked=self.undo))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def say(self, words: Text | str, back: Callable[[], object]) -> None:
        """Show what was done; `back` takes it back."""
        self._words.set_text(words)
        self._back = back
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def undo(self) -> None:
        """Take the last thing back, once."""
        back, self._back = self._back, None
        self._timer.stop()
        self.hide()
        if back is not None:
            back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Follow the page's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = min(theme.current().px(_WIDTH_PX), self._host.width() - 2 * theme.current().size("space-l"))
        height = self.sizeHint().height()
        foot = self._host.height() - height - theme.current().size("space-l")
        self.setGeometry((self._host.width() - width) // 2, foot, width, height)
