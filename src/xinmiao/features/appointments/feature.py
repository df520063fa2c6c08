"""What appointments bring to the program."""

from __future__ import annotations

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.records import APPOINTMENT, APPOINTMENT_SERIES, WAITING_ENTRY
from xinmiao.features.appointments.records.requests import KIND
from xinmiao.features.appointments.records.settings import SETTINGS
from xinmiao.kernel.access import Permission
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.feature import Feature, PageEntry, PanelEntry
from xinmiao.kernel.texts import _

_PAGES = "xinmiao.features.appointments.page"

FEATURE = Feature(
    name="appointments",
    label=_("Appointments"),
    operations=(
        operations.list_week,
        operations.get_appointment,
        operations.list_student_appointments,
        operations.list_case_appointments,
        operations.list_counsellors,
        operations.check_conflicts,
        operations.save_appointment,
        operations.request_appointment,
        operations.record_walk_in,
        operations.move_appointment,
        operations.change_series,
        operations.check_series_change,
        operations.send_request,
        operations.list_own_requests,
        operations.take_in_request,
        operations.cancel_appointment,
        operations.set_outcome,
        operations.preview_series,
        operations.save_series,
        operations.get_series,
        operations.list_waiting,
        operations.save_waiting,
        operations.offer_time,
        operations.close_waiting,
        operations.appointment_tasks,
        operations.appointment_occupancies,
        operations.appointment_timeline_entries,
        operations.appointment_marks,
        operations.open_appointment_matters,
        operations.collect_pass_slip,
        operations.collect_day_list,
        operations.export_appointments,
        operations.count_talks,
    ),
    records=(APPOINTMENT, APPOINTMENT_SERIES, WAITING_ENTRY),
    pages=(
        PageEntry(
            "appointments",
            _("Appointments"),
            "calendar-clock",
            f"{_PAGES}:AppointmentsPage",
            Permission.APPOINTMENT_READ,
        ),
        PageEntry(
            "own_requests",
            _("My requests for appointments"),
            "calendar-clock",
            f"{_PAGES}:OwnRequestsPage",
            Permission.APPOINTMENT_OWN,
        ),
    ),
    arrivals=(Arrival(KIND, _("request for an appointment"), operations.take_in_request),),
    panels=(
        PanelEntry("appointments", f"{_PAGES}:AppointmentPanel", Permission.APPOINTMENT_READ, on=("student", "case")),
        PanelEntry("day", f"{_PAGES}:DayPanel", Permission.APPOINTMENT_READ, on=("today",)),
    ),
    settings=SETTINGS,
    tasks=(operations.appointment_tasks,),
    timeline=(operations.appointment_timeline_entries,),
    marks=(operations.appointment_marks,),
    open_matters=(operations.open_appointment_matters,),
    occupancies=(operations.appointment_occupancies,),
    model="xinmiao.features.appointments.model",
)
