"""How a moment of the last days is said: today 10:05, yesterday 16:30, 3 days ago."""

from __future__ import annotations

from datetime import datetime

from xinmiao.kernel.display import show_date, show_time
from xinmiao.kernel.texts import ntr, tr

_COUNTED_DAYS = 14


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a past moment as one says it; older ones as their date and time."""
    day, today = moment.astimezone().date(), now.astimezone().date()
    days = (today - day).days
    if days == 0:
        return tr("today {time}", time=show_time(moment))
    if days == 1:
        return tr("yesterday {time}", time=show_time(moment))
    return f"{show_date(day)} {show_time(moment)}"


def age_words(moment: datetime, now: datetime) -> str:
    """Return how long ago a day was: today, yesterday, 3 days ago; older ones as their date."""
    day = moment.astimezone().date()
    days = (now.astimezone().date() - day).days
    if days == 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    return ntr("{count} day ago", "{count} days ago", days) if 0 < days <= _COUNTED_DAYS else show_date(day)
