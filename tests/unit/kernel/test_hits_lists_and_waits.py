"""Hits shown in their surroundings, places for several records, clocks that run, and the clock on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from xinmiao.kernel.clock import SystemClock
from xinmiao.kernel.school_days import WEEKENDS
from xinmiao.kernel.tasks import Target, list_in, target_of_list
from xinmiao.kernel.text_hits import marked
from xinmiao.kernel.texts import _
from xinmiao.kernel.times_of_day import TimeOfDayField
from xinmiao.kernel.waiting import Wait, latest_late, waited

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def test_each_hit_stands_in_brackets() -> None:
    assert marked("昨晚没睡好，今晚再看", ((1, 2), (7, 8))) == "…昨【晚】没睡好，今【晚】再看…"
    assert marked("没有", ()) == "…没有…"


def test_a_place_for_several_records_gives_their_ids_back() -> None:
    target = target_of_list("batch", "sheet", ["a", "b"])
    assert target == Target("batch", "sheet:*a,b")
    assert list_in(target.record) == ("sheet", ("a", "b"))
    assert list_in(target_of_list("batch", "sheet", []).record) == ("sheet", ())
    assert list_in("a") is None


def test_a_routine_clock_counts_school_days_and_one_at_risk_every_day() -> None:
    assert waited(FRIDAY, MONDAY, 1, WEEKENDS).days == 1
    assert waited(FRIDAY, MONDAY, 1, WEEKENDS, at_risk=True) == Wait(FRIDAY, 3, 1, at_risk=True)
    assert waited(MONDAY, FRIDAY, 1, WEEKENDS).days == 0, "what begins later has not waited"
    assert waited(MONDAY, FRIDAY, 1, WEEKENDS, at_risk=True).days == 0


def test_late_is_past_the_limit_and_unknown_holidays_make_it_rough() -> None:
    assert not Wait(FRIDAY, 2, 2).is_late
    assert Wait(FRIDAY, 3, 2).is_late
    assert str(Wait(FRIDAY, 1, 2).words) == "1 day"
    assert str(waited(FRIDAY, MONDAY + timedelta(days=1), 1, WEEKENDS).words) == "about 2 days"


@pytest.mark.parametrize("limit", [0, 1, 7, 30])
def test_the_last_late_day_is_where_the_rule_says_it_first(limit: int) -> None:
    def is_late(since: date) -> bool:
        return (MONDAY - since).days > limit

    found = latest_late(MONDAY, is_late)
    assert is_late(found)
    assert not is_late(found + timedelta(days=1))


def test_where_nothing_is_late_the_furthest_day_is_left_to_the_rule() -> None:
    assert latest_late(MONDAY, lambda _since: False) == MONDAY - timedelta(days=400)


@pytest.mark.parametrize(("minutes", "is_time"), [(-1, False), (0, True), (1440, True), (1441, False)])
def test_a_time_of_day_lies_within_the_day(minutes: int, *, is_time: bool) -> None:
    field = TimeOfDayField(label=_("From"))
    assert (field.problem(minutes) is None) == is_time


def test_the_clock_on_the_wall_is_now_in_utc_and_today_here() -> None:
    clock = SystemClock()
    before = datetime.now(UTC)
    told = clock.now()
    assert before <= told <= datetime.now(UTC)
    assert told.tzinfo is UTC
    assert clock.today() in {before.astimezone().date(), datetime.now(UTC).astimezone().date()}
