"""Appointments on the pages of students and cases: what is coming, and the way to book."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.page.looks import state_chip, when_words
from xinmiao.features.appointments.records import OPEN_STATES, AppointmentView
from xinmiao.features.appointments.records.targets import appointment_target, new_target
from xinmiao.features.casework.records import CASE
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4
_Found = tuple[AppointmentView, ...]


class AppointmentPanel(CardPanel[_Found]):
    """Shows the coming appointments of a student or a case, and those whose outcome is missing."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="appointment_panel", nothing=(), question=self._asked, card=self._told)

    def _asked(self) -> Bound[_Found]:
        is_case = self.kind == CASE.record
        asked = operations.list_case_appointments if is_case else operations.list_student_appointments
        return asked.bind(self.record_id)

    def _told(self, views: _Found) -> Card:
        today = self.context.clock.today()
        shown = [each for each in views if each.state in OPEN_STATES and (each.day >= today or each.is_unresolved)]
        card = Card(_("Appointments"), name="appointment_card")
        place = new_target(None, self.record_id) if self.kind == CASE.record else new_target(self.record_id)
        card.add_action(self.opener(_("Book…"), "book", place))
        for view in shown[:_MOST]:
            card.add(self._line(view))
        if not shown:
            card.add(label(_("Nothing is booked."), "muted"))
        return card

    def _line(self, view: AppointmentView) -> QHBoxLayout:
        line = QHBoxLayout()
        link = LinkButton(when_words(view), name="coming_appointment")
        link.clicked.connect(lambda _checked=False: self.context.navigator.open(appointment_target(view.id)))
        line.addWidget(link)
        line.addStretch(1)
        chip = state_chip(view)
        line.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon_name))
        return line
