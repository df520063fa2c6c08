"""Appointments on the pages of students and cases: what is coming, and the way to book."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.page.looks import state_chip, when_words
from xinmiao.features.appointments.records import OPEN_STATES, AppointmentView
from xinmiao.features.appointments.records.targets import appointment_target, new_target
from xinmiao.features.casework.records import CASE
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button, LinkButton
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4


class AppointmentPanel(RecordPanel):
    """Shows the coming appointments of a student or a case, and those whose outcome is missing."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("appointment_panel")
        self._kind, self._record_id = "", ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget | None = None
        self._show(())

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the appointments of a student or a case; of another one, nothing until the answer is there."""
        if record_id != self._record_id:
            self._kind, self._record_id = kind, record_id
            self._show(())

        def found(views: tuple[AppointmentView, ...]) -> None:
            if record_id == self._record_id:
                self._show(views)

        is_case = kind == CASE.record
        asked = operations.list_case_appointments if is_case else operations.list_student_appointments
        self.ask(asked.bind(record_id), found)

    def _show(self, views: tuple[AppointmentView, ...]) -> None:
        today = self.context.clock.today()
        shown = [each for each in views if each.state in OPEN_STATES and (each.day >= today or each.is_unresolved)]
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = Card(_("Appointments"), name="appointment_card")
        place = new_target(None, self._record_id) if self._kind == CASE.record else new_target(self._record_id)
        card.add_action(Button(_("Book…"), role="quiet", name="book", clicked=partial(self._open, place)))
        for view in shown[:_MOST]:
            card.add(self._line(view))
        if not shown:
            card.add(label(_("Nothing is booked."), "muted"))
        self._card = card
        self._column.addWidget(card)

    def _line(self, view: AppointmentView) -> QHBoxLayout:
        line = QHBoxLayout()
        link = LinkButton(when_words(view), name="coming_appointment")
        link.clicked.connect(lambda _checked=False: self._open(appointment_target(view.id)))
        line.addWidget(link)
        line.addStretch(1)
        chip = state_chip(view)
        line.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon_name))
        return line

    def _open(self, place: Target) -> None:
        self.context.navigator.open(place)
