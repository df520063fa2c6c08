"""Which backup sets are kept: a pure rule, and the deleting of the others.

Kept are the newest of each of the last 7 days, 4 weeks, 12 months and 2 years that have a set. The newest
set and the newest verified one are never deleted, nor the newest one made before a migration. The rule
counts days that have sets, not days until now, so a wrong clock cannot empty the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from xinmiao.vault.backup_set import BackupSet, Reason, list_sets, remove_set

_CLOCK_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True)
class Keep:
    """How many days, ISO weeks, months and years keep one set each."""

    days: int = 7
    weeks: int = 4
    months: int = 12
    years: int = 2


DEFAULT_KEEP = Keep()


@dataclass(frozen=True)
class SetAge:
    """What the rule looks at. `made_on` is the school's local date of `made_at`."""

    name: str
    made_at: datetime
    made_on: date
    verified: bool
    pinned: bool = False


def names_to_keep(sets: Iterable[SetAge], keep: Keep = DEFAULT_KEEP) -> frozenset[str]:
    """Return the names of the sets that are kept."""
    newest_first = sorted(sets, key=lambda found: (found.made_at, found.name), reverse=True)
    verified = [found for found in newest_first if found.verified]
    kept = {found.name for found in (*newest_first[:1], *verified[:1])}
    kept |= {found.name for found in newest_first if found.pinned}
    periods: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
        (keep.days, lambda day: day),
        (keep.weeks, lambda day: day.isocalendar()[:2]),
        (keep.months, lambda day: (day.year, day.month)),
        (keep.years, lambda day: day.year),
    )
    for count, period_of in periods:
        chosen: dict[Hashable, SetAge] = {}
        for found in newest_first:
            period = period_of(found.made_on)
            if period not in chosen and len(chosen) == count:
                break
            if period not in chosen or (found.verified and not chosen[period].verified):
                chosen[period] = found
        kept |= {found.name for found in chosen.values()}
    return frozenset(kept)


def prune(folder: Path, now: datetime, keep: Keep = DEFAULT_KEEP) -> tuple[str, ...]:
    """Delete what the rule does not keep, and return the names; nothing while a set is of the future.

    Sets that cannot be read are left for a person to judge.
    """
    sets = list_sets(folder).sets
    if any(found.manifest.made_at > now + _CLOCK_TOLERANCE for found in sets):
        return ()
    kept = names_to_keep(_ages(sets), keep)
    return tuple(found.name for found in sets if found.name not in kept and remove_set(found.folder))


def _ages(sets: tuple[BackupSet, ...]) -> list[SetAge]:
    migrations = [found.name for found in sets if found.manifest.reason is Reason.BEFORE_MIGRATION]
    return [
        SetAge(
            name=found.name,
            made_at=found.manifest.made_at,
            made_on=found.manifest.made_at.astimezone().date(),
            verified=found.is_verified,
            pinned=found.name in migrations[:1],
        )
        for found in sets
    ]
