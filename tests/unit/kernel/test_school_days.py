"""Kinds of days, counting and teaching weeks, against a walk from day to day written here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinmiao.kernel.school_days import WEEKENDS, DayKind, SchoolDays, TermFacts, days_of, with_caveat
from xinmiao.kernel.texts import _

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 7, 1), date(2027, 8, 31)
AUTUMN = TermFacts(date(2026, 9, 1), date(2027, 1, 15), second=False)
SPRING = TermFacts(date(2027, 2, 26), date(2027, 7, 9), second=True)
some_days = st.dates(FIRST, LAST)
facts = st.builds(
    SchoolDays,
    holidays=st.dictionaries(some_days, st.just("National Day"), max_size=20),
    moved=st.frozensets(some_days.filter(lambda day: day.weekday() >= 5), max_size=8),
    days_off=st.frozensets(some_days, max_size=8),
    make_up=st.dictionaries(some_days, st.one_of(st.none(), st.integers(0, 4)), max_size=8),
    terms=st.sampled_from([(), (AUTUMN,), (AUTUMN, SPRING)]),
)


def kind_by_hand(days: SchoolDays, day: date) -> DayKind:
    """Return the kind of a day by asking one question after the other."""
    if day in days.make_up:
        return DayKind.MAKE_UP
    if day in days.days_off:
        return DayKind.DAY_OFF
    if days.terms and date(2026, 8, 1) <= day < date(2026, 9, 1):
        return DayKind.VACATION
    winter = date(2027, 1, 16) <= day <= date(2027, 2, 25)
    summer = date(2027, 7, 10) <= day <= date(2027, 7, 31)
    if len(days.terms) == 2 and (winter or summer):
        return DayKind.VACATION
    if day in days.holidays:
        return DayKind.HOLIDAY
    if day in days.moved:
        return DayKind.MAKE_UP
    return DayKind.WEEKEND if day.isoweekday() in {6, 7} else DayKind.SCHOOL_DAY


@given(facts, some_days)
def test_every_day_has_the_kind_a_person_would_say(days: SchoolDays, day: date) -> None:
    assert days.kind_of(day) is kind_by_hand(days, day)


@settings(max_examples=60)
@given(facts, some_days, some_days)
def test_school_days_are_those_counted_one_by_one(days: SchoolDays, start: date, end: date) -> None:
    low, high = min(start, end), max(start, end)
    counted, day = 0, low
    while day < high:
        day += DAY
        counted += kind_by_hand(days, day) in {DayKind.SCHOOL_DAY, DayKind.MAKE_UP}
    assert days.school_days_between(start, end) == (counted if start <= end else -counted)


@settings(max_examples=60)
@given(facts, some_days, st.integers(1, 12))
def test_the_next_school_day_is_found_by_walking(days: SchoolDays, day: date, count: int) -> None:
    found, left = day, count
    while left:
        found += DAY
        left -= kind_by_hand(days, found) in {DayKind.SCHOOL_DAY, DayKind.MAKE_UP}
    assert days.next_school_day(day, count) == found


def test_teaching_weeks_are_those_counted_monday_by_monday() -> None:
    days, number = SchoolDays(terms=(AUTUMN,)), 1
    for day in days_of(date(2026, 8, 31), date(2027, 1, 17)):
        if day.weekday() == 0 and day > date(2026, 8, 31):
            number += 1
        week = days.teaching_week_of(day)
        assert week is not None
        assert (week.number, week.is_odd) == (number, number in range(1, 30, 2))
    assert days.teaching_week_of(date(2026, 8, 30)) is None
    assert days.teaching_week_of(date(2027, 1, 18)) is None


def test_the_23rd_of_november_2026_lies_in_week_13() -> None:
    week = SchoolDays(terms=(AUTUMN,)).teaching_week_of(date(2026, 11, 23))
    assert week is not None
    assert week.number == 13


def test_days_behind_the_last_known_first_term_are_not_taken_for_holidays() -> None:
    assert SchoolDays(terms=(AUTUMN,)).kind_of(date(2027, 3, 1)) is DayKind.SCHOOL_DAY


def test_a_make_up_day_follows_the_weekday_it_names() -> None:
    days = SchoolDays(make_up={date(2026, 10, 10): 2, date(2026, 10, 11): None})
    assert days.weekday_followed(date(2026, 10, 10)) == 2
    assert days.weekday_followed(date(2026, 10, 11)) == 6
    assert days.weekday_followed(date(2026, 10, 12)) == 0


@pytest.mark.parametrize("year", [2026, 2027])
def test_without_facts_only_weekends_are_free(year: int) -> None:
    kinds = {WEEKENDS.kind_of(day) for day in days_of(date(year, 1, 1), date(year, 12, 31))}
    assert kinds == {DayKind.SCHOOL_DAY, DayKind.WEEKEND}


OFF = SchoolDays(
    days_off=frozenset({date(2026, 11, 24)}), moved=frozenset({date(2026, 11, 28)}), official_years=frozenset({2026})
)


@pytest.mark.parametrize(
    ("entered", "hours", "passed"),
    [
        ("2026-11-23 10:05", 24, "2026-11-25 10:05"),  # Tuesday rests
        ("2026-11-23 10:05", 13, "2026-11-23 23:05"),
        ("2026-11-23 10:00", 14, "2026-11-24 00:00"),
        ("2026-11-27 15:00", 24, "2026-11-28 15:00"),  # Saturday is made up
        ("2026-11-28 15:00", 24, "2026-11-30 15:00"),
        ("2026-11-29 08:00", 1, "2026-11-30 01:00"),  # entered on a Sunday
    ],
)
def test_school_time_rests_on_days_without_school(entered: str, hours: int, passed: str) -> None:
    found = OFF.school_time_after(datetime.fromisoformat(entered).astimezone(), timedelta(hours=hours))
    assert found == datetime.fromisoformat(passed).astimezone()


def test_school_time_ends_when_no_school_day_ever_comes() -> None:
    never = SchoolDays(days_off=frozenset(days_of(date(2026, 1, 1), date(2029, 1, 1))))
    start = datetime(2026, 11, 23, 10).astimezone()
    assert never.school_time_after(start, timedelta(hours=1)) > start + timedelta(days=390)


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        (date(2026, 11, 23), date(2026, 12, 31), None),
        (date(2026, 12, 31), date(2027, 1, 1), 2027),
        (date(2027, 1, 1), date(2026, 12, 31), 2027),
        (date(2025, 12, 31), date(2026, 1, 1), None),  # the first day itself is not counted
        (date(2025, 12, 30), date(2026, 1, 1), 2025),
        (date(2027, 1, 1), date(2027, 1, 1), None),
    ],
)
def test_a_count_names_the_first_year_whose_holidays_are_not_known(start: date, end: date, year: int | None) -> None:
    assert OFF.year_unknown(start, end) == year
    told = str(with_caveat(_("In {count} days.").format(count=3), year))
    assert told == (
        "In 3 days."
        if year is None
        else f"In 3 days. The holidays of {year} are not known yet; only weekends are left out."
    )
