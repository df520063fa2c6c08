"""THE declaration of the pattern of shifts, who takes part, shifts, leave and swaps.

All lie in the school file: names and times hang on the door. Reasons of leave are kinds only, and neutral.
"""

from __future__ import annotations

from enum import StrEnum

from xinmiao.features.school_calendar.records import EARLIEST, LATEST, WEEKDAY_LABELS, Weekday
from xinmiao.kernel.fields import (
    BooleanField,
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    IntegerField,
    ReferenceField,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _
from xinmiao.kernel.times_of_day import TimeOfDayField

MOST_PERSONS = 6


class LeaveKind(StrEnum):
    """Why somebody is away, as far as a roster needs it."""

    OFFICIAL = "official"
    TRAINING = "training"
    LEAVE = "leave"
    OTHER = "other"


LEAVE_LABELS = (
    (LeaveKind.OFFICIAL, _("Away on school business")),
    (LeaveKind.TRAINING, _("Away for training")),
    (LeaveKind.LEAVE, _("Absent on leave")),
    (LeaveKind.OTHER, _("Away otherwise")),
)


class SwapState(StrEnum):
    """How far a swap is."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


SWAP_LABELS = (
    (SwapState.ASKED, _("Asked")),
    (SwapState.AGREED, _("Agreed")),
    (SwapState.DECLINED, _("Declined")),
    (SwapState.WITHDRAWN, _("Withdrawn")),
)


class ShiftPatternSpec(RecordSpec):
    """A shift as it comes back each week; a term is made from these."""

    record = "shift_pattern"
    label = _("Shift pattern")
    file = DataFile.SCHOOL

    name = TextField(label=_("Name of the shift"), help=_("Such as: noon."), required=True, max_length=20)
    weekday = ChoiceField(label=_("Weekday"), choices=Weekday, labels=WEEKDAY_LABELS, required=True)
    period = TextField(
        label=_("Period"), help=_("Named as in the period table, it follows the table in force."), max_length=20
    )
    starts = TimeOfDayField(label=_("From"), required=True)
    ends = TimeOfDayField(label=_("Until"), required=True)
    room_id = ReferenceField(label=_("Place of the shift"), record="room")
    persons = IntegerField(label=_("How many stand"), required=True, minimum=1, maximum=MOST_PERSONS)


class PatternPersonSpec(RecordSpec):
    """Somebody who may stand a shift that not everybody may stand."""

    record = "pattern_person"
    label = _("May stand this shift")
    file = DataFile.SCHOOL

    pattern_id = ReferenceField(label=_("Shift pattern"), record="shift_pattern", required=True)
    staff_id = ReferenceField(label=_("Staff member"), record="staff_member", required=True)


class DutyPersonSpec(RecordSpec):
    """A staff member who takes part in duty."""

    record = "duty_person"
    label = _("Takes part in duty")
    file = DataFile.SCHOOL

    staff_id = ReferenceField(label=_("Staff member"), record="staff_member", required=True)
    weekdays = ChoicesField(
        label=_("Weekdays"), help=_("Empty when any day will do."), choices=Weekday, labels=WEEKDAY_LABELS
    )


class DutyShiftSpec(RecordSpec):
    """One person standing once."""

    record = "duty_shift"
    label = _("Duty shift")
    file = DataFile.SCHOOL

    day = DateField(label=_("Day"), required=True, earliest=EARLIEST, latest=LATEST)
    name = TextField(label=_("Name of the shift"), required=True, max_length=20)
    starts = TimeOfDayField(label=_("From"), required=True)
    ends = TimeOfDayField(label=_("Until"), required=True)
    room_id = ReferenceField(label=_("Place of the shift"), record="room")
    pattern_id = ReferenceField(label=_("Shift pattern"), record="shift_pattern")
    staff_id = ReferenceField(label=_("Who stands"), record="staff_member", required=True)
    planned_id = ReferenceField(label=_("Who was to stand"), record="staff_member")
    by_hand = BooleanField(label=_("Changed by hand"), required=True)
    signed_in_at = DateTimeField(label=_("Signed in at"))
    signed_out_at = DateTimeField(label=_("Signed out at"))


class DutyLeaveSpec(RecordSpec):
    """Days on which somebody cannot stand."""

    record = "duty_leave"
    label = _("Leave from duty")
    file = DataFile.SCHOOL

    staff_id = ReferenceField(label=_("Staff member"), record="staff_member", required=True)
    first_day = DateField(label=_("First day"), required=True, earliest=EARLIEST, latest=LATEST)
    last_day = DateField(label=_("Last day"), required=True, earliest=EARLIEST, latest=LATEST)
    kind = ChoiceField(label=_("Kind of leave"), choices=LeaveKind, labels=LEAVE_LABELS, required=True)


class DutySwapSpec(RecordSpec):
    """One person asks another to take a shift, or to change it for one of his."""

    record = "duty_swap"
    label = _("Swap of duty")
    file = DataFile.SCHOOL

    shift_id = ReferenceField(label=_("Shift given"), record="duty_shift", required=True)
    other_shift_id = ReferenceField(label=_("Shift taken"), record="duty_shift")
    asker_id = ReferenceField(label=_("Who asks"), record="staff_member", required=True)
    asked_id = ReferenceField(label=_("Who is asked"), record="staff_member", required=True)
    state = ChoiceField(label=_("State"), choices=SwapState, labels=SWAP_LABELS, required=True)
    asked_on_word = BooleanField(label=_("Asked through somebody else"), required=True)
    answered_at = DateTimeField(label=_("Answered at"))
    answered_by = ReferenceField(label=_("Answer entered by"), record="account")
    answered_on_word = BooleanField(label=_("Answered through somebody else"))


class RosterSpanSpec(RecordSpec):
    """What is asked before a roster is made; it is kept nowhere."""

    record = "roster_span"
    label = _("Span of a roster")
    file = DataFile.SCHOOL

    first = DateField(label=_("First day"), required=True, earliest=EARLIEST, latest=LATEST)
    last = DateField(label=_("Last day"), required=True, earliest=EARLIEST, latest=LATEST)
    keep_hand = BooleanField(label=_("Shifts changed by hand stay where they are"))


ROSTER_SPAN = RosterSpanSpec()
SHIFT_PATTERN, PATTERN_PERSON, DUTY_PERSON = ShiftPatternSpec(), PatternPersonSpec(), DutyPersonSpec()
DUTY_SHIFT, DUTY_LEAVE, DUTY_SWAP = DutyShiftSpec(), DutyLeaveSpec(), DutySwapSpec()
