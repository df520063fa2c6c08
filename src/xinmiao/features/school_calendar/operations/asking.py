"""What the calendar answers: its pages, Today, the wizard of the school year, and the slices that stand on it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from xinmiao.features.roster.records import Stage
from xinmiao.features.school_calendar.model import OfficialYear
from xinmiao.features.school_calendar.operations import reading
from xinmiao.features.school_calendar.operations.official import official
from xinmiao.features.school_calendar.records import (
    BusySpan,
    CalendarView,
    DayFrame,
    DayTimes,
    OfficialChange,
    PeriodView,
    RoomView,
    TimesView,
)
from xinmiao.features.school_calendar.rules import days as day_rules
from xinmiao.features.school_calendar.rules import times as time_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.school_days import SchoolDays, TeachingWeek, days_of
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _, n_
from xinmiao.kernel.year_steps import StepState
from xinmiao.vault.unit import Unit

LONGEST_ASKED = timedelta(days=800)
_PLAIN = NotAudited("days and times of the school; nothing of a person's")


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def get_school_days(unit: Unit) -> SchoolDays:
    """Return the facts of days: ask them for kinds of days, school days between, teaching weeks."""
    return reading.facts(unit)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def school_days_between(unit: Unit, start: date, end: date) -> int:
    """Return how many school days lie after `start` up to and with `end`; negative when `end` is the earlier."""
    return reading.facts(unit).school_days_between(start, end)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def next_school_day(unit: Unit, day: date, count: int = 1) -> date | None:
    """Return the `count`th school day after a day; None when none comes within a year."""
    return reading.facts(unit).next_school_day(day, count)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def teaching_week_of(unit: Unit, day: date) -> TeachingWeek | None:
    """Return the teaching week of a day, or None outside all terms."""
    return reading.facts(unit).teaching_week_of(day)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def periods_on(unit: Unit, day: date, stage: Stage | None = None) -> tuple[PeriodView, ...]:
    """Return the periods of a day by the table in force; none on days without school."""
    return time_rules.periods_on(reading.tables(unit), reading.facts(unit), day, stage)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def opening_on(unit: Unit, day: date) -> tuple[tuple[int, int], ...]:
    """Return when the room is open on a day, in minutes."""
    return time_rules.opening_on(reading.hours(unit), reading.facts(unit), day)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def school_day_frames(unit: Unit, first: date, last: date) -> tuple[DayFrame, ...]:
    """Return the school days from a day to a day with their periods (of the whole school) and opening hours.

    Raises:
        ValidationFailed: more than 800 days are asked for.
    """
    _check_asked(first, last)
    facts, tables, hours = reading.facts(unit), reading.tables(unit), reading.hours(unit)
    return tuple(
        DayFrame(
            day,
            facts.weekday_followed(day),
            time_rules.periods_on(tables, facts, day, None),
            time_rules.opening_on(hours, facts, day),
        )
        for day in days_of(first, last)
        if facts.is_school_day(day)
    )


def _check_asked(first: date, last: date) -> None:
    if last - first > LONGEST_ASKED:
        raise ValidationFailed({"last": _("Please ask for at most {count} days.").format(count=LONGEST_ASKED.days)})


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def times_on(unit: Unit, days: tuple[date, ...], stage: Stage | None = None) -> tuple[DayTimes, ...]:
    """Return the periods and the opening hours of many days, in their order."""
    tables, hours, facts = reading.tables(unit), reading.hours(unit), reading.facts(unit)
    return tuple(
        DayTimes(day, time_rules.periods_on(tables, facts, day, stage), time_rules.opening_on(hours, facts, day))
        for day in days
    )


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def counsellor_busy(unit: Unit, account_id: str, first: date, last: date) -> tuple[BusySpan, ...]:
    """Return when an account gives lessons from a day to a day; appointments and shifts are their features'.

    Raises:
        ValidationFailed: more than 800 days are asked for.
    """
    _check_asked(first, last)
    return time_rules.busy(reading.lessons(unit, account_id), reading.tables(unit), reading.facts(unit), first, last)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def list_rooms(unit: Unit) -> tuple[RoomView, ...]:
    """Return all rooms, those in use first, with the days on which they are closed."""
    return reading.rooms(unit)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def get_calendar(unit: Unit) -> CalendarView:
    """Return terms, own days, the facts of days, and what official days were not looked at yet."""
    return CalendarView(reading.facts(unit), reading.terms(unit), reading.own_days(unit), official_changes(unit))


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def get_times(unit: Unit) -> TimesView:
    """Return period tables, opening hours, rooms, and the acting account's own lessons."""
    lessons = reading.lessons(unit, unit.actor.account)
    return TimesView(reading.tables(unit), reading.hours(unit), reading.rooms(unit), lessons)


@query(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def calendar_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return what the calendar asks for: no official days of this year, or others than were looked at."""
    found = [
        Task(
            key=f"calendar_official:{change.year}:{change.days[0].isoformat()}",
            title=_("Look at what the official days of {year} change").format(year=change.year),
            why=n_(
                "{count} day differs from what was known.", "{count} days differ from what was known.", len(change.days)
            ),
            urgency=Urgency.DUE,
            target=Target("school_calendar", change.days[0].isoformat()),
        )
        for change in official_changes(unit)
    ]
    year = unit.clock.today().year
    if reading.terms(unit) and year not in official().years:
        found.append(
            Task(
                key=f"calendar_unknown:{year}",
                title=_("The official holidays of {year} are not known: enter days off and make-up days").format(
                    year=year
                ),
                why=_("Only weekends count as free until then."),
                urgency=Urgency.ROUTINE,
                target=Target("school_calendar"),
            )
        )
    return tuple(found)


@query(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit=_PLAIN)
def calendar_step(unit: Unit) -> StepState:
    """Return how far the calendar of the present school year is, for the wizard."""
    year = school_year_of(unit.clock.today())
    terms = sum(school_year_of(term.first_day) == year for term in reading.terms(unit))
    tables = len(reading.tables(unit))
    facts = (
        n_("{count} term is entered.", "{count} terms are entered.", terms),
        n_("{count} period table is there.", "{count} period tables are there.", tables),
    )
    return StepState(done=bool(terms and tables), facts=facts)


def official_changes(unit: Unit) -> tuple[OfficialChange, ...]:
    """Return the years of which the program knows other official days than this school looked at."""
    kept = {row.year: row.days for row in unit.db.scalars(select(OfficialYear))}
    if not kept:
        return ()
    known = official()
    differing = (
        (year, day_rules.different(kept.get(year, "{}"), known.of_year(year)))
        for year in sorted(known.years)
        if year >= min(kept)
    )
    return tuple(OfficialChange(year, days) for year, days in differing if days)
