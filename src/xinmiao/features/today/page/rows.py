"""Rows of Today that are pressed as a whole: the ground they stand on, their keys and their words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PRESSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PressedRow(QAbstractButton):
    """A row that lights up under the mouse and is pressed by click, Enter or Space; Up and Down leave it."""

    moved = Signal(int)
    """Up (-1) or Down (1) was pressed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        space = theme.current().size
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(space("space-s"), space("space-s"), space("space-s"), space("space-s"))
        self.row.setSpacing(space("space-m"))

    def words(self, first: str, second: str, *, strong: bool = True) -> QVBoxLayout:
        """Return two lines for the middle of the row; both go on in the next line where there is no room."""
        column = QVBoxLayout()
        column.setSpacing(1)
        for text, kind in ((first, "strong" if strong else ""), (second, "secondary")):
            if text:
                made = label(text, kind, wrap=True)
                made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                column.addWidget(made)
        return column

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size of what stands in the row."""
        return self.row.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Press with Enter, tell Up and Down."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in _PRESSING:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Light up."""
        super().enterEvent(event)
        self.lit(on=True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Go dark."""
        super().leaveEvent(event)
        self.lit(on=self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Light up for the keyboard."""
        super().focusInEvent(event)
        self.lit(on=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Go dark."""
        super().focusOutEvent(event)
        self.lit(on=self.underMouse())

    def lit(self, *, on: bool) -> None:
        """Show what belongs to a lit row."""
        del on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the ground: plain, lit, pressed, or framed for the keyboard."""
        del event
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "press" if self.isDown() else "hover" if self.underMouse() else ""
        painter.setBrush(look.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        radius = look.size("radius")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()


def step_focus(rows: Sequence[PressedRow], here: PressedRow, step: int) -> None:
    """Go to the row above or below; at the ends nothing happens."""
    place = rows.index(here) + step
    if 0 <= place < len(rows):
        rows[place].setFocus(Qt.FocusReason.TabFocusReason)
