"""The calendar on real files: days, period tables, lessons, rooms, and what a change would touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from schools import School
from xinmiao.features.roster.records import Stage
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.operations.official import official
from xinmiao.features.school_calendar.records import (
    ClosingView,
    HoursView,
    LessonWeeks,
    OwnDayKind,
    OwnDayView,
    OwnLessonView,
    PeriodKind,
    PeriodTableView,
    PeriodView,
    RoomView,
    TermView,
    Weekday,
)
from xinmiao.features.school_calendar.rules import days, times
from xinmiao.kernel.errors import Conflict, ValidationFailed
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.school_days import DayKind, SchoolDays
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.kernel.times_of_day import free_spans, span_problem

MONDAY = date(2026, 11, 23)
TERM = TermView(date(2026, 9, 1), date(2027, 1, 15), second=False)


def lesson(place: int, starts: int, ends: int) -> PeriodView:
    """Return the period of a lesson."""
    return PeriodView(f"第{place}节", PeriodKind.LESSON, starts, ends)


SUMMER = PeriodTableView("夏季作息", date(2026, 5, 1), None, (lesson(1, 480, 525), lesson(2, 535, 580)))
WINTER = PeriodTableView("冬季作息", date(2026, 10, 8), None, (lesson(1, 490, 535), lesson(2, 545, 590)))


def english(given: int, subject: str = "心理课") -> OwnLessonView:
    """Return a lesson on Mondays; its account is put in by the operation."""
    return OwnLessonView("", Weekday.MONDAY, given, given + 45, subject, date(2026, 9, 1), class_label="七(2)")


def test_official_days_of_2026_are_known(school: School) -> None:
    facts = school.run(calendar.get_school_days.bind())
    assert facts.kind_of(date(2026, 10, 1)) is DayKind.HOLIDAY
    assert facts.kind_of(date(2026, 10, 10)) is DayKind.MAKE_UP, "a Saturday worked for the National Day"
    assert facts.kind_of(date(2026, 10, 11)) is DayKind.WEEKEND
    assert facts.has_official(date(2026, 12, 31))


def test_a_year_without_official_data_has_weekends_only_and_says_so(school: School) -> None:
    facts = school.run(calendar.get_school_days.bind())
    assert not facts.has_official(date(2027, 10, 1))
    assert facts.kind_of(date(2027, 10, 1)) is DayKind.SCHOOL_DAY
    school.clock.advance(days=100)
    assert school.run(calendar.calendar_tasks.bind()) == (), "a school without a calendar is left in peace"
    school.run(calendar.save_term.bind(TermView(date(2027, 2, 26), date(2027, 7, 9), second=True)))
    keys = [task.key for task in school.run(calendar.calendar_tasks.bind())]
    assert keys == ["calendar_unknown:2027"]


def test_a_term_numbers_its_weeks(school: School) -> None:
    school.run(calendar.save_term.bind(TERM))
    week = school.run(calendar.teaching_week_of.bind(MONDAY))
    assert week is not None
    assert week.number == 13


@pytest.mark.parametrize(
    ("term", "field"),
    [
        (TermView(date(2026, 9, 1), date(2026, 8, 1), second=False), "last_day"),
        (TermView(date(2026, 9, 1), date(2036, 9, 1), second=False), "last_day"),
        (TermView(date(2027, 1, 10), date(2027, 6, 1), second=True), "first_day"),
        (TermView(date(1926, 9, 1), date(1926, 12, 1), second=False), "first_day"),
    ],
)
def test_a_wrong_term_is_refused_in_a_sentence(school: School, term: TermView, field: str) -> None:
    school.run(calendar.save_term.bind(TERM))
    with pytest.raises(ValidationFailed) as refused:
        school.run(calendar.save_term.bind(term))
    assert field in refused.value.problems
    assert len(school.run(calendar.get_calendar.bind()).terms) == 1


def test_own_days_stand_above_official_ones(school: School) -> None:
    school.run(calendar.save_own_day.bind(OwnDayView(MONDAY, MONDAY, OwnDayKind.DAY_OFF, "校庆")))
    made = OwnDayView(date(2026, 10, 1), date(2026, 10, 1), OwnDayKind.MAKE_UP, "补课", follows=Weekday.FRIDAY)
    school.run(calendar.save_own_day.bind(made))
    exam = OwnDayView(MONDAY + timedelta(days=1), MONDAY + timedelta(days=2), OwnDayKind.EXAM, "期中考试", (7, 8))
    school.run(calendar.save_own_day.bind(exam))
    view = school.run(calendar.get_calendar.bind())
    assert view.days.kind_of(MONDAY) is DayKind.DAY_OFF
    assert view.days.kind_of(date(2026, 10, 1)) is DayKind.MAKE_UP
    assert view.days.weekday_followed(date(2026, 10, 1)) == 4
    shown = days.day_view(view.days, view.own, MONDAY + timedelta(days=1))
    assert (shown.kind, shown.own[0].grades) == (DayKind.SCHOOL_DAY, (7, 8))
    assert not shown.own[0].concerns(9)
    assert shown.own[0].concerns(None)


def test_two_who_change_one_day_are_told(school: School) -> None:
    school.run(calendar.save_own_day.bind(OwnDayView(MONDAY, MONDAY, OwnDayKind.EVENT, "运动会")))
    opened = school.run(calendar.get_calendar.bind()).own[0]
    school.run(calendar.save_own_day.bind(replace(opened, title="校运会")))
    with pytest.raises(Conflict):
        school.run(calendar.save_own_day.bind(replace(opened, title="艺术节")))
    with pytest.raises(Conflict):
        school.run(calendar.remove_own_day.bind(opened))
    school.run(calendar.remove_own_day.bind(school.run(calendar.get_calendar.bind()).own[0]))
    assert school.run(calendar.get_calendar.bind()).own == ()


def test_the_newest_table_whose_date_has_come_is_in_force(school: School) -> None:
    for table in (SUMMER, WINTER):
        school.run(calendar.save_period_table.bind(table))
    senior = replace(WINTER, name="高中", stage=Stage.SENIOR, valid_from=date(2026, 9, 1))
    school.run(calendar.save_period_table.bind(senior))

    def first(day: date, stage: Stage | None = None) -> list[int]:
        return [period.starts for period in school.run(calendar.periods_on.bind(day, stage))[:1]]

    assert first(date(2026, 4, 30)) == []
    assert first(date(2026, 9, 30)) == [480]
    assert first(date(2026, 10, 8)) == [490]
    assert first(date(2026, 10, 3)) == [], "a holiday has no periods"
    assert first(date(2026, 9, 30), Stage.SENIOR) == [490]
    assert first(date(2026, 9, 30), Stage.JUNIOR) == [480]


@pytest.mark.parametrize(
    ("periods", "key"),
    [
        ((), "periods"),
        ((lesson(1, 480, 525), lesson(2, 520, 560)), "period_1"),
        ((lesson(1, 525, 480),), "period_0"),
        ((lesson(1, 480, 480),), "period_0"),
        ((lesson(1, 1380, 0),), "period_0"),
        ((lesson(1, 1440, 1440),), "period_0"),
        ((lesson(1, 480, 1500),), "period_0"),
        ((lesson(1, 480, 525), lesson(1, 535, 580)), "period_1"),
        (tuple(lesson(place, place * 10, place * 10 + 5) for place in range(41)), "periods"),
    ],
)
def test_wrong_periods_are_refused_in_a_sentence(school: School, periods: tuple[PeriodView, ...], key: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        school.run(calendar.save_period_table.bind(replace(SUMMER, periods=periods)))
    assert key in refused.value.problems
    assert school.run(calendar.get_times.bind()).tables == ()


def test_midnight_and_gaps_are_allowed(school: School) -> None:
    night = PeriodView("值夜", PeriodKind.EVENING, 1300, 1440)
    school.run(calendar.save_period_table.bind(replace(SUMMER, periods=(lesson(1, 0, 45), night))))
    assert [each.ends for each in school.run(calendar.get_times.bind()).tables[0].periods] == [45, 1440]


def test_a_table_is_changed_and_taken_out_with_its_periods(school: School) -> None:
    school.run(calendar.save_period_table.bind(SUMMER))
    opened = school.run(calendar.get_times.bind()).tables[0]
    school.run(calendar.save_period_table.bind(replace(opened, periods=opened.periods[:1])))
    with pytest.raises(Conflict):
        school.run(calendar.save_period_table.bind(replace(opened, version=opened.version - 1)))
    opened = school.run(calendar.get_times.bind()).tables[0]
    assert [each.name for each in opened.periods] == ["第1节"]
    school.run(calendar.remove_period_table.bind(opened))
    assert school.run(calendar.get_times.bind()).tables == ()


def test_own_lessons_are_busy_time_by_weeks_and_by_the_table_in_force(school: School) -> None:
    for table in (SUMMER, WINTER):
        school.run(calendar.save_period_table.bind(table))
    school.run(calendar.save_term.bind(TERM))
    school.run(calendar.save_lesson.bind(replace(english(480), period="第1节")))
    school.run(calendar.save_lesson.bind(replace(english(535, "班会"), weeks=LessonWeeks.EVEN)))
    account = school.run(calendar.get_times.bind()).lessons[0].account_id

    def taken(day: date) -> list[tuple[int, str]]:
        found = school.run(calendar.counsellor_busy.bind(account, day, day))
        return [(span.starts, span.words) for span in found]

    assert taken(date(2026, 9, 7)) == [(480, "心理课 七(2)"), (535, "班会 七(2)")], "week 2, summer"
    assert taken(MONDAY) == [(490, "心理课 七(2)")], "week 13, winter"
    assert taken(MONDAY + timedelta(days=1)) == []
    assert taken(date(2026, 10, 5)) == [], "a holiday"


def test_asking_for_years_of_busy_time_is_refused(school: School) -> None:
    with pytest.raises(ValidationFailed):
        school.run(calendar.counsellor_busy.bind("x", MONDAY, MONDAY + timedelta(days=801)))


def test_opening_hours_follow_the_kind_of_day(school: School) -> None:
    school.run(calendar.save_hours.bind((HoursView(Weekday.MONDAY, 700, 790), HoursView(Weekday.MONDAY, 910, 970))))
    assert school.run(calendar.opening_on.bind(MONDAY)) == ((700, 790), (910, 970))
    assert school.run(calendar.opening_on.bind(MONDAY + timedelta(days=1))) == ()
    assert school.run(calendar.opening_on.bind(date(2026, 10, 5))) == ()
    with pytest.raises(ValidationFailed):
        school.run(calendar.save_hours.bind((HoursView(Weekday.MONDAY, 700, 790), HoursView(Weekday.MONDAY, 780, 800))))
    school.run(calendar.save_hours.bind(()))
    assert school.run(calendar.get_times.bind()).hours == ()


def test_rooms_are_kept_with_their_closings(school: School) -> None:
    closing = ClosingView(MONDAY, MONDAY + timedelta(days=4), "装修")
    school.run(calendar.save_room.bind(RoomView("沙盘室", 2, "三楼东", closings=(closing,))))
    room = school.run(calendar.list_rooms.bind())[0]
    closed = room.closed_on(MONDAY)
    assert closed is not None
    assert closed.reason == "装修"
    assert room.closed_on(MONDAY + timedelta(days=5)) is None
    with pytest.raises(ValidationFailed):
        school.run(calendar.save_room.bind(RoomView("沙盘室")))
    with pytest.raises(ValidationFailed):
        school.run(calendar.save_room.bind(replace(room, closings=(ClosingView(MONDAY, date(2026, 1, 1), "x"),))))
    school.run(calendar.remove_room.bind(room))
    assert not school.run(calendar.list_rooms.bind())[0].in_use


def occupancy(day: date, starts: int, ends: int, room_id: str | None = None) -> Occupancy:
    """Return an appointment as its feature would give it."""
    return Occupancy(Text("Appointment"), day, starts, ends, "李同学", Target("appointments"), None, room_id)


def test_what_stands_on_a_day_off_is_told() -> None:
    facts = SchoolDays(days_off=frozenset({MONDAY}))
    assert times.why_day_doubtful(facts, occupancy(MONDAY, 480, 525)) is not None
    assert times.why_day_doubtful(facts, occupancy(MONDAY + timedelta(days=1), 480, 525)) is None


@pytest.mark.parametrize(
    ("starts", "ends", "told"), [(480, 525, True), (490, 535, False), (700, 730, False), (480, 730, True)]
)
def test_what_kept_to_the_old_table_is_told_when_the_new_one_differs(starts: int, ends: int, *, told: bool) -> None:
    found = times.why_table_doubtful(SUMMER, WINTER, occupancy(MONDAY, starts, ends))
    assert (found is not None) is told


def test_official_days_that_change_are_told_by_day() -> None:
    stored = days.written({date(2027, 1, 1): "New Year's Day", date(2027, 1, 2): ""})
    now = {date(2027, 1, 1): "New Year's Day", date(2027, 1, 2): "New Year's Day", date(2027, 2, 6): ""}
    assert days.different(stored, now) == (date(2027, 1, 2), date(2027, 2, 6))
    assert days.different(stored, {date(2027, 1, 1): "Another name", date(2027, 1, 2): ""}) == ()


def test_official_days_are_looked_at_once_something_is_entered(school: School) -> None:
    school.run(calendar.save_term.bind(TERM))
    assert school.run(calendar.get_calendar.bind()).changes == ()
    assert max(official().years) == 2026, "with a later edition of the package the years above are other ones"


@pytest.mark.parametrize(
    ("busy", "left"),
    [
        ([], [(480, 600)]),
        ([(480, 600)], []),
        ([(500, 520), (510, 530)], [(480, 500), (530, 600)]),
        ([(400, 490), (590, 700)], [(490, 590)]),
    ],
)
def test_what_is_left_of_a_day(busy: list[tuple[int, int]], left: list[tuple[int, int]]) -> None:
    minutes = [minute for minute in range(480, 600) if not any(first <= minute < last for first, last in busy)]
    assert list(free_spans(busy, 480, 600)) == left
    assert sum(last - first for first, last in left) == len(minutes)


@pytest.mark.parametrize(("starts", "ends"), [(None, 500), (600, 500), (1440, 1440), (500, 0), (-5, 10)])
def test_a_wrong_stretch_of_a_day_has_a_sentence(starts: int | None, ends: int | None) -> None:
    assert span_problem(starts, ends) is not None
