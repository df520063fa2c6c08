"""What a class teacher asks the room for: a time for a student, carried in an envelope and kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.appointments.records.appointments import EARLIEST, LATEST, LINE_LENGTH, NOTE_LENGTH
from xinmiao.kernel.fields import ChoiceField, DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _
from xinmiao.kernel.times_of_day import TimeOfDayField, show_span

KIND = "appointment_request"
"""The kind of the envelopes a request travels in."""


class RequestState(StrEnum):
    """All a teacher is told: never when or where, and no word of what was said."""

    SENT = "sent"
    RECEIVED = "received"
    BOOKED = "booked"
    CLOSED = "closed"


ANSWERS = frozenset({RequestState.BOOKED, RequestState.CLOSED})


class AppointmentRequestSpec(RecordSpec):
    """A request for an appointment, as a teacher writes it."""

    record = "appointment_request"
    label = _("Request for an appointment")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    day = DateField(
        label=_("Wished day"), help=_("Empty: any day; the room finds one."), earliest=EARLIEST, latest=LATEST
    )
    starts = TimeOfDayField(label=_("From"))
    ends = TimeOfDayField(label=_("Until"))
    wishes = TextField(
        label=_("When it suits"), help=_("Such as: noon, or Tuesday after school."), max_length=LINE_LENGTH
    )
    note = TextField(
        label=_("What the room should know"),
        help=_("In a few plain words. Is it more than that, refer the student instead."),
        max_length=NOTE_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    state = ChoiceField(
        label=_("State"),
        choices=RequestState,
        labels=(
            (RequestState.SENT, _("Sent")),
            (RequestState.RECEIVED, _("Received")),
            (RequestState.BOOKED, _("Time given")),
            (RequestState.CLOSED, _("No time given")),
        ),
    )


APPOINTMENT_REQUEST = AppointmentRequestSpec()


@dataclass(frozen=True)
class RequestForm:
    """What a teacher writes; day and times are all there, or none."""

    request_id: str
    student_id: str
    day: date | None = None
    starts: int | None = None
    ends: int | None = None
    wishes: str = ""
    note: str = ""


@dataclass(frozen=True)
class OwnRequest:
    """A request as its writer sees it: how far it came and whom to ask."""

    id: str
    student: str
    class_label: str
    sent_at: datetime
    day: date | None
    starts: int | None
    ends: int | None
    wishes: str
    state: RequestState
    ask: str = ""

    @property
    def when(self) -> str:
        """Return what was wished for."""
        if self.day is None or self.starts is None or self.ends is None:
            return self.wishes
        return f"{self.day.isoformat()}  {show_span(self.starts, self.ends)}"
