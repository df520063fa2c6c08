"""The room's side of a teacher's request: taking it in as a request or onto the waiting list, and answering it."""

from __future__ import annotations

from xinmiao.features.appointments.model import Appointment, WaitingEntry
from xinmiao.features.appointments.operations.making import refuse_who_cannot_come
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    WAITING_ENTRY,
    AppointmentKind,
    AppointmentState,
    RequestForm,
    WaitingState,
    WaitingUrgency,
)
from xinmiao.features.appointments.rules.checking import is_over, request_problems
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.vault.envelopes import Forged, arriving
from xinmiao.vault.envelopes.contents import contents_of
from xinmiao.vault.unit import Unit


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.request_arrived")
def take_in_request(unit: Unit, envelope_id: str) -> None:
    """Take a teacher's request out of its envelope; a second time changes nothing.

    With a time that is still to come it is a request to be confirmed; else the student waits for one.

    Raises:
        NotFound: a student who is not in the roster.
        Forged: whoever signed it is no class teacher.
        RuleBroken: it is here already, or the student left the school.
        AppError: the envelope was altered or holds no request.
    """
    arrived = arriving.collect(unit, envelope_id)
    if arrived is None:
        return
    form = contents_of(RequestForm, arrived.plain)
    writer = unit.custody.vault.account(arrived.author)
    if form.request_id != arrived.about or Role.CLASS_TEACHER not in writer.roles:
        raise Forged
    if problems := request_problems(form, arrived.at):
        raise ValidationFailed(problems)
    refuse_who_cannot_come(unit, form.student_id, None)
    if any(unit.db.get(kind, form.request_id) is not None for kind in (Appointment, WaitingEntry)):
        raise RuleBroken(_("This request is here already."), _("Open it in the list of appointments."))
    unit.concerns("student", form.student_id)
    since = arrived.at.astimezone().date()
    if form.day is not None and form.ends is not None and not is_over(form.day, form.ends, unit.clock.now()):
        unit.db.add(_requested(unit, form, writer.label))
        unit.concerns(APPOINTMENT.record, form.request_id)
    else:
        unit.db.add(WaitingEntry(since=since, **_waiting(form, writer.label)))
        unit.concerns(WAITING_ENTRY.record, form.request_id)


def _requested(unit: Unit, form: RequestForm, writer: str) -> Appointment:
    """Return it as a request to whoever took it in; another counsellor is chosen when it is confirmed."""
    return Appointment(
        id=form.request_id,
        student_id=form.student_id,
        counsellor=unit.actor.account,
        counsellor_name=unit.actor.label,
        day=form.day,
        starts=form.starts,
        ends=form.ends,
        kind=AppointmentKind.TALK,
        state=AppointmentState.REQUESTED,
        asked_by=writer,
        note=_note(form, form.wishes),
    )


def _waiting(form: RequestForm, writer: str) -> dict[str, object]:
    return {
        "id": form.request_id,
        "student_id": form.student_id,
        "urgency": WaitingUrgency.NORMAL,
        "state": WaitingState.WAITING,
        "asked_by": writer,
        "wishes": form.wishes.strip() or _missed(form),
        "note": _note(form, ""),
    }


def _missed(form: RequestForm) -> str | None:
    """Return the time that was over before anybody of the room signed in."""
    if form.day is None or form.starts is None or form.ends is None:
        return None
    return tr("was wished for {day}, {span}", day=form.day.isoformat(), span=show_span(form.starts, form.ends))


def _note(form: RequestForm, wishes: str) -> str | None:
    return "\n".join(words for each in (wishes, form.note) if (words := each.strip())) or None
