"""Series: which days a pattern gives, the preview with its choices, and what is made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from appointment_desk import NINE, TEN, TODAY, TOMORROW, booked, draft, the
from schools import School
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.operations import TimeTaken
from xinmiao.features.appointments.records import (
    AppointmentState,
    ConflictKind,
    DateChoice,
    DateDecision,
    SeriesDate,
    SeriesPattern,
)
from xinmiao.features.appointments.rules.series import dates_of
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import (
    OwnDayKind,
    OwnDayView,
    PeriodKind,
    PeriodTableView,
    PeriodView,
    TermView,
    Weekday,
)
from xinmiao.kernel.errors import ValidationFailed

TUESDAYS = SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=4)
DAYS = tuple(Weekday)


def preview(school: School, pattern: SeriesPattern, **more: Any) -> tuple[SeriesDate, ...]:
    """Return the dates of a series with what stands against them."""
    return school.run(appointments.preview_series.bind(draft(school, **more), pattern))


def day_by_day(pattern: SeriesPattern) -> list[date]:
    """Walk through the days one by one and count the weeks by hand."""
    found: list[date] = []
    assert pattern.first_day is not None
    day, week, before = pattern.first_day, 0, pattern.first_day
    while len(found) < 60:
        if day.isocalendar().week != before.isocalendar().week:
            week += 1
        before = day
        if week % pattern.weeks_apart == 0 and DAYS[day.weekday()] in pattern.weekdays:
            if pattern.until is not None and day > pattern.until:
                break
            found.append(day)
            if len(found) == pattern.count:
                break
        day += timedelta(days=1)
        if pattern.until is not None and day > pattern.until:
            break
    return found


PATTERNS = some.builds(
    SeriesPattern,
    first_day=some.dates(date(2026, 1, 1), date(2030, 12, 31)),
    weekdays=some.sets(some.sampled_from(DAYS), min_size=1).map(tuple),
    weeks_apart=some.integers(1, 4),
    until=some.none(),
    count=some.integers(1, 60),
)


@given(PATTERNS)
def test_counted_series_are_those_of_going_through_day_by_day(pattern: SeriesPattern) -> None:
    assert list(dates_of(pattern)) == day_by_day(pattern)


@given(PATTERNS, some.integers(0, 200))
def test_series_until_a_day_are_those_of_going_through_day_by_day(pattern: SeriesPattern, length: int) -> None:
    assert pattern.first_day is not None
    until = pattern.first_day + timedelta(days=length)
    ended = SeriesPattern(pattern.first_day, pattern.weekdays, pattern.weeks_apart, until)
    assert list(dates_of(ended))[:60] == day_by_day(ended)


def test_a_series_books_its_dates_in_one_go(school: School) -> None:
    stamp = school.run(appointments.save_series.bind(draft(school), TUESDAYS))
    found = school.run(appointments.get_series.bind(stamp.series_id))
    assert [view.day.isoformat() for view in found.appointments] == [
        "2026-11-24",
        "2026-12-01",
        "2026-12-08",
        "2026-12-15",
    ]
    assert found.pattern == TUESDAYS
    assert stamp.made == 4


def test_saving_a_series_again_books_nothing_twice(school: School) -> None:
    wanted = draft(school)
    first = school.run(appointments.save_series.bind(wanted, TUESDAYS))
    assert school.run(appointments.save_series.bind(wanted, TUESDAYS)) == first


def test_the_preview_tells_what_stands_against_each_date(school: School) -> None:
    booked(school, day=date(2026, 12, 1), alias="小林")
    school.run(calendar.save_own_day.bind(OwnDayView(date(2026, 12, 8), date(2026, 12, 8), OwnDayKind.DAY_OFF, "校庆")))
    found = preview(school, TUESDAYS)
    assert [each.advised for each in found] == [DateChoice.KEEP, DateChoice.SKIP, DateChoice.SKIP, DateChoice.KEEP]
    assert [each.is_free for each in found] == [True, False, True, True]
    kinds = [{one.kind for one in each.conflicts} - {ConflictKind.UNKNOWN_HOLIDAYS} for each in found]
    assert kinds == [set(), {ConflictKind.COUNSELLOR}, {ConflictKind.NO_SCHOOL}, set()]


def test_dates_are_skipped_moved_or_kept_with_a_reason(school: School) -> None:
    booked(school, day=date(2026, 12, 1), alias="小林")
    decisions = (
        DateDecision(date(2026, 11, 24), DateChoice.SKIP),
        DateDecision(date(2026, 12, 8), DateChoice.MOVE, date(2026, 12, 9), TEN, TEN + 45),
    )
    wanted = draft(school)
    with pytest.raises(TimeTaken):
        school.run(appointments.save_series.bind(wanted, TUESDAYS, decisions))
    made = school.run(appointments.save_series.bind(wanted, TUESDAYS, decisions, override_reason="两人同来"))
    found = school.run(appointments.get_series.bind(made.series_id)).appointments
    assert [(view.day.isoformat(), view.starts, view.is_exception, view.override_reason) for view in found] == [
        ("2026-12-01", NINE, False, "两人同来"),
        ("2026-12-09", TEN, True, ""),
        ("2026-12-15", NINE, False, ""),
    ]
    assert found[1].slot_on == date(2026, 12, 8)


def test_a_date_moved_onto_another_of_the_series_is_refused(school: School) -> None:
    moved = DateDecision(date(2026, 12, 8), DateChoice.MOVE, date(2026, 12, 15))
    with pytest.raises(ValidationFailed) as caught:
        school.run(appointments.save_series.bind(draft(school), TUESDAYS, (moved,)))
    assert "2026-12-15" in str(caught.value.problems["day"])


def test_a_series_of_which_nothing_is_left_is_refused(school: School) -> None:
    skipped = tuple(DateDecision(each, DateChoice.SKIP) for each in dates_of(TUESDAYS))
    with pytest.raises(ValidationFailed):
        school.run(appointments.save_series.bind(draft(school), TUESDAYS, skipped))


def test_old_finished_appointments_do_not_block_a_new_series(school: School) -> None:
    old = booked(school, day=TODAY, starts=NINE + 90, ends=NINE + 135)
    school.clock.advance(hours=2)
    school.run(appointments.set_outcome.bind(old.id, old.version, AppointmentState.ARRIVED))
    pattern = SeriesPattern(TODAY + timedelta(days=7), (Weekday.MONDAY,), count=3)
    assert all(each.is_free for each in preview(school, pattern, starts=NINE + 90, ends=NINE + 135))


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        (SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=10_000), "count"),
        (SeriesPattern(TOMORROW, DAYS, until=date(2028, 11, 1)), "until"),
        (SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=200), "count"),
        (SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=0), "count"),
        (SeriesPattern(TOMORROW, (Weekday.TUESDAY,)), "until"),
        (SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=3, until=date(2026, 12, 30)), "until"),
        (SeriesPattern(TOMORROW, (Weekday.TUESDAY,), until=TODAY), "until"),
        (SeriesPattern(TOMORROW, (Weekday.MONDAY,), until=TOMORROW), "until"),
        (SeriesPattern(TOMORROW, (), count=3), "weekdays"),
        (SeriesPattern(None, (Weekday.TUESDAY,), count=3), "first_day"),
        (SeriesPattern(TODAY - timedelta(days=1), (Weekday.TUESDAY,), count=3), "first_day"),
        (SeriesPattern(TOMORROW, (Weekday.TUESDAY,), weeks_apart=0, count=3), "weeks_apart"),
    ],
)
def test_an_unsound_pattern_is_told_at_its_field(school: School, pattern: SeriesPattern, field: str) -> None:
    with pytest.raises(ValidationFailed) as caught:
        preview(school, pattern)
    assert field in caught.value.problems


def test_ten_thousand_times_are_refused_with_the_limit_named(school: School) -> None:
    with pytest.raises(ValidationFailed) as caught:
        preview(school, SeriesPattern(TOMORROW, DAYS, count=10_000))
    assert "200" in str(caught.value.problems["count"])


def test_a_series_across_two_school_years_skips_the_holidays_between(school: School) -> None:
    school.run(calendar.save_term.bind(TermView(date(2026, 9, 1), date(2027, 1, 22), second=False)))
    school.run(calendar.save_term.bind(TermView(date(2027, 2, 26), date(2027, 7, 9), second=True)))
    school.run(calendar.save_term.bind(TermView(date(2027, 9, 1), date(2028, 1, 21), second=False)))
    pattern = SeriesPattern(date(2027, 6, 29), (Weekday.TUESDAY,), count=12)
    kept = [f"{each.slot_on:%m-%d}" for each in preview(school, pattern) if each.advised is DateChoice.KEEP]
    assert kept == ["06-29", "07-06", "09-07", "09-14"]


def test_a_series_of_a_period_follows_the_timetable_that_changes_in_mid_term(school: School) -> None:
    def table(name: str, since: date, starts: int) -> PeriodTableView:
        return PeriodTableView(name, since, None, (PeriodView("午休", PeriodKind.NOON, starts, starts + 40),))

    school.run(calendar.save_period_table.bind(table("夏季作息", date(2026, 9, 1), 750)))
    school.run(calendar.save_period_table.bind(table("冬季作息", date(2026, 12, 5), 720)))
    pattern = SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=4, period="午休")
    made = school.run(appointments.save_series.bind(draft(school, starts=None, ends=None), pattern))
    found = school.run(appointments.get_series.bind(made.series_id)).appointments
    assert [view.span for view in found] == ["12:30–13:10", "12:30–13:10", "12:00–12:40", "12:00–12:40"]
    with pytest.raises(ValidationFailed) as caught:
        preview(school, SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=4, period="没有这节"))
    assert list(caught.value.problems) == ["period"]


def test_several_weekdays_every_second_week(school: School) -> None:
    pattern = SeriesPattern(TOMORROW, (Weekday.TUESDAY, Weekday.THURSDAY), weeks_apart=2, until=date(2026, 12, 12))
    assert [f"{each.slot_on:%m-%d}" for each in preview(school, pattern)] == ["11-24", "11-26", "12-08", "12-10"]


def test_a_series_without_a_counsellor_is_ones_own(school: School) -> None:
    made = school.run(appointments.save_series.bind(draft(school, counsellor=""), TUESDAYS))
    found = school.run(appointments.get_series.bind(made.series_id)).appointments
    assert all(view.is_own for view in found)
    assert the(school, found[0].id).series_id == made.series_id
