"""Records of shifts and their handovers; they lie in the counselling file and only counsellors open them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import or_, select

from xinmiao.features.duty.model import DutyRecord, DutyShift
from xinmiao.features.duty.operations import reading
from xinmiao.features.duty.records import DutyRecordDraft, DutyRecordView, ShiftView
from xinmiao.features.duty.rules import checks
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_BACK = timedelta(days=14)


@query(requires=Permission.DUTY_RECORD_READ, scope=Scope.WHOLE_SCHOOL, audit="duty_record.opened")
def get_duty_record(unit: Unit, shift_id: str) -> DutyRecordView:
    """Return the record of a shift, empty where there is none yet, and the handover left for it.

    Raises:
        NotFound: the shift is not there.
    """
    shift = unit.get(DutyShift, shift_id)
    names = reading.book(unit)
    unit.concerns("duty_shift", shift_id)
    row = _record_of(unit, shift_id)
    before = _before(unit, shift)
    left = None if before is None else _record_of(unit, before.id)
    return DutyRecordView(
        shift=names.shift(shift),
        draft=_draft(shift_id, row),
        written=row is not None,
        written_by="" if row is None else unit.database.account_labels.get(row.created_by, ""),
        read_at=None if row is None else row.read_at,
        before=None if before is None else names.shift(before),
        before_handover="" if left is None else left.handover or "",
        before_read_at=None if left is None else left.read_at,
    )


def _draft(shift_id: str, row: DutyRecord | None) -> DutyRecordDraft:
    if row is None:
        return DutyRecordDraft(shift_id, 0)
    return DutyRecordDraft(
        shift_id, row.visitors, row.events or "", row.reported_to or "", row.handover or "", row.version
    )


def _record_of(unit: Unit, shift_id: str) -> DutyRecord | None:
    return unit.db.scalar(select(DutyRecord).where(DutyRecord.shift_id == shift_id))


def _before(unit: Unit, shift: DutyShift) -> DutyShift | None:
    """Return the last shift before this one that left a handover, within two weeks."""
    earlier = or_(DutyShift.day < shift.day, (DutyShift.day == shift.day) & (DutyShift.starts < shift.starts))
    found = unit.db.scalars(
        select(DutyShift)
        .where(earlier, DutyShift.day >= shift.day - _BACK)
        .order_by(DutyShift.day.desc(), DutyShift.starts.desc(), DutyShift.id)
    ).all()
    ids = [row.id for row in found]
    left = {
        row.shift_id for row in unit.db.scalars(select(DutyRecord).where(DutyRecord.shift_id.in_(ids))) if row.handover
    }
    return next((row for row in found if row.id in left), None)


@command(requires=Permission.DUTY_RECORD_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty_record.saved")
def save_duty_record(unit: Unit, draft: DutyRecordDraft) -> None:
    """Save the record of a shift; a handover that is written anew is to be read again.

    Raises:
        ValidationFailed: a value is refused.
        RuleBroken: the shift has not begun.
        Conflict: somebody wrote or changed it meanwhile.
    """
    if problems := checks.record_problems(draft):
        raise ValidationFailed(problems)
    shift = unit.get(DutyShift, draft.shift_id)
    if shift.day > unit.clock.today():
        raise RuleBroken(_("This shift has not begun."), _("Write its record on the day."))
    row = _record_of(unit, draft.shift_id)
    if (0 if row is None else row.version) != draft.version:
        raise Conflict
    row = row or DutyRecord(id=unit.ids.new(), shift_id=draft.shift_id)
    handover = draft.handover.strip() or None
    if row.handover != handover:
        row.read_at, row.read_by = None, None
    row.visitors, row.events, row.handover = draft.visitors, draft.events.strip() or None, handover
    row.reported_to = draft.reported_to.strip() or None
    unit.db.add(row)
    unit.concerns("duty_shift", draft.shift_id)


@command(requires=Permission.DUTY_RECORD_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty_record.handover_read")
def note_handover_read(unit: Unit, before: ShiftView) -> None:
    """Keep who read the handover of a shift, and when; neither its writer nor a second reading changes anything."""
    row = _record_of(unit, before.id)
    unit.concerns("duty_shift", before.id)
    if row is not None and row.read_at is None and row.created_by != unit.actor.account:
        row.read_at, row.read_by = unit.clock.now(), unit.actor.account
