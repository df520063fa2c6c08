"""What duty answers: the roster of some days with what is missing, tasks, the calendar, the wizard of the year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select

from xinmiao.features.duty.model import DutyRecord, DutyShift, DutySwap, ShiftPattern
from xinmiao.features.duty.operations import reading
from xinmiao.features.duty.operations.planning import unofficial_years
from xinmiao.features.duty.records import Gap, RosterView, ShiftView, SwapState
from xinmiao.features.duty.rules import checks
from xinmiao.features.duty.rules.gaps import Circumstances, gaps_of
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _, n_
from xinmiao.kernel.year_steps import StepState
from xinmiao.vault.unit import Unit

LONGEST_ASKED = timedelta(days=400)
_AHEAD = 10
"""So many school days ahead gaps become a task."""
_BACK = timedelta(days=14)
_DAY = timedelta(days=1)
_NAMES_AND_TIMES = NotAudited("names and times as they hang on the door")


@query(requires=Permission.DUTY_READ, scope=Scope.WHOLE_SCHOOL, audit=_NAMES_AND_TIMES)
def get_roster(unit: Unit, first: date, last: date) -> RosterView:
    """Return the shifts from a day to a day; what is missing and who signed is for those who make the roster.

    Raises:
        ValidationFailed: more than 400 days are asked for.
    """
    if last - first > LONGEST_ASKED:
        raise ValidationFailed({"last": _("Please ask for at most {count} days.").format(count=LONGEST_ASKED.days)})
    names = reading.book(unit)
    found = reading.shifts(unit, names, first, last)
    facts = unit.run(calendar.get_school_days.bind())
    makes = unit.actor.may(Permission.DUTY_WRITE)
    return RosterView(
        first=first,
        last=last,
        shifts=found if makes else tuple(_plainly(shift) for shift in found),
        gaps=_gaps(unit, names, found, (first, last)) if makes else (),
        own_staff_id=unit.run(staff.own_staff_id.bind()),
        unofficial=unofficial_years(facts, first, last),
    )


def _plainly(shift: ShiftView) -> ShiftView:
    """Return a shift as it hangs on the door: who stands when and where."""
    return replace(shift, planned="", by_hand=False, signed_in_at=None, signed_out_at=None)


def _gaps(unit: Unit, names: reading.Book, shifts: Iterable[ShiftView], span: tuple[date, date]) -> tuple[Gap, ...]:
    """Return what is missing from today on; nothing before there is a pattern: the room has not begun duty then."""
    patterns = reading.patterns(unit)
    first = max(span[0], unit.clock.today())
    if not patterns or first > span[1]:
        return ()
    around = Circumstances(
        frames=unit.run(calendar.school_day_frames.bind(first, span[1])),
        patterns=patterns,
        leaves=reading.leaves(unit, names, first, span[1]),
        rooms=names.rooms,
        left={line.id for line in names.staff.values() if line.has_left},
    )
    return gaps_of(first, shifts, around)


@query(requires=Permission.DUTY_READ, scope=Scope.WHOLE_SCHOOL, audit=_NAMES_AND_TIMES)
def duty_occupancies(unit: Unit, first: date, last: date) -> tuple[Occupancy, ...]:
    """Return the shifts of some days as what stands there, for the calendar and for who books.

    One in a room while it is open leaves free: talks are what it is for.
    """
    found = reading.shifts(unit, reading.book(unit), first, last)
    opening = _opening_of(unit, {shift.day for shift in found})
    return tuple(
        Occupancy(
            kind=_("Duty"),
            day=shift.day,
            starts=shift.starts,
            ends=shift.ends,
            title=f"{shift.name} {shift.person}",
            target=Target("duty", shift.id),
            account_id=shift.account_id,
            room_id=shift.room_id,
            leaves_free=checks.stands_open(shift, opening.get(shift.day, ())),
        )
        for shift in found
    )


def _opening_of(unit: Unit, days: set[date]) -> dict[date, tuple[tuple[int, int], ...]]:
    return {each.day: each.opening for each in unit.run(calendar.times_on.bind(tuple(sorted(days))))} if days else {}


@query(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit=_NAMES_AND_TIMES)
def duty_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return own shifts of today without signing in, swaps that wait, and gaps of the days to come."""
    return (*_to_sign(unit), *_swaps_waiting(unit), *_gaps_ahead(unit))


def _to_sign(unit: Unit) -> Iterable[Task]:
    today, now = unit.clock.today(), unit.clock.now().astimezone()
    own, minute = unit.run(staff.own_staff_id.bind()), now.hour * 60 + now.minute
    if own is None:
        return
    for shift in reading.shifts(unit, reading.book(unit), today, today, DutyShift.staff_id == own):
        if shift.signed_in_at is None and shift.starts <= minute:
            yield Task(
                key=f"duty_sign:{shift.id}",
                title=_("Sign in for your shift “{shift}”").format(shift=shift.name),
                why=_("It began today at {span}.").format(span=shift.span),
                urgency=Urgency.DUE,
                target=Target("duty", shift.id),
                due=today,
            )


def _swaps_waiting(unit: Unit) -> Iterable[Task]:
    count = unit.db.scalar(select(func.count()).select_from(DutySwap).where(DutySwap.state == SwapState.ASKED)) or 0
    if count:
        yield Task(
            key="duty_swaps",
            title=n_("{count} swap of duty waits for an answer", "{count} swaps of duty wait for an answer", count),
            why=_("Who was asked agrees or declines; only then the shifts change."),
            urgency=Urgency.DUE,
            target=Target("duty", "swaps"),
        )


def _gaps_ahead(unit: Unit) -> Iterable[Task]:
    today = unit.clock.today()
    last = unit.run(calendar.next_school_day.bind(today, _AHEAD)) or today + _BACK
    names = reading.book(unit)
    found = _gaps(unit, names, reading.shifts(unit, names, today, last), (today, last))
    if found:
        first = found[0]
        yield Task(
            key=f"duty_gaps:{first.day.isoformat()}",
            title=n_(
                "Duty has {count} gap in the next two weeks", "Duty has {count} gaps in the next two weeks", len(found)
            ),
            why=_("{day}: {gap}").format(day=first.day.isoformat(), gap=first.words),
            urgency=Urgency.DUE if first.day <= today + _DAY else Urgency.ROUTINE,
            target=Target("duty", "gaps"),
        )


@query(
    requires=Permission.DUTY_RECORD_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("which records are missing or unread; opening one is audited"),
)
def duty_record_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return shifts of the last two weeks without a record, and handovers nobody has read."""
    today = unit.clock.today()
    found = reading.shifts(unit, reading.book(unit), today - _BACK, today)
    ids = [shift.id for shift in found]
    records = {row.shift_id: row for row in unit.db.scalars(select(DutyRecord).where(DutyRecord.shift_id.in_(ids)))}
    return (*_records_missing(unit, found, records), *_handovers(unit, found, records))


def _records_missing(unit: Unit, found: Iterable[ShiftView], records: dict[str, DutyRecord]) -> Iterable[Task]:
    now, own = unit.clock.now().astimezone(), unit.run(staff.own_staff_id.bind())
    minute = now.hour * 60 + now.minute
    missing = [
        shift
        for shift in found
        if shift.id not in records
        and (shift.signed_in_at is not None or shift.staff_id == own)
        and (shift.day < now.date() or shift.ends <= minute)
    ]
    if missing:
        first = missing[0]
        yield Task(
            key=f"duty_record:{first.id}",
            title=n_("{count} duty record is missing", "{count} duty records are missing", len(missing)),
            why=_("The first: {shift}, {name}").format(
                shift=checks.span_words(first.day, first.starts, first.ends), name=first.person
            ),
            urgency=Urgency.ROUTINE,
            target=Target("duty", first.id),
        )


def _handovers(unit: Unit, found: Iterable[ShiftView], records: dict[str, DutyRecord]) -> Iterable[Task]:
    for shift in found:
        row = records.get(shift.id)
        if row is not None and row.handover and row.read_at is None and row.created_by != unit.actor.account:
            yield Task(
                key=f"duty_handover:{row.id}",
                title=_("Read the handover of the shift before"),
                why=_("{name} left it on {day}.").format(name=shift.person, day=shift.day.isoformat()),
                urgency=Urgency.DUE,
                target=Target("duty", shift.id),
            )


@query(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit=_NAMES_AND_TIMES)
def duty_step(unit: Unit) -> StepState:
    """Return how far the roster of the present school year is, for the wizard."""
    year = school_year_of(unit.clock.today())
    patterns = unit.db.scalar(select(func.count()).select_from(ShiftPattern)) or 0
    last = unit.db.scalar(select(func.max(DutyShift.day)))
    made = last is not None and school_year_of(last) >= year
    facts = [n_("{count} shift a week is entered.", "{count} shifts a week are entered.", patterns)]
    if made and last is not None:
        facts.append(_("The roster reaches until {day}.").format(day=last.isoformat()))
    return StepState(done=made, facts=tuple(facts))
