"""The waiting list: who waits, offering a time, closing."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.appointments.model import WaitingEntry
from xinmiao.features.appointments.operations.answering import answer_asker
from xinmiao.features.appointments.operations.ground import Source
from xinmiao.features.appointments.operations.making import (
    refuse_who_cannot_come,
    request_appointment,
    save_appointment,
)
from xinmiao.features.appointments.operations.reading import case_students, client_of, lines_of
from xinmiao.features.appointments.records import (
    WAITING_ENTRY,
    AppointmentDraft,
    RequestState,
    Stamp,
    WaitingDraft,
    WaitingState,
    WaitingUrgency,
    WaitingView,
)
from xinmiao.features.appointments.rules import checking
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_TEXTS = ("alias", "asked_by", "wishes", "note")
_ORDER = tuple(WaitingUrgency)


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who waits since when; opening a student is audited"),
)
def list_waiting(unit: Unit, *, with_closed: bool = False) -> tuple[WaitingView, ...]:
    """Return who waits, the most urgent first, then who has waited longest."""
    statement = select(WaitingEntry)
    if not with_closed:
        statement = statement.where(WaitingEntry.state == WaitingState.WAITING)
    rows = unit.db.scalars(statement).all()
    of_cases = case_students(unit, (row.case_id for row in rows))
    owners = {row.id: row.student_id or of_cases.get(row.case_id) for row in rows}
    students, days = lines_of(unit, owners.values()), unit.run(get_school_days.bind())
    today = unit.clock.today()
    views = [
        _view(unit, row, students.get(owners[row.id] or ""), max(days.school_days_between(row.since, today), 0))
        for row in rows
    ]
    return tuple(sorted(views, key=lambda view: (_ORDER.index(view.urgency), view.since, view.id)))


def _view(unit: Unit, row: WaitingEntry, student: StudentLine | None, days: int) -> WaitingView:
    closed = unit.seals.is_closed(row)
    client = client_of(student, row.alias or "", is_closed=closed)
    return WaitingView(
        id=row.id,
        version=row.version,
        client=client.name,
        class_label=client.class_label,
        student_id=client.student_id,
        case_id=None if closed else row.case_id,
        alias=row.alias or "",
        urgency=row.urgency,
        since=row.since,
        days=days,
        asked_by=row.asked_by or "",
        wishes=row.wishes or "",
        note=row.note or "",
        state=row.state,
        appointment_id=row.appointment_id,
        closed_reason=row.closed_reason or "",
        is_closed_to_me=closed,
    )


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.waiting_saved")
def save_waiting(unit: Unit, draft: WaitingDraft) -> int:
    """Put somebody on the waiting list, or change the entry (`base_version`); return its version.

    Raises:
        ValidationFailed: nobody named, or a day to come.
        RuleBroken: no longer waiting; the student left the school.
        NotFound, Restricted, Conflict: see `save_appointment`.
    """
    today = unit.clock.today()
    if problems := checking.waiting_problems(draft, today):
        raise ValidationFailed(problems)
    refuse_who_cannot_come(unit, draft.student_id, draft.case_id)
    if draft.base_version is None:
        row = unit.db.get(WaitingEntry, draft.id) or WaitingEntry(id=draft.id, state=WaitingState.WAITING)
    else:
        row = _waiting(unit, draft.id, draft.base_version)
    row.student_id = draft.student_id or case_students(unit, (draft.case_id,)).get(draft.case_id)
    row.case_id, row.urgency = draft.case_id, draft.urgency
    row.since = draft.since or today
    for name in _TEXTS:
        setattr(row, name, getattr(draft, name).strip() or None)
    unit.db.add(row)
    _concern(unit, row)
    unit.db.flush()
    return row.version


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.waiting_offered")
def offer_time(
    unit: Unit,
    entry_id: str,
    base_version: int,
    draft: AppointmentDraft,
    *,
    is_booked: bool = True,
    override_reason: str = "",
    sources: tuple[Source, ...] = (),
) -> Stamp:
    """Give somebody who waits a time, booked or to be confirmed; the entry says so and leaves the list.

    Raises:
        RuleBroken: no longer waiting.
        ValidationFailed, TimeTaken, NotFound, Restricted, Conflict: see `save_appointment`.
    """
    row = _waiting(unit, entry_id, base_version)
    if is_booked:
        stamp = unit.run(save_appointment.bind(draft, override_reason, sources))
    else:
        stamp = unit.run(request_appointment.bind(draft))
    row.state, row.appointment_id = WaitingState.OFFERED, stamp.id
    if is_booked:
        answer_asker(unit, row.id, RequestState.BOOKED)
    _concern(unit, row)
    unit.db.flush()
    return stamp


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.waiting_closed")
def close_waiting(unit: Unit, entry_id: str, base_version: int, reason: str) -> int:
    """Take somebody off the waiting list with a reason; return the entry's version.

    Raises:
        ValidationFailed: no reason, or too long.
        RuleBroken: no longer waiting.
        NotFound, Restricted, Conflict: see `save_appointment`.
    """
    row = _waiting(unit, entry_id, base_version)
    words = reason.strip()
    problem = WAITING_ENTRY.closed_reason.problem(words) if words else _("Please fill this in.")
    if problem is not None:
        raise ValidationFailed({"closed_reason": problem})
    row.state, row.closed_reason = WaitingState.CLOSED, words
    answer_asker(unit, row.id, RequestState.CLOSED)
    _concern(unit, row)
    unit.db.flush()
    return row.version


def _waiting(unit: Unit, entry_id: str, base_version: int) -> WaitingEntry:
    row = unit.editable(WaitingEntry, entry_id, base_version)
    unit.seals.require_open(row)
    if row.state is not WaitingState.WAITING:
        raise RuleBroken(_("This entry is no longer on the waiting list."), _("Please reload the list."))
    return row


def _concern(unit: Unit, row: WaitingEntry) -> None:
    unit.concerns("student", row.student_id)
    unit.concerns(WAITING_ENTRY.record, row.id)
