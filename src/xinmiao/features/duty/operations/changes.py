"""Leave and swaps: what they touch is listed, and an agreed swap is carried out in the same transaction."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from xinmiao.features.duty.model import DutyLeave, DutyShift, DutySwap
from xinmiao.features.duty.operations import reading, standing
from xinmiao.features.duty.operations.standing import Place, Source
from xinmiao.features.duty.records import LeaveView, ShiftView, SwapState, SwapView
from xinmiao.features.duty.rules import checks
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_LISTED = timedelta(days=180)


@query(
    requires=Permission.DUTY_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("days and neutral kinds of leave, for who makes the roster"),
)
def list_leave(unit: Unit, first: date) -> tuple[LeaveView, ...]:
    """Return leave that ends on a day or later, by first day."""
    return reading.leaves(unit, reading.book(unit), first, date.max)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.leave_saved")
def save_leave(unit: Unit, leave: LeaveView) -> tuple[ShiftView, ...]:
    """Save leave, new where it has no id; return the shifts it touches from today on, which stay until decided.

    Raises:
        ValidationFailed: a value is refused, or it overlaps with other leave of the same person.
        Conflict: somebody changed it meanwhile.
    """
    names = reading.book(unit)
    others = reading.leaves(unit, names, date.min, date.max)
    if problems := checks.leave_problems(leave, others):
        raise ValidationFailed(problems)
    row = unit.editable(DutyLeave, leave.id, leave.version) if leave.id else DutyLeave(id=unit.ids.new())
    row.staff_id, row.first_day, row.last_day, row.kind = leave.staff_id, leave.first_day, leave.last_day, leave.kind
    unit.db.add(row)
    unit.concerns("staff_member", leave.staff_id)
    first = max(leave.first_day, unit.clock.today())
    return reading.shifts(unit, names, first, leave.last_day, DutyShift.staff_id == leave.staff_id)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.leave_removed")
def remove_leave(unit: Unit, opened: LeaveView) -> None:
    """Take leave out; shifts given to others meanwhile stay with them."""
    unit.concerns("staff_member", opened.staff_id)
    unit.db.delete(unit.editable(DutyLeave, opened.id, opened.version))


@query(
    requires=Permission.DUTY_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who stands for whom, for who makes the roster"),
)
def list_swaps(unit: Unit) -> tuple[SwapView, ...]:
    """Return the swaps of the last half year, those that wait for an answer first, then the newest."""
    names = reading.book(unit)
    since = unit.clock.now() - _LISTED
    rows = unit.db.scalars(select(DutySwap).where(DutySwap.created_at >= since)).all()
    wanted = {shift_id for row in rows for shift_id in (row.shift_id, row.other_shift_id) if shift_id}
    found = unit.db.scalars(select(DutyShift).where(DutyShift.id.in_(wanted)))
    shifts = {row.id: names.shift(row) for row in found}
    views = [_swap_view(unit, names, row, shifts) for row in rows if row.shift_id in shifts]
    return tuple(
        sorted(views, key=lambda view: (view.state is not SwapState.ASKED, -view.asked_at.timestamp(), view.id))
    )


def _swap_view(unit: Unit, names: reading.Book, row: DutySwap, shifts: dict[str, ShiftView]) -> SwapView:
    labels = unit.database.account_labels
    return SwapView(
        id=row.id,
        shift=shifts[row.shift_id],
        other=shifts.get(row.other_shift_id or ""),
        asker=names.name(row.asker_id),
        asked=names.name(row.asked_id),
        asked_id=row.asked_id,
        state=row.state,
        asked_at=row.created_at,
        asked_by=labels.get(row.created_by, ""),
        asked_on_word=row.asked_on_word,
        answered_at=row.answered_at,
        answered_by=labels.get(row.answered_by or "", ""),
        answered_on_word=bool(row.answered_on_word),
        asked_account=names.account(row.asked_id),
        version=row.version,
    )


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.swap_asked")
def ask_swap(unit: Unit, given: ShiftView, asked_id: str, taken: ShiftView | None, sources: tuple[Source, ...]) -> str:
    """Ask somebody to take a shift, or to change it for one of his; nothing moves before he agrees.

    Raises:
        ValidationFailed: nobody is asked.
        RuleBroken: it could not be done as things stand, the shift is over, or a swap of it waits already.
        Conflict: one of the shifts was changed meanwhile.
    """
    if not asked_id:
        raise ValidationFailed({"asked_id": _("Please choose who is asked.")})
    row = unit.editable(DutyShift, given.id, given.version)
    other = None if taken is None else unit.editable(DutyShift, taken.id, taken.version)
    if other is not None and other.staff_id != asked_id:
        raise RuleBroken(_("This shift is not his."), _("Choose one of his shifts."))
    waiting = select(DutySwap.id).where(DutySwap.shift_id == row.id, DutySwap.state == SwapState.ASKED)
    if unit.db.scalar(waiting) is not None:
        raise RuleBroken(_("A swap of this shift waits for an answer already."), _("Withdraw it first."))
    _require_possible(unit, row, other, asked_id, sources)
    names = reading.book(unit)
    swap = DutySwap(
        id=unit.ids.new(),
        shift_id=row.id,
        other_shift_id=None if other is None else other.id,
        asker_id=row.staff_id,
        asked_id=asked_id,
        state=SwapState.ASKED,
        asked_on_word=names.account(row.staff_id) != unit.actor.account,
    )
    unit.db.add(swap)
    unit.concerns("duty_shift", row.id)
    return swap.id


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.swap_answered")
def answer_swap(unit: Unit, opened: SwapView, *, agrees: bool, sources: tuple[Source, ...]) -> None:
    """Keep the answer of who was asked, in person or through whoever enters it; when he agrees, the shifts change.

    Raises:
        RuleBroken: it is answered already, or somebody would be at two places at once.
        Conflict: the swap was changed meanwhile.
    """
    swap = unit.editable(DutySwap, opened.id, opened.version)
    if swap.state is not SwapState.ASKED:
        raise RuleBroken(_("This swap is answered already."), _("Please reload the list."))
    if agrees:
        row = unit.get(DutyShift, swap.shift_id)
        other = None if swap.other_shift_id is None else unit.get(DutyShift, swap.other_shift_id)
        _require_possible(unit, row, other, swap.asked_id, sources)
        _carry_out(swap, row, other)
    names = reading.book(unit)
    swap.state = SwapState.AGREED if agrees else SwapState.DECLINED
    swap.answered_at, swap.answered_by = unit.clock.now(), unit.actor.account
    swap.answered_on_word = names.account(swap.asked_id) != unit.actor.account
    unit.concerns("duty_shift", swap.shift_id)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.swap_withdrawn")
def withdraw_swap(unit: Unit, opened: SwapView) -> None:
    """Take a question back that is not answered.

    Raises:
        RuleBroken: it is answered already.
    """
    swap = unit.editable(DutySwap, opened.id, opened.version)
    if swap.state is not SwapState.ASKED:
        raise RuleBroken(_("This swap is answered already."), _("Please reload the list."))
    swap.state = SwapState.WITHDRAWN
    unit.concerns("duty_shift", swap.shift_id)


def _carry_out(swap: DutySwap, row: DutyShift, other: DutyShift | None) -> None:
    row.staff_id, row.by_hand = swap.asked_id, True
    if other is not None:
        other.staff_id, other.by_hand = swap.asker_id, True


def _require_possible(
    unit: Unit, row: DutyShift, other: DutyShift | None, asked_id: str, sources: tuple[Source, ...]
) -> None:
    """Refuse a swap of shifts that are over or signed, or that would put somebody at two places."""
    shifts = [row] if other is None else [row, other]
    today = unit.clock.today()
    if any(shift.day < today or shift.signed_in_at is not None for shift in shifts):
        raise RuleBroken(_("A shift that is over or signed in for cannot be swapped."), _("Choose a later one."))
    if asked_id == row.staff_id:
        raise RuleBroken(_("It is his shift already."), _("Choose somebody else."))
    if asked_id not in standing.takes_part(unit):
        raise RuleBroken(_("He does not take part in duty."), _("Choose somebody else, or let him take part first."))
    names, without = reading.book(unit), standing.without(shifts)
    standing.require_free(unit, names, asked_id, Place(row.day, row.starts, row.ends, without), sources)
    if other is not None:
        back = Place(other.day, other.starts, other.ends, without)
        standing.require_free(unit, names, row.staff_id, back, sources)
