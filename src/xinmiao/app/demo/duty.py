"""The invented duty roster: three weeks stood with their records, the rest of the term to come, a swap that waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from xinmiao.app.demo.groups import SetClock
from xinmiao.app.workspace import Workspace
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import (
    DutyPersonView,
    DutyRecordDraft,
    LeaveKind,
    LeaveView,
    PatternView,
    RosterRequest,
    ShiftView,
)
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.school_days import monday_of

R = TypeVar("R")

_WORKDAYS = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)
_COLLEAGUES = 5
_BACK = timedelta(days=21)
_AHEAD = timedelta(days=110)
_RECORDS = (
    (2, "", "", ""),
    (3, "一名同学在门口等了很久才进来。", "德育处，当天放学前", "下午若再来，请先让他坐一会儿。"),
    (0, "", "", ""),
    (1, "", "", "沙盘用具少一件，已记在柜门上。"),
)


@dataclass(frozen=True)
class DutyRoom:
    """What inventing needs: the counsellor's workspace, the clock, and until when."""

    workspace: Workspace
    clock: SetClock
    until: datetime

    def run(self, bound: Bound[R]) -> R:
        """Run an operation as the counsellor."""
        return self.workspace.run(bound).value


def invent_duty(room: DutyRoom) -> None:
    """Enter the pattern, who takes part, the roster of the term, and what three weeks left behind."""
    today = room.until.astimezone().date()
    begin = monday_of(today) - _BACK
    people = _people(room)
    _patterns(room, people)
    room.clock.set_to(_at(begin, 8 * 60))
    plan = room.run(duty.preview_roster.bind(RosterRequest(begin, begin + _AHEAD), ()))
    room.run(duty.save_roster.bind(plan, ()))
    shifts = room.run(duty.get_roster.bind(begin, today)).shifts
    for place, shift in enumerate(shifts):
        if (shift.day, shift.ends) < (today, _minute(room.until)):
            _stood(room, shift, place)
    room.clock.set_to(room.until)
    _changes(room, people, today)
    room.clock.set_to(None)


def _people(room: DutyRoom) -> list[str]:
    own = room.run(staff.member_of_account.bind(room.workspace.actor.account))
    others = [line.id for line in room.run(staff.list_staff.bind()) if line.id != own]
    others = others[:: max(len(others) // _COLLEAGUES, 1)][:_COLLEAGUES]  # they stand in the order of their names
    persons = [DutyPersonView(id_, "") for id_ in (own, *others[:-1])]
    persons.append(DutyPersonView(others[-1], "", (Weekday.WEDNESDAY,)))
    room.run(duty.save_duty_persons.bind(tuple(persons)))
    return [person.staff_id for person in persons]


def _patterns(room: DutyRoom, people: list[str]) -> None:
    first = next(each for each in room.run(calendar.list_rooms.bind()) if not each.closings).id
    for name, period, span, days, only in (
        ("午间", "午休", (715, 810), _WORKDAYS, ()),
        ("放学后", "课后", (970, 1030), _WORKDAYS, ()),
        ("晚自习", "晚自习", (1120, 1210), (Weekday.TUESDAY, Weekday.THURSDAY), tuple(people[:3])),
    ):
        pattern = PatternView(name, days[0], *span, 1, period, first, only)
        room.run(duty.add_pattern.bind(pattern, days))


def _stood(room: DutyRoom, shift: ShiftView, place: int) -> None:
    """Sign in and out by the list on the door, and write the record; now and then one is missing."""
    room.clock.set_to(_at(shift.day, shift.ends + 5))
    room.run(duty.sign_duty.bind(shift, _at(shift.day, shift.starts - place % 4), _at(shift.day, shift.ends)))
    if place % 9 != 5:  # noqa: PLR2004 -- one in nine is forgotten
        visitors, events, reported, handover = _RECORDS[place % len(_RECORDS)]
        room.run(duty.save_duty_record.bind(DutyRecordDraft(shift.id, visitors, events, reported, handover)))


def _changes(room: DutyRoom, people: list[str], today: date) -> None:
    """Somebody is away next week, and a swap waits for an answer."""
    monday = monday_of(today) + timedelta(days=7)
    room.run(duty.save_leave.bind(LeaveView(people[2], monday, monday + timedelta(days=1), LeaveKind.TRAINING)))
    coming = room.run(duty.get_roster.bind(today + timedelta(days=1), today + timedelta(days=20))).shifts
    given = next(shift for shift in coming if shift.staff_id == people[0])
    for other in room.run(duty.who_could_stand.bind(given.id, ())):
        if other.problem is None:
            room.run(duty.ask_swap.bind(given, other.staff_id, None, ()))
            return


def _at(day: date, minutes: int) -> datetime:
    return (datetime.combine(day, time()) + timedelta(minutes=minutes)).astimezone()


def _minute(moment: datetime) -> int:
    local = moment.astimezone()
    return local.hour * 60 + local.minute
