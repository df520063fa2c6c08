"""THE declaration of an entry of the waiting list."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.features.appointments.records.appointments import EARLIEST, LATEST, LINE_LENGTH, NAME_LENGTH, NOTE_LENGTH
from xinmiao.kernel.fields import ChoiceField, DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import _


class WaitingUrgency(StrEnum):
    """How soon somebody who waits should be seen."""

    TODAY = "today"
    SOON = "soon"
    NORMAL = "normal"


class WaitingState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    OFFERED = "offered"
    CLOSED = "closed"


URGENCY_LABELS = (
    (WaitingUrgency.TODAY, _("Today")),
    (WaitingUrgency.SOON, _("Soon")),
    (WaitingUrgency.NORMAL, _("Normal")),
)


class WaitingEntrySpec(RecordSpec):
    """Somebody who waits for a time."""

    record = "waiting_entry"
    label = _("Waiting list")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student")
    case_id = ReferenceField(label=_("Case"), record="case")
    alias = TextField(label=_("Alias or name"), max_length=NAME_LENGTH, sensitivity=Sensitivity.COUNSELLING)
    urgency = ChoiceField(label=_("How soon"), choices=WaitingUrgency, labels=URGENCY_LABELS, required=True)
    since = DateField(label=_("Waits since"), required=True, earliest=EARLIEST, latest=LATEST)
    asked_by = TextField(label=_("Asked for by"), max_length=NAME_LENGTH)
    wishes = TextField(
        label=_("When it suits"), help=_("Such as: noon, or Tuesday after school."), max_length=LINE_LENGTH
    )
    note = TextField(label=_("Remark"), max_length=NOTE_LENGTH, multiline=True, sensitivity=Sensitivity.COUNSELLING)
    state = ChoiceField(
        label=_("State"),
        choices=WaitingState,
        labels=(
            (WaitingState.WAITING, _("Waiting")),
            (WaitingState.OFFERED, _("Time offered")),
            (WaitingState.CLOSED, _("Waiting ended")),
        ),
        required=True,
    )
    appointment_id = ReferenceField(label=_("Appointment"), record="appointment")
    closed_reason = TextField(label=_("Why it was closed"), max_length=LINE_LENGTH, sensitivity=Sensitivity.COUNSELLING)
    sealed = sealed_part()


WAITING_ENTRY = WaitingEntrySpec()
