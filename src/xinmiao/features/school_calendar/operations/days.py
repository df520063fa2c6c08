"""Writing terms and days of the school's own, and noting that official days were looked at."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.school_calendar.model import OfficialYear, OwnDay, Term
from xinmiao.features.school_calendar.operations import reading
from xinmiao.features.school_calendar.operations.official import official
from xinmiao.features.school_calendar.records import OwnDayView, TermView
from xinmiao.features.school_calendar.rules import checks, days
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.vault.unit import Unit


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.term_saved")
def save_term(unit: Unit, term: TermView) -> str:
    """Save a term, a new one where it has no id, and return its id.

    Raises:
        ValidationFailed: the last day lies before the first, it is too long, or another term overlaps.
        Conflict: somebody changed it meanwhile.
    """
    others = [other for other in reading.terms(unit) if other.id != term.id]
    if problems := checks.term_problems(term, others):
        raise ValidationFailed(problems)
    row = unit.editable(Term, term.id, term.version) if term.id else Term(id=unit.ids.new())
    row.first_day, row.last_day, row.second = term.first_day, term.last_day, term.second
    unit.db.add(row)
    unit.concerns("term", row.id)
    look_at_official(unit, missing_only=True)
    return row.id


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.term_removed")
def remove_term(unit: Unit, opened: TermView) -> None:
    """Take a term out; its weeks have no numbers any more."""
    unit.concerns("term", opened.id)
    unit.db.delete(unit.editable(Term, opened.id, opened.version))


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.day_saved")
def save_own_day(unit: Unit, day: OwnDayView) -> str:
    """Save days of the school's own, new ones where there is no id, and return the id.

    Nothing that stands on these days is moved: ask `affected_since` for it.

    Raises:
        ValidationFailed: a value is refused.
        Conflict: somebody changed them meanwhile.
    """
    if problems := checks.own_day_problems(day):
        raise ValidationFailed(problems)
    row = unit.editable(OwnDay, day.id, day.version) if day.id else OwnDay(id=unit.ids.new())
    put_own_day(row, day)
    unit.db.add(row)
    unit.concerns("own_day", row.id)
    look_at_official(unit, missing_only=True)
    return row.id


def put_own_day(row: OwnDay, day: OwnDayView) -> None:
    """Put what a view says into a row."""
    row.first_day, row.last_day, row.kind, row.title = day.first_day, day.last_day, day.kind, day.title.strip()
    row.grades = tuple(str(grade) for grade in day.grades) or None
    row.follows, row.uid = day.follows, day.uid or None


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.day_removed")
def remove_own_day(unit: Unit, opened: OwnDayView) -> None:
    """Take days of the school's own out; they are again what they were."""
    unit.concerns("own_day", opened.id)
    unit.db.delete(unit.editable(OwnDay, opened.id, opened.version))


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.official_noted")
def note_official(unit: Unit) -> None:
    """Note that the official days the program knows were looked at; what differs later is told anew."""
    look_at_official(unit, missing_only=False)


def look_at_official(unit: Unit, *, missing_only: bool) -> None:
    """Keep the official days of each year from last year on as they are known now.

    With `missing_only` only when none were ever kept: then nothing can stand on what was known before.
    """
    kept = {row.year: row for row in unit.db.scalars(select(OfficialYear))}
    if missing_only and kept:
        return
    known, first = official(), unit.clock.today().year - 1
    for year in sorted({*(year for year in known.years if year >= first), first, first + 1, *kept}):
        row = kept.get(year) or OfficialYear(id=unit.ids.new(), year=year)
        row.days = days.written(known.of_year(year))
        unit.db.add(row)
