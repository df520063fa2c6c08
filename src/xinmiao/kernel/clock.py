"""Time and identifiers, handed in so that tests can hold them still."""

from __future__ import annotations

import os
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


class SystemIds:
    """UUID version 7 (RFC 9562): ordered by time, made before saving so that a retry is idempotent."""

    def new(self) -> str:
        """Return a fresh identifier, 36 characters."""
        milliseconds = time.time_ns() // 1_000_000
        value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return str(uuid.UUID(int=value))
