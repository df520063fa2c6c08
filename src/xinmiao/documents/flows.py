"""Laid-out pieces that flow down the pages: text, signature lines, writing lines, QR codes.

Owns how high each piece is, where it may be cut, and how it is drawn. Grids and tables are in
`grids`; which piece goes on which page is decided in `pages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from xinmiao.documents.fonts import Weight
from xinmiao.documents.lines import Line
from xinmiao.documents.paper import Align
from xinmiao.documents.pen import BLACK, HAIRLINE, RULE, Pen

_ASCENT_EM = 0.88
_FEWEST_LINES = 2
"""So many lines of a paragraph stay together at the foot and at the head of a page."""


class Flow(Protocol):
    """A piece of a paper: `gap` points of space wanted above, `sticky` when it must not end a page."""

    @property
    def height(self) -> float:
        """Return the height of the whole piece."""
        ...

    @property
    def lead(self) -> float:
        """Return the least height with which the piece may begin on a page."""
        ...

    @property
    def gap(self) -> float:
        """Return the space wanted above, dropped at the head of a page."""
        ...

    @property
    def sticky(self) -> bool:
        """Return whether the piece stays with the next one."""
        ...

    def split(self, room: float, /) -> tuple[Flow, Flow] | None:
        """Cut the piece so that the first part is at most `room` high, or return None."""
        ...

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the piece with its upper left corner at `left`, `top`."""
        ...


def baseline(top: float, size: float, leading: float) -> float:
    """Return the baseline of a line whose leading begins at `top`; the character body stands in the middle."""
    return top - (leading - size) / 2 - _ASCENT_EM * size


@dataclass(frozen=True, slots=True)
class TextFlow:
    """Lines of one size; `pad` > 0 draws a frame round them, `bar` a short thick stroke before them."""

    lines: Sequence[Line]
    width: float
    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    align: Align = Align.LEFT
    ink: float = BLACK
    gap: float = 0.0
    sticky: bool = False
    pad: float = 0.0
    bar: float = 0.0

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return len(self.lines) * self.leading + 2 * self.pad

    @property
    def lead(self) -> float:
        """Return the height of the first two lines; a very short text is not cut."""
        return min(len(self.lines), self._fewest(len(self.lines))) * self.leading + 2 * self.pad

    @staticmethod
    def _fewest(count: int) -> int:
        return _FEWEST_LINES if count >= 2 * _FEWEST_LINES else count

    def split(self, room: float, /) -> tuple[Flow, Flow] | None:
        """Cut between lines, leaving at least two on either side."""
        fitting = int((room - 2 * self.pad) / self.leading + 1e-6)
        fitting = min(fitting, len(self.lines) - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return None
        return replace(self, lines=self.lines[:fitting]), replace(self, lines=self.lines[fitting:], gap=0.0)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the frame or bar, then the lines."""
        if self.pad:
            pen.frame(left, top - self.height, self.width, self.height)
        if self.bar:
            pen.fill(left, top - self.leading + (self.leading - self.size) / 2, self.bar, self.size, BLACK)
        start = left + self.pad + (self.bar * 3 if self.bar else 0.0)
        right = left + self.width - self.pad
        y = baseline(top - self.pad, self.size, self.leading)
        for line in self.lines:
            if self.align is Align.LEFT:
                pen.text(start, y, line.text, self.size, weight=self.weight, ink=self.ink, spacing=line.spacing)
            else:
                pen.text_in(
                    start, right, y, line.text, size=self.size, align=self.align, weight=self.weight, ink=self.ink
                )
            y -= self.leading


@dataclass(frozen=True, slots=True)
class SpaceFlow:
    """Nothing but space: it vanishes at the head of a page and gives way at the foot."""

    height: float
    lead: float = 0.0
    gap: float = 0.0
    sticky: bool = False

    def split(self, _room: float, /) -> tuple[Flow, Flow] | None:
        """Return None: `pages` shortens it."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class BreakFlow:
    """The end of a page."""

    height: float = 0.0
    lead: float = 0.0
    gap: float = 0.0
    sticky: bool = False

    def split(self, _room: float, /) -> tuple[Flow, Flow] | None:
        """Return None: there is nothing to cut."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class SignatureFlow:
    """One row of places to sign, with the date to be filled in beneath."""

    labels: tuple[tuple[str, float], ...]
    """Each label with its width."""
    date: str
    columns: int
    width: float
    size: float
    gap: float = 0.0
    sticky: bool = False

    _SIGN_HEIGHT = 30.0
    _DATE_HEIGHT = 20.0
    _BETWEEN = 22.0

    @property
    def height(self) -> float:
        """Return the room to sign in, and for the date."""
        return self._SIGN_HEIGHT + (self._DATE_HEIGHT if self.date else 0.0)

    @property
    def lead(self) -> float:
        """Return the whole height: a place to sign is not cut."""
        return self.height

    def split(self, _room: float, /) -> tuple[Flow, Flow] | None:
        """Return None."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw label, line and date of each place."""
        each = (self.width - self._BETWEEN * (self.columns - 1)) / self.columns
        y = top - self._SIGN_HEIGHT + 6
        for number, (label, label_width) in enumerate(self.labels):
            x = left + number * (each + self._BETWEEN)
            pen.text(x, y, label, self.size)
            pen.rule(x + label_width + 4, y - 3, x + each, y - 3, width=0.6, ink=BLACK)
            if self.date:
                pen.text_in(x, x + each, y - self._DATE_HEIGHT, self.date, size=self.size, align=Align.RIGHT)


@dataclass(frozen=True, slots=True)
class RuledFlow:
    """Empty lines to write on."""

    count: int
    each: float
    width: float
    gap: float = 0.0
    sticky: bool = False

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return self.count * self.each

    @property
    def lead(self) -> float:
        """Return the height of one line."""
        return min(self.height, self.each)

    def split(self, room: float, /) -> tuple[Flow, Flow] | None:
        """Cut between lines."""
        fitting = int(room / self.each + 1e-6)
        if not 0 < fitting < self.count:
            return None
        return replace(self, count=fitting), replace(self, count=self.count - fitting, gap=0.0)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the rules."""
        for number in range(1, self.count + 1):
            y = top - number * self.each
            pen.rule(left, y, left + self.width, y, width=HAIRLINE, ink=RULE)


@dataclass(frozen=True, slots=True)
class DashedFlow:
    """One dashed line in the middle of its height, to cut along."""

    height: float
    width: float
    gap: float = 0.0
    sticky: bool = False

    @property
    def lead(self) -> float:
        """Return the whole height."""
        return self.height

    def split(self, _room: float, /) -> tuple[Flow, Flow] | None:
        """Stay whole."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the dashes."""
        y = top - self.height / 2
        pen.rule(left, y, left + self.width, y, width=HAIRLINE, ink=RULE, dashed=True)


@dataclass(frozen=True, slots=True)
class QrFlow:
    """A QR code of dark and light modules, its quiet zone of four modules included, words beside it."""

    modules: Sequence[Sequence[bool]]
    side: float
    caption: TextFlow
    gap: float = 0.0
    sticky: bool = False

    _QUIET = 4
    _BETWEEN = 10.0

    @property
    def height(self) -> float:
        """Return the height of code or words, whichever is more."""
        return max(self.side, self.caption.height)

    @property
    def lead(self) -> float:
        """Return the whole height."""
        return self.height

    def split(self, _room: float, /) -> tuple[Flow, Flow] | None:
        """Return None."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw runs of dark modules as bars, then the words, level with the middle of the code."""
        module = self.side / (len(self.modules) + 2 * self._QUIET)
        for row_number, row in enumerate(self.modules):
            y = top - (row_number + self._QUIET + 1) * module
            for start, length in _dark_runs(row):
                pen.fill(left + (start + self._QUIET) * module, y, length * module, module, BLACK)
        self.caption.draw(pen, left + self.side + self._BETWEEN, top - (self.height - self.caption.height) / 2)


def _dark_runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for position, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == position:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((position, 1))
    return runs


@dataclass(frozen=True, slots=True)
class PictureFlow:
    """A picture in the middle of its width; `width` and `height` are what it takes."""

    jpeg: bytes
    room: float
    width: float
    height: float
    gap: float = 0.0
    sticky: bool = False

    @property
    def lead(self) -> float:
        """Return the whole height."""
        return self.height

    def split(self, _room: float, /) -> tuple[Flow, Flow] | None:
        """Return None."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the picture."""
        pen.picture(left + (self.room - self.width) / 2, top - self.height, self.jpeg, self.width, self.height)


@dataclass(frozen=True, slots=True)
class TogetherFlow:
    """Pieces that go on one page if one page can hold them; otherwise they flow as if nothing held them."""

    parts: tuple[Flow, ...]
    gap: float = 0.0
    sticky: bool = False

    @property
    def height(self) -> float:
        """Return the height of all parts and the gaps between them."""
        return sum(part.height for part in self.parts) + sum(part.gap for part in self.parts[1:])

    @property
    def lead(self) -> float:
        """Return the whole height."""
        return self.height

    def split(self, _room: float, /) -> tuple[Flow, Flow] | None:
        """Return None: `pages` takes the parts one by one when the whole is higher than a page."""
        return None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the parts beneath one another."""
        for number, part in enumerate(self.parts):
            top -= part.gap if number else 0.0
            part.draw(pen, left, top)
            top -= part.height
