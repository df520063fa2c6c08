"""What a hand does in a week grid: drawing a new place, carrying a block, pulling its ends, by mouse and by keys.

Owns the piece of the day that would result; whether anything is done with it the grid says. No widget, no painting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from xinmiao.kernel.times_of_day import DAY_MINUTES
from xinmiao.ui.week_grid.blocks import SHORTEST, Block, Span
from xinmiao.ui.week_grid.places import Part


class Way(StrEnum):
    """What is being done."""

    DRAW = "draw"
    CARRY = "carry"
    PULL_TOP = "pull_top"
    PULL_BOTTOM = "pull_bottom"


_WAYS = {Part.BODY: Way.CARRY, Part.TOP: Way.PULL_TOP, Part.BOTTOM: Way.PULL_BOTTOM}


@dataclass(frozen=True)
class Carried:
    """A block or a new place in the hand: what it was, where it is now."""

    way: Way
    began: Span
    now: Span
    block: str = ""
    grip: int = 0
    """Minutes from the block's start to where it was taken hold of."""

    @property
    def changed(self) -> bool:
        """Return whether it is elsewhere than it was."""
        return self.now != self.began

    def dragged(self, day: date, minute: int, start: int) -> Carried:
        """Return it with the hand at a minute of a day; `start` is the snapped start of a carried block."""
        first, last = self.began.starts, self.began.ends
        if self.way is Way.CARRY:
            return replace(self, now=_placed(day, start, last - first))
        if self.way is Way.PULL_TOP:
            return replace(self, now=replace(self.began, starts=min(minute, last - SHORTEST)))
        if self.way is Way.PULL_BOTTOM:
            return replace(self, now=replace(self.began, ends=max(minute, first + SHORTEST)))
        low, high = (minute, last) if minute < first else (first, minute)
        return replace(self, now=Span(self.began.day, low, max(high, low + SHORTEST)))

    def stepped(self, day: date, start: int) -> Carried:
        """Return it carried to a start on a day, as keys do."""
        return replace(self, now=_placed(day, start, self.now.ends - self.now.starts))

    def pulled(self, end: int) -> Carried:
        """Return it with another end, as keys do."""
        return replace(self, now=replace(self.now, ends=max(end, self.now.starts + SHORTEST)))


def take(block: Block, part: Part, minute: int) -> Carried:
    """Take hold of a block at a minute."""
    starts, ends = block.shown
    span = Span(block.day, starts, ends)
    return Carried(_WAYS[part], span, span, block.id, minute - starts)


def draw(day: date, minute: int) -> Carried:
    """Begin to draw a new place at a minute."""
    starts = min(minute, DAY_MINUTES - SHORTEST)
    span = Span(day, starts, starts)
    return Carried(Way.DRAW, span, span)


def _placed(day: date, start: int, length: int) -> Span:
    starts = min(max(start, 0), DAY_MINUTES - length)
    return Span(day, starts, starts + length)
