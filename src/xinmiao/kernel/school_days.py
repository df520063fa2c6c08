"""What kind of day a day is, which teaching week it lies in, and how school days are counted. Pure.

Routine clocks run on school days only; risk clocks never rest and do not ask here. The facts (holidays, moved working
days, terms, the school's own days) come from the school's calendar (`school_calendar.operations.get_school_days`);
without any, weekends are free and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import Text, _

_SATURDAY = 5
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_FURTHEST = 400


class DayKind(StrEnum):
    """What kind of day it is."""

    SCHOOL_DAY = "school_day"
    MAKE_UP = "make_up"
    """A weekend on which there is school."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    """A free day of this school's own."""
    VACATION = "vacation"
    """Between terms."""


SCHOOL_IS_ON = frozenset({DayKind.SCHOOL_DAY, DayKind.MAKE_UP})


@dataclass(frozen=True)
class TermFacts:
    """A term: its first and last day; the second ends the school year."""

    first: date
    last: date
    second: bool

    def week_of(self, day: date) -> int:
        """Return the number of the teaching week of a day; the week of the first day is week 1."""
        return (monday_of(day) - monday_of(self.first)) // _WEEK + 1

    @property
    def weeks(self) -> int:
        """Return how many teaching weeks there are."""
        return self.week_of(self.last)


@dataclass(frozen=True)
class TeachingWeek:
    """A week of a term, Monday to Sunday."""

    number: int
    monday: date
    term: TermFacts

    @property
    def is_odd(self) -> bool:
        """Return whether it is a single week, as timetables that alternate count."""
        return self.number % 2 == 1


@dataclass(frozen=True)
class SchoolDays:
    """The facts of days. What the school says of its own days stands above what is official."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    """Official free days with their names."""
    moved: frozenset[date] = frozenset()
    """Official working days at weekends."""
    official_years: frozenset[int] = frozenset()
    """Years the official facts are known of."""
    days_off: frozenset[date] = frozenset()
    make_up: Mapping[date, int | None] = field(default_factory=dict)
    """The school's own make-up days, with the weekday (0 is Monday) whose timetable they follow."""
    terms: tuple[TermFacts, ...] = ()
    """By their first days."""
    _counted: dict[tuple[date, date], int] = field(default_factory=dict, init=False, repr=False, compare=False)
    """School days counted before: lists ask for the same spells over and over."""

    def kind_of(self, day: date) -> DayKind:
        """Return what kind of day it is."""
        if day in self.make_up:
            return DayKind.MAKE_UP
        if day in self.days_off:
            return DayKind.DAY_OFF
        if self._between_terms(day):
            return DayKind.VACATION
        if day in self.holidays:
            return DayKind.HOLIDAY
        if day in self.moved:
            return DayKind.MAKE_UP
        return DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.SCHOOL_DAY

    def is_school_day(self, day: date) -> bool:
        """Return whether a routine clock runs on a day."""
        return self.kind_of(day) in SCHOOL_IS_ON

    def weekday_followed(self, day: date) -> int:
        """Return the weekday whose timetable holds on a day, 0 is Monday."""
        followed = self.make_up.get(day)
        return day.weekday() if followed is None else followed

    def school_days_between(self, start: date, end: date) -> int:
        """Return how many school days lie after `start` up to and with `end`; negative when `end` is the earlier."""
        if end < start:
            return -self.school_days_between(end, start)
        spell = start, end
        if spell not in self._counted:
            self._counted[spell] = sum(map(self.is_school_day, days_of(start + _DAY, end)))
        return self._counted[spell]

    def next_school_day(self, day: date, count: int = 1) -> date | None:
        """Return the `count`th school day after a day; None when none comes within a year."""
        for coming in days_of(day + _DAY, day + timedelta(days=_FURTHEST * max(count, 1))):
            count -= self.is_school_day(coming)
            if count <= 0:
                return coming
        return None

    def teaching_week_of(self, day: date) -> TeachingWeek | None:
        """Return the teaching week of a day, or None outside all terms."""
        monday = monday_of(day)
        for term in self.terms:
            if monday_of(term.first) <= day <= monday_of(term.last) + _WEEK - _DAY:
                return TeachingWeek(term.week_of(day), monday, term)
        return None

    def has_official(self, day: date) -> bool:
        """Return whether the official facts of a day's year are known; else weekends are all that is."""
        return day.year in self.official_years

    def school_time_after(self, moment: datetime, length: timedelta) -> datetime:
        """Return when a length of time has passed of which days without school take nothing."""
        moment, left = moment.astimezone(), length
        for _day in range(_FURTHEST):
            day = moment.date()
            midnight = datetime.combine(day + _DAY, time()).astimezone()
            if self.is_school_day(day):
                if left <= midnight - moment:
                    return moment + left
                left -= midnight - moment
            moment = midnight
        return moment

    def year_unknown(self, start: date, end: date) -> int | None:
        """Return the first year of a counted spell whose holidays are not known; its weekends alone were left out."""
        first, last = sorted((start, end))
        years = range((first + _DAY).year, last.year + 1) if first < last else ()
        return next((year for year in years if year not in self.official_years), None)

    def _between_terms(self, day: date) -> bool:
        """Return whether a day lies in holidays between terms; days behind the last term stay as they are."""
        if not self.terms or any(term.first <= day <= term.last for term in self.terms):
            return False
        before = max((term for term in self.terms if term.last < day), key=lambda term: term.last, default=None)
        after = min((term for term in self.terms if term.first > day), key=lambda term: term.first, default=None)
        if before is not None and before.second and school_year_of(before.first) == school_year_of(day):
            return True
        if after is None:
            return False
        year = school_year_of(day)
        follows = before is not None and after.first.year - before.last.year <= 1
        return year == school_year_of(after.first) and (follows or not after.second)


WEEKENDS = SchoolDays()
"""All that is known without a calendar."""


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def days_of(first: date, last: date) -> Iterator[date]:
    """Return each day from the first to the last."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def spread(spells: Iterable[tuple[date, date]]) -> frozenset[date]:
    """Return each day of some spells."""
    return frozenset(day for first, last in spells for day in days_of(first, last))


def with_caveat(words: Text, year_unknown: int | None) -> Text:
    """Return a sentence with a count of days in it, followed by what makes the count doubtful where something does."""
    if year_unknown is None:
        return words
    told = _("{words} The holidays of {year} are not known yet; only weekends are left out.")
    return told.format(words=words, year=year_unknown)
