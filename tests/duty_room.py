"""A school with a calendar, staff and a pattern of shifts, for the tests of duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from schools import School
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import DutyPersonView, PatternView, RosterRequest, RosterView, ShiftView
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import (
    WEEKDAYS,
    HoursView,
    PeriodKind,
    PeriodTableView,
    PeriodView,
    RoomView,
    TermView,
    Weekday,
)
from xinmiao.features.staff import operations as staff

MONDAY = date(2026, 11, 23)
LAST = MONDAY + timedelta(days=18)
NOON, AFTER = (740, 790), (960, 1020)
WORKDAYS = WEEKDAYS[:5]


@dataclass
class DutyRoom:
    """The staff by name, a room, and the school they are at."""

    school: School
    people: dict[str, str]
    room_id: str

    def roster(self, first: date = MONDAY, last: date = LAST) -> RosterView:
        """Return the shifts of some days."""
        return self.school.run(duty.get_roster.bind(first, last))

    def shifts_of(self, name: str, first: date = MONDAY, last: date = LAST) -> list[ShiftView]:
        """Return somebody's shifts."""
        return [shift for shift in self.roster(first, last).shifts if shift.person == name]

    def make(self, first: date = MONDAY, last: date = LAST, *, keep_hand: bool = True) -> int:
        """Make a roster and save it."""
        plan = self.school.run(duty.preview_roster.bind(RosterRequest(first, last, keep_hand), ()))
        return self.school.run(duty.save_roster.bind(plan, ()))

    def take_part(self, **weekdays: tuple[Weekday, ...]) -> None:
        """Let everybody take part, some on some weekdays only."""
        persons = tuple(DutyPersonView(id_, name, weekdays.get(name, ())) for name, id_ in self.people.items())
        self.school.run(duty.save_duty_persons.bind(persons))


def make_duty_room(school: School, *names: str, account: str = "account-counsellor") -> DutyRoom:
    """Enter a term, periods, hours, a room, staff (the first one with the account), noon and after-school shifts."""
    run = school.run
    run(calendar.save_term.bind(TermView(date(2026, 9, 1), date(2027, 1, 15), second=False)))
    periods = (
        PeriodView("第1节", PeriodKind.LESSON, 480, 525),
        PeriodView("午休", PeriodKind.NOON, *NOON),
        PeriodView("课后", PeriodKind.AFTER_SCHOOL, *AFTER),
    )
    run(calendar.save_period_table.bind(PeriodTableView("作息", date(2026, 9, 1), None, periods)))
    run(calendar.save_hours.bind(tuple(HoursView(day, *NOON) for day in WORKDAYS)))
    room_id = run(calendar.save_room.bind(RoomView("辅导室", 3)))
    people = {}
    for place, name in enumerate(names or ("周老师", "王老师", "李老师")):
        people[name] = run(staff.add_staff.bind({"name": name, "duties": f"组{place}"}))
    first = run(staff.get_staff.bind(next(iter(people.values()))))
    run(staff.link_account.bind(first, account))
    made = DutyRoom(school, people, room_id)
    made.take_part()
    for day in WORKDAYS:
        run(duty.save_pattern.bind(PatternView("午间", day, *NOON, 1, "午休", room_id)))
        run(duty.save_pattern.bind(PatternView("放学后", day, *AFTER, 1, "", room_id)))
    return made
