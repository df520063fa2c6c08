"""How long something waits, and the last day since which a rule finds it late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmiao.kernel.school_days import WEEKENDS, SchoolDays
from xinmiao.kernel.waiting import latest_late, waited

TODAY = date(2026, 11, 23)
"""A Monday."""


@given(
    limit=st.integers(0, 12),
    free=st.frozensets(st.dates(date(2026, 9, 1), date(2026, 11, 30)), max_size=20),
    at_risk=st.booleans(),
    back=st.integers(-3, 90),
)
def test_what_is_younger_is_never_late_and_what_is_older_always(
    limit: int,
    free: frozenset[date],
    at_risk: bool,  # noqa: FBT001 -- drawn
    back: int,
) -> None:
    days = SchoolDays(days_off=free)
    last = latest_late(TODAY, lambda day: waited(day, TODAY, limit, days, at_risk=at_risk).is_late)
    since = TODAY - timedelta(days=back)
    assert waited(since, TODAY, limit, days, at_risk=at_risk).is_late is (since <= last)


def test_two_school_days_reach_over_a_weekend() -> None:
    # since Wednesday three school days are over (Thursday, Friday, Monday), since Thursday two
    assert latest_late(TODAY, lambda day: waited(day, TODAY, 2, WEEKENDS).is_late) == date(2026, 11, 18)


def test_a_rule_that_finds_nothing_late_leaves_the_oldest_to_itself() -> None:
    assert latest_late(TODAY, lambda _day: False) == TODAY - timedelta(days=400)


@pytest.mark.parametrize(("start", "end", "count"), [(20, 23, 1), (23, 20, -1), (16, 23, 5), (21, 22, 0)])
def test_a_spell_counted_again_is_counted_the_same(start: int, end: int, count: int) -> None:
    days = SchoolDays()
    spell = date(2026, 11, start), date(2026, 11, end)
    assert [days.school_days_between(*spell) for _again in range(2)] == [count, count]
    assert days == SchoolDays()
