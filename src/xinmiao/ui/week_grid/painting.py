"""How a week grid is drawn: blocks with icon and words over the ground, the place in focus, what is being carried."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui import icons
from xinmiao.ui.week_grid.blocks import Block, Span
from xinmiao.ui.week_grid.ground import GroundPainter
from xinmiao.ui.week_grid.pencil import Pencil
from xinmiao.ui.week_grid.places import Places

_DOT = " \N{MIDDLE DOT} "
_TWO_LINES = 1.75
"""Lines of room from which on two are drawn: a line has air of its own."""


@dataclass
class Scene:
    """What is to be drawn besides days, rows and blocks: the focus, what is being carried, and the present moment."""

    cursor: Span | None = None
    current: str = ""
    ghost: Span | None = None
    now: tuple[int, int] | None = None
    """The column of today and the minute."""
    focused: bool = False


class GridPainter:
    """Draws a grid with the fonts and colours of the theme in use."""

    def __init__(self) -> None:
        self.pencil = Pencil()
        self.ground = GroundPainter(self.pencil)
        self._rows: frozenset[tuple[int, int]] = frozenset()

    def refresh(self) -> None:
        """Take fonts and measures of the theme in use."""
        self.pencil.refresh()

    def paint(self, painter: QPainter, places: Places, scene: Scene) -> None:
        """Draw everything."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(0, 0), places.size), self.pencil.look.colour("raised"))
        self._rows = frozenset((piece.starts, piece.ends) for piece in places.scale.rows)
        room = QRectF(0, places.head, places.size.width(), places.size.height() - places.head)
        painter.setClipRect(room)
        self.ground.paint(painter, places)
        if scene.cursor is not None and not scene.current:
            self._paint_cursor(painter, places.span_rect(scene.cursor), focused=scene.focused)
        for block in sorted(places.blocks.values(), key=lambda each: not each.behind):
            rect = places.block_rect(block)
            if rect.intersects(room):
                self._paint_block(painter, rect, block, chosen=block.id == scene.current)
        if scene.now is not None:
            self.ground.paint_now(painter, places, scene.now)
        if scene.ghost is not None:
            self._paint_ghost(painter, places.span_rect(scene.ghost), scene.ghost)
        painter.setClipping(False)
        self.ground.paint_heads(painter, places)

    def _paint_cursor(self, painter: QPainter, rect: QRectF, *, focused: bool) -> None:
        painter.setPen(self.pencil.pen("accent", 2.0) if focused else self.pencil.pen("edge"))
        painter.setBrush(self.pencil.look.colour("accent-soft"))
        painter.drawRoundedRect(
            rect.adjusted(2, 1, -2, -1), self.pencil.look.size("radius"), self.pencil.look.size("radius")
        )

    def _paint_block(self, painter: QPainter, rect: QRectF, block: Block, *, chosen: bool) -> None:
        look, radius = self.pencil.look, self.pencil.look.px(4)
        painter.setBrush(Qt.BrushStyle.NoBrush if block.faint else look.tone_soft(block.tone))
        edge = self.pencil.pen("edge", 1.0, Qt.PenStyle.DashLine) if block.faint else self.pencil.pen("outline")
        painter.setPen(self.pencil.pen("accent-strong", 2.0) if chosen else edge)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if not block.faint:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.tone(block.tone))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 1, look.px(3), rect.height() - 2), 1.5, 1.5)
        inner = rect.adjusted(look.px(8), look.px(1), -look.px(4), -look.px(1))
        self._paint_words(painter, inner, block)

    def _paint_words(self, painter: QPainter, inner: QRectF, block: Block) -> None:
        several = inner.height() >= _TWO_LINES * self.pencil.line
        line = QRectF(inner.left(), inner.top(), inner.width(), self.pencil.line if several else inner.height())
        self._paint_icon(painter, line, block)
        look = ("struck", "muted") if block.faint else ("strong", "text")
        self.pencil.write(painter, line, block.title, look)
        if not several:
            return
        room = max(int((inner.height() + self.pencil.look.px(2)) // self.pencil.line), 2)
        for place, words in enumerate(self._lines(block, room - 1), 1):
            top = inner.top() + place * self.pencil.line
            self.pencil.write(
                painter, QRectF(inner.left(), top, inner.width(), self.pencil.line), words, ("small", "muted")
            )

    def _lines(self, block: Block, room: int) -> list[str]:
        """Return what stands below the title in so many lines; times only where they are not those of the row."""
        span = "" if block.shown in self._rows else show_span(*block.shown)
        rest = [words for words in (block.state, span, block.detail) if words]
        return rest if len(rest) <= room else [*rest[: room - 1], _DOT.join(rest[room - 1 :])]

    def _paint_icon(self, painter: QPainter, line: QRectF, block: Block) -> None:
        """Draw the icon where there is room, and leave the rest of the line to the words."""
        px = self.pencil.look.px
        if not block.icon or line.width() <= px(48):
            return
        side = px(14)
        place = QRectF(line.left(), line.center().y() - side / 2, side, side)
        icons.paint(painter, block.icon, place, "muted" if block.faint or not block.tone else block.tone)
        line.setLeft(line.left() + side + px(4))

    def _paint_ghost(self, painter: QPainter, rect: QRectF, span: Span) -> None:
        painter.setPen(self.pencil.pen("accent", 2.0, Qt.PenStyle.DashLine))
        painter.setBrush(self.pencil.look.colour("accent-soft"))
        painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), self.pencil.look.px(4), self.pencil.look.px(4))
        inner = rect.adjusted(self.pencil.look.px(8), 0, -self.pencil.look.px(4), 0)
        inner.setHeight(max(min(inner.height(), self.pencil.line * 1.5), self.pencil.line))
        self.pencil.write(painter, inner, show_span(span.starts, span.ends), ("strong", "accent-strong"))
