"""THE declaration of an appointment."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, ChoiceField, DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import _
from xinmiao.kernel.times_of_day import TimeOfDayField

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
NAME_LENGTH = 40
LINE_LENGTH = 200
NOTE_LENGTH = 1_000


class AppointmentKind(StrEnum):
    """What kind of talk it is."""

    TALK = "talk"
    TELEPHONE = "telephone"
    PARENTS = "parents"
    TEACHER = "teacher"
    CRISIS = "crisis"
    OTHER = "other"


class AppointmentState(StrEnum):
    """How far it is, as it is stored; that an outcome is missing is derived (`AppointmentView.is_unresolved`)."""

    REQUESTED = "requested"
    BOOKED = "booked"
    ARRIVED = "arrived"
    LATE = "late"
    ABSENT = "absent"
    CANCELLED = "cancelled"


class CancelledBy(StrEnum):
    """Who cancelled it."""

    CLIENT = "client"
    GUARDIAN = "guardian"
    TEACHER = "teacher"
    COUNSELLOR = "counsellor"
    SCHOOL = "school"


OUTCOMES = frozenset({AppointmentState.ARRIVED, AppointmentState.LATE, AppointmentState.ABSENT})
BLOCKING = frozenset({AppointmentState.BOOKED, AppointmentState.ARRIVED, AppointmentState.LATE})
"""States in which it takes its time; a request only warns, who did not come has set the time free."""
OPEN_STATES = frozenset({AppointmentState.REQUESTED, AppointmentState.BOOKED})
"""States in which it can still be changed."""
KIND_LABELS = (
    (AppointmentKind.TALK, _("Talk")),
    (AppointmentKind.TELEPHONE, _("Telephone call")),
    (AppointmentKind.PARENTS, _("Talk with parents")),
    (AppointmentKind.TEACHER, _("Talk with a teacher")),
    (AppointmentKind.CRISIS, _("Crisis talk")),
    (AppointmentKind.OTHER, _("Other appointment")),
)
STATE_LABELS = (
    (AppointmentState.REQUESTED, _("To be confirmed")),
    (AppointmentState.BOOKED, _("Booked")),
    (AppointmentState.ARRIVED, _("Came to the talk")),
    (AppointmentState.LATE, _("Came late")),
    (AppointmentState.ABSENT, _("Did not come")),
    (AppointmentState.CANCELLED, _("Cancelled")),
)
STATE_TONES = {
    AppointmentState.REQUESTED: "watch",
    AppointmentState.BOOKED: "accent",
    AppointmentState.ARRIVED: "calm",
    AppointmentState.LATE: "calm",
    AppointmentState.ABSENT: "warn",
    AppointmentState.CANCELLED: "",
}


class AppointmentSpec(RecordSpec):
    """One appointment; each occurrence of a series is one too. Local day, minutes since midnight."""

    record = "appointment"
    label = _("Appointment")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student")
    case_id = ReferenceField(label=_("Case"), record="case")
    alias = TextField(
        label=_("Alias or name"),
        help=_("For who is no student of the roster or shall not be named: an alias, a parent, a colleague."),
        max_length=NAME_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    counsellor = ReferenceField(label=_("Counsellor"), record="account", required=True)
    counsellor_name = TextField(label=_("Name of the counsellor"), required=True, max_length=60)
    room_id = ReferenceField(label=_("Room"), record="room")
    day = DateField(label=_("Day"), required=True, earliest=EARLIEST, latest=LATEST)
    starts = TimeOfDayField(label=_("From"), required=True)
    ends = TimeOfDayField(label=_("Until"), required=True)
    kind = ChoiceField(label=_("Kind"), choices=AppointmentKind, labels=KIND_LABELS, required=True)
    place = TextField(
        label=_("Meeting place"), help=_("Where, when it is in no room of the list."), max_length=NAME_LENGTH
    )
    note = TextField(
        label=_("Remark"),
        help=_("For the counsellor; stands on no paper."),
        max_length=NOTE_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    state = ChoiceField(label=_("State"), choices=AppointmentState, labels=STATE_LABELS, required=True)
    asked_by = TextField(label=_("Asked for by"), max_length=NAME_LENGTH)
    cancelled_by = ChoiceField(
        label=_("Cancelled by"),
        choices=CancelledBy,
        labels=(
            (CancelledBy.CLIENT, _("who was to come")),
            (CancelledBy.GUARDIAN, _("the guardian")),
            (CancelledBy.TEACHER, _("a teacher")),
            (CancelledBy.COUNSELLOR, _("the counsellor")),
            (CancelledBy.SCHOOL, _("the school")),
        ),
    )
    reason = TextField(
        label=_("Reason"),
        help=_("Why it was cancelled, or its outcome corrected."),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    override_reason = TextField(
        label=_("Why it is booked all the same"), max_length=LINE_LENGTH, sensitivity=Sensitivity.COUNSELLING
    )
    series_id = ReferenceField(label=_("Series"), record="appointment_series")
    slot_on = DateField(label=_("Day in the series"), earliest=EARLIEST, latest=LATEST)
    is_exception = BooleanField(label=_("Differs from its series"))
    sealed = sealed_part()


APPOINTMENT = AppointmentSpec()
