"""The rows of duty as views, for the operations beside this module."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from xinmiao.features.duty.model import DutyLeave, DutyPerson, DutyShift, PatternPerson, ShiftPattern
from xinmiao.features.duty.records import DutyPersonView, LeaveView, PatternView, ShiftView
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import RoomView
from xinmiao.features.staff import operations as staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.vault.readable import has_days, has_span
from xinmiao.vault.unit import Unit


@dataclass(frozen=True)
class Book:
    """Names of people and rooms, read once for many views."""

    staff: Mapping[str, StaffLine]
    rooms: Mapping[str, RoomView]

    def name(self, staff_id: str | None) -> str:
        """Return somebody's name, or an empty text."""
        line = self.staff.get(staff_id or "")
        return "" if line is None else line.name

    def account(self, staff_id: str) -> str | None:
        """Return the account of somebody, if he has one."""
        line = self.staff.get(staff_id)
        return None if line is None else line.account_id

    def shift(self, row: DutyShift) -> ShiftView:
        """Return a shift with its names."""
        room = self.rooms.get(row.room_id or "")
        other = row.planned_id is not None and row.planned_id != row.staff_id
        return ShiftView(
            id=row.id,
            day=row.day,
            name=row.name,
            starts=row.starts,
            ends=row.ends,
            staff_id=row.staff_id,
            person=self.name(row.staff_id),
            room_id=row.room_id,
            room="" if room is None else room.name,
            pattern_id=row.pattern_id,
            planned=self.name(row.planned_id) if other else "",
            by_hand=row.by_hand,
            signed_in_at=row.signed_in_at,
            signed_out_at=row.signed_out_at,
            account_id=self.account(row.staff_id),
            version=row.version,
        )


def book(unit: Unit) -> Book:
    """Return the names of all staff members and rooms."""
    lines = unit.run(staff.list_staff.bind(include_left=True))
    rooms = unit.run(calendar.list_rooms.bind())
    return Book({line.id: line for line in lines}, {room.id: room for room in rooms})


def patterns(unit: Unit) -> tuple[PatternView, ...]:
    """Return the pattern of shifts by weekday and time."""
    only: dict[str, list[str]] = defaultdict(list)
    for row in unit.db.scalars(select(PatternPerson).order_by(PatternPerson.staff_id)):
        only[row.pattern_id].append(row.staff_id)
    found = (
        PatternView(
            name=row.name,
            weekday=row.weekday,
            starts=row.starts,
            ends=row.ends,
            persons=row.persons,
            period=row.period or "",
            room_id=row.room_id,
            only=tuple(only[row.id]),
            id=row.id,
            version=row.version,
        )
        for row in unit.db.scalars(select(ShiftPattern).where(has_span(ShiftPattern.starts, ShiftPattern.ends)))
    )
    return tuple(sorted(found, key=lambda each: (each.weekday.number, each.starts, each.ends, each.id)))


def persons(unit: Unit, names: Book) -> tuple[DutyPersonView, ...]:
    """Return who takes part and still works here, by name."""
    found = (
        DutyPersonView(row.staff_id, names.name(row.staff_id), row.weekdays or (), names.account(row.staff_id))
        for row in unit.db.scalars(select(DutyPerson))
        if row.staff_id in names.staff and not names.staff[row.staff_id].has_left
    )
    return tuple(sorted(found, key=lambda each: (names.staff[each.staff_id].pinyin, each.name, each.staff_id)))


def shifts(unit: Unit, names: Book, first: date, last: date, *more: ColumnElement[bool]) -> tuple[ShiftView, ...]:
    """Return the shifts from a day to a day, by day and time."""
    readable = (has_days(DutyShift.day), has_span(DutyShift.starts, DutyShift.ends))
    statement = select(DutyShift).where(DutyShift.day >= first, DutyShift.day <= last, *readable, *more)
    return in_order(names.shift(row) for row in unit.db.scalars(statement))


def in_order(found: Iterable[ShiftView]) -> tuple[ShiftView, ...]:
    """Return shifts by day, time and name."""
    return tuple(sorted(found, key=lambda each: (each.day, each.starts, each.ends, each.person, each.id)))


def leaves(unit: Unit, names: Book, first: date, last: date) -> tuple[LeaveView, ...]:
    """Return the leave that touches some days, by first day."""
    statement = (
        select(DutyLeave)
        .where(
            DutyLeave.first_day <= last,
            DutyLeave.last_day >= first,
            has_days(DutyLeave.first_day, DutyLeave.last_day),
        )
        .order_by(DutyLeave.first_day, DutyLeave.id)
    )
    return tuple(
        LeaveView(row.staff_id, row.first_day, row.last_day, row.kind, names.name(row.staff_id), row.id, row.version)
        for row in unit.db.scalars(statement)
    )
