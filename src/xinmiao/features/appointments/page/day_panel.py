"""The day's appointments on Today, and who waits for one; each opens where it is dealt with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    WAITING_ENTRY,
    AppointmentView,
    AppointmentWeek,
    WaitingView,
)
from xinmiao.features.appointments.records.targets import PAGE, WAITING
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

SHOWN_APPOINTMENTS = 6
_SHOWN_WAITING = 3


class DayPanel(RecordPanel):
    """What stands in the calendar today, and the head of the waiting list."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("day_panel")
        self._lines: list[QWidget] = []
        card = Card(_("Appointments today"), name="day_card")
        card.add_action(self._link(_("Calendar"), Target(PAGE), "open_calendar"))
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        card.body.addLayout(self._place)
        self._none = label(_("Nothing is booked for today."), "secondary", wrap=True)
        self._waiting = self._link("", Target(PAGE, WAITING), "open_waiting")
        self._first = label("", "secondary", wrap=True)
        card.body.addWidget(self._none)
        card.body.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.show_waiting(())

    def show_record(self, kind: str, record_id: str) -> None:
        """Ask for the day and for who waits."""
        del kind, record_id
        today = self.context.clock.today()
        self.context.tasks.run(operations.list_waiting.bind(), self.show_waiting, owner=self)
        self.ask(operations.list_week.bind(today, today), self.show_day)

    def show_day(self, found: AppointmentWeek) -> None:
        """Show those of the day that are not cancelled."""
        for line in self._lines:
            self._place.removeWidget(line)
            line.hide()
            line.deleteLater()
        standing = [view for view in found.appointments if not view.is_cancelled]
        self._lines = [self._add(each) for view in standing[:SHOWN_APPOINTMENTS] for each in self._line(view)]
        rest = len(standing) - SHOWN_APPOINTMENTS
        words = ntr("{count} more in the calendar.", "{count} more in the calendar.", max(rest, 0))
        self._none.setText(words if standing else tr("Nothing is booked for today."))
        self._none.setVisible(not standing or rest > 0)

    def show_waiting(self, entries: tuple[WaitingView, ...]) -> None:
        """Show how many wait, and the first of them."""
        words = ntr("{count} waits for an appointment", "{count} wait for an appointment", len(entries))
        self._waiting.setText(words)
        self._waiting.setAccessibleName(words)
        self._waiting.setVisible(bool(entries))
        self._first.setText("\n".join(map(_waiting_words, entries[:_SHOWN_WAITING])))
        self._first.setVisible(bool(entries))

    def _line(self, view: AppointmentView) -> tuple[QWidget, QWidget]:
        link = self._link(f"{view.span}　{view.client}", Target(PAGE, view.id), "open_appointment")
        who = "" if view.is_own else view.counsellor_name
        parts = (view.class_label, APPOINTMENT.state.show(view.state), view.where, who)
        return link, label(tr(" · ").join(part for part in parts if part), "secondary", wrap=True)

    def _add(self, widget: QWidget) -> QWidget:
        self._place.addWidget(widget)
        widget.show()
        return widget

    def _link(self, words: object, target: Target, name: str) -> LinkButton:
        link = LinkButton(str(words), name=name)
        link.clicked.connect(partial(self._open, target))
        return link

    def _open(self, target: Target, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.context.navigator.open(target)


def _waiting_words(entry: WaitingView) -> str:
    days = ntr("{count} school day", "{count} school days", entry.days)
    parts = (entry.client, entry.class_label, WAITING_ENTRY.urgency.show(entry.urgency), days)
    return tr(" · ").join(part for part in parts if part)
