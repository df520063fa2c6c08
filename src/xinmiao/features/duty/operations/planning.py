"""Making the roster of a term: the preview, and saving what was previewed in one step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from xinmiao.features.duty.model import DutyShift, DutySwap
from xinmiao.features.duty.operations import reading
from xinmiao.features.duty.operations.standing import Source, busy_of
from xinmiao.features.duty.records import (
    DutyPersonView,
    PatternView,
    PersonCount,
    PlannedShift,
    RosterPlan,
    RosterRequest,
    ShiftView,
    SwapState,
)
from xinmiao.features.duty.rules import checks, generating
from xinmiao.features.duty.rules.slots import Candidate, slots_of
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import DayFrame
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.texts import Text, _, n_
from xinmiao.vault.unit import Unit

_DAY = timedelta(days=1)
_NAMED = 8


@dataclass(frozen=True)
class _Ground:
    """What a roster is made on, read once."""

    request: RosterRequest
    names: reading.Book
    frames: tuple[DayFrame, ...]
    patterns: tuple[PatternView, ...]
    persons: tuple[DutyPersonView, ...]
    kept: tuple[ShiftView, ...]
    replaced: tuple[ShiftView, ...]
    earlier: Counter[str]
    facts: SchoolDays


@query(
    requires=Permission.DUTY_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("a preview of names and times; nothing is written"),
)
def preview_roster(unit: Unit, request: RosterRequest, sources: tuple[Source, ...]) -> RosterPlan:
    """Return the roster of a span as it would be made; `sources` are the occupancies of all features.

    Raises:
        ValidationFailed: the span begins in the past, ends before it begins, or is too long.
        RuleBroken: there is no pattern, or nobody takes part.
    """
    return _plan(unit, _ground(unit, request), sources)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.roster_saved")
def save_roster(unit: Unit, plan: RosterPlan, sources: tuple[Source, ...]) -> int:
    """Save a previewed roster, all or nothing, and return how many shifts were made.

    It is made again inside the transaction: what is saved is what was shown, or nothing.

    Raises:
        Conflict: something changed since the preview.
    """
    ground = _ground(unit, plan.request)
    again = _plan(unit, ground, sources)
    if (again.made, again.replaced) != (plan.made, plan.replaced):
        raise Conflict(_("Something changed since the preview was made."), _("Look at the new preview, then save it."))
    unit.delete_many(DutyShift, [shift.id for shift in ground.replaced])
    unit.add_many(DutyShift, [_row(unit, shift) for shift in again.made])
    unit.remark(made=len(again.made), replaced=again.replaced)
    return len(again.made)


def _row(unit: Unit, shift: PlannedShift) -> dict[str, Any]:
    names = ("day", "name", "starts", "ends", "pattern_id", "room_id", "staff_id")
    values = {name: getattr(shift, name) for name in names}
    return values | {"id": unit.ids.new(), "planned_id": shift.staff_id, "by_hand": False}


def _ground(unit: Unit, request: RosterRequest) -> _Ground:
    if problems := checks.request_problems(request, unit.clock.today()):
        raise ValidationFailed(problems)
    names = reading.book(unit)
    patterns, persons = reading.patterns(unit), reading.persons(unit, names)
    if not patterns:
        raise RuleBroken(_("There is no pattern of shifts yet."), _("Enter the shifts of a week first."))
    if not persons:
        raise RuleBroken(_("Nobody takes part in duty yet."), _("Choose who takes part first."))
    standing = reading.shifts(unit, names, request.first, request.last)
    asked_for = _asked_for(unit)
    kept = tuple(s for s in standing if generating.stays(s, keep_hand=request.keep_hand, asked_for=asked_for))
    stay = {shift.id for shift in kept}
    facts = unit.run(calendar.get_school_days.bind())
    return _Ground(
        request=request,
        names=names,
        frames=unit.run(calendar.school_day_frames.bind(request.first, request.last)),
        patterns=patterns,
        persons=persons,
        kept=kept,
        replaced=tuple(shift for shift in standing if shift.id not in stay),
        earlier=_earlier(unit, names, facts, request.first),
        facts=facts,
    )


def _asked_for(unit: Unit) -> frozenset[str]:
    """Return the shifts of swaps that wait for an answer."""
    rows = unit.db.scalars(select(DutySwap).where(DutySwap.state == SwapState.ASKED))
    return frozenset(shift_id for row in rows for shift_id in (row.shift_id, row.other_shift_id) if shift_id)


def _earlier(unit: Unit, names: reading.Book, facts: SchoolDays, first: date) -> Counter[str]:
    """Return how often each stood in the term before a day."""
    term = next((term for term in facts.terms if term.first < first <= term.last), None)
    if term is None:
        return Counter()
    return Counter(shift.staff_id for shift in reading.shifts(unit, names, term.first, first - _DAY))


def _plan(unit: Unit, ground: _Ground, sources: tuple[Source, ...]) -> RosterPlan:
    slots = slots_of(ground.frames, ground.patterns, ground.kept)
    filled = generating.fill(slots, _candidates(unit, ground, sources))
    made = Counter([*(shift.staff_id for shift in filled.made), *(shift.staff_id for shift in ground.kept)])
    counts = tuple(
        PersonCount(person.staff_id, person.name, made[person.staff_id], ground.earlier[person.staff_id])
        for person in ground.persons
    )
    return RosterPlan(
        request=ground.request,
        made=filled.made,
        names={person.staff_id: person.name for person in ground.persons},
        counts=counts,
        uneven=filled.uneven,
        unfilled=tuple(
            _("Nobody can stand: {shift}").format(shift=generating.slot_words(slot)) for slot in filled.unfilled
        ),
        by_hand=tuple(_hand_words(ground)),
        notes=tuple(_notes(ground)),
        replaced=len(ground.replaced),
    )


def _candidates(unit: Unit, ground: _Ground, sources: tuple[Source, ...]) -> tuple[Candidate, ...]:
    request, days = ground.request, [frame.day for frame in ground.frames]
    busy = busy_of(unit, ground.persons, request.first, request.last, sources)
    spells: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for leave in reading.leaves(unit, ground.names, request.first, request.last):
        spells[leave.staff_id].append((leave.first_day, leave.last_day))
    for shift in ground.kept:
        busy[shift.staff_id].setdefault(shift.day, []).append((shift.starts, shift.ends))
    stay = Counter(shift.staff_id for shift in ground.kept)
    starts = generating.head_starts({person.staff_id: ground.earlier[person.staff_id] for person in ground.persons})
    return tuple(
        Candidate(
            staff_id=person.staff_id,
            name=person.name,
            weekdays=person.weekdays,
            away=generating.away_days(spells[person.staff_id], days),
            busy={day: tuple(spans) for day, spans in busy[person.staff_id].items()},
            before=starts[person.staff_id] + stay[person.staff_id],
        )
        for person in ground.persons
    )


def _hand_words(ground: _Ground) -> Iterable[Text]:
    """Return the shifts changed by hand, and whether they stay."""
    kept = _("Stays: {shift} {name}"), [shift for shift in ground.kept if shift.by_hand]
    gone = _("Is made anew: {shift} {name}"), [shift for shift in ground.replaced if shift.by_hand]
    for words, shifts in (kept, gone):
        for shift in shifts:
            when = f"{checks.span_words(shift.day, shift.starts, shift.ends)} {shift.name}"
            yield words.format(shift=when, name=shift.person)


def _notes(ground: _Ground) -> Iterable[Text]:
    yield from unofficial_words(unofficial_years(ground.facts, ground.request.first, ground.request.last))
    if not ground.frames:
        yield _("There is no school day in this span.")
    closed = list(_closed(ground.frames, ground.patterns, ground.names))
    for room, days in closed[:_NAMED]:
        words = n_("{room} is closed on {count} duty day.", "{room} is closed on {count} duty days.", days)
        yield words.format(room=room)


def _closed(
    frames: Sequence[DayFrame], patterns: Iterable[PatternView], names: reading.Book
) -> Iterable[tuple[str, int]]:
    for room_id in dict.fromkeys(pattern.room_id for pattern in patterns if pattern.room_id):
        room = names.rooms.get(room_id)
        days = sum(room is not None and room.closed_on(frame.day) is not None for frame in frames)
        if room is not None and days:
            yield room.name, days


def unofficial_years(facts: SchoolDays, first: date, last: date) -> tuple[int, ...]:
    """Return the years of a span of which no official holidays are known."""
    return tuple(year for year in range(first.year, last.year + 1) if year not in facts.official_years)


def unofficial_words(years: Iterable[int]) -> Iterable[Text]:
    """Say that only weekends are free in some years."""
    for year in years:
        yield _("The official holidays of {year} are not known yet: only weekends count as free.").format(year=year)
