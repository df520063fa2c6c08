"""The form of a series: which weekdays, how often, until when; its dates are looked at before they are booked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QGridLayout

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.editor.series_dates import DateList
from xinmiao.features.appointments.editor.sources import occupancy_sources
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    APPOINTMENT_SERIES,
    AppointmentDraft,
    SeriesDate,
    SeriesPattern,
)
from xinmiao.features.school_calendar.operations import times_on
from xinmiao.features.school_calendar.records import WEEKDAYS, DayTimes
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui import theme
from xinmiao.ui.forms.question import Question
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn

_NAMES = ("first_day", "weekdays", "weeks_apart", "until", "count", "period")
_BESIDE = (("first_day", "weeks_apart"), ("until", "count"))
_USUAL = 8


class SeriesQuestion(Question):
    """Asks for the pattern, shows its dates, and books them; `client` says whose they are."""

    def __init__(self, context: PageContext, draft: AppointmentDraft, client: str) -> None:
        self.context, self._draft, self._client = context, draft, client
        self.dates = DateList()
        self.reason = LineEditor(APPOINTMENT.override_reason)
        super().__init__(APPOINTMENT_SERIES, _NAMES, {}, _("Book the series"), name="series", confirm="confirm_series")
        weekday = () if draft.day is None else (WEEKDAYS[draft.day.weekday()],)
        values = {"first_day": draft.day, "weekdays": weekday, "weeks_apart": 1, "count": _USUAL}
        self.form.set_values(values)
        self.form.changed.connect(self._forget)
        self.dates.changed.connect(self._tell)
        self._tell()
        if draft.day is not None:
            context.tasks.run(times_on.bind((draft.day,)), self._name_period, owner=self)

    def place(self, name: str) -> None:
        """Place nothing by itself; `below` puts the rows together."""

    def above(self, body: PageColumn) -> None:
        """Say whose series it is, and at what time."""
        starts, ends = self._draft.starts or 0, self._draft.ends or 0
        told = tr(" · ").join(part for part in (self._client, show_span(starts, ends)) if part)
        body.add(label(told, "strong", wrap=True))

    def below(self, body: PageColumn) -> None:
        """Lay the rows out, with the dates below them."""
        body.add(self.form.row("weekdays"))
        grid, space = QGridLayout(), theme.current().size("space-m")
        grid.setHorizontalSpacing(space)
        grid.setVerticalSpacing(space)
        for line, names in enumerate(_BESIDE):
            for column, name in enumerate(names):
                grid.addWidget(self.form.row(name), line, column)
                grid.setColumnStretch(column, 1)
        body.add(grid)
        body.add(self.form.row("period"))
        self.preview = Button(_("Show the dates"), icon="calendar-days", name="show_dates", clicked=self.look)
        body.add(self.preview)
        body.add(self.dates)
        self._reason_label = label(APPOINTMENT.override_reason.label, "strong")
        body.add(self._reason_label)
        body.add(self.reason)

    def pattern(self) -> SeriesPattern:
        """Return the pattern that stands there."""
        values = self.form.values()
        return SeriesPattern(
            first_day=values["first_day"],
            weekdays=tuple(values["weekdays"] or ()),
            weeks_apart=values["weeks_apart"] or 1,
            until=values["until"],
            count=values["count"] if values["until"] is None else None,
            period=values["period"] or "",
        )

    @property
    def template(self) -> AppointmentDraft:
        """Return what each of the series is like."""
        return self._draft

    @property
    def override_reason(self) -> str:
        """Return why taken times are booked all the same."""
        return (self.reason.value() or "") if self.dates.needs_reason() else ""

    def look(self) -> None:
        """Ask for the dates of the pattern."""
        if self.unreadable():
            return
        asked = operations.preview_series.bind(self._draft, self.pattern(), occupancy_sources(self.context))
        self.context.tasks.run(asked, self._found, self.refuse, owner=self)

    def confirm(self) -> None:
        """Show the dates first; book them when they stand there."""
        if not self.dates.rows:
            self.look()
        else:
            super().confirm()

    def refuse(self, error: AppError) -> None:
        """Mark what was refused; the dates stay."""
        super().refuse(error)

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave; the dates are looked for again."""
        super().put_back(plain)
        self._forget()

    def _name_period(self, found: tuple[DayTimes, ...]) -> None:
        """Let the series follow the period its time is, so that a change of the timetable moves it."""
        span = (self._draft.starts, self._draft.ends)
        periods = found[0].periods if found else ()
        name = next((period.name for period in periods if (period.starts, period.ends) == span), "")
        if name and not self.form.values()["period"]:
            self.form.editor("period").set_value(name)

    def _found(self, dates: tuple[SeriesDate, ...]) -> None:
        self.form.clear_problems()
        self.banner.clear()
        self.dates.show_dates(dates)
        self._tell()

    def _forget(self) -> None:
        """Take dates of another pattern away."""
        self.dates.show_dates(())
        self._tell()

    def _tell(self) -> None:
        asks = self.dates.needs_reason()
        self._reason_label.setVisible(asks)
        self.reason.setVisible(asks)
        count = self.dates.booked()
        words = ntr("Book {count} appointment", "Book {count} appointments", count) if count else tr("Show the dates")
        self.button.setText(words)
        self.preview.setVisible(not self.dates.rows)
