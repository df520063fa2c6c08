"""Facts of days out of what is official and what the school says itself. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from xinmiao.features.school_calendar.records import DayView, OwnDayKind, OwnDayView, TermView
from xinmiao.kernel.school_days import DayKind, SchoolDays, days_of, spread
from xinmiao.kernel.texts import Text, _

HOLIDAY_NAMES: dict[str, Text] = {
    "New Year's Day": _("New Year’s Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "National Day": _("National Day"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
}


@dataclass(frozen=True)
class Official:
    """Official holidays with their names, working days at weekends, and the years they are known of."""

    holidays: Mapping[date, str]
    moved: frozenset[date]
    years: frozenset[int]

    def of_year(self, year: int) -> dict[date, str]:
        """Return the days of a year that are not as the weekday says: the name, or empty for a working day."""
        free = {day: name for day, name in self.holidays.items() if day.year == year}
        return dict(sorted({**free, **{day: "" for day in self.moved if day.year == year}}.items()))


def facts_of(official: Official, own: Iterable[OwnDayView], terms: Iterable[TermView]) -> SchoolDays:
    """Return the facts of all days."""
    kept = tuple(own)
    make_up = {
        day: each.follows.number if each.follows else None
        for each in kept
        if each.kind is OwnDayKind.MAKE_UP
        for day in days_of(each.first_day, each.last_day)
    }
    off = spread((each.first_day, each.last_day) for each in kept if each.kind is OwnDayKind.DAY_OFF)
    return SchoolDays(
        holidays=official.holidays,
        moved=official.moved,
        official_years=official.years,
        days_off=off,
        make_up=make_up,
        terms=tuple(sorted((term.facts for term in terms), key=lambda term: term.first)),
    )


def holiday_words(name: str) -> Text:
    """Return the name of an official holiday in the language in use."""
    return HOLIDAY_NAMES.get(name, _("Holiday"))


def day_view(facts: SchoolDays, own: Iterable[OwnDayView], day: date) -> DayView:
    """Return a day as the calendar draws it."""
    kind = facts.kind_of(day)
    name = str(holiday_words(facts.holidays[day])) if kind is DayKind.HOLIDAY else ""
    concerned = tuple(each for each in own if each.covers(day))
    return DayView(day, kind, name, concerned, facts.teaching_week_of(day), facts.has_official(day))


def changed(before: SchoolDays, after: SchoolDays, first: date, last: date) -> dict[date, Text]:
    """Return the days that are otherwise now, with why what stands there is doubtful; new school days are not."""
    found: dict[date, Text] = {}
    for day in days_of(first, last):
        if not after.is_school_day(day):
            if before.is_school_day(day):
                found[day] = _("There is no school on this day.")
        elif before.is_school_day(day) and before.weekday_followed(day) != after.weekday_followed(day):
            found[day] = _("This day follows the timetable of another weekday now.")
    return found


def written(days: Mapping[date, str]) -> str:
    """Return the official days of a year as they are stored."""
    return json.dumps({day.isoformat(): name for day, name in sorted(days.items())}, ensure_ascii=False)


def different(stored: str, days: Mapping[date, str]) -> tuple[date, ...]:
    """Return the days on which the stored official days differ from those known now."""
    before: dict[str, str] = json.loads(stored)
    now = {day.isoformat(): name for day, name in days.items()}
    return tuple(
        date.fromisoformat(day)
        for day in sorted(before.keys() | now.keys())
        if (day in before) != (day in now) or bool(before.get(day)) != bool(now.get(day))
    )
