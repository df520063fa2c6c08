"""The page of appointments: the week or the day as a calendar, the list, and who waits."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.page.bar import CALENDARS, View, ViewBar
from xinmiao.features.appointments.page.calendar_view import CalendarView
from xinmiao.features.appointments.page.deeds import Deeds
from xinmiao.features.appointments.page.discretion import Discretion
from xinmiao.features.appointments.page.forms import AppointmentForms
from xinmiao.features.appointments.page.hands import Hands
from xinmiao.features.appointments.page.listing import UNSETTLED, AppointmentList
from xinmiao.features.appointments.page.starts import Starts
from xinmiao.features.appointments.page.waiting import WaitingPanel
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    APPOINTMENT_SERIES,
    WAITING_ENTRY,
    AppointmentState,
    AppointmentView,
    AppointmentWeek,
    CounsellorChoice,
)
from xinmiao.features.appointments.records.targets import UNSETTLED as TO_SETTLE
from xinmiao.features.appointments.records.targets import WAITING as TO_WAITING
from xinmiao.features.appointments.rules.checking import is_over
from xinmiao.kernel.operations import Change
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.undo_toast import UndoToast
from xinmiao.ui.widgets.header import PageHeader

_OWN = frozenset({APPOINTMENT.record, APPOINTMENT_SERIES.record, WAITING_ENTRY.record})
_GROUND = frozenset(
    {"term", "own_day", "period_table", "period", "own_lesson", "opening_hours", "room", "room_closing"}
)
_BACK, _AHEAD = timedelta(days=60), timedelta(days=180)
_MINUTE_MS = 60_000


class AppointmentsPage(Page):
    """Opened with an appointment's id, `waiting`, `unsettled`, or `new:`/`case:`/`alias:` and whom to book for."""

    interests: ClassVar[frozenset[str]] = _OWN | _GROUND | {"student", "case"}

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("appointments")
        self._views: dict[str, AppointmentView] = {}
        self.sheet = QuestionSheet(self, context, name="appointment_sheet", width=600)
        self.toast = UndoToast(self)
        self.forms = AppointmentForms(context, self.sheet, self._show_booked)
        self.deeds = Deeds(context, self.sheet, self.toast, self.forms, self._put_back)
        self.discretion = Discretion(self)
        self.starts = Starts(context, self.forms, self)
        self.hands = Hands(self)
        self.bar = ViewBar(context.clock.today())
        self.calendar = CalendarView(context)
        self.list = AppointmentList(self.hands.book)
        self.waiting = WaitingPanel(context, self.sheet, self.forms)
        self.header = PageHeader(_("Appointments"), "", self.hands.actions()[0], self.hands.actions()[1:])
        self._stack = QStackedWidget()
        for each in (self.calendar, self.list, self.waiting):
            self._stack.addWidget(each)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        _lay_out(self, self._stack)
        self._connect()
        self.setFocusProxy(self.calendar.grid)

    def shown(self) -> dict[str, AppointmentView]:
        """Return the appointments in front, by id."""
        return self._views

    def reload(self) -> None:
        """Ask whom can be booked, and then for what the view in front shows."""
        self.context.tasks.run(operations.list_counsellors.bind(), self._take_counsellors, owner=self)

    def note_changes(self, changes: frozenset[Change]) -> None:
        """Ask for the appointments only when nothing below them was changed."""
        if self.isVisible() and not {change.record for change in changes} & (self.interests - _OWN):
            if any(change.record in _OWN for change in changes):
                self._look()
        else:
            super().note_changes(changes)

    def open_record(self, record_id: str) -> None:
        """Show an appointment or a list, or begin an appointment."""
        if record_id == TO_WAITING:
            self.bar.show_view(View.WAITING)
        elif record_id == TO_SETTLE:
            self.list.choose(UNSETTLED)
            self.bar.show_view(View.LIST)
        elif record_id and not self.starts.begins(record_id):
            self.context.tasks.run(operations.get_appointment.bind(record_id), self._show_one, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        return (
            *self.hands.actions(),
            Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking),
            Action("today", _("Today"), self.bar.to_today, "Ctrl+Home", "calendar"),
            Action("undo", _("Undo"), self.toast.undo, "Ctrl+Z", "undo-2", self.toast.isVisible),
        )

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Draw a time with the mouse, or go there with the arrows and press Enter. Drag a block to move it, pull its"
            " edges to change its times; with Ctrl and the arrows by keyboard. Enter opens a block, Delete cancels it,"
            " Space goes through blocks that share a place, Page Up and Page Down turn the weeks. Ctrl+Z takes the last"
            " move back, F8 hides the names while somebody looks over. What stands against a time is said while"
            " you fill in the form."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Let the line of the present moment go on."""
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """Stop it, and look again when shown the next time: what is over asks who came."""
        super().hideEvent(event)
        self._minute.stop()
        self._stale = True

    def _go_on(self) -> None:
        """Let the line of the present moment go on; look again when an appointment has ended."""
        self.calendar.show_now()
        now = self.context.clock.now()
        booked = (each for each in self._views.values() if each.state is AppointmentState.BOOKED)
        if any(is_over(each.day, each.ends, now) and not each.is_unresolved for each in booked):
            self._look()

    def _take_counsellors(self, found: tuple[CounsellorChoice, ...]) -> None:
        self.forms.counsellors = found
        self.bar.offer([(each.account, each.name) for each in found], self.context.actor.account)
        self.turn()

    def turn(self) -> None:
        """Show the view, the days and the counsellor chosen."""
        self.bar.today = self.context.clock.today()
        view = self.bar.view
        place = {View.LIST: 1, View.WAITING: 2}.get(view, 0)
        self._stack.setCurrentIndex(place)
        if view in CALENDARS:
            self.calendar.turn(self.bar, self._accounts())
            self.setFocusProxy(self.calendar.grid)
        else:
            self.setFocusProxy(self._stack.currentWidget())
        self._look()

    def _look(self) -> None:
        """Ask for what stands in the view in front."""
        run = self.context.tasks.run
        if self.bar.view is View.WAITING:
            run(operations.list_waiting.bind(), self.discretion.show_waiting, owner=self)
            return
        first, last = self.calendar.span(self.bar)
        if self.bar.view is View.LIST:
            today = self.context.clock.today()
            first, last = today - _BACK, today + _AHEAD
        asked = operations.list_week.bind(first, last, self._accounts() if self.bar.account else ())
        run(asked, partial(self._show, self.bar.view, first), owner=self)

    def _show(self, view: View, first: date, week: AppointmentWeek) -> None:
        if view is not self.bar.view:
            return
        self._views = {each.id: each for each in week.appointments}
        week = self.discretion.week(week)
        if view is View.LIST:
            self.list.show_appointments(week.appointments, self.context.clock.today())
        elif first == self.calendar.span(self.bar)[0]:
            self.calendar.show_week(week, whose=not self.bar.account)

    def _accounts(self) -> tuple[str, ...]:
        return (self.bar.account,) if self.bar.account else tuple(each.account for each in self.forms.counsellors)

    def _show_one(self, view: AppointmentView) -> None:
        self.bar.show_view(View.WEEK, view.day)
        self.calendar.want(view.id)
        self.deeds.open(view)

    def _show_booked(self, appointment_id: str) -> None:
        self.calendar.want(appointment_id)

    def _put_back(self) -> None:
        self.calendar.grid.show_ghost(None)

    def _connect(self) -> None:
        self.bar.turned.connect(self.turn)
        self.list.opened.connect(self.hands.open)
        self.calendar.grid.paged.connect(self.bar.step)
        self.hands.connect()
        self._minute.timeout.connect(self._go_on)


def _lay_out(page: AppointmentsPage, stack: QStackedWidget) -> None:
    space = theme.current().size
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addWidget(page.bar)
    holder = QVBoxLayout()
    holder.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
    holder.addWidget(stack)
    column.addLayout(holder, 1)
