"""Dates and moments as people type them: 11-23, 1123, 2026年11月23日, 今天, 下周三, 下周同一时间."""

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
_SAME_TIME = re.compile(r"(.*?)的?(?:同一|相同|同样的?)时间|same time(.*)")
_AHEAD = {
    **dict.fromkeys(("下周", "下星期", "下礼拜", "一周后", "next week"), 7),
    **dict.fromkeys(("下下周", "两周后", "隔周", "in two weeks"), 14),
    **dict.fromkeys(("三周后", "in three weeks"), 21),
    **dict.fromkeys(("四周后", "in four weeks"), 28),
}
"""Words for so many days from the day itself."""
_PART_OF_DAY = re.compile(r"(上午|早上|中午|下午|傍晚|晚上)?\s*(\d{1,2})[:点时](?:(\d{1,2})分?|(半))?$")
_LATE = frozenset({"下午", "傍晚", "晚上"})
_NOON = 12
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


def parse_next(typed: str, *, like: datetime) -> tuple[date | None, time | None]:
    """Return the day and the time meant by words about the next meeting; None for what is not said.

    下周同一时间 and "same time next week" are as long after `like` as they say, and at its time; a day, a time and a
    day with a time (下周三 下午3点) are understood as everywhere. Words that are none of these mean nothing.
    """
    text = unicodedata.normalize("NFKC", typed).strip().lower().rstrip("。.")
    like = like.astimezone()
    if same := _SAME_TIME.fullmatch(text):
        ahead = (same[1] or same[2] or "").strip()
        day = _ahead(ahead, like.date()) if ahead else None
        return day, like.time().replace(second=0, microsecond=0, tzinfo=None) if day else None
    if (day := _ahead(text, like.date())) is not None:
        return day, None
    moment = parse_datetime(_clock_of(text), today=like.date())
    if moment is None:
        return None, None
    is_time_alone = _TIME.fullmatch(_clock_of(text)) is not None
    return None if is_time_alone else moment.date(), moment.time()


def _ahead(text: str, start: date) -> date | None:
    return start + timedelta(days=_AHEAD[text]) if text in _AHEAD else parse_date(text, today=start)


def _clock_of(text: str) -> str:
    """Return words about a time of the day with the hours of a whole day: 下午3点半 is 15:30."""

    def whole(found: re.Match[str]) -> str:
        hour = int(found[2])
        late = found[1] in _LATE and hour < _NOON
        minutes = "30" if found[4] == "半" else (found[3] or "00")
        return f" {hour + _NOON * late}:{minutes}"

    return _PART_OF_DAY.sub(whole, text).strip()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date | None:
    """Return the day of last, this or next year that lies nearest to today."""
    candidates = [found for year in (today.year - 1, today.year, today.year + 1) if (found := _day(year, month, day))]
    return min(candidates, key=lambda found: abs(found - today), default=None)
