"""Whether somebody can stand at a time: his other shifts, leave, own lessons, and what other features say of him.

Asked again inside every transaction that puts somebody somewhere, so that nobody is ever at two places at once.
Other features are asked through their occupancies alone (`kernel.occupancies`), by the sources a page hands over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from xinmiao.features.duty.model import DutyLeave, DutyPerson, DutyShift
from xinmiao.features.duty.operations import reading
from xinmiao.features.duty.records import DutyPersonView
from xinmiao.features.duty.rules.checks import overlapping
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.operations import Operation
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.times_of_day import show_span
from xinmiao.vault.unit import Unit

Source = Operation[[date, date], tuple[Occupancy, ...]]
OWN_SOURCE = "duty.duty_occupancies"
Busy = dict[str, dict[date, list[tuple[int, int]]]]


@dataclass(frozen=True)
class Place:
    """A time on a day in which somebody is to stand; `without` are shifts that do not count."""

    day: date
    starts: int
    ends: int
    without: frozenset[str] = frozenset()


def busy_of(
    unit: Unit, persons: Iterable[DutyPersonView], first: date, last: date, sources: tuple[Source, ...]
) -> Busy:
    """Return lessons and what other features say of those with accounts, by staff member and day."""
    found: Busy = defaultdict(dict)
    by_account = {person.account_id: person.staff_id for person in persons if person.account_id}
    for account, staff_id in by_account.items():
        for span in unit.run(calendar.counsellor_busy.bind(account, first, last)):
            found[staff_id].setdefault(span.day, []).append((span.starts, span.ends))
    for each in elsewhere(unit, first, last, sources):
        if each.account_id in by_account:
            found[by_account[each.account_id]].setdefault(each.day, []).append((each.starts, each.ends))
    return found


def elsewhere(unit: Unit, first: date, last: date, sources: tuple[Source, ...]) -> tuple[Occupancy, ...]:
    """Return what other features the account may ask say of these days."""
    asked = (source for source in sources if source.name != OWN_SOURCE and unit.actor.may(source.requires))
    return tuple(each for source in asked for each in unit.run(source.bind(first, last)))


def require_free(unit: Unit, names: reading.Book, staff_id: str, place: Place, sources: tuple[Source, ...]) -> None:
    """Refuse to put somebody where he cannot be.

    Raises:
        RuleBroken: he has left, is away, has a lesson, or is somewhere else; the sentence says what.
    """
    problem = why_not(unit, names, staff_id, place, sources)
    if problem is not None:
        raise RuleBroken(problem, _("Choose another time or another person."), code="E-TWOPLACES")


def why_not(unit: Unit, names: reading.Book, staff_id: str, place: Place, sources: tuple[Source, ...]) -> Text | None:
    """Return why somebody cannot stand there, or None."""
    line = names.staff.get(staff_id)
    if line is None or line.has_left:
        return _("{name} has left the school.").format(name=names.name(staff_id))
    if _is_away(unit, staff_id, place.day):
        return _("{name} is away on this day.").format(name=line.name)
    if (shift := _other_shift(unit, staff_id, place)) is not None:
        return _("{name} stands “{shift}” at {span} already.").format(
            name=line.name, shift=shift.name, span=show_span(shift.starts, shift.ends)
        )
    return None if line.account_id is None else _why_busy(unit, line.name, line.account_id, place, sources)


def _is_away(unit: Unit, staff_id: str, day: date) -> bool:
    away = select(DutyLeave.id).where(
        DutyLeave.staff_id == staff_id, DutyLeave.first_day <= day, DutyLeave.last_day >= day
    )
    return unit.db.scalar(away.limit(1)) is not None


def _other_shift(unit: Unit, staff_id: str, place: Place) -> DutyShift | None:
    clashing = select(DutyShift).where(
        DutyShift.staff_id == staff_id,
        DutyShift.day == place.day,
        DutyShift.starts < place.ends,
        DutyShift.ends > place.starts,
    )
    return next((row for row in unit.db.scalars(clashing) if row.id not in place.without), None)


def _why_busy(unit: Unit, name: str, account: str, place: Place, sources: tuple[Source, ...]) -> Text | None:
    lessons = unit.run(calendar.counsellor_busy.bind(account, place.day, place.day))
    if span := overlapping(place.starts, place.ends, [(each.starts, each.ends) for each in lessons]):
        return _("{name} has a lesson at {span}.").format(name=name, span=show_span(*span))
    taken = [
        (each.starts, each.ends)
        for each in elsewhere(unit, place.day, place.day, sources)
        if each.account_id == account
    ]
    if span := overlapping(place.starts, place.ends, taken):
        return _("{name} is taken up otherwise at {span}.").format(name=name, span=show_span(*span))
    return None


def takes_part(unit: Unit) -> frozenset[str]:
    """Return who takes part in duty."""
    return frozenset(unit.db.scalars(select(DutyPerson.staff_id)))


def without(rows: Sequence[DutyShift]) -> frozenset[str]:
    """Return the ids of shifts that are about to change and do not count."""
    return frozenset(row.id for row in rows)
