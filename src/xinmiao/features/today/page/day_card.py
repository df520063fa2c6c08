"""The day's appointments, and who waits for one; each opens where it is dealt with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.appointments.records import APPOINTMENT, WAITING_ENTRY, AppointmentView, WaitingView
from xinmiao.features.appointments.records.targets import PAGE, WAITING
from xinmiao.features.today.page.rows import PressedRow, step_focus
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

SHOWN_APPOINTMENTS = 6
_SHOWN_WAITING = 3


class DayCard(Card):
    """What stands in the calendar today, and the head of the waiting list."""

    opened = Signal(object)
    """The `Target` that is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Appointments today"), name="day_card")
        self.setParent(parent)
        self._rows: list[PressedRow] = []
        link = LinkButton(_("Calendar"), name="open_calendar")
        link.clicked.connect(lambda _checked=False: self.opened.emit(Target(PAGE)))
        self.add_action(link)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addLayout(self._place)
        self._none = label(_("Nothing is booked for today."), "secondary", wrap=True)
        self.body.addWidget(self._none)
        self._waiting = LinkButton("", name="open_waiting")
        self._waiting.clicked.connect(lambda _checked=False: self.opened.emit(Target(PAGE, WAITING)))
        self.body.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignLeft)
        self._first = label("", "secondary", wrap=True)
        self.body.addWidget(self._first)
        self.show_waiting(())

    def show_appointments(self, views: tuple[AppointmentView, ...]) -> None:
        """Show those of the day that are not cancelled."""
        for row in self._rows:
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()
        standing = [view for view in views if not view.is_cancelled]
        self._rows = []
        for view in standing[:SHOWN_APPOINTMENTS]:
            self._add(view)
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

    def _add(self, view: AppointmentView) -> None:
        row = PressedRow("appointment_row")
        title = f"{view.span}　{view.client}"
        parts = (
            view.class_label,
            APPOINTMENT.state.show(view.state),
            view.where,
            "" if view.is_own else view.counsellor_name,
        )
        told = tr(" · ").join(part for part in parts if part)
        row.setAccessibleName(f"{title} {told}")
        row.setToolTip(tr("Open (Enter)"))
        row.row.addLayout(row.words(title, told), 1)
        row.clicked.connect(partial(self._open, view.id))
        row.moved.connect(lambda step, here=row: step_focus(self._rows, here, step))
        self._rows.append(row)
        self._place.addWidget(row)
        row.show()

    def _open(self, appointment_id: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.opened.emit(Target(PAGE, appointment_id))


def _waiting_words(entry: WaitingView) -> str:
    days = ntr("{count} school day", "{count} school days", entry.days)
    parts = (entry.client, entry.class_label, WAITING_ENTRY.urgency.show(entry.urgency), days)
    return tr(" · ").join(part for part in parts if part)
