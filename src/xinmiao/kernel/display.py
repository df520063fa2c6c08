"""How values are shown to people: dates, moments, masked numbers, spans."""

from __future__ import annotations

from datetime import date, datetime

from xinmiao.kernel.texts import tr

_HIDDEN = "····"


def show_date(value: date | None) -> str:
    """Return 2026-11-23, or an empty string."""
    return "" if value is None else value.isoformat()


def show_datetime(value: datetime | None) -> str:
    """Return local time as 2026-11-23 10:05, or an empty string."""
    return "" if value is None else value.astimezone().strftime("%Y-%m-%d %H:%M")


def show_time(value: datetime | None) -> str:
    """Return local time of day as 10:05, or an empty string."""
    return "" if value is None else value.astimezone().strftime("%H:%M")


def show_minutes(minutes: int) -> str:
    """Return a length of time, such as 45 minutes or 1 hour 20 minutes."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return tr("{hours} h {minutes} min", hours=hours, minutes=rest)
    if hours:
        return tr("{hours} h", hours=hours)
    return tr("{minutes} min", minutes=rest)


def masked_tail(number: str | None, *, keep: int = 4) -> str:
    """Return four dots and the last `keep` characters of an identifying number; a short one is all dots."""
    if not number:
        return ""
    return _HIDDEN + (number[-keep:] if len(number) > keep else "")


def masked_phone(number: str | None) -> str:
    """Return a telephone number with its middle hidden."""
    if not number:
        return ""
    if len(number) < 8:  # noqa: PLR2004 -- a short number has no middle to hide
        return _HIDDEN
    return f"{number[:3]}{_HIDDEN}{number[-4:]}"


def age_on(birth_date: date | None, day: date) -> int | None:
    """Return full years of age on `day`, or None."""
    if birth_date is None or birth_date > day:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
