"""A sheet that slides over the right of a page, for quick editing without a dialog.

Esc and the close button ask first (`close_asked`); the page closes it. There is one sheet per page, so
sheets are never stacked.
"""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import IconButton
from xinmiao.ui.widgets.labels import ElidedLabel

MOTION_MS = 120


class SideSheet(QFrame):
    """Lies over the right side of `host`; the rest of the host is veiled and cannot be clicked."""

    close_asked = Signal()
    """Esc, the close button or a click beside the sheet. Nothing is closed until `close_sheet`."""
    closed = Signal()

    def __init__(self, host: QWidget, *, width: int = 440, ask_first: bool = False, name: str = "side_sheet") -> None:
        super().__init__(host)
        self.setWindowFlag(Qt.WindowType.SubWindow)  # Qt keeps Tab inside a sub-window
        self.setObjectName(name)
        self.setProperty("look", "sheet")
        self._host, self._wanted, self._ask_first = host, width, ask_first
        self._content: QWidget | None = None
        self._returns_to: QWidget | None = None
        self._veil = _Veil(host)
        self._veil.pressed.connect(self.ask_close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._place = QVBoxLayout()
        column.addLayout(self._place, 1)
        self._motion = QPropertyAnimation(self, b"pos", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        host.installEventFilter(self)
        self.hide()
        self._veil.hide()

    def open_sheet(self, title: Text | str, content: QWidget) -> None:
        """Show `content`, which the sheet owns from now on, and go to its first field."""
        self._returns_to = self._host.window().focusWidget()
        if self._content is not None:
            self._place.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._title.set_text(title)
        self.setAccessibleName(str(title))
        self._place.addWidget(content)
        content.show()
        self._veil.setGeometry(self._host.rect())
        self._veil.show()
        self._veil.raise_()
        self.show()
        self.raise_()
        self._slide_in()
        (_first_field(content) or self._close).setFocus(Qt.FocusReason.TabFocusReason)

    def close_sheet(self) -> None:
        """Take the sheet away and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self._motion.stop()
        self.hide()
        self._veil.hide()
        if self._content is not None:
            self._place.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None
        if self._returns_to is not None:
            self._returns_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self._returns_to = None
        self.closed.emit()

    def ask_close(self) -> None:
        """Ask the page to close, or close at once when it did not want to be asked."""
        self.close_asked.emit()
        if not self._ask_first:
            self.close_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Ask to close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.ask_close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._motion.stop()
            self.setGeometry(self._resting())
            self._veil.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)

    def _head(self) -> QHBoxLayout:
        space = theme.current().size
        head = QHBoxLayout()
        head.setContentsMargins(space("space-xl"), space("space-l"), space("space-m"), space("space-m"))
        self._title = ElidedLabel("", "section")
        head.addWidget(self._title, 1)
        self._close = IconButton("x", tr("Close (Esc)"), name="sheet_close")
        self._close.clicked.connect(self.ask_close)
        head.addWidget(self._close)
        return head

    def _resting(self) -> QRect:
        width = min(theme.current().px(self._wanted), self._host.width())
        return QRect(self._host.width() - width, 0, width, self._host.height())

    def _slide_in(self) -> None:
        rest = self._resting()
        self.setGeometry(rest)
        allowed = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        if allowed <= 0:
            return
        self._motion.setDuration(min(allowed, MOTION_MS))
        self._motion.setStartValue(rest.topLeft() + QPoint(theme.current().px(48), 0))
        self._motion.setEndValue(rest.topLeft())
        self._motion.start()


def _first_field(content: QWidget) -> QWidget | None:
    """Return what Tab reaches first. Never by `nextInFocusChain`: PySide takes it for a change of ownership."""
    for widget in content.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisibleTo(content)
        if takes and widget.focusProxy() is None:
            return widget
    return None


class _Veil(QWidget):
    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        event.accept()
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.current().colour("veil")))
        painter.end()
