"""The calendar's rows as views, for the operations beside this module."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from xinmiao.features.school_calendar.model import (
    OpeningHours,
    OwnDay,
    OwnLesson,
    Period,
    PeriodTable,
    Room,
    RoomClosing,
    Term,
)
from xinmiao.features.school_calendar.operations.official import official
from xinmiao.features.school_calendar.records import (
    ClosingView,
    HoursView,
    OwnDayView,
    OwnLessonView,
    PeriodTableView,
    PeriodView,
    RoomView,
    TermView,
)
from xinmiao.features.school_calendar.rules.days import facts_of
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.vault.answers import once_a_unit
from xinmiao.vault.readable import has_days, has_span
from xinmiao.vault.unit import Unit


@once_a_unit
def terms(unit: Unit) -> tuple[TermView, ...]:
    """Return all terms by their first days."""
    found = unit.db.scalars(select(Term).where(has_days(Term.first_day, Term.last_day)).order_by(Term.first_day))
    return tuple(TermView(row.first_day, row.last_day, row.second, row.id, row.version) for row in found)


@once_a_unit
def own_days(unit: Unit) -> tuple[OwnDayView, ...]:
    """Return all days of the school's own by their first days."""
    readable = select(OwnDay).where(has_days(OwnDay.first_day, OwnDay.last_day))
    return tuple(_own_day(row) for row in unit.db.scalars(readable.order_by(OwnDay.first_day, OwnDay.id)))


def _own_day(row: OwnDay) -> OwnDayView:
    return OwnDayView(
        first_day=row.first_day,
        last_day=row.last_day,
        kind=row.kind,
        title=row.title,
        grades=tuple(int(grade) for grade in row.grades or ()),
        follows=row.follows,
        uid=row.uid or "",
        id=row.id,
        version=row.version,
    )


@once_a_unit
def facts(unit: Unit) -> SchoolDays:
    """Return the facts of all days."""
    return facts_of(official(), own_days(unit), terms(unit))


@once_a_unit
def tables(unit: Unit) -> tuple[PeriodTableView, ...]:
    """Return all period tables, the newest first, with their periods by time."""
    periods: dict[str, list[PeriodView]] = defaultdict(list)
    for row in unit.db.scalars(select(Period).where(has_span(Period.starts, Period.ends)).order_by(Period.starts)):
        periods[row.table_id].append(PeriodView(row.name, row.kind, row.starts, row.ends, row.id))
    readable = select(PeriodTable).where(has_days(PeriodTable.valid_from))
    found = unit.db.scalars(readable.order_by(PeriodTable.valid_from.desc(), PeriodTable.id))
    return tuple(
        PeriodTableView(row.name, row.valid_from, row.stage, tuple(periods[row.id]), row.id, row.version)
        for row in found
    )


def lessons(unit: Unit, account_id: str) -> tuple[OwnLessonView, ...]:
    """Return the lessons of an account by weekday and time."""
    readable = (
        has_span(OwnLesson.starts, OwnLesson.ends),
        has_days(OwnLesson.from_date, OwnLesson.until_date),
    )
    found = unit.db.scalars(select(OwnLesson).where(OwnLesson.account_id == account_id, *readable))
    made = (
        OwnLessonView(
            account_id=row.account_id,
            weekday=row.weekday,
            starts=row.starts,
            ends=row.ends,
            subject=row.subject,
            from_date=row.from_date,
            until_date=row.until_date,
            weeks=row.weeks,
            class_label=row.class_label or "",
            period=row.period or "",
            stage=row.stage,
            id=row.id,
            version=row.version,
        )
        for row in found
    )
    return tuple(sorted(made, key=lambda each: (each.weekday.number, each.starts, each.id)))


@once_a_unit
def hours(unit: Unit) -> tuple[HoursView, ...]:
    """Return the opening hours by weekday and time."""
    readable = select(OpeningHours).where(has_span(OpeningHours.starts, OpeningHours.ends))
    found = (HoursView(row.weekday, row.starts, row.ends) for row in unit.db.scalars(readable))
    return tuple(sorted(found, key=lambda each: (each.weekday.number, each.starts)))


@once_a_unit
def rooms(unit: Unit) -> tuple[RoomView, ...]:
    """Return all rooms by name, with the days on which they are closed."""
    closings: dict[str, list[ClosingView]] = defaultdict(list)
    readable = select(RoomClosing).where(has_days(RoomClosing.first_day, RoomClosing.last_day))
    for row in unit.db.scalars(readable.order_by(RoomClosing.first_day)):
        closings[row.room_id].append(ClosingView(row.first_day, row.last_day, row.reason, row.id))
    return tuple(
        RoomView(row.name, row.capacity, row.place or "", row.in_use, tuple(closings[row.id]), row.id, row.version)
        for row in unit.db.scalars(select(Room).order_by(Room.in_use.desc(), Room.name))
    )
