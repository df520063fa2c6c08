"""Probe: starts the program as a user does; tells when the lock screen was painted and a password could be typed."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from typing import Any

gc.disable()  # as the program's entry does before it loads Qt

import platformdirs  # noqa: E402 -- as above

from bench.probes.driving import Condition, Driven, drive  # noqa: E402 -- as above

# A user's start looks for its folder; the measured one is told where it lies, and must not be spared the way there.
platformdirs.user_config_dir("xinmiao", appauthor=False)
told: dict[str, Any] = {}


def walk(program: Driven) -> Iterator[Condition]:
    """Wait for both moments."""
    told["painted"] = program.lock_painted.at_ns[0]
    yield program.is_ready
    told["ready"] = time.monotonic_ns()


sys.exit(drive(walk, None, told))
