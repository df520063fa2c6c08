"""Where one is in a wizard: numbered steps, done ones ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import icons, theme


class Stepper(QWidget):
    """The steps of a wizard; shows, and is not clicked."""

    def __init__(self, steps: Sequence[Text | str], *, name: str = "stepper", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps = tuple(steps)
        self._current = 0
        self.set_current(0)

    def current(self) -> int:
        """Return the number of the step, from 0."""
        return self._current

    def set_current(self, step: int) -> None:
        """Go to a step."""
        self._current = step
        words = str(self._steps[step])
        self.setAccessibleName(
            tr("Step {number} of {all}: {words}", number=step + 1, all=len(self._steps), words=words)
        )
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size of all steps side by side."""
        metrics = QFontMetricsF(theme.current().font("body", bold=True))
        words = sum(metrics.horizontalAdvance(str(step)) for step in self._steps)
        return QSize(round(words) + theme.current().px(72) * len(self._steps), theme.current().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw circles, words and the lines between."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        room = self.width()
        metrics = QFontMetricsF(look.font("body", bold=True))
        widths = [look.px(32) + metrics.horizontalAdvance(str(step)) for step in self._steps]
        gap = (room - sum(widths)) / max(len(widths) - 1, 1)
        gap = max(look.px(16), min(gap, look.px(72)))
        x = 0.0
        for number, width in enumerate(widths):
            self._paint_step(painter, number, QRectF(x, 0, width, self.height()))
            x += width
            if number + 1 < len(widths):
                painter.setPen(look.colour("accent" if number < self._current else "line"))
                middle = self.height() // 2
                painter.drawLine(round(x + look.px(8)), middle, round(x + gap - look.px(8)), middle)
            x += gap
        painter.end()

    def _paint_step(self, painter: QPainter, number: int, rect: QRectF) -> None:
        look = theme.current()
        done, here = number < self._current, number == self._current
        side = look.px(24)
        circle = QRectF(rect.left() + 1, rect.center().y() - side / 2, side, side)
        painter.setPen(look.colour("accent" if done or here else "edge"))
        painter.setBrush(look.colour("accent" if here else "accent-soft" if done else "raised"))
        painter.drawEllipse(circle)
        if done:
            inset = look.px(5)
            icons.paint(painter, "check", circle.adjusted(inset, inset, -inset, -inset), "accent")
        else:
            painter.setFont(look.font("secondary", bold=True))
            painter.setPen(look.colour("on-accent" if here else "muted"))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))
        painter.setFont(look.font("body", bold=here))
        painter.setPen(look.colour("text" if here or done else "muted"))
        words = rect.adjusted(look.px(32), 0, look.px(4), 0)
        painter.drawText(
            words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(self._steps[number])
        )
