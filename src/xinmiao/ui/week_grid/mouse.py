"""The mouse in a week grid: a click chooses, a double click opens or makes, dragging draws, carries and pulls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from xinmiao.ui.week_grid import carrying
from xinmiao.ui.week_grid.blocks import Span
from xinmiao.ui.week_grid.carrying import Carried, Way
from xinmiao.ui.week_grid.places import Hit, Part

if TYPE_CHECKING:
    from xinmiao.ui.week_grid.grid import WeekGrid


class GridMouse:
    """What is held by mouse or keys in one grid."""

    def __init__(self, grid: WeekGrid) -> None:
        self._grid = grid
        self._pressed: QPointF | None = None
        self._hit: Hit | None = None
        self.carried: Carried | None = None

    def choose(self, point: QPointF) -> Hit | None:
        """Put what lies under a point in focus."""
        hit = self._grid.places.hit(point)
        if hit is not None:
            self._grid.go(Span(hit.block.day, *hit.block.shown), hit.block.id)
        elif (span := self._grid.places.row_span(point)) is not None:
            self._grid.go(span)
        return hit

    def press(self, point: QPointF) -> None:
        """Choose, and remember where a drag would begin."""
        self.drop()
        self._hit = self.choose(point)
        inside = self._grid.places.row_span(point) is not None
        may = self._grid.editable and (self._hit is None or self._hit.block.movable)
        self._pressed = point if inside and may else None

    def move(self, point: QPointF) -> None:
        """Carry on, or show by the mouse's form what could be done here."""
        if self._pressed is None:
            self._show_form(point)
            return
        if self.carried is None:
            if (point - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self._take(self._pressed)
        day = self._grid.places.day_at(point.x())
        if self.carried is not None and day is not None:
            minute = self._grid.places.minute_at(point.y())
            self.hold(self.carried.dragged(day.day, minute, self._start(self.carried, point, self._pressed)))

    def _start(self, carried: Carried, point: QPointF, pressed: QPointF) -> int:
        """Return where a carried block would begin: at its own time when the hand went to the side only."""
        places = self._grid.places
        if abs(point.y() - pressed.y()) <= places.reach:
            return carried.began.starts
        top = places.scale.y_of(carried.began.starts)
        return places.minute_at(point.y() - (places.scale.y_of(carried.began.starts + carried.grip) - top))

    def release(self) -> None:
        """Lay down what is held."""
        self._pressed = None
        self.lay_down()

    def double_click(self, point: QPointF) -> None:
        """Open the block, or make something in the row."""
        self.drop()
        hit = self._grid.places.hit(point)
        if hit is not None:
            self._grid.opened.emit(hit.block.id)
        elif self._grid.editable and (span := self._grid.places.row_span(point)) is not None:
            self._grid.created.emit(span.day, span.starts, span.ends)

    def hold(self, carried: Carried) -> None:
        """Hold something and show where it would be laid down."""
        self.carried = carried
        self._grid.show_ghost(carried.now)

    def lay_down(self) -> None:
        """Say what was done with what is held; nothing when it is where it was."""
        carried = self.carried
        self.drop()
        if carried is None or not carried.changed:
            return
        span = carried.now
        if carried.way is Way.DRAW:
            self._grid.go(span)
            self._grid.created.emit(span.day, span.starts, span.ends)
        else:
            self._grid.moved.emit(carried.block, span.day, span.starts, span.ends)

    def drop(self) -> None:
        """Put back what is held."""
        self._pressed, held, self.carried = None, self.carried, None
        if held is not None:
            self._grid.show_ghost(None)

    def _take(self, point: QPointF) -> None:
        places = self._grid.places
        minute = places.minute_at(point.y())
        if self._hit is not None:
            self.carried = carrying.take(self._hit.block, self._hit.part, minute)
        elif (day := places.day_at(point.x())) is not None:
            self.carried = carrying.draw(day.day, minute)

    def _show_form(self, point: QPointF) -> None:
        hit = self._grid.places.hit(point) if self._grid.editable else None
        pulls = hit is not None and hit.block.movable and hit.part is not Part.BODY
        self._grid.viewport().setCursor(Qt.CursorShape.SizeVerCursor if pulls else Qt.CursorShape.ArrowCursor)
