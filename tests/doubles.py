"""Stand-ins for what a test must hold still: the clock and the identifiers. The files are always real."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

MONDAY_MORNING = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
"""10:05 in the school's time, which is that of Shanghai in all tests."""


class FrozenClock:
    """A clock that stands until it is moved."""

    def __init__(self, moment: datetime = MONDAY_MORNING) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment it stands at, in UTC."""
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        """Return the local date of that moment."""
        return self.moment.astimezone().date()

    def advance(self, **length: float) -> datetime:
        """Move on by a `timedelta`'s arguments (`days=1`, `minutes=-5`) and return the new moment."""
        self.moment += timedelta(**length)
        return self.now()


class SequenceIds:
    """Identifiers in the form of a UUID version 7, counted from 1."""

    def __init__(self, start: int = 1) -> None:
        self._numbers = itertools.count(start)

    def new(self) -> str:
        """Return the next identifier."""
        return sequence_id(next(self._numbers))


def sequence_id(number: int) -> str:
    """Return the identifier that `SequenceIds` gives as its `number`th."""
    return f"00000000-0000-7000-8000-{number:012d}"
