"""What leaves the room about appointments: pass slips, the list of a day, and own times for a calendar file."""

from __future__ import annotations

from datetime import date

from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.operations.asking import list_week
from xinmiao.features.appointments.operations.reading import found
from xinmiao.features.appointments.records import (
    BLOCKING,
    AppointmentState,
    AppointmentView,
    DayListPrint,
    PassSlipPrint,
)
from xinmiao.features.appointments.records.settings import SLIP_PLACE
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken
from xinmiao.kernel.operations import command
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

_PRINTED = frozenset({AppointmentState.BOOKED, AppointmentState.ARRIVED, AppointmentState.LATE})


@command(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="appointment.slip_printed")
def collect_pass_slip(unit: Unit, appointment_id: str) -> PassSlipPrint:
    """Return what a pass slip is made of: who, when, and the school's neutral place; never what for.

    Raises:
        NotFound: no such appointment.
        RuleBroken: not booked, or with nobody of the roster.
        Restricted: it is sealed to others.
    """
    view = _open(unit, appointment_id)
    if view.student_id is None:
        raise RuleBroken(
            _("There is no student of the roster to print a slip for."), _("Join the name to a student first.")
        )
    if view.state not in _PRINTED:
        raise RuleBroken(_("Only a booked appointment has a pass slip."), _("Confirm the request first."))
    unit.concerns("student", view.student_id)
    unit.concerns("appointment", view.id)
    place = unit.run(get_school_settings.bind((SLIP_PLACE,)))[SLIP_PLACE.name]
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return PassSlipPrint(view.client, view.class_label, view.day, view.starts, view.ends, place, head)


def _open(unit: Unit, appointment_id: str) -> AppointmentView:
    row = unit.get(Appointment, appointment_id)
    unit.seals.require_open(row)
    views, _broken = found(unit, Appointment.id == appointment_id)
    if not views:
        raise NotFound
    return views[0]


@command(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="appointment.day_printed")
def collect_day_list(unit: Unit, day: date, counsellors: tuple[str, ...] = ()) -> DayListPrint:
    """Return a day's appointments for a paper of one's own; restricted ones stand there without a name."""
    with unit.seals.shut(unit.db):
        week = unit.run(list_week.bind(day, day, counsellors))
    standing = tuple(view for view in week.appointments if not view.is_cancelled)
    return DayListPrint(day, standing, paper_anchor.head_for(unit, DataFile.COUNSELLING))


@command(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="appointment.exported")
def export_appointments(unit: Unit, first: date, last: date) -> tuple[AppointmentView, ...]:
    """Return own appointments of some days for a calendar file, which lies outside: nothing of a restricted case.

    Each asking is recorded.

    Raises:
        ValidationFailed: more than 400 days, or the last before the first.
    """
    with unit.seals.shut(unit.db):
        week = unit.run(list_week.bind(first, last, (unit.actor.account,)))
    unit.remark(first=first.isoformat(), last=last.isoformat())
    return tuple(view for view in week.appointments if view.state in BLOCKING)
