"""What else stands on days and times: the queries of all features, handed to what asks for conflicts."""

from __future__ import annotations

from typing import Any

from xinmiao.kernel.operations import Operation
from xinmiao.ui.page import PageContext


def occupancy_sources(context: PageContext) -> tuple[Operation[..., Any], ...]:
    """Return the queries of every feature that keeps something on days and times."""
    return tuple(source for feature in context.features for source in feature.occupancies)
