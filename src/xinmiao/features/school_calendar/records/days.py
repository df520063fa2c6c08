"""THE declaration of terms, the school's own days, and the official years that were looked at."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, ChoiceField, CodesField, DateField, IntegerField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.school_days import DayKind
from xinmiao.kernel.texts import Text, _

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Return its number, 0 is Monday."""
        return list(Weekday).index(self)


WEEKDAYS = tuple(Weekday)
WEEKDAY_LABELS = tuple(
    zip(WEEKDAYS, (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")), strict=True)
)


DAY_KIND_WORDS: dict[DayKind, Text] = {
    DayKind.SCHOOL_DAY: _("School day"),
    DayKind.MAKE_UP: _("Make-up day"),
    DayKind.WEEKEND: _("Weekend"),
    DayKind.HOLIDAY: _("Public holiday"),
    DayKind.DAY_OFF: _("Day off"),
    DayKind.VACATION: _("Vacation"),
}


class OwnDayKind(StrEnum):
    """What the school says of a day of its own."""

    EXAM = "exam"
    EVENT = "event"
    DAY_OFF = "day_off"
    MAKE_UP = "make_up"


class TermSpec(RecordSpec):
    """A term; the week of its first day is teaching week 1."""

    record = "term"
    label = _("Term")
    file = DataFile.SCHOOL

    first_day = DateField(label=_("First day"), required=True, earliest=EARLIEST, latest=LATEST)
    last_day = DateField(label=_("Last day"), required=True, earliest=EARLIEST, latest=LATEST)
    second = BooleanField(label=_("Second term"), required=True)


class OwnDaySpec(RecordSpec):
    """Days of this school's own: exams, events, days off, make-up days."""

    record = "own_day"
    label = _("Own day")
    file = DataFile.SCHOOL

    first_day = DateField(label=_("First day"), required=True, earliest=EARLIEST, latest=LATEST)
    last_day = DateField(
        label=_("Last day"), help=_("The same day for one day."), required=True, earliest=EARLIEST, latest=LATEST
    )
    kind = ChoiceField(
        label=_("What it is"),
        choices=OwnDayKind,
        labels=(
            (OwnDayKind.EXAM, _("Exam")),
            (OwnDayKind.EVENT, _("Event")),
            (OwnDayKind.DAY_OFF, _("Day off")),
            (OwnDayKind.MAKE_UP, _("Make-up day")),
        ),
        required=True,
    )
    title = TextField(label=_("What it is called"), required=True, max_length=60)
    grades = CodesField(
        label=_("Grades concerned"), help=_("Numbers from 1 to 12, such as 7、8; empty for the whole school.")
    )
    follows = ChoiceField(
        label=_("Follows the timetable of"),
        help=_("For a make-up day; empty for its own weekday."),
        choices=Weekday,
        labels=WEEKDAY_LABELS,
    )
    uid = TextField(label=_("Mark in calendar files"), max_length=200)


class OfficialYearSpec(RecordSpec):
    """The official days of a year as this school last saw them: what differs later is told, never changed silently."""

    record = "official_year"
    label = _("Official days of a year")
    file = DataFile.SCHOOL

    year = IntegerField(label=_("Year"), required=True, minimum=2000, maximum=2099)
    days = TextField(label=_("Official days"), required=True, max_length=20_000, multiline=True)


TERM, OWN_DAY, OFFICIAL_YEAR = TermSpec(), OwnDaySpec(), OfficialYearSpec()
