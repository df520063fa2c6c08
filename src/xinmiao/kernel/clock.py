"""Time and identifiers, handed in so that tests can hold them still."""

from __future__ import annotations

import os
import threading
import time
import uuid
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """Return the school's local date."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the school's local date."""
        return datetime.now().astimezone().date()


class Ids(Protocol):
    """Makes record identifiers."""

    def new(self) -> str:
        """Return a fresh identifier."""
        ...


_RANDOM_BITS = 74


class SystemIds:
    """UUID version 7 (RFC 9562): ordered by time, made before saving so that a retry is idempotent.

    Two made in one millisecond keep their order (section 6.2, method 2): guardians of one row of a sheet are asked
    for in the order of their ids.
    """

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def new(self) -> str:
        """Return a fresh identifier, 36 characters, greater than the one before."""
        fresh = time.time_ns() // 1_000_000 << _RANDOM_BITS | _random(_RANDOM_BITS)
        with self._lock:
            self._last = value = max(fresh, self._last + 1 + _random(32))
        high, low = value >> 62, value & (1 << 62) - 1
        spread = (high >> 12 & (1 << 48) - 1) << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0x2 << 62 | low
        return str(uuid.UUID(int=spread))


def _random(bits: int) -> int:
    return int.from_bytes(os.urandom(10), "big") >> 80 - bits  # `secrets` loads more than the lock screen can wait for
