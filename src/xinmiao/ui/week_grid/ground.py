"""The ground of a week grid: heads of days, periods at the left, lines, the present moment."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui.week_grid.blocks import GridDay, Span
from xinmiao.ui.week_grid.pencil import RIGHT, Pencil
from xinmiao.ui.week_grid.places import Places
from xinmiao.ui.week_grid.scale import Piece

_SOFT = 0.55


class GroundPainter:
    """Draws what does not move by itself."""

    def __init__(self, pencil: Pencil) -> None:
        self.pencil = pencil

    def paint(self, painter: QPainter, places: Places) -> None:
        """Draw columns, rows and their names."""
        self._paint_columns(painter, places)
        for shade in places.shown_shades():
            span = Span(shade.day, shade.starts, shade.ends)
            painter.fillRect(places.span_rect(span), self._faded("sunken"))
        self._paint_rows(painter, places)

    def _paint_columns(self, painter: QPainter, places: Places) -> None:
        for place, day in enumerate(places.days):
            column = places.column(place)
            if day.closed:
                painter.fillRect(column, self.pencil.look.colour("sunken"))
            elif day.today:
                painter.fillRect(column, self._faded("accent-soft"))
            painter.setPen(self.pencil.pen("line"))
            painter.drawLine(column.topLeft(), column.bottomLeft())

    def _faded(self, token: str) -> QColor:
        colour = QColor(self.pencil.look.colour(token))
        colour.setAlphaF(_SOFT)
        return colour

    def _paint_rows(self, painter: QPainter, places: Places) -> None:
        for piece in places.scale.rows:
            top, bottom = places.top(piece.top), places.top(piece.bottom)
            if bottom < places.head or top > places.size.height():
                continue
            if piece.row is not None and piece.row.quiet:
                gutter = QRectF(0, top, places.gutter, bottom - top)
                painter.fillRect(gutter, self.pencil.look.colour("surface"))
            painter.setPen(self.pencil.pen("line"))
            painter.drawLine(QPointF(0, top), QPointF(places.size.width(), top))
            painter.drawLine(QPointF(0, bottom), QPointF(places.size.width(), bottom))
            self._paint_label(painter, QRectF(0, top, places.gutter, bottom - top), piece)

    def _paint_label(self, painter: QPainter, rect: QRectF, piece: Piece) -> None:
        if piece.row is None:
            return
        pad = self.pencil.look.px(8)
        inner = rect.adjusted(pad, 0, -pad, 0)
        token = "muted" if piece.row.quiet else "text"
        times = show_span(piece.starts, piece.ends)
        if inner.height() >= 2 * self.pencil.line:
            head = QRectF(inner.left(), inner.center().y() - self.pencil.line, inner.width(), self.pencil.line)
            self.pencil.write(painter, head, str(piece.row.label), ("body", token))
            self.pencil.write(painter, head.translated(0, self.pencil.line), times, ("small", "muted"))
            return
        start = times[: times.index("\N{EN DASH}")]
        wide = self.pencil.width(start, "small") + pad
        self.pencil.write(painter, inner.adjusted(0, 0, -wide, 0), str(piece.row.label), ("small", token))
        self.pencil.write(painter, inner, start, ("small", "muted"), RIGHT)

    def paint_now(self, painter: QPainter, places: Places, now: tuple[int, int]) -> None:
        """Draw the line of the present moment."""
        first, last = places.scale.pieces[0].starts, places.scale.pieces[-1].ends
        if not first <= now[1] <= last:
            return
        column, y = places.column(now[0]), places.top(places.scale.y_of(now[1]))
        painter.setPen(self.pencil.pen("accent", 2.0))
        painter.drawLine(QPointF(column.left(), y), QPointF(column.right(), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.pencil.look.colour("accent"))
        painter.drawEllipse(
            QPointF(column.left() + self.pencil.look.px(4), y), self.pencil.look.px(4), self.pencil.look.px(4)
        )

    def paint_heads(self, painter: QPainter, places: Places) -> None:
        """Draw the heads of the days."""
        head = QRectF(0, 0, places.size.width(), places.head)
        painter.fillRect(head, self.pencil.look.colour("raised"))
        for place, day in enumerate(places.days):
            column = places.column(place)
            cell = QRectF(column.left(), 0, column.width(), places.head)
            self._paint_head(painter, cell.adjusted(self.pencil.look.px(8), 0, -self.pencil.look.px(4), 0), day)
            painter.setPen(self.pencil.pen("line"))
            painter.drawLine(cell.topLeft(), cell.bottomLeft())
        painter.setPen(self.pencil.pen("edge"))
        painter.drawLine(head.bottomLeft(), head.bottomRight())

    def _paint_head(self, painter: QPainter, cell: QRectF, day: GridDay) -> None:
        token = "accent" if day.today else "muted" if day.closed else "text"
        half = QRectF(cell.left(), cell.top() + self.pencil.look.px(4), cell.width(), self.pencil.line)
        words = f"{day.head} {day.number}".strip()
        self.pencil.write(painter, half if day.note else cell, words, ("strong", token))
        if day.note:
            self.pencil.write(painter, half.translated(0, self.pencil.line), day.note, ("small", "muted"))
