"""The school's own days in and out by calendar files; the files are read and written by `documents.calendar_file`."""

from __future__ import annotations

from xinmiao.features.school_calendar.model import OwnDay
from xinmiao.features.school_calendar.operations import reading
from xinmiao.features.school_calendar.operations.days import look_at_official, put_own_day
from xinmiao.features.school_calendar.records import CalendarView, OwnDayView
from xinmiao.features.school_calendar.rules.checks import own_day_problems
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.vault.unit import Unit


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.days_imported")
def import_days(unit: Unit, days: tuple[OwnDayView, ...]) -> int:
    """Save what a dry run found new or changed, all or nothing, and return how many.

    Raises:
        ValidationFailed: a value is refused.
        Conflict: one of them was changed since the dry run.
    """
    for day in days:
        if problems := own_day_problems(day):
            raise ValidationFailed(problems)
        row = unit.editable(OwnDay, day.id, day.version) if day.id else OwnDay(id=unit.ids.new())
        put_own_day(row, day)
        unit.db.add(row)
    unit.remark(days=len(days))
    look_at_official(unit, missing_only=True)
    return len(days)


@command(requires=Permission.CALENDAR_EXPORT, scope=Scope.WHOLE_SCHOOL, audit="calendar.exported")
def export_days(unit: Unit) -> CalendarView:
    """Return the school's own days, terms and the official ones for a calendar file; each asking is recorded."""
    return CalendarView(reading.facts(unit), reading.terms(unit), reading.own_days(unit), ())
