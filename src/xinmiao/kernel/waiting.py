"""How long something waits: since when, how many days by which clock, and how many are allowed. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.texts import Text, n_

_FURTHEST = 400


@dataclass(frozen=True)
class Wait:
    """What is waited for: since when, how many days (of school, or all where there is risk), and the limit."""

    since: date
    days: int
    limit: int
    at_risk: bool = False
    year_unknown: int | None = None
    """A year counted without its holidays, which are not known yet."""

    @property
    def is_late(self) -> bool:
        """Return whether the limit is passed."""
        return self.days > self.limit

    @property
    def words(self) -> Text:
        """Return how long it waits; roughly, where the holidays of a year are not known."""
        if self.year_unknown is not None:
            return n_("about {count} day", "about {count} days", self.days)
        return n_("{count} day", "{count} days", self.days)


def waited(since: date, today: date, limit: int, days: SchoolDays, *, at_risk: bool = False) -> Wait:
    """Return how long a clock has run: school days, or every day where there is risk."""
    if at_risk:
        return Wait(since, max((today - since).days, 0), limit, at_risk)
    counted = max(days.school_days_between(since, today), 0)
    return Wait(since, counted, limit, year_unknown=days.year_unknown(since, today))


def latest_late(today: date, is_late: Callable[[date], bool]) -> date:
    """Return the last day since which a clock is late today; what is younger cannot be late, so nobody need read it.

    `is_late` is the rule itself, and says so of every day before one it says it of. Where the rule finds nothing late
    within `_FURTHEST` days, the first of them is returned: what is older than that is left to the rule.
    """
    back = bisect_left(range(_FURTHEST), True, key=lambda days: is_late(today - timedelta(days=days)))  # noqa: FBT003
    return today - timedelta(days=back)
