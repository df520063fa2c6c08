"""The roster of a term: previewed, saved in one step, made anew from a day, round holidays and make-up days."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from duty_room import AFTER, LAST, MONDAY, NOON, DutyRoom, make_duty_room
from schools import ADMINISTRATOR, School, teacher
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import GapKind, LeaveView, PatternView, RosterRequest, ShiftView
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import (
    ClosingView,
    OwnDayKind,
    OwnDayView,
    OwnLessonView,
    PeriodKind,
    PeriodTableView,
    PeriodView,
    TermView,
    Weekday,
)
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.vault.unit import Unit

DAY = timedelta(days=1)
TALK = Occupancy(Text("Appointment"), MONDAY, 730, 760, "x", Target("x", "x"), "account-counsellor", None)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def talks(unit: Unit, first: date, last: date) -> tuple[Occupancy, ...]:
    """Return a talk of the counsellor on Monday noon."""
    del unit
    return tuple(each for each in (TALK,) if first <= each.day <= last)


@pytest.fixture
def room(school: School) -> DutyRoom:
    return make_duty_room(school)


def check_independently(room: DutyRoom, first: date, last: date) -> None:
    """Look at each day and each pair of shifts by themselves."""
    facts = room.school.run(calendar.get_school_days.bind())
    shifts = room.roster(first, last).shifts
    for at, one in enumerate(shifts):
        assert facts.is_school_day(one.day), one
        for other in shifts[:at]:
            same = one.staff_id == other.staff_id and one.day == other.day
            assert not (same and max(one.starts, other.starts) < min(one.ends, other.ends)), (one, other)


def test_a_term_goes_round_holidays_and_over_make_up_days(room: DutyRoom) -> None:
    off, made_up = MONDAY + 3 * DAY, MONDAY + 5 * DAY
    room.school.run(calendar.save_own_day.bind(OwnDayView(off, off, OwnDayKind.DAY_OFF, "运动会")))
    follows = Weekday.THURSDAY
    room.school.run(calendar.save_own_day.bind(OwnDayView(made_up, made_up, OwnDayKind.MAKE_UP, "补课", (), follows)))
    made = room.make(MONDAY, date(2027, 1, 15))
    days = Counter(shift.day for shift in room.roster(MONDAY, date(2027, 1, 15)).shifts)
    assert days[off] == 0
    assert days[made_up] == 2, "the Saturday that follows Thursday"
    assert days[date(2027, 1, 1)] == 2, "a year without official data degrades to weekends"
    assert days[MONDAY + 6 * DAY] == 0
    assert made == sum(days.values()) == 2 * 40
    check_independently(room, MONDAY, date(2027, 1, 15))
    numbers = Counter(shift.person for shift in room.roster(MONDAY, date(2027, 1, 15)).shifts).values()
    assert max(numbers) - min(numbers) <= 1
    assert room.roster(MONDAY, date(2027, 1, 15)).unofficial == (2027,)


def test_the_preview_says_what_is_not_known_and_writes_nothing(room: DutyRoom) -> None:
    plan = room.school.run(duty.preview_roster.bind(RosterRequest(MONDAY, date(2027, 1, 15)), ()))
    assert any("2027" in str(note) for note in plan.notes)
    assert plan.spread <= 1
    assert not plan.uneven
    assert room.roster().shifts == ()


def test_who_can_on_wednesdays_only_is_named_in_the_preview(room: DutyRoom) -> None:
    room.take_part(王老师=(Weekday.WEDNESDAY,))
    plan = room.school.run(duty.preview_roster.bind(RosterRequest(MONDAY, LAST), ()))
    counts = {count.name: count.shifts for count in plan.counts}
    assert counts == {"周老师": 12, "王老师": 6, "李老师": 12}
    assert [str(words) for words in plan.uneven] == ["王老师 can stand on Wed only."]


def test_lessons_and_talks_keep_a_counsellor_free(room: DutyRoom) -> None:
    lesson = OwnLessonView("", Weekday.TUESDAY, 950, 1000, "心理课", date(2026, 9, 1))
    room.school.run(calendar.save_lesson.bind(lesson))
    plan = room.school.run(duty.preview_roster.bind(RosterRequest(MONDAY, MONDAY + 4 * DAY), (talks,)))
    counsellor = room.people["周老师"]
    standing = {(shift.day, shift.starts) for shift in plan.made if shift.staff_id == counsellor}
    assert standing
    assert (MONDAY, NOON[0]) not in standing
    assert (MONDAY + DAY, AFTER[0]) not in standing


def test_what_changed_since_the_preview_is_not_saved(room: DutyRoom) -> None:
    plan = room.school.run(duty.preview_roster.bind(RosterRequest(MONDAY, LAST), ()))
    room.school.run(duty.save_leave.bind(LeaveView(room.people["王老师"], MONDAY, LAST)))
    with pytest.raises(Conflict, match="since the preview"):
        room.school.run(duty.save_roster.bind(plan, ()))
    assert room.roster().shifts == ()


def test_made_anew_from_a_day_it_keeps_what_was_changed_by_hand(room: DutyRoom) -> None:
    room.make()
    first = room.roster().shifts[4]
    other = next(id_ for name, id_ in room.people.items() if name != first.person and _free(room, name, first))
    room.school.run(duty.move_shift.bind(first, replace(first, staff_id=other), ()))
    past = room.roster(MONDAY, first.day - DAY).shifts
    plan = room.school.run(duty.preview_roster.bind(RosterRequest(first.day, LAST), ()))
    assert len(plan.by_hand) == 1
    assert str(plan.by_hand[0]).startswith("Stays")
    room.school.run(duty.save_roster.bind(plan, ()))
    kept = next(shift for shift in room.roster().shifts if shift.id == first.id)
    assert (kept.staff_id, kept.by_hand, kept.planned) == (other, True, first.person)
    assert room.roster(MONDAY, first.day - DAY).shifts == past, "what lies before stays"
    assert len(room.roster().shifts) == 30
    numbers = Counter(shift.person for shift in room.roster().shifts).values()
    assert max(numbers) - min(numbers) <= 1
    check_independently(room, MONDAY, LAST)
    listed = room.school.run(duty.preview_roster.bind(RosterRequest(first.day, LAST, keep_hand=False), ()))
    assert str(listed.by_hand[0]).startswith("Is made anew")


def _free(room: DutyRoom, name: str, shift: ShiftView) -> bool:
    return not any(
        each.day == shift.day and each.starts < shift.ends and shift.starts < each.ends for each in room.shifts_of(name)
    )


def test_a_roster_follows_the_timetable_that_changes_in_mid_term(room: DutyRoom) -> None:
    winter = PeriodTableView("冬", MONDAY + 7 * DAY, None, (PeriodView("午休", PeriodKind.NOON, 750, 800),))
    room.school.run(calendar.save_period_table.bind(winter))
    room.make()
    starts = {(shift.day >= MONDAY + 7 * DAY, shift.starts) for shift in room.roster().shifts if shift.name == "午间"}
    assert starts == {(False, 740), (True, 750)}


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (MONDAY - DAY, LAST, "first"),
        (LAST, MONDAY, "last"),
        (MONDAY, MONDAY + 300 * DAY, "last"),
        (date(2036, 11, 23), date(2036, 12, 1), "first"),
    ],
)
def test_spans_no_roster_can_have_are_refused(room: DutyRoom, first: date, last: date, field: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        room.school.run(duty.preview_roster.bind(RosterRequest(first, last), ()))
    assert set(refused.value.problems) == {field}


def test_without_pattern_or_people_the_next_step_is_told(school: School) -> None:
    with pytest.raises(RuleBroken, match="no pattern"):
        school.run(duty.preview_roster.bind(RosterRequest(MONDAY, LAST), ()))


def test_gaps_are_named_day_by_day(room: DutyRoom) -> None:
    tuesday = MONDAY + DAY
    room.make(MONDAY, MONDAY + 4 * DAY)
    assert room.roster(MONDAY, MONDAY + 4 * DAY).gaps == ()
    for shift in room.roster(MONDAY, MONDAY).shifts:
        room.school.run(duty.remove_shift.bind(shift))
    noon = next(shift for shift in room.roster(tuesday, tuesday).shifts if shift.starts == NOON[0])
    room.school.run(duty.remove_shift.bind(noon))
    wednesday = room.roster(tuesday + DAY, tuesday + DAY).shifts[0]
    room.school.run(duty.save_leave.bind(LeaveView(wednesday.staff_id, wednesday.day, wednesday.day)))
    gaps = [(gap.kind, gap.day) for gap in room.roster(MONDAY, MONDAY + 4 * DAY).gaps]
    assert gaps == [
        (GapKind.NOBODY, MONDAY),
        (GapKind.PLACE, tuesday),
        (GapKind.AWAY, wednesday.day),
    ]
    assert room.roster(MONDAY + 7 * DAY, MONDAY + 8 * DAY).gaps[0].kind is GapKind.NOBODY, "behind the roster"


def test_open_hours_without_anybody_are_a_gap(room: DutyRoom) -> None:
    for pattern in room.school.run(duty.get_duty_setup.bind()).patterns:
        if pattern.name == "午间" and pattern.weekday is Weekday.FRIDAY:
            room.school.run(duty.remove_pattern.bind(pattern))
    room.make(MONDAY, MONDAY + 4 * DAY)
    found = room.roster(MONDAY, MONDAY + 4 * DAY).gaps
    assert [(gap.kind, gap.day, gap.starts, gap.ends) for gap in found] == [(GapKind.OPENING, MONDAY + 4 * DAY, *NOON)]


def test_a_closed_room_is_told_before_and_listed_after(room: DutyRoom) -> None:
    room.make()
    opened = next(each for each in room.school.run(calendar.list_rooms.bind()) if each.id == room.room_id)
    closing = ClosingView(MONDAY, MONDAY, "换锁")
    room.school.run(calendar.save_room.bind(replace(opened, closings=(closing,))))
    assert {gap.kind for gap in room.roster(MONDAY, MONDAY).gaps} == {GapKind.CLOSED}
    plan = room.school.run(duty.preview_roster.bind(RosterRequest(MONDAY, LAST), ()))
    assert any("辅导室" in str(note) for note in plan.notes)
    shift = room.roster(MONDAY + DAY, MONDAY + DAY).shifts[0]
    with pytest.raises(RuleBroken, match="is closed"):
        room.school.run(duty.move_shift.bind(shift, replace(shift, day=MONDAY), ()))


def test_a_day_made_free_lists_the_shifts_on_it(room: DutyRoom) -> None:
    room.make()
    before = room.school.run(calendar.get_school_days.bind())
    room.school.run(calendar.save_own_day.bind(OwnDayView(MONDAY + DAY, MONDAY + DAY, OwnDayKind.DAY_OFF, "停课")))
    found = room.school.run(calendar.affected_since.bind(before, (duty.duty_occupancies,)))
    assert [each.what.day for each in found] == [MONDAY + DAY] * 2
    assert found[0].what.target.page == "duty"


def test_a_pattern_that_cannot_be_is_refused(room: DutyRoom) -> None:
    for bad, field in (
        (PatternView("x", Weekday.MONDAY, 800, 740), "ends"),
        (PatternView("x", Weekday.MONDAY, 740, 0), "ends"),
        (PatternView("", Weekday.MONDAY, *NOON), "name"),
        (PatternView("午间", Weekday.MONDAY, *NOON), "name"),
        (PatternView("x", Weekday.MONDAY, *NOON, persons=9), "persons"),
        (PatternView("x", Weekday.MONDAY, *NOON, persons=2, only=(room.people["王老师"],)), "persons"),
    ):
        with pytest.raises(ValidationFailed) as refused:
            room.school.run(duty.save_pattern.bind(bad))
        assert set(refused.value.problems) == {field}
    until_midnight = PatternView("晚", Weekday.MONDAY, 1200, 1440)
    assert room.school.run(duty.save_pattern.bind(until_midnight))


def test_teachers_see_names_and_times_and_nothing_else(room: DutyRoom) -> None:
    room.make()
    shift = room.roster(MONDAY, MONDAY).shifts[0]
    moved = replace(shift, starts=shift.starts + 5)
    room.school.run(duty.move_shift.bind(shift, moved, ()))
    view = room.school.run(duty.get_roster.bind(MONDAY, LAST), teacher())
    assert len(view.shifts) == 30
    assert view.gaps == ()
    assert not any(each.by_hand or each.planned or each.signed_in_at for each in view.shifts)
    with pytest.raises(PermissionDenied):
        room.school.run(duty.get_duty_setup.bind(), teacher())
    assert room.school.run(duty.get_duty_setup.bind(), ADMINISTRATOR).patterns
    with pytest.raises(PermissionDenied):
        room.school.run(duty.get_duty_record.bind(shift.id), ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        room.school.run(duty.collect_door_print.bind(MONDAY), ADMINISTRATOR)


def test_the_wizard_and_the_trail_know_of_it(room: DutyRoom) -> None:
    assert not room.school.run(duty.duty_step.bind()).done
    room.make()
    assert room.school.run(duty.duty_step.bind()).done
    assert room.school.actions(DataFile.SCHOOL)[-1] == "duty.roster_saved"
    plan = room.school.run(duty.preview_roster.bind(RosterRequest(MONDAY, LAST), ()))
    assert plan.replaced == 30
    assert room.make() == 30, "made anew over itself"
    assert len(room.roster().shifts) == 30


def test_a_term_that_crosses_two_school_years_is_made_by_the_days_there_are(room: DutyRoom) -> None:
    room.school.run(calendar.save_term.bind(TermView(date(2027, 2, 26), date(2027, 7, 9), second=True)))
    room.make(date(2027, 1, 11), date(2027, 3, 5))
    days = sorted({shift.day for shift in room.roster(date(2027, 1, 11), date(2027, 3, 5)).shifts})
    assert days[4] == date(2027, 1, 15)
    assert days[5] == date(2027, 2, 26), "the holidays between are left out"
