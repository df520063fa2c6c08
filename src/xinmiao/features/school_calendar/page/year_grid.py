"""The calendar of a school year, drawn week by week with the numbers of the teaching weeks.

Shows and is gone round; what a day is set to is the page's business.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from xinmiao.features.school_calendar.page.words import day_words
from xinmiao.features.school_calendar.page.year_painting import GUTTER, HEAD, ROW, YearPainter
from xinmiao.features.school_calendar.records import DayView
from xinmiao.kernel.school_days import monday_of
from xinmiao.kernel.school_year import year_start
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme

_WEEK = timedelta(days=7)
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
    Qt.Key.Key_PageUp: -28,
    Qt.Key.Key_PageDown: 28,
}


class YearGrid(QAbstractScrollArea):
    """A school year from August to July; one day is in focus."""

    chosen = Signal(object)
    """The day on which Enter was pressed or that was double-clicked."""
    current_changed = Signal(object)

    def __init__(self, today: date, *, name: str = "year_grid", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "plain")
        self.setAccessibleName(tr("Calendar of the school year"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view: Callable[[date], DayView] | None = None
        self._drawn = YearPainter(self.day_rect)
        self.today = self.current = today
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    def set_days(self, view: Callable[[date], DayView]) -> None:
        """Show days as `view` says."""
        self._view = view
        self._measure()
        self.go(self.current)

    @property
    def first(self) -> date:
        """Return the first Monday shown."""
        return monday_of(year_start(self.current))

    @property
    def weeks(self) -> int:
        """Return how many weeks are shown."""
        start = year_start(self.current)
        return (monday_of(start.replace(year=start.year + 1) - timedelta(days=1)) - self.first) // _WEEK + 1

    def go(self, day: date) -> None:
        """Put a day in focus; another school year is shown when it lies there."""
        self.current = day
        self._measure()
        row, bar = (day - self.first).days // 7, self.verticalScrollBar()
        height, room = theme.current().px(ROW), self.viewport().height() - theme.current().px(HEAD)
        if not bar.value() <= row * height <= bar.value() + room - height:
            bar.setValue(max(row * height - room // 3, 0))
        self._tell()
        self.current_changed.emit(day)
        self.viewport().update()

    def day_rect(self, day: date) -> QRectF:
        """Return where a day is drawn in the window."""
        px = theme.current().px
        width = (self.viewport().width() - px(GUTTER)) / 7
        row, column = divmod((day - self.first).days, 7)
        top = px(HEAD) + row * px(ROW) - self.verticalScrollBar().value()
        return QRectF(px(GUTTER) + column * width, top, width, px(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go round by arrows, by months with Page Up and Page Down, to today with Home; Enter chooses."""
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in _STEPS:
            self.go(self.current + timedelta(days=_STEPS[key]))
        elif key == Qt.Key.Key_Home:
            self.go(self.today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self.current)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the day under the mouse in focus."""
        day = self._day_at(event.position())
        if day is not None:
            self.go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Choose the day under the mouse."""
        day = self._day_at(event.position())
        if day is not None:
            self.chosen.emit(day)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Take the new size."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the weeks that are to be seen."""
        del event
        self._drawn.refresh()
        self._drawn.today, self._drawn.current = self.today, self.current
        self._drawn.focused = self.hasFocus()
        width = self.viewport().width()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        painter.fillRect(self.viewport().rect(), look.colour("raised"))
        painter.setClipRect(QRectF(0, look.px(HEAD), self.viewport().width(), self.viewport().height()))
        for week in range(self.weeks):
            monday = self.first + week * _WEEK
            rect = self.day_rect(monday)
            if self._view is not None and rect.bottom() > look.px(HEAD) and rect.top() < self.viewport().height():
                self._drawn.paint_week(painter, monday, self._view, width)
        painter.setClipping(False)
        self._drawn.paint_head(painter, self.first, width)
        painter.end()

    def _day_at(self, point: QPointF) -> date | None:
        rows = range(self.weeks * 7)
        days = (self.first + timedelta(days=each) for each in rows)
        head = theme.current().px(HEAD)
        return next((day for day in days if point.y() > head and self.day_rect(day).contains(point)), None)

    def _measure(self) -> None:
        px, bar = theme.current().px, self.verticalScrollBar()
        room = self.viewport().height() - px(HEAD)
        bar.setRange(0, max(self.weeks * px(ROW) - room, 0))
        bar.setPageStep(max(room, 1))
        bar.setSingleStep(px(ROW))

    def _tell(self) -> None:
        words = "" if self._view is None else day_words(self._view(self.current))
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
