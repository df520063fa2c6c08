"""The dates of a series before it is booked: what stands against each, and what is to become of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.appointments.records import APPOINTMENT, DateChoice, DateDecision, SeriesDate
from xinmiao.features.school_calendar.records import WEEKDAY_LABELS
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui import theme
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.forms.time_editors import TimeEditor
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline

_CHOICES: tuple[tuple[DateChoice, Text], ...] = (
    (DateChoice.KEEP, _("Keep")),
    (DateChoice.SKIP, _("Skip")),
    (DateChoice.MOVE, _("Move")),
)


class DateRow(QWidget):
    """One date: its day and times, what stands against it, and the choice."""

    changed = Signal()

    def __init__(self, each: SeriesDate) -> None:
        super().__init__()
        self.setObjectName("series_date")
        self.date = each
        words = _date_words(each)
        self.choice = Combo(tr("What becomes of {date}", date=words), name=f"choice_{each.slot_on.isoformat()}")
        self.choice.addItems([str(told) for _choice, told in _CHOICES])
        self.choice.setCurrentIndex([choice for choice, _told in _CHOICES].index(each.advised))
        self.choice.activated.connect(lambda _place: self._chosen())
        self._moved: tuple[DayEditor, TimeEditor, TimeEditor] | None = None
        space = theme.current().size
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space("space-xs"))
        head = QHBoxLayout()
        head.setSpacing(space("space-s"))
        head.addWidget(IconLabel(*_icon(each)))
        head.addWidget(label(words, "strong"), 1)
        head.addWidget(self.choice)
        self._column.addLayout(head)
        for conflict in each.conflicts:
            self._column.addWidget(label(conflict.words, "secondary", wrap=True))

    def decision(self) -> DateDecision:
        """Return what was decided."""
        choice = _CHOICES[self.choice.currentIndex()][0]
        if choice is not DateChoice.MOVE or self._moved is None:
            return DateDecision(self.date.slot_on, choice)
        day, starts, ends = self._moved
        return DateDecision(self.date.slot_on, choice, day.value(), starts.value(), ends.value())

    def _chosen(self) -> None:
        moves = _CHOICES[self.choice.currentIndex()][0] is DateChoice.MOVE
        if moves and self._moved is None:
            self._ask_where()
        if self._moved is not None:
            for editor in self._moved:
                editor.setVisible(moves)
        self.changed.emit()

    def _ask_where(self) -> None:
        day, starts, ends = DayEditor(APPOINTMENT.day), TimeEditor(APPOINTMENT.starts), TimeEditor(APPOINTMENT.ends)
        self._moved = (day, starts, ends)
        day.set_value(self.date.slot_on)
        starts.set_value(self.date.starts)
        ends.set_value(self.date.ends)
        line = QHBoxLayout()
        line.setSpacing(theme.current().size("space-s"))
        for editor in self._moved:
            line.addWidget(editor, 2 if editor is day else 1)
            editor.changed.connect(self.changed)
        self._column.addLayout(line)


class DateList(QWidget):
    """All dates of a series, with a line that counts them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("series_dates")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().size("space-s"))
        self._count = label("", "strong", wrap=True)
        self._count.setObjectName("series_count")
        self._column.addWidget(self._count)
        self.rows: list[DateRow] = []
        self.hide()

    def show_dates(self, dates: Sequence[SeriesDate]) -> None:
        """Show the dates found; none takes the list away."""
        while self._column.count() > 1:
            item = self._column.takeAt(1)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = [DateRow(each) for each in dates]
        for row in self.rows:
            row.changed.connect(self._noticed)
            self._column.addWidget(Hairline())
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))
        self._tell()

    def decisions(self) -> tuple[DateDecision, ...]:
        """Return what was decided of each date."""
        return tuple(row.decision() for row in self.rows)

    def booked(self) -> int:
        """Return how many will be booked."""
        return sum(each.choice is not DateChoice.SKIP for each in self.decisions())

    def needs_reason(self) -> bool:
        """Return whether a taken time is kept."""
        return any(not row.date.is_free and row.decision().choice is DateChoice.KEEP for row in self.rows)

    def _noticed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        skipped = len(self.rows) - self.booked()
        words = ntr("{count} appointment will be booked", "{count} appointments will be booked", self.booked())
        left = ntr("{count} date is skipped", "{count} dates are skipped", skipped) if skipped else ""
        self._count.setText(tr(", ").join(part for part in (words, left) if part))


def _icon(each: SeriesDate) -> tuple[str, str]:
    if not each.is_free:
        return ("triangle-alert", "warn")
    return ("info", "watch") if each.conflicts else ("circle-check", "accent")


def _date_words(each: SeriesDate) -> str:
    weekday = WEEKDAY_LABELS[each.slot_on.weekday()][1]
    return tr(
        "{day} {weekday} {span}",
        day=each.slot_on.isoformat(),
        weekday=weekday,
        span=show_span(each.starts, each.ends),
    )
