"""Dates and moments as people type them: 11-23, 1123, 2026年11月23日, 今天, 下周三."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

_WORDS = {"今天": 0, "today": 0, "昨天": -1, "yesterday": -1, "前天": -2, "明天": 1, "tomorrow": 1, "后天": 2}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WEEK = re.compile(r"(上|这|本|下下|下)?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEK_OFFSET = {"上": -1, None: 0, "这": 0, "本": 0, "下": 1, "下下": 2}
_FULL = re.compile(r"(\d{4})[-/.年 ](\d{1,2})[-/.月 ](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_TIME = re.compile(r"(\d{1,2})[:：点时](\d{2})?分?")


def parse_date(typed: str, *, today: date) -> date | None:
    """Return the day meant, or None. A day without a year is the one nearest to `today`."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if week := _WEEK.fullmatch(text):
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(weeks=_WEEK_OFFSET[week[1]], days=_WEEKDAYS[week[2]])
    if full := _FULL.fullmatch(text):
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if short := _SHORT.fullmatch(text):
        return _nearest(int(short[1]), int(short[2]), today)
    if re.fullmatch(r"\d{8}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{4}", text):
        return _nearest(int(text[:2]), int(text[2:]), today)
    return None


def parse_datetime(typed: str, *, today: date) -> datetime | None:
    """Return the local moment meant, aware, or None. A time alone is a time of `today`."""
    text = unicodedata.normalize("NFKC", typed).strip()
    found = list(_TIME.finditer(text))
    if not found or found[-1].end() != len(text):
        return None
    hour, minute = int(found[-1][1]), int(found[-1][2] or 0)
    day_text = text[: found[-1].start()].strip()
    day = parse_date(day_text, today=today) if day_text else today
    if day is None or hour > 23 or minute > 59:  # noqa: PLR2004 -- the clock face
        return None
    return datetime.combine(day, time(hour, minute)).astimezone()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date | None:
    """Return the day of last, this or next year that lies nearest to today."""
    candidates = [found for year in (today.year - 1, today.year, today.year + 1) if (found := _day(year, month, day))]
    return min(candidates, key=lambda found: abs(found - today), default=None)
