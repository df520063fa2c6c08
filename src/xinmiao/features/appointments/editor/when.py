"""Day, period and times of an appointment: a period fills the times in, other times can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from xinmiao.features.school_calendar.operations import times_on
from xinmiao.features.school_calendar.records import DayTimes, PeriodView
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow


class WhenRows(QWidget):
    """Places the rows `day`, `starts` and `ends` of a form, with the periods of the day beside them."""

    changed = Signal()
    """A period was chosen."""

    def __init__(self, context: PageContext, form: Form) -> None:
        super().__init__()
        self._context, self._form = context, form
        self._periods: tuple[PeriodView, ...] = ()
        self._day: date | None = None
        self.period = Combo(_("Period"), name="period")
        self.period.activated.connect(self._take)
        space = theme.current().size
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space("space-m"))
        grid.setVerticalSpacing(space("space-m"))
        grid.addWidget(form.row("day"), 0, 0)
        grid.addWidget(FieldRow(_("Period"), self.period), 0, 1)
        grid.addWidget(form.row("starts"), 1, 0)
        grid.addWidget(form.row("ends"), 1, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        form.changed.connect(self.look)

    def look(self) -> None:
        """Ask for the periods of another day, and show which one the times are."""
        values = self._form.values()
        if values["day"] != self._day:
            self._day = values["day"]
            if self._day is None:
                self._offer(())
            else:
                self._context.tasks.run(times_on.bind((self._day,)), self._found, owner=self)
        self._mark(values["starts"], values["ends"])

    def _found(self, found: tuple[DayTimes, ...]) -> None:
        if found and found[0].day == self._day:
            self._offer(found[0].periods)

    def _offer(self, periods: Sequence[PeriodView]) -> None:
        self._periods = tuple(periods)
        self.period.clear()
        self.period.addItems([tr("Own times"), *(f"{period.name}  {period.span}" for period in periods)])
        values = self._form.values()
        self._mark(values["starts"], values["ends"])

    def _mark(self, starts: int | None, ends: int | None) -> None:
        spans = [(period.starts, period.ends) for period in self._periods]
        self.period.setCurrentIndex(spans.index((starts or 0, ends or 0)) + 1 if (starts, ends) in spans else 0)

    def _take(self, place: int) -> None:
        if place > 0:
            period = self._periods[place - 1]
            self._form.fill({"starts": period.starts, "ends": period.ends})
        else:
            self._form.focus("starts")
        self.changed.emit()
