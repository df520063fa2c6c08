"""Moving and cancelling appointments, one or more of a series, and saying who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.operations.answering import answer_asker
from xinmiao.features.appointments.operations.ground import Source, ground_for
from xinmiao.features.appointments.operations.making import (
    TimeTaken,
    concern,
    counsellor_name,
    differing,
    put_time,
    refuse_finished,
    refuse_taken,
    refuse_unsound,
    stamp_of,
    wanted_of,
)
from xinmiao.features.appointments.operations.reading import RAW_DAY, case_students
from xinmiao.features.appointments.records import (
    OPEN_STATES,
    OUTCOMES,
    AppointmentDraft,
    AppointmentState,
    CancelledBy,
    NewTime,
    RequestState,
    SeriesScope,
    Stamp,
    TimeConflict,
)
from xinmiao.features.appointments.rules import checking
from xinmiao.features.appointments.rules.conflicts import Wanted, conflicts_of, hard
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@dataclass(frozen=True)
class Affected:
    """Which appointments of a series a change means, and the days of those it leaves alone."""

    rows: tuple[Appointment, ...]
    left: tuple[date, ...] = ()


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.moved")
def move_appointment(
    unit: Unit,
    appointment_id: str,
    base_version: int,
    to: NewTime,
    scope: SeriesScope = SeriesScope.THIS,
    *,
    override_reason: str = "",
    sources: tuple[Source, ...] = (),
) -> Stamp:
    """Move an appointment; counsellor and room stay where None is given.

    With a scope the others of its series move by as many days and get the same times. Alone, it becomes an exception.

    Raises:
        ValidationFailed: the end before the beginning, a time that is over, or more than two years ahead.
        RuleBroken: it has an outcome or was cancelled.
        TimeTaken: something stands against one of the times, and no reason is given; nothing is moved then.
        NotFound, Restricted, Conflict: see `save_appointment`.
    """
    row = _open(unit, appointment_id, base_version)
    problems = checking.time_problems(to.day, to.starts, to.ends, unit.clock.today())
    if problems or (problems := checking.coming_problems(to.day, to.ends, unit.clock.now())):
        raise ValidationFailed(problems)
    meant = meant_by(unit, row, scope)
    wanted = _wanted(unit, row, meant.rows, to)
    _move(unit, meant.rows, wanted, override_reason, sources)
    if scope is SeriesScope.THIS and row.series_id is not None:
        row.is_exception = True
    unit.remark(moved=len(meant.rows))
    unit.db.flush()
    return stamp_of(row, len(meant.rows), meant.left)


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("what stands against some times, without whose it is"),
)
def check_series_change(
    unit: Unit, draft: AppointmentDraft, scope: SeriesScope, sources: tuple[Source, ...] = ()
) -> tuple[TimeConflict, ...]:
    """Return what stands against a change of more than one of a series, by day; nothing for unsound times.

    Raises:
        NotFound: no such appointment.
    """
    if checking.time_problems(draft.day, draft.starts, draft.ends, unit.clock.today()):
        return ()
    row = unit.get(Appointment, draft.id)
    wanted = _changed(unit, row, meant_by(unit, row, scope).rows, draft)
    ground = ground_for(unit, wanted, sources)
    return tuple(conflict for each in wanted for conflict in conflicts_of(each, ground))


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.series_changed")
def change_series(
    unit: Unit,
    draft: AppointmentDraft,
    scope: SeriesScope,
    override_reason: str = "",
    sources: tuple[Source, ...] = (),
) -> Stamp:
    """Change what a draft says otherwise than its appointment does, in more of its series; times by as many days.

    What was not changed stays as each of them has it. Remark and who asked are this one's alone.

    Raises:
        ValidationFailed, NotFound, RuleBroken, TimeTaken, Restricted, Conflict: see `save_appointment`.
    """
    row = _open(unit, draft.id, draft.base_version or 0)
    refuse_unsound(unit, draft, is_coming=True)
    meant = meant_by(unit, row, scope)
    wanted = _changed(unit, row, meant.rows, draft)
    changed = differing(unit, row, draft)
    _move(unit, meant.rows, wanted, override_reason, sources)
    _put(row, {name: changed.pop(name) for name in ("note", "asked_by") if name in changed})
    for each in meant.rows:
        _put(each, changed)
    unit.remark(changed=len(meant.rows))
    unit.db.flush()
    return stamp_of(row, len(meant.rows), meant.left)


def _changed(unit: Unit, row: Appointment, rows: Sequence[Appointment], draft: AppointmentDraft) -> list[Wanted]:
    """Return where rows are once they differ from what they were as a draft differs from `row`."""
    own = wanted_of(unit, draft)
    moves = (draft.day, draft.starts, draft.ends) != (row.day, row.starts, row.ends)
    shift = own.day - row.day
    named = case_students(unit, (each.case_id for each in rows))
    moving = frozenset(each.id for each in rows)
    is_other = draft.student_id != row.student_id or draft.case_id != row.case_id
    found = []
    for each in rows:
        starts, ends = (own.starts, own.ends) if moves else (each.starts, each.ends)
        stays = own.counsellor in {"", row.counsellor}
        who = (each.counsellor, each.counsellor_name) if stays else (own.counsellor, own.counsellor_name)
        student = own.student_id if is_other else each.student_id or named.get(each.case_id)
        room = each.room_id if draft.room_id == row.room_id else draft.room_id
        found.append(Wanted(each.day + shift, starts, ends, *who, student, room, moving))
    return found


def _put(row: Appointment, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _wanted(unit: Unit, row: Appointment, rows: Sequence[Appointment], to: NewTime) -> list[Wanted]:
    """Return where rows go that move as far as `row` does."""
    shift, moving = to.day - row.day, frozenset(each.id for each in rows)
    named = case_students(unit, (each.case_id for each in rows))
    name = None if to.counsellor is None else counsellor_name(unit, to.counsellor)
    return [
        Wanted(
            each.day + shift,
            to.starts,
            to.ends,
            to.counsellor or each.counsellor,
            name or each.counsellor_name,
            each.student_id or named.get(each.case_id),
            to.room_id or each.room_id,
            moving,
        )
        for each in rows
    ]


def _move(
    unit: Unit, rows: Sequence[Appointment], wanted: Sequence[Wanted], reason: str, sources: tuple[Source, ...]
) -> None:
    ground = ground_for(unit, wanted, sources)
    found = [conflicts_of(each, ground) for each in wanted]
    standing: list[TimeConflict] = [conflict for conflicts in found for conflict in hard(conflicts)]
    if standing and not reason.strip():
        raise TimeTaken(standing)
    for row, each, conflicts in zip(rows, wanted, found, strict=True):
        refuse_taken(row, conflicts, reason)
        if row.slot_on is not None and len(rows) > 1:
            row.slot_on = row.slot_on + (each.day - row.day)
        put_time(row, each)
        concern(unit, row)


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.cancelled")
def cancel_appointment(
    unit: Unit,
    appointment_id: str,
    base_version: int,
    by: CancelledBy,
    reason: str = "",
    *,
    scope: SeriesScope = SeriesScope.THIS,
) -> Stamp:
    """Cancel an appointment, or more of its series; it stays visible and blocks nothing any more.

    Raises:
        ValidationFailed: the reason is too long.
        RuleBroken: it has an outcome, or was cancelled already.
        NotFound, Restricted, Conflict: see `save_appointment`.
    """
    row = _open(unit, appointment_id, base_version)
    if reason.strip() and (problems := checking.reason_problem(reason)):
        raise ValidationFailed(problems)
    meant = meant_by(unit, row, scope)
    for each in meant.rows:
        each.state, each.cancelled_by, each.reason = AppointmentState.CANCELLED, by, reason.strip() or None
        answer_asker(unit, each.id, RequestState.CLOSED)
        concern(unit, each)
    unit.remark(cancelled=len(meant.rows), by=by.value)
    unit.db.flush()
    return stamp_of(row, len(meant.rows), meant.left)


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.outcome_set")
def set_outcome(
    unit: Unit, appointment_id: str, base_version: int, outcome: AppointmentState, reason: str = ""
) -> Stamp:
    """Say who came. An outcome that was said before is corrected with a reason; what it was stays in the history.

    Raises:
        ValidationFailed: a correction without a reason.
        RuleBroken: it has not begun, was never confirmed, or was cancelled; or this is no outcome.
        NotFound, Restricted, Conflict: see `save_appointment`.
    """
    row = unit.editable(Appointment, appointment_id, base_version)
    unit.seals.require_open(row)
    if row.state not in {AppointmentState.BOOKED, *OUTCOMES} or outcome not in OUTCOMES:
        raise RuleBroken(
            _("Only a booked appointment has an outcome."), _("Confirm a request first; book a cancelled one anew.")
        )
    if not checking.has_begun(row.day, row.starts, unit.clock.now()):
        raise RuleBroken(_("This appointment has not begun yet."), _("Say who came once it has begun, or cancel it."))
    if row.state is outcome:
        return stamp_of(row)
    if row.state in OUTCOMES:
        if problems := checking.reason_problem(reason):
            raise ValidationFailed(problems)
        row.reason = reason.strip()
    row.state = outcome
    concern(unit, row)
    unit.remark(outcome=outcome.value)
    unit.db.flush()
    return stamp_of(row)


def _open(unit: Unit, appointment_id: str, base_version: int) -> Appointment:
    row = unit.editable(Appointment, appointment_id, base_version)
    unit.seals.require_open(row)
    refuse_finished(row)
    return row


def meant_by(unit: Unit, row: Appointment, scope: SeriesScope) -> Affected:
    """Return what a scope means: never what is over, has an outcome, was cancelled, or differs from its series."""
    if scope is SeriesScope.THIS or row.series_id is None:
        return Affected((row,))
    first = max(unit.clock.today(), row.day) if scope is SeriesScope.LATER else unit.clock.today()
    # What is over is not even read: one damaged old day must not keep the rest from being moved.
    since = min(first, row.day).isoformat()
    of_series = select(Appointment).where(Appointment.series_id == row.series_id, since <= RAW_DAY)
    rows, left = [], []
    for each in unit.db.scalars(of_series.order_by(Appointment.day, Appointment.starts, Appointment.id)):
        if each.id == row.id:
            rows.append(each)
        elif each.state is AppointmentState.CANCELLED:
            continue
        elif _follows(unit, each) and each.day >= first:
            rows.append(each)
        else:
            left.append(each.day)
    return Affected(tuple(rows), tuple(left))


def _follows(unit: Unit, each: Appointment) -> bool:
    over = checking.is_over(each.day, each.ends, unit.clock.now())
    return each.state in OPEN_STATES and not each.is_exception and not over
