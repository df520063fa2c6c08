"""What hands do on the page of appointments: drawing, dragging, opening, the menu, what goes out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from xinmiao.features.appointments.page.bar import CALENDARS, View
from xinmiao.features.appointments.page.forms import Start
from xinmiao.features.appointments.page.printing import CalendarFile, show_day_list
from xinmiao.features.appointments.records import AppointmentDraft, AppointmentView, NewTime
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action, fill_menu

if TYPE_CHECKING:
    from xinmiao.features.appointments.page.calendar_page import AppointmentsPage

_AHEAD = timedelta(days=180)


class Hands:
    """Turns what the calendar says into what is done; the page says what is shown."""

    def __init__(self, page: AppointmentsPage) -> None:
        self._page = page

    def connect(self) -> None:
        """Listen to the calendar."""
        grid = self._page.calendar.grid
        grid.created.connect(self.create)
        grid.moved.connect(self.move)
        grid.opened.connect(self.open)
        grid.removed.connect(self.remove)
        grid.menu_wanted.connect(self.menu)

    def actions(self) -> tuple[Action, ...]:
        """Return what the header and its menu offer."""
        return (
            Action("new", _("Book an appointment…"), self.book, icon="plus"),
            Action("wait", _("Put on the waiting list…"), partial(self._page.waiting.ask, ""), icon="clock"),
            Action("print", _("Print the day"), self.print_day, icon="printer"),
            self._page.discretion.action(),
            Action("export", _("Save as a calendar file…"), self.export, icon="download"),
            Action("times", _("Periods and rooms"), self.to_times, icon="school"),
        )

    def book(self) -> None:
        """Begin an appointment at the place in focus."""
        self._page.starts.here(self._page.calendar.grid.place() if self._page.bar.view in CALENDARS else None)

    def create(self, day: date, starts: int, ends: int) -> None:
        """Begin an appointment at a time that was drawn."""
        draft = AppointmentDraft(
            self._page.context.ids.new(),
            day,
            starts,
            ends,
            counsellor=self._page.bar.account or self._page.context.actor.account,
        )
        self._page.forms.begin(Start(draft))

    def move(self, block: str, day: date, starts: int, ends: int) -> None:
        """Move what was dragged."""
        if (view := self._shown(block)) is None:
            self._page.calendar.grid.show_ghost(None)
        else:
            self._page.deeds.move(view, NewTime(day, starts, ends))

    def open(self, block: str) -> None:
        """Show what was opened."""
        if (view := self._shown(block)) is not None:
            self._page.deeds.open(view)

    def remove(self, block: str) -> None:
        """Ask why it is cancelled."""
        if (view := self._shown(block)) is not None and view.may_change:
            self._page.deeds.cancel(view)

    def menu(self, block: str, at: QPoint) -> None:
        """Offer what can be done with a block, or here."""
        view = self._page.shown().get(block)
        if view is not None and self._page.discretion.refuses():
            return
        menu, deeds = QMenu(self._page), self._page.deeds
        fill_menu(menu, self.actions() if view is None else (*deeds.outcomes(view), *deeds.deeds(view)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _shown(self, block: str) -> AppointmentView | None:
        """Return what stands there, unless names are hidden: it would name somebody."""
        view = self._page.shown().get(block)
        return None if view is None or self._page.discretion.refuses() else view

    def print_day(self) -> None:
        """Print the day in front; in a week, the day in focus."""
        place = self._page.calendar.grid.place()
        day = place.day if self._page.bar.view is View.WEEK and place is not None else self._page.bar.day
        show_day_list(self._page.context, day, (self._page.bar.account,) if self._page.bar.account else ())

    def export(self) -> None:
        """Ask where own times are to go."""
        today = self._page.context.clock.today()
        CalendarFile(self._page.context, self._page).save(today, today + _AHEAD)

    def to_times(self) -> None:
        """Open periods and rooms."""
        self._page.context.navigator.open(Target("school_times"))
