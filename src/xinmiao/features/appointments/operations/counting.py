"""How many talks there were, for totals of the school."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.operations.reading import in_days
from xinmiao.features.appointments.records import AppointmentState
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.unit import Unit

_CAME = (AppointmentState.ARRIVED, AppointmentState.LATE)


@query(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a count, nothing of anybody"))
def count_talks(unit: Unit, first: date, last: date) -> int:
    """Return to how many appointments of these days somebody came, `first` and `last` included."""
    came = select(func.count()).select_from(Appointment).where(in_days(first, last), Appointment.state.in_(_CAME))
    return unit.db.scalar(came) or 0
