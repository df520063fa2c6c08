"""Drawing on one page: text, hairlines, boxes.

Owns the translation into reportlab's canvas, so that nothing else touches it. Lengths are points, the
origin is the lower left corner of the page, ink is a grey between 0 (black) and 1 (paper).
"""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.utils import ImageReader

from xinmiao.documents.fonts import Weight, clean, measure
from xinmiao.documents.paper import Align

BLACK = 0.0
SOFT = 0.35
"""Secondary words: still dark enough for a worn toner cartridge."""
RULE = 0.45
HAIRLINE = 0.4
_DASHES = (3.0, 2.5)
"""Points on and off."""


class Pen:
    """Draws on a reportlab canvas."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        weight: Weight = Weight.REGULAR,
        ink: float = BLACK,
        spacing: float = 0.0,
    ) -> None:
        """Set one line of clean `text` with its baseline starting at x, y."""
        if not text:
            return
        line = self._canvas.beginText(x, y)
        line.setFillGray(ink)
        if spacing:
            line.setCharSpace(spacing)
        for run in measure(weight).runs(text):
            line.setFont(run.face, size)
            if run.thicken:
                line.setStrokeGray(ink)
                self._canvas.setLineWidth(size * run.thicken)
                line.setTextRenderMode(2)
            line.textOut(run.text)
            if run.thicken:
                line.setTextRenderMode(0)
        if spacing:
            line.setCharSpace(0)
        self._canvas.drawText(line)

    def text_in(
        self,
        left: float,
        right: float,
        y: float,
        text: str,
        *,
        size: float,
        align: Align = Align.LEFT,
        weight: Weight = Weight.REGULAR,
        ink: float = BLACK,
    ) -> None:
        """Set one line of `text` between `left` and `right`."""
        text = clean(text)
        slack = right - left - measure(weight).width(text, size)
        x = left + {Align.LEFT: 0.0, Align.CENTRE: slack / 2, Align.RIGHT: slack}[align]
        self.text(x, y, text, size, weight=weight, ink=ink)

    def rule(  # two ends and three ways to draw
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        width: float = HAIRLINE,
        ink: float = RULE,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        self._canvas.setStrokeGray(ink)
        self._canvas.setLineWidth(width)
        self._canvas.setDash(*(_DASHES if dashed else ()))
        self._canvas.line(x1, y1, x2, y2)
        self._canvas.setDash()

    def fill(self, x: float, y: float, width: float, height: float, ink: float) -> None:
        """Fill a rectangle given by its lower left corner."""
        self._canvas.setFillGray(ink)
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)

    def frame(
        self, x: float, y: float, width: float, height: float, *, line: float = HAIRLINE, ink: float = RULE
    ) -> None:
        """Draw the outline of a rectangle given by its lower left corner."""
        self._canvas.setStrokeGray(ink)
        self._canvas.setLineWidth(line)
        self._canvas.rect(x, y, width, height, stroke=1, fill=0)

    def picture(self, x: float, y: float, jpeg: bytes, width: float, height: float) -> None:
        """Draw a JPEG into a rectangle given by its lower left corner."""
        self._canvas.drawImage(ImageReader(io.BytesIO(jpeg)), x, y, width, height)

    def slanted(self, x: float, y: float, text: str, size: float, *, degrees: float, ink: float) -> None:
        """Set `text` in bold, centred on x, y and turned by `degrees`."""
        text = clean(text)
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(degrees)
        self.text(-measure(Weight.BOLD).width(text, size) / 2, -size * 0.35, text, size, weight=Weight.BOLD, ink=ink)
        self._canvas.restoreState()
