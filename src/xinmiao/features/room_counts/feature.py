"""What the room's totals bring to the program."""

from __future__ import annotations

from xinmiao.features.room_counts import operations
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PanelEntry
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="room_counts",
    label=_("Totals for the leadership"),
    operations=(operations.are_totals_stale, operations.hand_totals, operations.get_totals),
    panels=(
        PanelEntry(
            "room_totals", "xinmiao.features.room_counts.page:TotalsPanel", Permission.ROOM_COUNT_READ, on=("today",)
        ),
    ),
)
