"""One appointment in the sheet: who, when, where, how it stands, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.appointments.records import APPOINTMENT, AppointmentView
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import Action, button
from xinmiao.ui.widgets.chips import Chip, StatusChip
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import PageColumn


class AppointmentReading(QWidget):
    """Facts above, what can be done below; the outcome is one press."""

    def __init__(self, view: AppointmentView, chip: Chip, outcomes: Sequence[Action], deeds: Sequence[Action]) -> None:
        super().__init__()
        self.setObjectName("appointment_reading")
        self.view = view
        self.body = PageColumn(name="appointment_facts")
        self.body.body.setSpacing(theme.current().size("space-m"))
        if outcomes:
            self.body.add(label(_("Who came?"), "section"))
            self.body.add(_buttons(outcomes, primary=True))
        else:
            self._show_state(chip)
        if view.is_closed_to_me:
            told = _("This appointment belongs to a restricted case; only its time is shown.")
            self.body.add(Banner("info", told, dismissible=False, name="closed_appointment"))
        for words, text in _facts(view):
            self.body.add(_fact(words, text))
        if deeds:
            self.body.add(_buttons(deeds, primary=not outcomes))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)

    def _show_state(self, chip: Chip) -> None:
        row = QHBoxLayout()
        row.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon_name, name="appointment_state"))
        row.addStretch(1)
        self.body.add(row)


def _facts(view: AppointmentView) -> list[tuple[Text | str, str]]:
    spec = APPOINTMENT
    cancelled = "" if view.cancelled_by is None else str(spec.cancelled_by.show(view.cancelled_by))
    series = ""
    if view.series_id:
        series = tr("Differs from its series") if view.is_exception else tr("One of a series")
    found: list[tuple[Text | str, str]] = [
        (_("When"), f"{view.day.isoformat()}  {view.span}"),
        (spec.counsellor.label, view.counsellor_name),
        (_("Meeting place"), view.where),
        (spec.kind.label, "" if view.is_closed_to_me else str(spec.kind.show(view.kind))),
        (spec.series_id.label, series),
        (spec.asked_by.label, view.asked_by),
        (spec.cancelled_by.label, cancelled),
        (spec.reason.label, view.reason),
        (spec.override_reason.label, view.override_reason),
        (spec.note.label, view.note),
        (_("Entered at"), show_datetime(view.recorded_at)),
    ]
    return [(words, text) for words, text in found if text]


def _fact(words: Text | str, text: str) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(words, "secondary"))
    column.addWidget(label(text, wrap=True))
    return holder


def _buttons(actions: Sequence[Action], *, primary: bool) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, theme.current().size("space-s"))
    for place, action in enumerate(actions):
        made = button(action, holder)
        if primary and place == 0:
            made.setProperty("role", "primary")
            icons.set_icon(made, action.icon, "on-accent")
        flow.addWidget(made)
    return holder
