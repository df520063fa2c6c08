"""When the invented counsellor saw whom: courses of talks spread over the school years, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from xinmiao.app.demo.talks import STORIES, Story

BETWEEN_TALKS = timedelta(days=14)
_FRIDAY = 4
_FIRST_DAY = (9, 14)
_LAST_DAY = (6, 20)
_HOURS = (8, 9, 10, 12, 14, 15, 16)


@dataclass(frozen=True)
class Course:
    """One case: the cohort its student belongs to, and the start of each talk."""

    cohort: int
    story: Story
    starts: tuple[datetime, ...]

    @property
    def opened_at(self) -> datetime:
        """Return when the case is opened: in the morning of the first talk."""
        return self.starts[0] - timedelta(minutes=30)


def courses(years: tuple[int, ...], per_year: int, until: datetime, random: Random) -> Iterator[Course]:
    """Yield the courses of all school years; only talks that have taken place by `until` are in them."""
    for number in range(per_year * len(years)):
        year = years[number % len(years)]
        cohort = random.choice([entry for entry in years if entry <= year])
        story = STORIES[number % len(STORIES)]
        first = _some_day(year, until, random)
        hour, minute = random.choice(_HOURS), random.choice((5, 20, 40))
        starts = tuple(
            start
            for nth in range(len(story.talks))
            if (start := _moment(first + nth * BETWEEN_TALKS, hour, minute)) < until - timedelta(hours=2)
        )
        if starts:
            yield Course(cohort, story, starts)


def _some_day(year: int, until: datetime, random: Random) -> date:
    begin = date(year, *_FIRST_DAY)
    end = min(date(year + 1, *_LAST_DAY), until.astimezone().date())
    return _weekday(begin + timedelta(days=random.randrange(max((end - begin).days, 1))))


def _weekday(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - _FRIDAY, 0))


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute)).astimezone()
