"""What a change of the calendar touches is listed from every feature the account may ask, and nothing is moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from schools import School
from xinmiao.documents.calendar_file import read_events, write_events
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.model import OfficialYear
from xinmiao.features.school_calendar.records import (
    ClosingView,
    OwnDayKind,
    OwnDayView,
    PeriodKind,
    PeriodTableView,
    PeriodView,
    RoomView,
    TermView,
    Weekday,
)
from xinmiao.features.school_calendar.rules.exchange import Effect, as_events, planned
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.vault.unit import Unit

MONDAY = date(2026, 11, 23)
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
SATURDAY = MONDAY + timedelta(days=5)
NEW_YEAR = date(2026, 10, 1)
BOOKED = tuple(
    Occupancy(Text("Appointment"), day, starts, starts + 45, f"{day:%m-%d}", Target("appointments", "x"), None, room)
    for day, starts, room in (
        (MONDAY - timedelta(days=7), 480, "r"),
        (TUESDAY, 480, "r"),
        (FRIDAY, 700, None),
        (SATURDAY, 700, None),
        (MONDAY + timedelta(days=400), 480, "r"),
    )
)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def booked(unit: Unit, first: date, last: date) -> tuple[Occupancy, ...]:
    """Return what stands on these days."""
    del unit
    return tuple(each for each in BOOKED if first <= each.day <= last)


@query(requires=Permission.CONTACT_CARD_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def of_others(unit: Unit, first: date, last: date) -> tuple[Occupancy, ...]:
    """Return what a counsellor may not ask for."""
    del unit, first, last
    raise AssertionError


@command(requires=Permission.CALENDAR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="calendar.official_noted")
def look_back(unit: Unit, days: str) -> None:
    """Keep official days as an earlier edition of the program knew them."""
    unit.db.add(OfficialYear(id=unit.ids.new(), year=2026, days=days))


SOURCES = (booked, of_others)


def lesson(starts: int) -> PeriodView:
    """Return the first lesson of a day."""
    return PeriodView("第1节", PeriodKind.LESSON, starts, starts + 45)


def days_before(school: School) -> SchoolDays:
    """Return the facts of days as they are now, to be asked of once they changed."""
    return school.run(calendar.get_school_days.bind())


def test_a_day_off_lists_what_stands_on_it(school: School) -> None:
    before = days_before(school)
    event = OwnDayView(MONDAY - timedelta(days=7), FRIDAY, OwnDayKind.EVENT, "艺术周")
    school.run(calendar.save_own_day.bind(event))
    assert school.run(calendar.affected_since.bind(before, SOURCES)) == ()
    school.run(calendar.save_own_day.bind(replace(event, kind=OwnDayKind.DAY_OFF, title="停课")))
    found = school.run(calendar.affected_since.bind(before, SOURCES))
    assert [each.what.day for each in found] == [TUESDAY, FRIDAY], "what is over is left alone"


def test_a_make_up_day_taken_away_and_one_that_follows_another_weekday_list_what_stands_there(school: School) -> None:
    saturday = OwnDayView(SATURDAY, SATURDAY, OwnDayKind.MAKE_UP, "补课")
    saved = school.run(calendar.save_own_day.bind(saturday))
    before = days_before(school)
    followed = replace(saturday, id=saved, version=1, follows=Weekday.MONDAY)
    school.run(calendar.save_own_day.bind(followed))
    (other,) = school.run(calendar.affected_since.bind(before, SOURCES))
    assert (other.what.day, "another weekday" in str(other.why)) == (SATURDAY, True)
    school.run(calendar.remove_own_day.bind(replace(followed, version=2)))
    (gone,) = school.run(calendar.affected_since.bind(before, SOURCES))
    assert (gone.what.day, "no school" in str(gone.why)) == (SATURDAY, True)


def test_a_term_that_ends_earlier_and_days_read_from_a_file_list_what_stands_there(school: School) -> None:
    term = TermView(date(2026, 9, 1), date(2027, 1, 15), second=False)
    saved = school.run(calendar.save_term.bind(term))
    school.run(calendar.save_term.bind(TermView(date(2027, 3, 1), date(2027, 7, 1), second=True)))
    before = days_before(school)
    school.run(calendar.save_term.bind(replace(term, last_day=TUESDAY, id=saved, version=1)))
    assert [each.what.day for each in school.run(calendar.affected_since.bind(before, SOURCES))] == [FRIDAY]
    school.run(calendar.import_days.bind((OwnDayView(TUESDAY, TUESDAY, OwnDayKind.DAY_OFF, "停课"),)))
    assert [each.what.day for each in school.run(calendar.affected_since.bind(before, SOURCES))] == [TUESDAY, FRIDAY]


def test_a_new_table_in_mid_term_lists_what_kept_to_the_old_one(school: School) -> None:
    school.run(calendar.save_period_table.bind(PeriodTableView("夏", date(2026, 5, 1), None, (lesson(480),))))
    winter = PeriodTableView("冬", MONDAY, None, (lesson(490),))
    found = school.run(calendar.affected_by_table.bind(winter, SOURCES))
    assert [each.what.day for each in found] == [TUESDAY], "what kept to no period before is not doubtful now"
    school.run(calendar.save_period_table.bind(winter))
    kept = school.run(calendar.get_times.bind()).tables[0]
    corrected = replace(kept, periods=(replace(kept.periods[0], starts=480, ends=525),))
    assert school.run(calendar.affected_by_table.bind(corrected, SOURCES)) == ()


def test_a_closed_room_lists_what_is_booked_in_it(school: School) -> None:
    room = RoomView("辅导室", closings=(ClosingView(MONDAY, FRIDAY, "装修"),), id="r")
    found = school.run(calendar.affected_by_room.bind(room, SOURCES))
    assert [each.what.day for each in found] == [TUESDAY]
    assert school.run(calendar.affected_by_room.bind(replace(room, closings=()), SOURCES)) == ()


def test_official_days_that_differ_are_a_task_until_they_were_looked_at(school: School) -> None:
    school.run(calendar.save_term.bind(TermView(date(2026, 9, 1), date(2027, 1, 15), second=False)))
    assert school.run(calendar.affected_by_official.bind(SOURCES)) == ()
    assert school.run(calendar.calendar_tasks.bind()) == ()


def test_days_the_program_learned_later_are_told(school: School) -> None:
    school.run(look_back.bind("{}"))
    changes = school.run(calendar.get_calendar.bind()).changes
    assert [change.year for change in changes] == [2026]
    assert NEW_YEAR in changes[0].days
    assert school.run(calendar.affected_by_official.bind(SOURCES)) == (), "nothing is booked on the days that changed"
    keys = [task.key.split(":")[:2] for task in school.run(calendar.calendar_tasks.bind())]
    assert keys == [["calendar_official", "2026"]]
    school.run(calendar.note_official.bind())
    assert school.run(calendar.get_calendar.bind()).changes == ()
    assert school.run(calendar.calendar_tasks.bind()) == ()


def test_a_calendar_file_holds_own_days_terms_and_holidays_and_read_again_changes_nothing(school: School) -> None:
    school.run(calendar.save_term.bind(TermView(date(2026, 9, 1), date(2027, 1, 15), second=False)))
    school.run(calendar.save_own_day.bind(OwnDayView(FRIDAY, FRIDAY, OwnDayKind.EVENT, "家长会")))
    kept = school.run(calendar.export_days.bind())
    events = read_events(write_events(as_events(kept), "校历", school.clock.now()))
    days = {event.title: event.first for event in events}
    assert days["家长会"] == FRIDAY
    assert (days["First term begins"], days["First term ends"]) == (date(2026, 9, 1), date(2027, 1, 15))
    assert "National Day" in days
    assert {each.effect for each in planned(events, kept.own)} == {Effect.SAME}
