"""What leaves the program: the papers of duty and somebody's shifts for a calendar file; each asking is recorded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from xinmiao.features.duty.model import DutyShift
from xinmiao.features.duty.operations import reading
from xinmiao.features.duty.operations.planning import unofficial_years
from xinmiao.features.duty.records import RosterPrint, ShiftView
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import command
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.school_days import days_of
from xinmiao.kernel.texts import tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

_WEEK = timedelta(days=6)


@command(requires=Permission.DUTY_PRINT, scope=Scope.WHOLE_SCHOOL, audit="duty.door_printed")
def collect_door_print(unit: Unit, monday: date) -> RosterPrint:
    """Return what hangs on the door for a week: names, times, opening hours."""
    return _print(unit, monday, monday + _WEEK)


@command(requires=Permission.DUTY_PRINT, scope=Scope.WHOLE_SCHOOL, audit="duty.term_printed")
def collect_term_print(unit: Unit, first: date, last: date) -> RosterPrint:
    """Return the roster of some weeks, for the file."""
    return _print(unit, first, last)


@command(requires=Permission.DUTY_PRINT, scope=Scope.WHOLE_SCHOOL, audit="duty.exported")
def export_duty(unit: Unit, staff_id: str, first: date, last: date) -> tuple[ShiftView, ...]:
    """Return somebody's shifts for a calendar file."""
    unit.concerns("staff_member", staff_id)
    return reading.shifts(unit, reading.book(unit), first, last, DutyShift.staff_id == staff_id)


def _print(unit: Unit, first: date, last: date) -> RosterPrint:
    facts = unit.run(calendar.get_school_days.bind())
    week = facts.teaching_week_of(first)
    term = "" if week is None else tr("{first} to {last}", first=week.term.first, last=week.term.last)
    return RosterPrint(
        head=paper_anchor.head_for(unit, DataFile.SCHOOL),
        first=first,
        last=last,
        shifts=reading.shifts(unit, reading.book(unit), first, last),
        opening=_opening(unit),
        term=term,
        unofficial=unofficial_years(facts, first, last),
        school_days=frozenset(day for day in days_of(first, last) if facts.is_school_day(day)),
    )


def _opening(unit: Unit) -> tuple[tuple[Weekday, str], ...]:
    spans: dict[Weekday, list[str]] = defaultdict(list)
    for each in unit.run(calendar.get_times.bind()).hours:
        spans[each.weekday].append(show_span(each.starts, each.ends))
    return tuple((weekday, tr(", ").join(found)) for weekday, found in spans.items())
