"""The week grid as a widget, with mouse and keys; see the package for how it is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from xinmiao.kernel.texts import Text
from xinmiao.ui.week_grid import walking
from xinmiao.ui.week_grid.blocks import Block, GridDay, GridRow, Shade, Span
from xinmiao.ui.week_grid.keys import handle_key
from xinmiao.ui.week_grid.mouse import GridMouse
from xinmiao.ui.week_grid.window import GridWindow


class WeekGrid(GridWindow):
    """Days side by side, periods as rows, and what stands there."""

    created = Signal(object, int, int)
    moved = Signal(str, object, int, int)
    opened = Signal(str)
    removed = Signal(str)
    paged = Signal(int)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, words: Text | str, *, name: str = "week_grid", parent: QWidget | None = None) -> None:
        super().__init__(words, name=name, parent=parent)
        self.editable, self.mouse = True, GridMouse(self)

    # -- what the page gives ---------------------------------------------------------------------

    def set_days(self, days: Sequence[GridDay]) -> None:
        """Show these days, one to seven; what stood there before is taken away."""
        self._put(days, self.places.rows, ())

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """Show these rows."""
        self._put(self.places.days, rows, tuple(self.places.blocks.values()))

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these blocks; the one in focus stays so when it is still there."""
        self._put(self.places.days, self.places.rows, blocks)

    def set_shades(self, shades: Sequence[Shade]) -> None:
        """Show these as ground on which nothing is expected."""
        self.places.shades = tuple(shades)
        self.tell()
        self.viewport().update()

    def set_now(self, day: date, minute: int | None) -> None:
        """Draw the present moment; None draws nothing."""
        shown = minute is not None and any(each.day == day for each in self.places.days)
        self.scene.now = (self.places.place_of(day), minute) if shown and minute is not None else None
        self.viewport().update()

    def set_editable(self, editable: bool) -> None:  # noqa: FBT001 -- as Qt names its own
        """Let blocks be made, carried and taken out, or only looked at."""
        self.editable = editable
        self.mouse.drop()

    def select(self, block_id: str) -> None:
        """Put a block in focus and scroll to it; an unknown one leaves the place."""
        block = self.places.blocks.get(block_id)
        if block is not None:
            self.go(Span(block.day, *block.shown), block.id)

    # -- Qt --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go round, make, open, carry; leave other keys to the page."""
        if not handle_key(self, event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Begin at the first row of today, or of the first day."""
        super().focusInEvent(event)
        if self.scene.cursor is None and self.places.days:
            today = next((place for place, day in enumerate(self.places.days) if day.today), 0)
            self.go(walking.cell(self.places, today, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the focus no more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Take hold of what lies under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouse.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Carry what was taken hold of."""
        self.mouse.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Lay it down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouse.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Open a block, or make something on an empty place."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouse.double_click(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """Ask for the menu of what lies under the mouse, or of what is in focus."""
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            self.mouse.choose(QPointF(self.viewport().mapFromGlobal(event.globalPos())))
        self.menu_wanted.emit(self.scene.current, event.globalPos())

    def _put(self, days: Sequence[GridDay], rows: Sequence[GridRow], blocks: Sequence[Block]) -> None:
        self.mouse.drop()
        self.scene.ghost = None
        same_days = [day.day for day in days] == [day.day for day in self.places.days]
        self.places.put(days, rows, blocks)
        if not same_days:
            self.scene.now = None
            self.keep_cursor()
        block = self.current()
        if block is not None:
            self.scene.cursor = Span(block.day, *block.shown)
        elif self.scene.current:
            self.scene.current = ""
            self.current_changed.emit("")
        self.measure()
        self.tell()
