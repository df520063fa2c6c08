"""Tables and grids of labels and values, laid out in rows of cells.

Owns the height of rows, the cutting of long rows over pages and the repeated header. Draws hairlines
inside and a stronger frame outside, as Chinese school forms have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from xinmiao.documents.flows import Flow, baseline
from xinmiao.documents.fonts import Weight
from xinmiao.documents.lines import Line, break_lines
from xinmiao.documents.paper import Align, KeyValue, KeyValues, Table
from xinmiao.documents.pen import BLACK, Pen

SIZE = 9.5
LEADING = 14.0
_PAD_X = 5.0
_PAD_Y = 4.0
_SHADE = 0.94
_WHOLE_ROW_LINES = 8
"""A row of so many lines is never cut."""
_FEWEST_LINES = 2
_LARGE = 1.5
_LABEL_SHARE = 0.36
_LABEL_WIDTH = 78.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell between `left` and `right`; a head cell is shaded and bold."""

    left: float
    right: float
    lines: Sequence[Line]
    align: Align = Align.LEFT
    head: bool = False


@dataclass(frozen=True)
class Row:
    """Cells side by side; `least` is the least height."""

    cells: tuple[Cell, ...]
    least: float = 0.0
    scale: float = 1.0
    """How large the letters are; 1 is the usual size."""

    @property
    def leading(self) -> float:
        """Return the height of a line."""
        return LEADING * self.scale

    @cached_property
    def line_count(self) -> int:
        """Return the lines of the longest cell."""
        return max(len(cell.lines) for cell in self.cells)

    @cached_property
    def height(self) -> float:
        """Return the height of the longest cell."""
        return max(self.line_count * self.leading + 2 * _PAD_Y, self.least)

    @property
    def lead(self) -> float:
        """Return the least height with which the row may begin on a page."""
        whole = self.line_count <= _WHOLE_ROW_LINES
        return self.height if whole else _FEWEST_LINES * self.leading + 2 * _PAD_Y

    def split(self, room: float, /) -> tuple[Row, Row] | None:
        """Cut a long row between lines."""
        fitting = int((room - 2 * _PAD_Y) / self.leading + 1e-6)
        fitting = min(fitting, self.line_count - _FEWEST_LINES)
        if self.line_count <= _WHOLE_ROW_LINES or fitting < _FEWEST_LINES:
            return None
        above = tuple(replace(cell, lines=cell.lines[:fitting]) for cell in self.cells)
        below = tuple(replace(cell, lines=cell.lines[fitting:]) for cell in self.cells)
        return Row(above, scale=self.scale), Row(below, scale=self.scale)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw shade, frame and lines of each cell."""
        height = self.height
        for cell in self.cells:
            x, width = left + cell.left, cell.right - cell.left
            if cell.head:
                pen.fill(x, top - height, width, height, _SHADE)
            pen.frame(x, top - height, width, height)
        for cell in self.cells:
            self._write(pen, cell, left, top)

    def _write(self, pen: Pen, cell: Cell, left: float, top: float) -> None:
        slack = self.height - len(cell.lines) * self.leading
        centred = cell.head or self.line_count <= _WHOLE_ROW_LINES
        y = baseline(top - (slack / 2 if centred else _PAD_Y), SIZE * self.scale, self.leading)
        weight = Weight.BOLD if cell.head else Weight.REGULAR
        for line in cell.lines:
            pen.text_in(
                left + cell.left + _PAD_X,
                left + cell.right - _PAD_X,
                y,
                line.text,
                size=SIZE * self.scale,
                align=cell.align,
                weight=weight,
            )
            y -= self.leading


@dataclass(frozen=True, slots=True)
class GridFlow:
    """Rows beneath one another; `header` is drawn again on each page."""

    rows: Sequence[Row]
    header: Row | None = None
    gap: float = 0.0
    sticky: bool = False

    @property
    def _header_height(self) -> float:
        return self.header.height if self.header else 0.0

    @property
    def height(self) -> float:
        """Return the height of header and rows."""
        return self._header_height + sum(row.height for row in self.rows)

    @property
    def lead(self) -> float:
        """Return the height of the header and the beginning of the first row."""
        return self._header_height + (self.rows[0].lead if self.rows else 0.0)

    def split(self, room: float, /) -> tuple[Flow, Flow] | None:
        """Cut between rows, or inside a long one."""
        room -= self._header_height
        whole = 0
        for row in self.rows:
            if row.height > room:
                break
            room -= row.height
            whole += 1
        cut = self.rows[whole].split(room) if whole < len(self.rows) else None
        above = [*self.rows[:whole], *([cut[0]] if cut else [])]
        below = [cut[1], *self.rows[whole + 1 :]] if cut else list(self.rows[whole:])
        if not above or not below:
            return None
        return replace(self, rows=above), replace(self, rows=below, gap=0.0)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the rows, then the outer frame."""
        start = top
        for row in ([self.header] if self.header else []) + list(self.rows):
            row.draw(pen, left, top)
            top -= row.height
        cells = (self.header or self.rows[0]).cells
        pen.frame(left + cells[0].left, top, cells[-1].right - cells[0].left, start - top, line=0.8, ink=BLACK)


def _cell(
    text: str, left: float, right: float, *, align: Align = Align.LEFT, head: bool = False, scale: float = 1.0
) -> Cell:
    weight = Weight.BOLD if head else Weight.REGULAR
    return Cell(left, right, break_lines(text, right - left - 2 * _PAD_X, SIZE * scale, weight=weight), align, head)


def table_flow(table: Table, width: float, millimetre: float, gap: float) -> GridFlow:
    """Lay out a table over `width` points."""
    total = sum(column.weight for column in table.columns)
    edges = [0.0]
    for column in table.columns:
        edges.append(edges[-1] + width * column.weight / total)
    spans = list(pairwise(edges))
    scale = _LARGE if table.large else 1.0
    header = Row(
        tuple(
            _cell(column.title, left, right, align=Align.CENTRE, head=True, scale=scale)
            for column, (left, right) in zip(table.columns, spans, strict=True)
        ),
        scale=scale,
    )
    least = table.row_height_mm * millimetre
    rows = [
        Row(
            tuple(
                _cell(text, left, right, align=column.align, scale=scale)
                for text, column, (left, right) in zip(row, table.columns, spans, strict=True)
            ),
            least,
            scale,
        )
        for row in table.rows
    ]
    if not rows and table.empty:
        rows = [Row((_cell(table.empty, 0.0, width, align=Align.CENTRE),))]
    return GridFlow(rows, header, gap)


def key_values_flow(grid: KeyValues, width: float, gap: float) -> GridFlow:
    """Lay out labels and values over `width` points."""
    each = width / grid.columns
    label_width = min(_LABEL_WIDTH, each * _LABEL_SHARE)
    rows = [Row(_entry_cells(entries, each, label_width, width)) for entries in _in_rows(grid)]
    return GridFlow(rows, None, gap)


def _in_rows(grid: KeyValues) -> list[list[KeyValue]]:
    rows: list[list[KeyValue]] = []
    for entry in grid.entries:
        alone = entry.wide or not rows or rows[-1][0].wide or len(rows[-1]) == grid.columns
        if alone:
            rows.append([entry])
        else:
            rows[-1].append(entry)
    return rows


def _entry_cells(entries: Sequence[KeyValue], each: float, label_width: float, width: float) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for number, entry in enumerate(entries):
        left = number * each
        right = width if number == len(entries) - 1 else left + each
        cells.append(_cell(entry.label, left, left + label_width, align=Align.CENTRE, head=True))
        cells.append(_cell(entry.value, left + label_width, right))
    return tuple(cells)
