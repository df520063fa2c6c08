"""Days of the calendar in words."""

from __future__ import annotations

from xinmiao.features.school_calendar.records import DAY_KIND_WORDS, OWN_DAY, WEEKDAY_LABELS, DayView, OwnDayView
from xinmiao.kernel.occupancies import Affected
from xinmiao.kernel.texts import tr
from xinmiao.kernel.times_of_day import show_span


def day_words(view: DayView) -> str:
    """Return a day in one line: date, teaching week, what kind it is, what the school says of it."""
    weekday = str(WEEKDAY_LABELS[view.day.weekday()][1])
    week = "" if view.week is None else tr("Week {number}", number=view.week.number)
    own = tr(", ").join(own.title for own in view.own)
    parts = (view.day.isoformat(), weekday, week, str(DAY_KIND_WORDS[view.kind]), view.name, own)
    return " · ".join(part for part in parts if part)


def own_words(own: OwnDayView) -> str:
    """Return what days of the school's own are: kind, and the grades concerned."""
    grades = tr(", ").join(map(str, own.grades))
    kind = OWN_DAY.kind.show(own.kind)
    return kind if not grades else tr("{kind} · grades {grades}", kind=kind, grades=grades)


def own_dates(own: OwnDayView) -> str:
    """Return from when to when."""
    first, last = own.first_day.isoformat(), own.last_day.isoformat()
    return first if first == last else tr("{first} to {last}", first=first, last=last)


def affected_line(each: Affected) -> str:
    """Return what stands where a change makes it doubtful."""
    what = each.what
    times = show_span(what.starts, what.ends)
    return f"{what.day.isoformat()} {times} · {what.kind} · {what.title} · {each.why}"
