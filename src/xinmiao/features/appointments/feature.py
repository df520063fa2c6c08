"""What appointments bring to the program."""

from __future__ import annotations

from xinmiao.features.appointments.records import APPOINTMENT, APPOINTMENT_SERIES, WAITING_ENTRY
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="appointments",
    label=_("Appointments"),
    records=(APPOINTMENT, APPOINTMENT_SERIES, WAITING_ENTRY),
    model="xinmiao.features.appointments.model",
)
