"""Labels to be cut out, laid out in rows: the title reads downwards, the lines stand at the foot.

Owns their sizes. A title that is too long for its label is set smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xinmiao.documents.flows import Flow, baseline
from xinmiao.documents.fonts import Weight, clean
from xinmiao.documents.lines import break_lines
from xinmiao.documents.paper import Align, Label, Labels
from xinmiao.documents.pen import BLACK, Pen

_TITLE, _STEP = 24.0, 1.25
_SIZE, _LEADING = 10.5, 16.0
_PAD = 10.0


@dataclass(frozen=True, slots=True)
class LabelRow:
    """Labels side by side; a label is never cut."""

    labels: tuple[Label, ...]
    each: float
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
        """Draw the frames to cut along, the titles and the lines."""
        for place, label in enumerate(self.labels):
            self._draw(pen, label, left + place * self.each, top)

    def _draw(self, pen: Pen, label: Label, left: float, top: float) -> None:
        right = left + self.each
        pen.frame(left, top - self.height, self.each, self.height, line=0.8, ink=BLACK)
        lines = [line for text in label.lines for line in break_lines(text, self.each - _PAD, _SIZE)]
        foot = len(lines) * _LEADING + _PAD
        letters = clean(label.title)
        size = min(_TITLE, (self.height - foot - 2 * _PAD) / max(len(letters) * _STEP, 1.0))
        y = top - _PAD
        for letter in letters:
            at = baseline(y, size, size * _STEP)
            pen.text_in(left, right, at, letter, size=size, align=Align.CENTRE, weight=Weight.BOLD)
            y -= size * _STEP
        y = top - self.height + foot
        for line in lines:
            pen.text_in(left, right, baseline(y, _SIZE, _LEADING), line.text, size=_SIZE, align=Align.CENTRE)
            y -= _LEADING


def label_rows(block: Labels, width: float, millimetre: float) -> Iterator[LabelRow]:
    """Yield the rows of labels over `width` points."""
    each = width / block.columns
    for start in range(0, len(block.labels), block.columns):
        yield LabelRow(block.labels[start : start + block.columns], each, block.height_mm * millimetre)
