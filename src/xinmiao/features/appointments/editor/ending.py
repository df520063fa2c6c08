"""Short questions about an appointment that stands: why it is cancelled, what its outcome really was."""

from __future__ import annotations

from typing import Any

from xinmiao.features.appointments.records import APPOINTMENT, STATE_LABELS, AppointmentState, AppointmentView
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.forms.question import Question
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.segmented import SegmentedControl
from xinmiao.ui.widgets.surfaces import PageColumn

_CORRECTED = (AppointmentState.ARRIVED, AppointmentState.LATE, AppointmentState.ABSENT)


class CancelQuestion(Question):
    """Asks by whom an appointment is cancelled, and why."""

    def __init__(self) -> None:
        told = _("It stays to be seen in the calendar, faded, and its time is free again.")
        verb = _("Cancel the appointment")
        names = ("cancelled_by", "reason")
        super().__init__(APPOINTMENT, names, {}, verb, told=told, name="cancelling", confirm="confirm_cancelling")

    def confirm(self) -> None:
        """Ask by whom; a reason may be missing."""
        if self.form.values()["cancelled_by"] is None:
            self.form.show_problems({"cancelled_by": _("Please choose one of these.")})
        else:
            super().confirm()


class CorrectQuestion(Question):
    """Asks what the outcome really was, and why it was entered otherwise."""

    def __init__(self, view: AppointmentView) -> None:
        labels = dict(STATE_LABELS)
        choices = [(state.value, labels[state]) for state in _CORRECTED if state is not view.state]
        self.outcome = SegmentedControl(choices, _("What it really was"), name="corrected_outcome")
        told = tr("Until now: {state}. What stood there before stays in the history.", state=labels[view.state])
        verb = _("Correct the outcome")
        super().__init__(APPOINTMENT, ("reason",), {}, verb, told=told, name="correcting", confirm="confirm_correcting")
        self.outcome.changed.connect(lambda _state: self.changed.emit())

    def above(self, body: PageColumn) -> None:
        """Ask for the outcome."""
        self._row = FieldRow(_("What it really was"), self.outcome, required=True)
        body.add(self._row)

    def chosen(self) -> AppointmentState:
        """Return the outcome chosen."""
        return AppointmentState(self.outcome.value())

    def confirm(self) -> None:
        """Ask for the outcome here; the rest is said by the operation."""
        self._row.set_error(None if self.outcome.value() else _("Please choose one of these."))
        if self.outcome.value():
            super().confirm()

    def plain(self) -> dict[str, Any]:
        """Return what stands there."""
        return {**super().plain(), "outcome": self.outcome.value()}

    def put_back(self, plain: Any) -> None:
        """Show what `plain` gave."""
        self.outcome.set_value(str(plain.get("outcome") or ""))
        super().put_back(plain)
