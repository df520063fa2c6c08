"""THE declaration of a series: the pattern its occurrences were made from."""

from __future__ import annotations

from xinmiao.features.appointments.records.appointments import EARLIEST, LATEST
from xinmiao.features.school_calendar.records import WEEKDAY_LABELS, Weekday
from xinmiao.kernel.fields import ChoicesField, DateField, IntegerField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

MOST_OCCURRENCES = 200
MOST_WEEKS_APART = 4


class AppointmentSeriesSpec(RecordSpec):
    """A series. Its occurrences are appointments; changing them later changes no pattern."""

    record = "appointment_series"
    label = _("Series of appointments")
    file = DataFile.COUNSELLING

    first_day = DateField(label=_("First day"), required=True, earliest=EARLIEST, latest=LATEST)
    until = DateField(label=_("Until"), earliest=EARLIEST, latest=LATEST)
    count = IntegerField(label=_("How many times"), minimum=1, maximum=MOST_OCCURRENCES)
    weeks_apart = IntegerField(label=_("Every how many weeks"), required=True, minimum=1, maximum=MOST_WEEKS_APART)
    weekdays = ChoicesField(label=_("Weekdays"), choices=Weekday, labels=WEEKDAY_LABELS, required=True)
    period = TextField(
        label=_("Period"), help=_("Named, the times follow the period table in force on each day."), max_length=20
    )


APPOINTMENT_SERIES = AppointmentSeriesSpec()
