"""How the weeks of a school year are drawn: numbers of the teaching weeks, months, days with what they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from xinmiao.features.school_calendar.records import WEEKDAY_LABELS, DayView, OwnDayKind
from xinmiao.kernel.school_days import SCHOOL_IS_ON, DayKind
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.week_grid.pencil import RIGHT, Pencil

HEAD, GUTTER, ROW = 32, 96, 46
_TONES = {OwnDayKind.EXAM: "warn", OwnDayKind.EVENT: "calm", OwnDayKind.DAY_OFF: "watch", OwnDayKind.MAKE_UP: "accent"}


class YearPainter:
    """Draws weeks; where a day lies and which one is in focus the grid says."""

    def __init__(self, day_rect: Callable[[date], QRectF]) -> None:
        self._day_rect = day_rect
        self._pencil = Pencil()
        self.today = self.current = date.min
        self.focused = False

    def refresh(self) -> None:
        """Take the look in use."""
        self._pencil.refresh()

    def paint_head(self, painter: QPainter, first: date, width: float) -> None:
        """Draw the weekdays."""
        look = theme.current()
        painter.fillRect(QRectF(0, 0, width, look.px(HEAD)), look.colour("raised"))
        for place, (_weekday, words) in enumerate(WEEKDAY_LABELS):
            rect = self._day_rect(first + timedelta(days=place))
            cell = QRectF(rect.left() + look.px(8), 0, rect.width(), look.px(HEAD))
            self._pencil.write(painter, cell, str(words), ("strong", "muted"))
        painter.setPen(self._pencil.pen("edge"))
        painter.drawLine(QPointF(0, look.px(HEAD)), QPointF(width, look.px(HEAD)))

    def paint_week(self, painter: QPainter, monday: date, view: Callable[[date], DayView], width: float) -> None:
        """Draw a week."""
        px = theme.current().px
        rect = self._day_rect(monday)
        gutter = QRectF(px(8), rect.top(), px(GUTTER - 16), rect.height())
        week = view(monday).week or view(monday + timedelta(days=4)).week
        if week is not None:
            self._pencil.write(painter, gutter, tr("Week {number}", number=week.number), ("small", "muted"))
        for place in range(7):
            day = monday + timedelta(days=place)
            self._paint_day(painter, self._day_rect(day), view(day))
            if day.day == 1:
                self._pencil.write(painter, gutter, tr("{month}/", month=day.month), ("strong", "accent"), RIGHT)
        painter.setPen(self._pencil.pen("line"))
        painter.drawLine(QPointF(0, rect.bottom()), QPointF(width, rect.bottom()))

    def _paint_day(self, painter: QPainter, rect: QRectF, view: DayView) -> None:
        look, px = theme.current(), theme.current().px
        if view.kind not in SCHOOL_IS_ON:
            painter.fillRect(rect, look.colour("sunken"))
        for own in view.own[:1]:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), look.tone_soft(_TONES[own.kind]))
        if view.day in {self.current, self.today}:
            token = "accent" if view.day == self.current and self.focused else "edge"
            painter.setPen(self._pencil.pen(token, 2.0 if view.day == self.current else 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), look.px(4), look.px(4))
        top = QRectF(rect.left() + px(8), rect.top() + px(4), rect.width() - px(12), self._pencil.line)
        today = view.day == self.today
        number = f"{view.day.day} {tr('Today')}" if today else str(view.day.day)
        self._pencil.write(painter, top, number, ("strong" if today else "body", "accent" if today else "text"))
        self._pencil.write(painter, top.translated(0, self._pencil.line), _short(view), ("small", "muted"))


def _short(view: DayView) -> str:
    """Return what a day is in a word or two: its own names, the holiday, school on a weekend."""
    if view.own:
        return tr(", ").join(own.title for own in view.own)
    if view.kind is DayKind.MAKE_UP:
        return tr("School today")
    return view.name or (tr("Vacation") if view.kind is DayKind.VACATION else "")
