"""Shifts one by one: putting in, moving, handing to somebody else, taking out, signing in and out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, or_, select

from xinmiao.features.duty.model import DutyShift, DutySwap
from xinmiao.features.duty.operations import reading, standing
from xinmiao.features.duty.operations.standing import Place, Source
from xinmiao.features.duty.records import ShiftView, StandIn, SwapState
from xinmiao.features.duty.rules import checks
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import Text, _
from xinmiao.vault.unit import Unit


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.shift_added")
def add_shift(unit: Unit, shift: ShiftView, sources: tuple[Source, ...]) -> str:
    """Put in a shift by hand and return its id; day, name, times, room and person of `shift` count.

    Raises:
        ValidationFailed: a value is refused.
        RuleBroken: the person is elsewhere or away, or the room is closed.
    """
    _check(unit, shift)
    names = reading.book(unit)
    standing.require_free(unit, names, shift.staff_id, Place(shift.day, shift.starts, shift.ends), sources)
    row = DutyShift(id=unit.ids.new(), by_hand=True, planned_id=None, pattern_id=None, staff_id=shift.staff_id)
    row.day, row.name, row.starts, row.ends = shift.day, shift.name.strip(), shift.starts, shift.ends
    row.room_id = shift.room_id
    unit.db.add(row)
    unit.concerns("duty_shift", row.id)
    return row.id


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.shift_moved")
def move_shift(unit: Unit, opened: ShiftView, moved: ShiftView, sources: tuple[Source, ...]) -> None:
    """Move a shift to another time, day, room or person; what it was stays readable in its history.

    Raises:
        ValidationFailed: a value is refused, or the day is over.
        RuleBroken: the person is elsewhere or away, the room is closed, or somebody signed in already.
        Conflict: somebody changed it meanwhile.
    """
    row = unit.editable(DutyShift, opened.id, opened.version)
    _require_open(row)
    _check(unit, moved)
    place = Place(moved.day, moved.starts, moved.ends, frozenset({row.id}))
    standing.require_free(unit, reading.book(unit), moved.staff_id, place, sources)
    if moved.staff_id != row.staff_id:
        _drop_swaps(unit, row.id)
    row.day, row.name, row.starts, row.ends = moved.day, moved.name.strip(), moved.starts, moved.ends
    row.room_id, row.staff_id, row.by_hand = moved.room_id, moved.staff_id, True
    unit.concerns("duty_shift", row.id)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.shift_removed")
def remove_shift(unit: Unit, opened: ShiftView) -> None:
    """Take a shift out that is not over.

    Raises:
        RuleBroken: somebody signed in already.
        ValidationFailed: it is over.
        Conflict: somebody changed it meanwhile.
    """
    row = unit.editable(DutyShift, opened.id, opened.version)
    _require_open(row)
    if problems := checks.day_problem(row.day, unit.clock.today()):
        raise ValidationFailed(problems)
    _drop_swaps(unit, row.id)
    unit.concerns("duty_shift", row.id)
    unit.db.delete(row)


@query(
    requires=Permission.DUTY_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who takes part, and who is free; no reasons of leave"),
)
def who_could_stand(unit: Unit, shift_id: str, sources: tuple[Source, ...]) -> tuple[StandIn, ...]:
    """Return who could stand a shift instead, those who can and stand least in its term first."""
    row = unit.get(DutyShift, shift_id)
    names = reading.book(unit)
    counts = _counts_of_term(unit, row.day)
    place = Place(row.day, row.starts, row.ends)
    found = [
        StandIn(
            person.staff_id,
            person.name,
            counts.get(person.staff_id, 0),
            standing.why_not(unit, names, person.staff_id, place, sources),
        )
        for person in reading.persons(unit, names)
        if person.staff_id != row.staff_id
    ]
    return tuple(sorted(found, key=lambda each: (each.problem is not None, each.shifts, each.name)))


def _counts_of_term(unit: Unit, day: date) -> dict[str, int]:
    facts = unit.run(calendar.get_school_days.bind())
    term = next((term for term in facts.terms if term.first <= day <= term.last), None)
    counted = select(DutyShift.staff_id, func.count()).group_by(DutyShift.staff_id)
    if term is not None:
        counted = counted.where(DutyShift.day >= term.first, DutyShift.day <= term.last)
    return {row[0]: row[1] for row in unit.db.execute(counted)}


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.signed")
def sign_duty(unit: Unit, opened: ShiftView, came_at: datetime | None, went_at: datetime | None) -> None:
    """Keep when somebody came and went, or take it back with None; entered for others too, from the list on paper.

    Raises:
        ValidationFailed: the times lie ahead, on another day, or the wrong way round.
        Conflict: somebody changed it meanwhile.
    """
    row = unit.editable(DutyShift, opened.id, opened.version)
    if problems := _signing_problems(row.day, came_at, went_at, unit.clock.now()):
        raise ValidationFailed(problems)
    row.signed_in_at, row.signed_out_at = came_at, went_at
    unit.concerns("duty_shift", row.id)


def _signing_problems(day: date, came_at: datetime | None, went_at: datetime | None, now: datetime) -> dict[str, Text]:
    if came_at is None:
        return {} if went_at is None else {"signed_in_at": _("Please enter when the shift began, too.")}
    if came_at > now or (went_at is not None and went_at > now):
        return {
            "signed_out_at" if came_at <= now else "signed_in_at": _("This lies ahead; please enter it afterwards.")
        }
    if came_at.astimezone().date() != day or (went_at is not None and went_at.astimezone().date() != day):
        return {"signed_in_at": _("This is not the day of the shift.")}
    if went_at is not None and went_at < came_at:
        return {"signed_out_at": _("The end is not after the beginning; please correct one of the times.")}
    return {}


def _require_open(row: DutyShift) -> None:
    if row.signed_in_at is not None:
        raise RuleBroken(
            _("Somebody signed in for this shift already."), _("Take the signing back first, if it was a slip.")
        )


def _check(unit: Unit, shift: ShiftView) -> None:
    """Refuse values that no shift can have, and a closed room."""
    problems = checks.shift_problems(shift.day, shift.name, shift.starts, shift.ends, unit.clock.today())
    if not shift.staff_id:
        problems["staff_id"] = _("Please choose who stands.")
    if problems:
        raise ValidationFailed(problems)
    rooms = {room.id: room for room in unit.run(calendar.list_rooms.bind())}
    room = rooms.get(shift.room_id or "")
    closing = None if room is None else room.closed_on(shift.day)
    if room is not None and closing is not None:
        raise RuleBroken(
            _("{room} is closed: {reason}").format(room=room.name, reason=closing.reason),
            _("Choose another room or another day."),
            code="E-ROOMCLOSED",
        )


def _drop_swaps(unit: Unit, shift_id: str) -> None:
    """Withdraw what was asked about a shift: it is no longer what was asked about."""
    concerned = or_(DutySwap.shift_id == shift_id, DutySwap.other_shift_id == shift_id)
    for swap in unit.db.scalars(select(DutySwap).where(concerned, DutySwap.state == SwapState.ASKED)):
        swap.state = SwapState.WITHDRAWN
