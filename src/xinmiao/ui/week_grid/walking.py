"""Going round a week grid by keys: from row to row, from day to day, through blocks that share a place. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xinmiao.kernel.times_of_day import DAY_MINUTES
from xinmiao.ui.week_grid.blocks import SHORTEST, Block, Span
from xinmiao.ui.week_grid.places import Places


def cell(places: Places, day: int, row: int) -> Span:
    """Return the place of a row on a day; beyond the edges the last one."""
    rows = places.scale.rows
    piece = rows[min(max(row, 0), len(rows) - 1)]
    column = places.days[min(max(day, 0), len(places.days) - 1)]
    return Span(column.day, piece.starts, piece.ends)


def stepped(places: Places, at: Span, days: int, rows: int) -> Span:
    """Return the place some days to the right and some rows below."""
    return cell(places, places.place_of(at.day) + days, places.scale.row_at(at.starts) + rows)


def widened(places: Places, at: Span, rows: int) -> Span:
    """Return the place with its end one row further, or one row shorter; never shorter than its first row."""
    pieces = places.scale.rows
    last = places.scale.row_at(max(at.ends - 1, at.starts)) + rows
    first = places.scale.row_at(at.starts)
    return Span(at.day, at.starts, pieces[min(max(last, first), len(pieces) - 1)].ends)


def blocks_in(places: Places, at: Span) -> Sequence[Block]:
    """Return the blocks that touch a place, by time, those in front first."""
    touching = [
        block
        for block in places.blocks.values()
        if block.day == at.day and block.shown[0] < at.ends and at.starts < block.shown[1]
    ]
    return sorted(touching, key=lambda block: (block.behind, block.shown, block.id))


def next_start(places: Places, start: int, step: int) -> int:
    """Return the start of the row before or after; between rows the nearest one in that direction."""
    starts = [piece.starts for piece in places.scale.rows]
    later = [minute for minute in starts if (minute > start if step > 0 else minute < start)]
    if not later:
        return min(max(start + step * SHORTEST, 0), DAY_MINUTES)
    return later[0] if step > 0 else later[-1]


def next_end(places: Places, end: int, step: int) -> int:
    """Return the end of the row before or after."""
    ends = [piece.ends for piece in places.scale.rows]
    later = [minute for minute in ends if (minute > end if step > 0 else minute < end)]
    if not later:
        return min(max(end + step * SHORTEST, 0), DAY_MINUTES)
    return later[0] if step > 0 else later[-1]


def day_moved(places: Places, day: date, days: int) -> date:
    """Return the shown day some columns away; the edge stops."""
    place = min(max(places.place_of(day) + days, 0), len(places.days) - 1)
    return places.days[place].day
