"""The features of the program, in the order of the navigation. Adding one is adding a line here."""

from __future__ import annotations

from typing import Any

from xinmiao.features.roster.feature import FEATURE as ROSTER
from xinmiao.features.today.feature import FEATURE as TODAY
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.operations import Operation

FEATURES: tuple[Feature, ...] = (TODAY, ROSTER)


def all_operations() -> tuple[Operation[..., Any], ...]:
    """Return every declared operation."""
    return tuple(operation for feature in FEATURES for operation in feature.operations)
