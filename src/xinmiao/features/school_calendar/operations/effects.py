"""What stands where a change of the calendar makes it doubtful: listed for people to decide, never moved."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from xinmiao.features.school_calendar.operations import reading
from xinmiao.features.school_calendar.operations.asking import official_changes
from xinmiao.features.school_calendar.records import PeriodTableView, RoomView
from xinmiao.features.school_calendar.rules import days, times
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.occupancies import Affected, Occupancy, affected_by
from xinmiao.kernel.operations import NotAudited, Operation, query
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.vault.unit import Unit

Source = Operation[[date, date], tuple[Occupancy, ...]]
_AHEAD = timedelta(days=366)
_LISTED = NotAudited("what stands on days and times, as its feature shows it to this account")


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_LISTED)
def affected_since(unit: Unit, before: SchoolDays, sources: tuple[Source, ...]) -> tuple[Affected, ...]:
    """Return what stands on days that were otherwise `before`: own days and terms saved, moved, removed, read in.

    Days that are over are left alone, and those further than a year ahead.
    """
    today = unit.clock.today()
    changed = days.changed(before, reading.facts(unit), today, today + _AHEAD)
    found = _standing(unit, sources, min(changed, default=today), max(changed, default=today)) if changed else ()
    return affected_by(found, lambda each: changed.get(each.day))


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_LISTED)
def affected_by_official(unit: Unit, sources: tuple[Source, ...]) -> tuple[Affected, ...]:
    """Return what stands on days that the official calendar made free since the school looked at it."""
    facts = reading.facts(unit)
    changed = {day for change in official_changes(unit) for day in change.days if day >= unit.clock.today()}
    if not changed:
        return ()
    found = _standing(unit, sources, min(changed), max(changed))
    return affected_by((each for each in found if each.day in changed), partial(times.why_day_doubtful, facts))


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_LISTED)
def affected_by_table(unit: Unit, table: PeriodTableView, sources: tuple[Source, ...]) -> tuple[Affected, ...]:
    """Return what kept to the periods before and does not keep to those of `table` (saved or about to be)."""
    tables = tuple(each for each in reading.tables(unit) if not table.id or each.id != table.id)
    old = next((each for each in reading.tables(unit) if table.id and each.id == table.id), None)
    first = max(table.valid_from, unit.clock.today())
    later = (each.valid_from for each in tables if each.stage == table.stage and each.valid_from > table.valid_from)
    last = min((*(day - timedelta(days=1) for day in later), first + _AHEAD))
    before = old if old is not None and old.valid_from <= first else times.table_on(tables, first, table.stage)
    found = _standing(unit, sources, first, last)
    return affected_by(found, partial(times.why_table_doubtful, before, table))


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_LISTED)
def affected_by_room(unit: Unit, room: RoomView, sources: tuple[Source, ...]) -> tuple[Affected, ...]:
    """Return what stands in a room while it is closed as `room` (saved or about to be) says."""
    if not room.closings:
        return ()
    first = max(min(closing.first_day for closing in room.closings), unit.clock.today())
    found = _standing(unit, sources, first, max(closing.last_day for closing in room.closings))
    return affected_by(found, partial(times.why_room_doubtful, room))


def _standing(unit: Unit, sources: tuple[Source, ...], first: date, last: date) -> tuple[Occupancy, ...]:
    """Return what every feature the account may ask says of these days."""
    if last < first:
        return ()
    allowed = (source for source in sources if unit.actor.may(source.requires))
    return tuple(each for source in allowed for each in unit.run(source.bind(first, last)))
