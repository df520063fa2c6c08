"""Dates and moments as people type them; 2026-11-23 is a Monday."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmiao.kernel.typed_dates import parse_date, parse_datetime, parse_next

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("今天", date(2026, 11, 23)),
        ("明天", date(2026, 11, 24)),
        ("昨天", date(2026, 11, 22)),
        ("后天", date(2026, 11, 25)),
        ("Tomorrow", date(2026, 11, 24)),
        ("周三", date(2026, 11, 25)),
        ("下周三", date(2026, 12, 2)),
        ("上周五", date(2026, 11, 20)),
        ("下下周一", date(2026, 12, 7)),
        ("星期日", date(2026, 11, 29)),
        ("2026-11-03", date(2026, 11, 3)),
        ("2026.1.3", date(2026, 1, 3)),
        ("2026年11月3日", date(2026, 11, 3)),
        ("２０２６－１１－０３", date(2026, 11, 3)),
        ("20261103", date(2026, 11, 3)),
        ("11-03", date(2026, 11, 3)),
        ("11月3日", date(2026, 11, 3)),
        ("1103", date(2026, 11, 3)),
        ("0105", date(2027, 1, 5)),
        ("2026-02-30", None),
        ("13-45", None),
        ("", None),
        ("后年", None),
    ],
)
def test_a_date_is_understood_or_refused(typed: str, meant: date | None) -> None:
    assert parse_date(typed, today=TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11-23 10:05", "2026-11-23 10:05"),
        ("10:05", "2026-11-23 10:05"),
        ("10：05", "2026-11-23 10:05"),
        ("昨天 9点", "2026-11-22 09:00"),
        ("2026-11-20 14时30分", "2026-11-20 14:30"),
        ("00:00", "2026-11-23 00:00"),
        ("24:00", None),
        ("10:75", None),
        ("11-23", None),
        ("火星 10:05", None),
    ],
)
def test_a_moment_is_understood_or_refused(typed: str, meant: str | None) -> None:
    found = parse_datetime(typed, today=TODAY)
    assert (None if found is None else found.strftime("%Y-%m-%d %H:%M")) == meant


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(typed: str) -> None:
    parse_date(typed, today=TODAY)
    parse_datetime(typed, today=TODAY)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_date_written_out_is_read_back(day: date) -> None:
    assert parse_date(day.isoformat(), today=TODAY) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日", today=TODAY) == day


NOW = datetime(2026, 11, 23, 9, 10).astimezone()


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [
        ("下周同一时间", date(2026, 11, 30), time(9, 10)),
        ("same time next week", date(2026, 11, 30), time(9, 10)),
        ("两周后的同一时间。", date(2026, 12, 7), time(9, 10)),
        ("明天同一时间", date(2026, 11, 24), time(9, 10)),
        ("下周三 15:00", date(2026, 12, 2), time(15, 0)),
        ("下周三下午3点", date(2026, 12, 2), time(15, 0)),
        ("下周三下午3点半", date(2026, 12, 2), time(15, 30)),
        ("12-04 上午10点20分", date(2026, 12, 4), time(10, 20)),
        ("下午4点", None, time(16, 0)),
        ("下周五", date(2026, 12, 4), None),
        ("两周后", date(2026, 12, 7), None),
        ("需要时自己来", None, None),
        ("", None, None),
        ("同一时间", None, None),
        ("下周三 25:00", None, None),
    ],
)
def test_words_about_the_next_meeting_mean_a_day_and_a_time(typed: str, day: date | None, at: time | None) -> None:
    assert parse_next(typed, like=NOW) == (day, at)
