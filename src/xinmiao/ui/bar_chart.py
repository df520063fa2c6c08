"""Bars over a row of names, with a line for what is wanted. Painted; a table beside it says the same in words.

Two tones that survive a print in grey: bars are filled where they reach the line, striped where they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from xinmiao.ui import theme

_HEIGHT_PX = 190
_BAR_SHARE = 0.62
_HEADROOM = 1.15


@dataclass(frozen=True)
class Bar:
    """One bar: its name below, its height, the part of it that is drawn darker, and what is said of it."""

    name: str
    value: float
    lower: float = 0.0
    """The part at the foot, in the second tone."""
    is_full: bool = True
    words: str = ""


class BarChart(QWidget):
    """A row of bars; what it shows is told to who cannot see it by `set_bars`' sentence."""

    def __init__(self, name: str = "bar_chart", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._bars: tuple[Bar, ...] = ()
        self._wanted = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[Bar], *, wanted: float, told: str) -> None:
        """Show these bars and a line at `wanted`; `told` says the same in a sentence."""
        self._bars, self._wanted = tuple(bars), wanted
        self.setAccessibleName(told)
        self.setToolTip("\n".join(bar.words for bar in bars if bar.words))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return a height to read, and as much width as there is."""
        return QSize(theme.current().px(360), theme.current().px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the ground line, the bars, their names and the line of what is wanted."""
        del event
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, metrics = theme.current(), self.fontMetrics()
        foot = metrics.height() + look.size("space-xs")
        ground = QRectF(0, 0, self.width(), self.height() - foot)
        most = max(self._wanted, *(bar.value for bar in self._bars)) * _HEADROOM or 1.0
        width = ground.width() / len(self._bars)
        for place, bar in enumerate(self._bars):
            self._draw(painter, QRectF(place * width, 0, width, ground.height()), bar, most)
            painter.setPen(look.colour("muted"))
            below = QRectF(place * width, ground.height(), width, foot)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, bar.name)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(0, ground.height()), QPointF(ground.width(), ground.height()))
        height = ground.height() * (1 - self._wanted / most)
        painter.setPen(QPen(look.colour("accent-strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, height), QPointF(ground.width(), height))
        painter.end()

    @staticmethod
    def _draw(painter: QPainter, place: QRectF, bar: Bar, most: float) -> None:
        look = theme.current()
        side = place.width() * (1 - _BAR_SHARE) / 2
        for value, tone in ((bar.value, "accent"), (bar.lower, "calm")):
            height = place.height() * value / most
            shape = QRectF(place.x() + side, place.height() - height, place.width() - 2 * side, height)
            brush = QBrush(look.colour(tone))
            if not bar.is_full:
                brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.setPen(QPen(look.colour(tone), 1) if height else Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            painter.drawRect(shape)
