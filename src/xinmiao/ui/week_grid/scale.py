"""How minutes of a day become heights: rows keep a least height, so that a break of ten minutes can be read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from xinmiao.kernel.times_of_day import DAY_MINUTES
from xinmiao.ui.week_grid.blocks import SHORTEST, GridRow

_HOUR = 60
_FIRST_HOUR, _LAST_HOUR = 8, 18


@dataclass(frozen=True)
class Piece:
    """A stretch of the scale; `row` is the row drawn there, or None between rows."""

    starts: int
    ends: int
    top: float
    height: float
    row: GridRow | None

    @property
    def bottom(self) -> float:
        """Return where it ends."""
        return self.top + self.height


@dataclass(frozen=True)
class Measures:
    """Pixels: a minute's height, the least height of a row, and of what lies between rows."""

    minute: float = 1.1
    row: float = 26.0
    gap: float = 4.0


class TimeScale:
    """Heights for minutes and back; covers all rows and everything between `earliest` and `latest`."""

    def __init__(
        self, rows: Iterable[GridRow], measures: Measures, earliest: int | None = None, latest: int | None = None
    ) -> None:
        cut = _without_overlaps(rows) or _hours()
        first = cut[0].starts if earliest is None else min(earliest // _HOUR * _HOUR, cut[0].starts)
        last = cut[-1].ends if latest is None else max(-(-latest // _HOUR) * _HOUR, cut[-1].ends)
        self.pieces = tuple(_pieces(cut, measures, first, min(last, DAY_MINUTES)))
        self.height = self.pieces[-1].bottom
        self._starts = [piece.starts for piece in self.pieces]
        self._tops = [piece.top for piece in self.pieces]
        self.rows = tuple(piece for piece in self.pieces if piece.row is not None)

    def y_of(self, minute: int) -> float:
        """Return the height of a minute; before the first and after the last it is the edge."""
        piece = self.pieces[max(bisect_right(self._starts, minute) - 1, 0)]
        share = (minute - piece.starts) / (piece.ends - piece.starts)
        return piece.top + piece.height * min(max(share, 0.0), 1.0)

    def minute_of(self, y: float) -> int:
        """Return the minute at a height."""
        piece = self.pieces[max(bisect_right(self._tops, y) - 1, 0)]
        share = min(max((y - piece.top) / piece.height, 0.0), 1.0)
        return round(piece.starts + share * (piece.ends - piece.starts))

    def snapped(self, y: float, reach: float) -> int:
        """Return the minute at a height: the edge of a row within `reach` pixels, else a multiple of five minutes."""
        edges = [(abs(y - place), minute) for piece in self.rows for place, minute in _edges(piece)]
        near, minute = min(edges)
        if near <= reach:
            return minute
        return min(round(self.minute_of(y) / SHORTEST) * SHORTEST, DAY_MINUTES)

    def row_at(self, minute: int) -> int:
        """Return the number of the row a minute lies in, or of the next one; the last when none follows."""
        return next((place for place, row in enumerate(self.rows) if minute < row.ends), len(self.rows) - 1)


def _edges(piece: Piece) -> tuple[tuple[float, int], tuple[float, int]]:
    return (piece.top, piece.starts), (piece.bottom, piece.ends)


def _hours() -> list[GridRow]:
    return [GridRow(hour * _HOUR, (hour + 1) * _HOUR, f"{hour:02d}:00") for hour in range(_FIRST_HOUR, _LAST_HOUR)]


def _without_overlaps(rows: Iterable[GridRow]) -> list[GridRow]:
    """Return the rows by time; what a row before covers already is cut off, what is no time at all left out."""
    cut: list[GridRow] = []
    for row in sorted(rows, key=lambda each: (each.starts, each.ends)):
        starts = max(row.starts, cut[-1].ends if cut else 0)
        ends = min(row.ends, DAY_MINUTES)
        if starts < ends:
            cut.append(GridRow(starts, ends, row.label, row.quiet))
    return cut


def _pieces(rows: list[GridRow], measures: Measures, first: int, last: int) -> Iterable[Piece]:
    at, top = first, 0.0
    for row in (*rows, None):
        until = last if row is None else row.starts
        if at < until:
            piece = Piece(at, until, top, max(measures.gap, (until - at) * measures.minute), None)
            yield piece
            at, top = until, piece.bottom
        if row is not None:
            piece = Piece(at, row.ends, top, max(measures.row, (row.ends - at) * measures.minute), row)
            yield piece
            at, top = row.ends, piece.bottom
