"""Fonts, pens and words for drawing a week grid, in the look in use."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from xinmiao.ui import theme

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Pencil:
    """Draws words of four kinds as far as they fit; what was cut is remembered, because every repaint asks again."""

    def __init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Take fonts of the theme in use."""
        look = self.look = theme.current()
        struck = look.font("body")
        struck.setStrikeOut(True)
        self._fonts = {
            "body": look.font("body"),
            "strong": look.font("body", bold=True),
            "small": look.font("secondary"),
            "struck": struck,
        }
        self._metrics = {name: QFontMetrics(font) for name, font in self._fonts.items()}
        self._cuts: dict[tuple[str, str, int], str] = {}
        self.line = round(self._metrics["strong"].height() * 1.1)

    def font(self, kind: str) -> QFont:
        """Return the font of a kind of words."""
        return self._fonts[kind]

    def width(self, words: str, kind: str) -> int:
        """Return how wide words are."""
        return self._metrics[kind].horizontalAdvance(words)

    def pen(self, token: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """Return a pen of a colour of the theme."""
        pen = QPen(self.look.colour(token))
        pen.setWidthF(width)
        pen.setStyle(style)
        return pen

    def write(
        self, painter: QPainter, rect: QRectF, words: str, look: tuple[str, str], align: Qt.AlignmentFlag = LEFT
    ) -> None:
        """Draw one line of words; `look` is its kind and its colour."""
        kind, token = look
        painter.setFont(self._fonts[kind])
        painter.setPen(self.look.colour(token))
        painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), self._cut(words, kind, int(rect.width())))

    def _cut(self, words: str, kind: str, width: int) -> str:
        key = (kind, words, width)
        if key not in self._cuts:
            self._cuts[key] = self._metrics[kind].elidedText(words, Qt.TextElideMode.ElideRight, width)
        return self._cuts[key]
