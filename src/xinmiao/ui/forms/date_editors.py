"""Editors for days and moments: typed as people type them, with the day that was understood beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from xinmiao.kernel.fields import DateField, DateTimeField
from xinmiao.kernel.texts import Text, tr
from xinmiao.kernel.typed_dates import parse_datetime
from xinmiao.ui import theme
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.text_editors import parsed_or_none, typing_problem
from xinmiao.ui.timeline_delegate import WEEKDAYS
from xinmiao.ui.widgets.buttons import IconButton
from xinmiao.ui.widgets.labels import label


class _DayLine(QLineEdit):
    stepped = Signal(int)
    calendar_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step == -1 and alt:
            self.calendar_asked.emit()
        elif step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class CalendarPopup(QFrame):
    """A month to pick a day from; Enter or a click picks, Esc closes."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendar_popup")
        self.setProperty("look", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.calendar = QCalendarWidget()
        self.calendar.setObjectName("calendar")
        self.calendar.setAccessibleName(tr("Calendar"))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setMinimumSize(theme.current().px(300), theme.current().px(260))
        self.take_theme()
        column.addWidget(self.calendar)
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)

    def take_theme(self) -> None:
        """Write the weekend in the colours of another theme."""
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            kind = self.calendar.weekdayTextFormat(day)
            kind.setForeground(theme.current().colour("muted"))
            self.calendar.setWeekdayTextFormat(day, kind)

    def show_below(self, widget: QWidget, day: date, earliest: date, latest: date) -> None:
        """Show the month of `day` below `widget`, kept on the screen."""
        self.calendar.setDateRange(_q_date(earliest), _q_date(latest))
        self.calendar.setSelectedDate(_q_date(day))
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        room = widget.screen().availableGeometry()
        place.setX(min(place.x(), room.right() - self.width()))
        if place.y() + self.height() > room.bottom():
            place.setY(widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        self.move(place)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pick(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.picked.emit(day)


class DayEditor(FieldEditor):
    """A day. 11-23, 1123, 今天, 下周三 are understood; the calendar opens with Alt+Down."""

    def __init__(self, field: DateField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._day_field = field
        self._popup: CalendarPopup | None = None
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-xs"))
        self.line = _DayLine()
        self.take(self.line)
        self.line.setMaxLength(64)
        self.line.setFixedWidth(theme.current().px(128))
        self.line.setPlaceholderText(tr("11-23, today"))
        row.addWidget(self.line)
        self._button = IconButton("calendar-days", tr("Open the calendar (Alt+Down)"), name=f"{field.name}_calendar")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self._button)
        self._understood = label("", "secondary")
        self._understood.setObjectName(f"{field.name}_understood")
        row.addWidget(self._understood)
        row.addStretch(1)
        self.column.addLayout(row)
        self._button.clicked.connect(self.open_calendar)
        self.line.calendar_asked.connect(self.open_calendar)
        self.line.stepped.connect(self._step)
        self.line.textChanged.connect(lambda _text: self._tell())
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> date | None:
        """Return the day, or None."""
        return parsed_or_none(self._day_field, self.line.text())

    def set_value(self, value: date | None) -> None:
        """Show a day."""
        self.line.setText(self.field.show(value))

    def problem(self) -> Text | None:
        """Say what is wrong with the typing, else what the field says."""
        return typing_problem(self.field, self.line.text()) or super().problem()

    def open_calendar(self) -> None:
        """Show the month of the day typed, or of today."""
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._picked)
        day = self.value() or self._today()
        self._popup.show_below(self.line, day, self._day_field.earliest, self._day_field.latest)

    def _today(self) -> date:
        today = self._day_field.parse("today")
        return date.min if today is None else today

    def _picked(self, day: QDate) -> None:
        self._change(date(day.year(), day.month(), day.day()))
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _step(self, days: int) -> None:
        start = self.value()
        step = 0 if start is None else days
        ordinal = (start or self._today()).toordinal() + step
        self._change(date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal())))

    def _change(self, day: date) -> None:
        self.set_value(day)
        self.changed.emit()

    def _tidy(self) -> None:
        day = self.value()
        if day is not None and self.line.text() != self.field.show(day):
            self.set_value(day)

    def _tell(self) -> None:
        day = self.value()
        if day is None:
            self._understood.setText("")
            return
        typed_out = self.line.text().strip() == self.field.show(day)
        weekday = str(WEEKDAYS[day.weekday()])
        self._understood.setText(weekday if typed_out else f"{self.field.show(day)} {weekday}")


class MomentEditor(FieldEditor):
    """A day and a time of day, `11-23 10:05`; a time alone is today's, or of the day that `day_of` returns."""

    def __init__(
        self, field: DateTimeField, parent: QWidget | None = None, *, day_of: Callable[[], date | None] | None = None
    ) -> None:
        super().__init__(field, parent)
        self._moment_field, self._day_of = field, day_of
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        self.line = QLineEdit()
        self.take(self.line)
        self.line.setMaxLength(64)
        self.line.setFixedWidth(theme.current().px(168))
        self.line.setPlaceholderText(tr("11-23 10:05"))
        row.addWidget(self.line)
        self._understood = label("", "secondary")
        self._understood.setObjectName(f"{field.name}_understood")
        row.addWidget(self._understood)
        row.addStretch(1)
        self.column.addLayout(row)
        self.line.textChanged.connect(lambda _text: self._tell())
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> datetime | None:
        """Return the moment, or None."""
        day = None if self._day_of is None else self._day_of()
        if day is not None and (moment := parse_datetime(self.line.text(), today=day)) is not None:
            return moment
        return parsed_or_none(self._moment_field, self.line.text())

    def set_value(self, value: datetime | None) -> None:
        """Show a moment in local time."""
        self.line.setText(self.field.show(value))

    def problem(self) -> Text | None:
        """Say what is wrong with the typing, else what the field says."""
        return typing_problem(self.field, self.line.text()) or super().problem()

    def _tidy(self) -> None:
        moment = self.value()
        if moment is not None and self.line.text() != self.field.show(moment):
            self.set_value(moment)

    def _tell(self) -> None:
        moment = self.value()
        if moment is None:
            self._understood.setText("")
            return
        typed_out = self.line.text().strip() == self.field.show(moment)
        weekday = str(WEEKDAYS[moment.astimezone().weekday()])
        self._understood.setText(weekday if typed_out else f"{self.field.show(moment)} {weekday}")


def _q_date(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
