"""What appointments say elsewhere: tasks, the timeline, the calendar's question, a note begun from one; pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from xinmiao.documents.calendar_file import TimedEvent
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    STATE_TONES,
    AppointmentKind,
    AppointmentState,
    AppointmentView,
    WaitingUrgency,
    WaitingView,
)
from xinmiao.features.casework.records import NoteForm, NoteStart, note_start_target
from xinmiao.kernel.display import show_date
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _, n_, tr
from xinmiao.kernel.timeline import TimelineEntry

PAGE = "appointments"
WAITING = "waiting"
"""As the record of the page: its waiting list."""
_FORMS = {
    AppointmentKind.TELEPHONE: NoteForm.PHONE,
    AppointmentKind.PARENTS: NoteForm.PARENT,
    AppointmentKind.TEACHER: NoteForm.TEACHER,
}
_KIND, _KIND_LABEL = "appointment", _("Appointment")


def moment(view: AppointmentView, minutes: int) -> datetime:
    """Return a minute of an appointment's day as a local moment."""
    return (datetime.combine(view.day, time()) + timedelta(minutes=minutes)).astimezone()


def note_target(view: AppointmentView) -> Target | None:
    """Return where the note of an appointment is written, its times filled in; None where there is no case for it."""
    record_id = view.case_id or view.student_id
    if record_id is None or view.is_closed_to_me:
        return None
    form = _FORMS.get(view.kind, NoteForm.INDIVIDUAL)
    return note_start_target(NoteStart(record_id, moment(view, view.starts), moment(view, view.ends), view.where, form))


def outcome_task(view: AppointmentView) -> Task:
    """Return the task of an appointment that is over and of which nobody said who came."""
    return Task(
        key=f"appointment_outcome:{view.id}",
        title=_("Say whether {client} came").format(client=view.client),
        why=_("The appointment was on {day}, {span}.").format(day=show_date(view.day), span=view.span),
        urgency=Urgency.DUE,
        target=Target(PAGE, view.id),
        due=view.day,
    )


def request_task(view: AppointmentView) -> Task:
    """Return the task of a request nobody confirmed."""
    return Task(
        key=f"appointment_request:{view.id}",
        title=_("Confirm the appointment of {client}").format(client=view.client),
        why=_("Asked for {day}, {span}.").format(day=show_date(view.day), span=view.span),
        urgency=Urgency.DUE,
        target=Target(PAGE, view.id),
        due=view.day,
    )


def waiting_task(view: WaitingView) -> Task:
    """Return the task of somebody who waits."""
    urgencies = {WaitingUrgency.TODAY: Urgency.OVERDUE, WaitingUrgency.SOON: Urgency.DUE}
    return Task(
        key=f"waiting:{view.id}",
        title=_("Find a time for {client}").format(client=view.client),
        why=n_("Waits for {count} school day.", "Waits for {count} school days.", view.days),
        urgency=urgencies.get(view.urgency, Urgency.ROUTINE),
        target=Target(PAGE, WAITING),
        due=view.since,
    )


def occupancy(view: AppointmentView) -> Occupancy:
    """Return an appointment as the calendar lists what a change touches."""
    return Occupancy(
        kind=_KIND_LABEL,
        day=view.day,
        starts=view.starts,
        ends=view.ends,
        title=view.client,
        target=Target(PAGE, view.id),
        account_id=view.counsellor,
        room_id=view.room_id,
    )


def timeline_entry(view: AppointmentView) -> TimelineEntry:
    """Return an appointment that is over, or was cancelled, as an entry."""
    happened = view.recorded_at if view.state is AppointmentState.CANCELLED else moment(view, view.starts)
    parts = (APPOINTMENT.kind.show(view.kind), view.where, view.reason)
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="calendar-clock",
        happened_at=happened,
        recorded_at=view.recorded_at,
        title=tr("Appointment {day}, {span}", day=show_date(view.day), span=view.span),
        excerpt=tr(" · ").join(part for part in parts if part),
        person=view.counsellor_name,
        target=Target(PAGE, view.id),
        state=APPOINTMENT.state.show(view.state),
        state_tone=STATE_TONES[view.state],
    )


def timed_event(view: AppointmentView) -> TimedEvent:
    """Return an appointment for a calendar file, which lies outside: no name, no place, nothing of what it is."""
    title = tr("Appointment at work")
    return TimedEvent(title, moment(view, view.starts), moment(view, view.ends), f"{view.id}@xinmiao")
