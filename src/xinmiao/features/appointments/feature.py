"""What appointments bring to the program."""

from __future__ import annotations

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.records import APPOINTMENT, APPOINTMENT_SERIES, WAITING_ENTRY
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="appointments",
    label=_("Appointments"),
    operations=(
        operations.list_week,
        operations.get_appointment,
        operations.list_student_appointments,
        operations.list_counsellors,
        operations.check_conflicts,
        operations.save_appointment,
        operations.request_appointment,
        operations.record_walk_in,
        operations.move_appointment,
        operations.cancel_appointment,
        operations.set_outcome,
        operations.preview_series,
        operations.save_series,
        operations.get_series,
        operations.list_waiting,
        operations.save_waiting,
        operations.offer_time,
        operations.close_waiting,
    ),
    records=(APPOINTMENT, APPOINTMENT_SERIES, WAITING_ENTRY),
    model="xinmiao.features.appointments.model",
)
