"""What a week grid shows: days, rows and blocks. Plain values; minutes are counted since midnight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from xinmiao.kernel.texts import Text
from xinmiao.kernel.times_of_day import DAY_MINUTES

SHORTEST = 5


@dataclass(frozen=True)
class GridDay:
    """A column: its day, the words at its head, and a line below them: an exam, a holiday."""

    day: date
    head: str
    number: str = ""
    note: str = ""
    closed: bool = False
    """Drawn as a day on which nothing is expected; things can still stand there."""
    today: bool = False


@dataclass(frozen=True)
class GridRow:
    """A row: a period with its name; a quiet one is a break."""

    starts: int
    ends: int
    label: Text | str
    quiet: bool = False


@dataclass(frozen=True)
class Block:
    """Something that stands in the grid; `state` is the word that belongs to icon and tone."""

    id: str
    day: date
    starts: int
    ends: int
    title: str
    detail: str = ""
    icon: str = ""
    tone: str = "accent"
    state: str = ""
    movable: bool = True
    faint: bool = False
    """Drawn as an outline with its title struck out: cancelled, but still to be seen."""
    behind: bool = False
    """Drawn over the whole width behind the others: busy time that blocks, such as own lessons."""

    @property
    def shown(self) -> tuple[int, int]:
        """Return from when to when it is drawn: within the day, and never without height."""
        starts = min(max(self.starts, 0), DAY_MINUTES - SHORTEST)
        return starts, min(max(self.ends, starts + SHORTEST), DAY_MINUTES)


@dataclass(frozen=True)
class Shade:
    """A piece of a day on which nothing is expected, drawn as ground; its words are told, not drawn."""

    day: date
    starts: int
    ends: int
    words: str = ""


@dataclass(frozen=True)
class Span:
    """A piece of a day."""

    day: date
    starts: int
    ends: int


@dataclass(frozen=True)
class Lane:
    """Which part of the width of its day a block gets, when others stand beside it."""

    place: int
    of: int


def lanes(blocks: Iterable[Block]) -> dict[str, Lane]:
    """Return the lane of each block of one day: those that overlap stand side by side."""
    found: dict[str, Lane] = {}
    cluster: list[tuple[Block, int]] = []
    ends: list[int] = []
    for block in sorted(blocks, key=lambda each: (each.shown, each.id)):
        starts, end = block.shown
        if cluster and starts >= max(ends):
            _settle(cluster, len(ends), found)
            cluster, ends = [], []
        place = next((lane for lane, last in enumerate(ends) if last <= starts), len(ends))
        ends[place : place + 1] = [end]
        cluster.append((block, place))
    _settle(cluster, len(ends), found)
    return found


def _settle(cluster: Sequence[tuple[Block, int]], of: int, found: dict[str, Lane]) -> None:
    for block, place in cluster:
        found[block.id] = Lane(place, of)
