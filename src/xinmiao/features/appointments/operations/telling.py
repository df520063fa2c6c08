"""What appointments give to others: tasks, the calendar's question, the timeline, marks, matters that stay open."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from xinmiao.features.appointments.model import Appointment, WaitingEntry
from xinmiao.features.appointments.operations.reading import RAW_DAY, found, in_days, of_student
from xinmiao.features.appointments.operations.waiting import list_waiting
from xinmiao.features.appointments.records import BLOCKING, OPEN_STATES, AppointmentState, WaitingState
from xinmiao.features.appointments.rules import checking, entries
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.display import show_date
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.student_marks import StudentMark
from xinmiao.kernel.tasks import Target, Task
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault.unit import Unit

_STANDING = (*BLOCKING, AppointmentState.REQUESTED)


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and times of what is due; opening an appointment is audited"),
)
def appointment_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return own appointments without an outcome, own requests nobody answered, and who waits for a time."""
    own = Appointment.counsellor == unit.actor.account
    today = unit.clock.today().isoformat()
    booked, _broken = found(unit, own, Appointment.state == AppointmentState.BOOKED, today >= RAW_DAY)
    asked, _broken = found(unit, own, Appointment.state == AppointmentState.REQUESTED)
    return (
        *(entries.outcome_task(view) for view in booked if view.is_unresolved),
        *(entries.request_task(view) for view in asked),
        *(entries.waiting_task(view) for view in unit.run(list_waiting.bind()) if not view.is_closed_to_me),
    )


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("what stands on some days, listed when the calendar changes"),
)
def appointment_occupancies(unit: Unit, first: date, last: date) -> tuple[Occupancy, ...]:
    """Return what stands on some days and was not cancelled, for the calendar and for duty."""
    views, _broken = found(unit, in_days(first, last))
    return tuple(entries.occupancy(view) for view in views if view.state in _STANDING)


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def appointment_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return a student's appointments that have an outcome, are over, or were cancelled; none of a closed case."""
    unit.concerns("student", student_id)
    views, _broken = found(unit, of_student(unit, student_id))
    told = (view for view in views if not view.is_closed_to_me)
    return tuple(entries.timeline_entry(view) for view in told if view.state not in OPEN_STATES or view.is_unresolved)


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the next time, at the head of a page whose opening is audited"),
)
def appointment_marks(unit: Unit, student_id: str) -> tuple[StudentMark, ...]:
    """Return when a student comes next, and that he waits for a time; nothing of a closed case."""
    today = unit.clock.today().isoformat()
    views, _broken = found(
        unit,
        of_student(unit, student_id),
        Appointment.state == AppointmentState.BOOKED,
        today <= RAW_DAY,
    )
    now = unit.clock.now()
    coming = next((v for v in views if not v.is_closed_to_me and not checking.is_over(v.day, v.ends, now)), None)
    if coming is not None:
        words = _("Next appointment {day}, {span}").format(day=show_date(coming.day), span=coming.span)
        return (StudentMark(words, "accent", "calendar-clock"),)
    waits = select(WaitingEntry).where(
        WaitingEntry.student_id == student_id, WaitingEntry.state == WaitingState.WAITING
    )
    if any(not unit.seals.is_closed(row) for row in unit.db.scalars(waits)):
        return (StudentMark(_("Waits for a time"), "watch", "clock"),)
    return ()


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("how many appointments are booked, for the question before a student leaves"),
)
def open_appointment_matters(unit: Unit, student_ids: tuple[str, ...]) -> tuple[OpenMatter, ...]:
    """Return one matter for the coming appointments of these students, and one for who of them waits."""
    coming = unit.db.scalars(
        select(Appointment.id)
        .where(
            Appointment.student_id.in_(student_ids),
            Appointment.state.in_(OPEN_STATES),
            unit.clock.today().isoformat() <= RAW_DAY,
        )
        .order_by(RAW_DAY, Appointment.id)
    ).all()
    waiting = unit.db.scalars(
        select(WaitingEntry.id).where(
            WaitingEntry.student_id.in_(student_ids), WaitingEntry.state == WaitingState.WAITING
        )
    ).all()
    matters = []
    if coming:
        target = Target(entries.PAGE, coming[0] if len(coming) == 1 else "")
        words = _("Coming appointments: {count}").format(count=len(coming))
        matters.append(OpenMatter(words, _("They stay booked: cancel them, or keep the last talk."), target))
    if waiting:
        words = _("On the waiting list: {count}").format(count=len(waiting))
        matters.append(OpenMatter(words, _("Close the entry, with a reason."), Target(entries.PAGE, entries.WAITING)))
    return tuple(matters)
