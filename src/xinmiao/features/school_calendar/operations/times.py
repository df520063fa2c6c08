"""Writing period tables, own lessons, opening hours and rooms."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from xinmiao.features.school_calendar.model import (
    OpeningHours,
    OwnLesson,
    Period,
    PeriodTable,
    Room,
    RoomClosing,
)
from xinmiao.features.school_calendar.operations import reading
from xinmiao.features.school_calendar.records import (
    HoursView,
    OwnLessonView,
    PeriodTableView,
    PeriodView,
    RoomView,
)
from xinmiao.features.school_calendar.rules import checks
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.vault.unit import Unit


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.table_saved")
def save_period_table(unit: Unit, table: PeriodTableView) -> str:
    """Save a period table with its periods, a new one where it has no id, and return its id.

    Nothing that stands on old periods is moved: ask `affected_by_table` for it.

    Raises:
        ValidationFailed: periods overlap or end before they begin; another table begins on the same day.
        Conflict: somebody changed it meanwhile.
    """
    others = [other for other in reading.tables(unit) if other.id != table.id]
    if problems := checks.table_problems(table, others):
        raise ValidationFailed(problems)
    row = unit.editable(PeriodTable, table.id, table.version) if table.id else PeriodTable(id=unit.ids.new())
    row.name, row.stage, row.valid_from = table.name.strip(), table.stage, table.valid_from
    unit.db.add(row)
    unit.concerns("period_table", row.id)
    _put_periods(unit, row.id, table.periods)
    return row.id


def _put_periods(unit: Unit, table_id: str, periods: Iterable[PeriodView]) -> None:
    kept = {row.id: row for row in unit.db.scalars(select(Period).where(Period.table_id == table_id))}
    for view in periods:
        row = kept.pop(view.id, None) or Period(id=unit.ids.new(), table_id=table_id)
        row.name, row.kind, row.starts, row.ends = view.name.strip(), view.kind, view.starts, view.ends
        unit.db.add(row)
    for row in kept.values():
        unit.db.delete(row)


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.table_removed")
def remove_period_table(unit: Unit, opened: PeriodTableView) -> None:
    """Take a period table out; the one before it is in force again."""
    unit.concerns("period_table", opened.id)
    unit.db.delete(unit.editable(PeriodTable, opened.id, opened.version))
    _put_periods(unit, opened.id, ())


@command(requires=Permission.OWN_LESSON_WRITE, scope=Scope.OWN_ACCOUNT, audit="calendar.lesson_saved")
def save_lesson(unit: Unit, lesson: OwnLessonView) -> str:
    """Save a lesson of the acting account, whatever account it names, and return its id.

    Raises:
        ValidationFailed: a value is refused.
        NotFound: it is somebody else's.
        Conflict: it was changed meanwhile.
    """
    if problems := checks.lesson_problems(lesson):
        raise ValidationFailed(problems)
    row = _own(unit, lesson) if lesson.id else OwnLesson(id=unit.ids.new(), account_id=unit.actor.account)
    row.weekday, row.weeks, row.starts, row.ends = lesson.weekday, lesson.weeks, lesson.starts, lesson.ends
    row.period, row.stage, row.subject = lesson.period or None, lesson.stage, lesson.subject.strip()
    row.from_date, row.until_date = lesson.from_date, lesson.until_date
    row.class_label = lesson.class_label.strip() or None
    unit.db.add(row)
    unit.concerns("own_lesson", row.id)
    return row.id


@command(requires=Permission.OWN_LESSON_WRITE, scope=Scope.OWN_ACCOUNT, audit="calendar.lesson_removed")
def remove_lesson(unit: Unit, opened: OwnLessonView) -> None:
    """Take a lesson of the acting account out.

    Raises:
        NotFound: it is somebody else's.
    """
    unit.concerns("own_lesson", opened.id)
    unit.db.delete(_own(unit, opened))


def _own(unit: Unit, lesson: OwnLessonView) -> OwnLesson:
    row = unit.editable(OwnLesson, lesson.id, lesson.version)
    if row.account_id != unit.actor.account:
        raise NotFound
    return row


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.hours_saved")
def save_hours(unit: Unit, hours: tuple[HoursView, ...]) -> None:
    """Put these opening hours in the place of the ones before.

    Raises:
        ValidationFailed: hours overlap or end before they begin.
    """
    if problems := checks.hours_problems(hours):
        raise ValidationFailed(problems)
    before = {(row.weekday, row.starts, row.ends): row for row in unit.db.scalars(select(OpeningHours))}
    for each in hours:
        if before.pop((each.weekday, each.starts, each.ends), None) is None:
            unit.db.add(OpeningHours(id=unit.ids.new(), weekday=each.weekday, starts=each.starts, ends=each.ends))
    for row in before.values():
        unit.db.delete(row)


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.room_saved")
def save_room(unit: Unit, room: RoomView) -> str:
    """Save a room with the days on which it is closed, a new one where it has no id, and return its id.

    Raises:
        ValidationFailed: a value is refused, or there is a room of this name.
        Conflict: somebody changed it meanwhile.
    """
    others = [other for other in reading.rooms(unit) if other.id != room.id]
    if problems := checks.room_problems(room, others):
        raise ValidationFailed(problems)
    row = unit.editable(Room, room.id, room.version) if room.id else Room(id=unit.ids.new())
    row.name, row.capacity, row.place = room.name.strip(), room.capacity, room.place.strip() or None
    row.in_use = room.in_use
    unit.db.add(row)
    unit.concerns("room", row.id)
    _put_closings(unit, row.id, room)
    return row.id


def _put_closings(unit: Unit, room_id: str, room: RoomView) -> None:
    kept = {row.id: row for row in unit.db.scalars(select(RoomClosing).where(RoomClosing.room_id == room_id))}
    for closing in room.closings:
        row = kept.pop(closing.id, None) or RoomClosing(id=unit.ids.new(), room_id=room_id)
        row.first_day, row.last_day, row.reason = closing.first_day, closing.last_day, closing.reason.strip()
        unit.db.add(row)
    for row in kept.values():
        unit.db.delete(row)


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.room_retired")
def remove_room(unit: Unit, opened: RoomView) -> None:
    """Use a room no more; it stays, because appointments of the past name it."""
    unit.concerns("room", opened.id)
    unit.editable(Room, opened.id, opened.version).in_use = False
