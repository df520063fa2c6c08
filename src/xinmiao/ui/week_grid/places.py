"""Where things of a week grid lie: days, rows and blocks as rectangles, and what lies under a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF

from xinmiao.ui import theme
from xinmiao.ui.week_grid.blocks import Block, GridDay, GridRow, Lane, Shade, Span, lanes
from xinmiao.ui.week_grid.scale import Measures, TimeScale

_HEAD, _GUTTER, _EDGE, _REACH, _AIR = 50, 104, 6, 7, 3


class Part(StrEnum):
    """What of a block was hit: its body carries it, its edges pull its ends."""

    BODY = "body"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True)
class Hit:
    """A block under a point."""

    block: Block
    part: Part


class Places:
    """The geometry of a grid for one size of its window; heights are counted from the top of the scrolled ground."""

    def __init__(self) -> None:
        self.days: tuple[GridDay, ...] = ()
        self.rows: tuple[GridRow, ...] = ()
        self.blocks: dict[str, Block] = {}
        self.shades: tuple[Shade, ...] = ()
        self.offset = 0
        self._lanes: dict[str, Lane] = {}
        self._columns: dict[date, int] = {}
        self.take_theme()

    def take_theme(self) -> None:
        """Take measures of the theme in use."""
        px = theme.current().px
        self.head, self.gutter, self.edge, self.reach, self.air = map(px, (_HEAD, _GUTTER, _EDGE, _REACH, _AIR))
        self.size = QSizeF(px(700), px(500))
        self.measure()

    def put(self, days: Sequence[GridDay], rows: Sequence[GridRow], blocks: Sequence[Block]) -> None:
        """Take what is shown; a block of a day that is not shown is left out."""
        self.days, self.rows = tuple(days), tuple(rows)
        self._columns = {day.day: place for place, day in enumerate(self.days)}
        self.blocks = {block.id: block for block in blocks if block.day in self._columns}
        self._lanes = {}
        for day in self.days:
            self._lanes |= lanes(block for block in self.blocks.values() if block.day == day.day and not block.behind)
        self.measure()

    def shown_shades(self) -> Sequence[Shade]:
        """Return the shades of the days shown."""
        return [shade for shade in self.shades if shade.day in self._columns and shade.starts < shade.ends]

    def measure(self) -> None:
        """Make the scale anew: for all rows and all blocks."""
        px = theme.current().px
        shown = [block.shown for block in self.blocks.values()]
        earliest = min((starts for starts, _end in shown), default=None)
        latest = max((end for _starts, end in shown), default=None)
        self.scale = TimeScale(self.rows, Measures(px(11) / 10, px(26), px(4)), earliest, latest)

    @property
    def height(self) -> int:
        """Return the height of the scrolled ground."""
        return round(self.scale.height)

    @property
    def day_width(self) -> float:
        """Return the width of a day."""
        return (self.size.width() - self.gutter) / max(len(self.days), 1)

    def top(self, y: float) -> float:
        """Return where a height of the scale lies in the window."""
        return self.head + y - self.offset

    def column(self, place: int) -> QRectF:
        """Return the rectangle of a day in the window, without its head."""
        left = self.gutter + place * self.day_width
        return QRectF(left, self.head, self.day_width, self.size.height() - self.head)

    def span_rect(self, span: Span) -> QRectF:
        """Return the rectangle of a piece of a day in the window."""
        column = self.column(self._columns[span.day])
        top, bottom = self.scale.y_of(span.starts), self.scale.y_of(span.ends)
        return QRectF(column.left() + 1, self.top(top), column.width() - 2, bottom - top)

    def block_rect(self, block: Block) -> QRectF:
        """Return the rectangle of a block in the window."""
        starts, ends = block.shown
        rect = self.span_rect(Span(block.day, starts, ends)).adjusted(0, 0.5, 0, -0.5)
        rect.setHeight(max(rect.height(), theme.current().px(18)))
        if block.behind:
            return rect
        lane = self._lanes[block.id]
        width = (rect.width() - self.air * 2) / lane.of
        return QRectF(rect.left() + self.air + lane.place * width, rect.top(), width - 1, rect.height())

    def hit(self, point: QPointF) -> Hit | None:
        """Return the block under a point, those in front first."""
        if point.y() < self.head:
            return None
        for block in sorted(self.blocks.values(), key=lambda each: each.behind):
            rect = self.block_rect(block)
            if rect.contains(point):
                edge = min(self.edge, rect.height() / 4)
                near_top = point.y() - rect.top() <= edge
                near_bottom = rect.bottom() - point.y() <= edge
                return Hit(block, Part.TOP if near_top else Part.BOTTOM if near_bottom else Part.BODY)
        return None

    def day_at(self, x: float) -> GridDay | None:
        """Return the day at a place; the nearest one beyond the edges."""
        if not self.days:
            return None
        place = int((x - self.gutter) // self.day_width)
        return self.days[min(max(place, 0), len(self.days) - 1)]

    def place_of(self, day: date) -> int:
        """Return the number of the column of a day; 0 when it is not shown."""
        return self._columns.get(day, 0)

    def minute_at(self, y: float) -> int:
        """Return the minute at a height of the window, snapped."""
        return self.scale.snapped(y - self.head + self.offset, self.reach)

    def row_span(self, point: QPointF) -> Span | None:
        """Return the row of the day under a point."""
        day = self.day_at(point.x())
        if day is None or point.y() < self.head or point.x() < self.gutter:
            return None
        minute = self.scale.minute_of(point.y() - self.head + self.offset)
        row = self.scale.rows[self.scale.row_at(minute)]
        return Span(day.day, row.starts, row.ends)
