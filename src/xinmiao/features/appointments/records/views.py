"""Frozen read models of appointments, and the values operations take and return."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.appointments.records.appointments import (
    OPEN_STATES,
    OUTCOMES,
    AppointmentKind,
    AppointmentState,
    CancelledBy,
)
from xinmiao.features.appointments.records.waiting import WaitingState, WaitingUrgency
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text
from xinmiao.kernel.times_of_day import show_span


class SeriesScope(StrEnum):
    """How much of a series is meant; what is over or differs from the series is never touched with others."""

    THIS = "this"
    LATER = "later"
    ALL = "all"


class ConflictKind(StrEnum):
    """What stands against a time."""

    COUNSELLOR = "counsellor"
    LESSON = "lesson"
    OTHER_DUTY = "other_duty"
    STUDENT = "student"
    ROOM = "room"
    ROOM_CLOSED = "room_closed"
    REQUEST = "request"
    OUTSIDE_HOURS = "outside_hours"
    NO_SCHOOL = "no_school"
    UNKNOWN_HOLIDAYS = "unknown_holidays"
    EXAM = "exam"
    SAME_LESSON = "same_lesson"


HARD = frozenset(
    {
        ConflictKind.COUNSELLOR,
        ConflictKind.LESSON,
        ConflictKind.OTHER_DUTY,
        ConflictKind.STUDENT,
        ConflictKind.ROOM,
        ConflictKind.ROOM_CLOSED,
    }
)
"""Conflicts that need a reason; the others only warn."""


@dataclass(frozen=True)
class TimeConflict:
    """One thing that stands against a time, in a sentence; `appointment_id` where it is another appointment."""

    kind: ConflictKind
    day: date
    words: Text
    appointment_id: str = ""

    @property
    def is_warning(self) -> bool:
        """Return whether it may be booked without a reason."""
        return self.kind not in HARD


@dataclass(frozen=True)
class AppointmentDraft:
    """An appointment as its form hands it over; `base_version` None for a new one.

    With a student, a case, or an alias. `counsellor` empty means anybody who is free; the id is made before saving.
    """

    id: str
    day: date | None
    starts: int | None
    ends: int | None
    student_id: str | None = None
    case_id: str | None = None
    alias: str = ""
    counsellor: str = ""
    room_id: str | None = None
    kind: AppointmentKind = AppointmentKind.TALK
    place: str = ""
    note: str = ""
    asked_by: str = ""
    base_version: int | None = None


@dataclass(frozen=True)
class AppointmentView:
    """An appointment as it is shown. `version` goes back as base version."""

    id: str
    version: int
    day: date
    starts: int
    ends: int
    client: str
    """The name to be shown: student, alias, or that it is restricted."""
    class_label: str
    student_id: str | None
    case_id: str | None
    counsellor: str
    counsellor_name: str
    is_own: bool
    room_id: str | None
    room: str
    kind: AppointmentKind
    state: AppointmentState
    is_unresolved: bool
    """Booked, over, and nobody said who came."""
    recorded_at: datetime
    place: str = ""
    alias: str = ""
    note: str = ""
    asked_by: str = ""
    cancelled_by: CancelledBy | None = None
    reason: str = ""
    override_reason: str = ""
    series_id: str | None = None
    slot_on: date | None = None
    is_exception: bool = False
    is_closed_to_me: bool = False
    """Sealed to named accounts; only the time and whose it is are shown."""

    @property
    def span(self) -> str:
        """Return from when to when."""
        return show_span(self.starts, self.ends)

    @property
    def is_cancelled(self) -> bool:
        """Return whether it was cancelled."""
        return self.state is AppointmentState.CANCELLED

    @property
    def has_outcome(self) -> bool:
        """Return whether somebody said who came."""
        return self.state in OUTCOMES

    @property
    def may_change(self) -> bool:
        """Return whether it can still be moved or cancelled by the account that asked."""
        return self.state in OPEN_STATES and not self.is_closed_to_me

    @property
    def where(self) -> str:
        """Return the room, or the place where there is none."""
        return self.room or self.place


@dataclass(frozen=True)
class BrokenAppointment:
    """A record of which day or times cannot be read: told, so that it is repaired, and in nobody's way."""

    id: str
    day: str
    times: str
    counsellor_name: str


@dataclass(frozen=True)
class AppointmentWeek:
    """Some days with what stands on them, by day and time; cancelled ones too."""

    first: date
    last: date
    appointments: tuple[AppointmentView, ...]
    broken: tuple[BrokenAppointment, ...] = ()


@dataclass(frozen=True)
class CounsellorChoice:
    """A counsellor who can be booked."""

    account: str
    name: str
    is_own: bool


@dataclass(frozen=True)
class NewTime:
    """Where an appointment goes; counsellor and room stay where None is given."""

    day: date
    starts: int
    ends: int
    counsellor: str | None = None
    room_id: str | None = None


@dataclass(frozen=True)
class Stamp:
    """An appointment as it stands after saving; `counsellor` is who was chosen where anybody was asked for."""

    id: str
    version: int
    counsellor: str
    changed: int = 1
    """How many appointments were changed."""
    left: tuple[date, ...] = ()
    """Days of a series that were left alone: over, or different from their series."""


@dataclass(frozen=True)
class SeriesPattern:
    """When a series takes place; either `until` or `count`. With a period its times follow the table in force."""

    first_day: date | None
    weekdays: tuple[Weekday, ...]
    weeks_apart: int = 1
    until: date | None = None
    count: int | None = None
    period: str = ""


class DateChoice(StrEnum):
    """What is to become of one date of a series."""

    KEEP = "keep"
    SKIP = "skip"
    MOVE = "move"


@dataclass(frozen=True)
class SeriesDate:
    """One date of a series with what stands against it."""

    slot_on: date
    starts: int
    ends: int
    conflicts: tuple[TimeConflict, ...] = ()

    @property
    def is_free(self) -> bool:
        """Return whether nothing stands against it but warnings."""
        return all(conflict.is_warning for conflict in self.conflicts)

    @property
    def advised(self) -> DateChoice:
        """Return what the preview offers first: to skip days without school and taken times."""
        skipped = any(not each.is_warning or each.kind is ConflictKind.NO_SCHOOL for each in self.conflicts)
        return DateChoice.SKIP if skipped else DateChoice.KEEP


@dataclass(frozen=True)
class DateDecision:
    """What was decided about one date; for `MOVE` its new day and times."""

    slot_on: date
    choice: DateChoice
    day: date | None = None
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True)
class SeriesStamp:
    """A series after saving: how many appointments were made."""

    series_id: str
    made: int


@dataclass(frozen=True)
class WaitingDraft:
    """An entry of the waiting list as its form hands it over; `since` None means today."""

    id: str
    urgency: WaitingUrgency = WaitingUrgency.NORMAL
    student_id: str | None = None
    case_id: str | None = None
    alias: str = ""
    since: date | None = None
    asked_by: str = ""
    wishes: str = ""
    note: str = ""
    base_version: int | None = None


@dataclass(frozen=True)
class WaitingView:
    """Somebody who waits, as the list shows it."""

    id: str
    version: int
    client: str
    class_label: str
    student_id: str | None
    case_id: str | None
    alias: str
    urgency: WaitingUrgency
    since: date
    days: int
    """School days waited."""
    asked_by: str
    wishes: str
    note: str
    state: WaitingState
    appointment_id: str | None = None
    closed_reason: str = ""
    is_closed_to_me: bool = False


@dataclass(frozen=True)
class Client:
    """Whom an appointment is with, as lists show it."""

    name: str
    class_label: str = ""
    student_id: str | None = None


@dataclass(frozen=True)
class SeriesFacts:
    """The pattern of a series and its occurrences by day."""

    id: str
    pattern: SeriesPattern
    appointments: tuple[AppointmentView, ...] = field(default=())


@dataclass(frozen=True)
class PassSlipPrint:
    """Everything a pass slip is made of; `place` empty means the teachers' office."""

    student: str
    class_label: str
    day: date
    starts: int
    ends: int
    place: str
    head: PaperHead


@dataclass(frozen=True)
class DayListPrint:
    """Everything the list of a day is made of."""

    day: date
    appointments: tuple[AppointmentView, ...]
    head: PaperHead
