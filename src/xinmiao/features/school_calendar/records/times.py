"""THE declaration of period tables, own lessons, opening hours and rooms."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.features.roster.records import STAGE_LABELS, Stage
from xinmiao.features.school_calendar.records.days import EARLIEST, LATEST, WEEKDAY_LABELS, Weekday
from xinmiao.kernel.fields import BooleanField, ChoiceField, DateField, IntegerField, ReferenceField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _
from xinmiao.kernel.times_of_day import TimeOfDayField


class PeriodKind(StrEnum):
    """What a period is for."""

    BEFORE_SCHOOL = "before_school"
    LESSON = "lesson"
    BREAK = "break"
    NOON = "noon"
    AFTER_SCHOOL = "after_school"
    EVENING = "evening"


QUIET_PERIODS = frozenset({PeriodKind.BREAK, PeriodKind.NOON, PeriodKind.BEFORE_SCHOOL})
"""Periods that timetables draw as breaks."""


class LessonWeeks(StrEnum):
    """In which teaching weeks a lesson is given."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"


PERIOD_KIND_LABELS = (
    (PeriodKind.BEFORE_SCHOOL, _("Before school")),
    (PeriodKind.LESSON, _("Lesson period")),
    (PeriodKind.BREAK, _("Break")),
    (PeriodKind.NOON, _("Noon")),
    (PeriodKind.AFTER_SCHOOL, _("After school")),
    (PeriodKind.EVENING, _("Evening study")),
)


class PeriodTableSpec(RecordSpec):
    """A period table; in force is the newest whose date has come."""

    record = "period_table"
    label = _("Period table")
    file = DataFile.SCHOOL

    name = TextField(label=_("What it is called"), help=_("Such as: summer timetable."), required=True, max_length=40)
    stage = ChoiceField(label=_("Stage"), help=_("Empty for the whole school."), choices=Stage, labels=STAGE_LABELS)
    valid_from = DateField(label=_("Takes effect on"), required=True, earliest=EARLIEST, latest=LATEST)


class PeriodSpec(RecordSpec):
    """A period of a table."""

    record = "period"
    label = _("Period")
    file = DataFile.SCHOOL

    table_id = ReferenceField(label=_("Period table"), record="period_table", required=True)
    name = TextField(label=_("What it is called"), required=True, max_length=20)
    kind = ChoiceField(label=_("What for"), choices=PeriodKind, labels=PERIOD_KIND_LABELS, required=True)
    starts = TimeOfDayField(label=_("From"), required=True)
    ends = TimeOfDayField(label=_("Until"), required=True)


class OwnLessonSpec(RecordSpec):
    """A lesson a counsellor gives: busy time."""

    record = "own_lesson"
    label = _("Own lesson")
    file = DataFile.SCHOOL

    account_id = ReferenceField(label=_("Account"), record="account", required=True)
    weekday = ChoiceField(label=_("Weekday"), choices=Weekday, labels=WEEKDAY_LABELS, required=True)
    weeks = ChoiceField(
        label=_("Weeks"),
        choices=LessonWeeks,
        labels=(
            (LessonWeeks.EVERY, _("Every week")),
            (LessonWeeks.ODD, _("Odd weeks")),
            (LessonWeeks.EVEN, _("Even weeks")),
        ),
        required=True,
    )
    starts = TimeOfDayField(label=_("From"), required=True)
    ends = TimeOfDayField(label=_("Until"), required=True)
    period = TextField(label=_("Period"), help=_("Named, it follows the period table in force."), max_length=20)
    stage = ChoiceField(label=_("Stage"), choices=Stage, labels=STAGE_LABELS)
    from_date = DateField(label=_("From date"), required=True, earliest=EARLIEST, latest=LATEST)
    until_date = DateField(label=_("Until date"), earliest=EARLIEST, latest=LATEST)
    subject = TextField(label=_("Subject"), required=True, max_length=40)
    class_label = TextField(label=_("Class"), max_length=40)


class OpeningHoursSpec(RecordSpec):
    """When the room is open on a weekday."""

    record = "opening_hours"
    label = _("Opening hours")
    file = DataFile.SCHOOL

    weekday = ChoiceField(label=_("Weekday"), choices=Weekday, labels=WEEKDAY_LABELS, required=True)
    starts = TimeOfDayField(label=_("From"), required=True)
    ends = TimeOfDayField(label=_("Until"), required=True)


class RoomSpec(RecordSpec):
    """A room in which talks take place."""

    record = "room"
    label = _("Room")
    file = DataFile.SCHOOL

    name = TextField(label=_("What it is called"), required=True, max_length=40)
    capacity = IntegerField(label=_("Places"), minimum=1, maximum=500)
    place = TextField(label=_("Where it is"), max_length=60)
    in_use = BooleanField(label=_("In use"), required=True)


class RoomClosingSpec(RecordSpec):
    """Days on which a room is closed."""

    record = "room_closing"
    label = _("Closing of a room")
    file = DataFile.SCHOOL

    room_id = ReferenceField(label=_("Room"), record="room", required=True)
    first_day = DateField(label=_("First day"), required=True, earliest=EARLIEST, latest=LATEST)
    last_day = DateField(label=_("Last day"), required=True, earliest=EARLIEST, latest=LATEST)
    reason = TextField(label=_("Reason"), required=True, max_length=100)


PERIOD_TABLE, PERIOD, OWN_LESSON = PeriodTableSpec(), PeriodSpec(), OwnLessonSpec()
OPENING_HOURS, ROOM, ROOM_CLOSING = OpeningHoursSpec(), RoomSpec(), RoomClosingSpec()
