"""What stands on days and times: appointments, shifts, whatever a change of the calendar would touch.

Plain values. A feature that keeps such things declares a query of a first and a last day in its manifest
(`Feature.occupancies`) that returns `tuple[Occupancy, ...]`. The calendar lists them before and after a change and
never moves any. Local times; titles as the feature would show them to the account that asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class Occupancy:
    """One thing that stands on a day from a minute to a minute (since midnight)."""

    kind: Text
    day: date
    starts: int
    ends: int
    title: str
    target: Target
    account_id: str | None = None
    """Whose time it takes, or None."""
    room_id: str | None = None
    """Which room it takes, or None."""
    leaves_free: bool = False
    """Whether talks are held within it, such as a shift in the open room; then it stands against no appointment."""


@dataclass(frozen=True)
class Affected:
    """Something that stands where a change makes it doubtful, and why."""

    what: Occupancy
    why: Text


def affected_by(found: Iterable[Occupancy], why: Callable[[Occupancy], Text | None]) -> tuple[Affected, ...]:
    """Return what a rule finds doubtful, by day and time."""
    doubtful = ((each, why(each)) for each in found)
    told = [Affected(each, words) for each, words in doubtful if words is not None]
    return tuple(sorted(told, key=lambda each: (each.what.day, each.what.starts, each.what.title)))
