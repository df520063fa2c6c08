"""Reading appointments: some days, one, and a student's."""

from __future__ import annotations

from datetime import date, timedelta

from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.operations.reading import found, in_days, of_student, one, unreadable
from xinmiao.features.appointments.records import AppointmentView, AppointmentWeek
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

LONGEST_ASKED = timedelta(days=400)


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and times of the room's days; opening an appointment is audited"),
)
def list_week(unit: Unit, first: date, last: date, counsellors: tuple[str, ...] = ()) -> AppointmentWeek:
    """Return what stands on some days, of some counsellors or (empty) of all; cancelled ones too.

    One whose day or times cannot be read is told apart in `broken` and hides nothing.

    Raises:
        ValidationFailed: more than 400 days are asked for, or the last lies before the first.
    """
    if not timedelta(0) <= last - first <= LONGEST_ASKED:
        raise ValidationFailed({"last": _("Please ask for at most {count} days.").format(count=LONGEST_ASKED.days)})
    whose = (Appointment.counsellor.in_(counsellors),) if counsellors else ()
    views, broken = found(unit, in_days(first, last), *whose)
    return AppointmentWeek(first, last, views, broken + unreadable(unit))


@query(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="appointment.opened")
def get_appointment(unit: Unit, appointment_id: str) -> AppointmentView:
    """Return one appointment.

    Raises:
        NotFound: no such appointment.
        RuleBroken: its day or time cannot be read.
    """
    view = one(unit, appointment_id)
    unit.concerns("student", view.student_id)
    unit.concerns("appointment", appointment_id)
    return view


@query(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="appointment.opened")
def list_student_appointments(unit: Unit, student_id: str) -> tuple[AppointmentView, ...]:
    """Return a student's appointments by day, cancelled ones too."""
    views, _broken = found(unit, of_student(unit, student_id))
    unit.concerns("student", student_id)
    return views


@query(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="appointment.opened")
def list_case_appointments(unit: Unit, case_id: str) -> tuple[AppointmentView, ...]:
    """Return the appointments of a case by day, cancelled ones too."""
    views, _broken = found(unit, Appointment.case_id == case_id)
    unit.concerns("case", case_id)
    return views
