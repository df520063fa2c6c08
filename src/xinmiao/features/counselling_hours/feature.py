"""What the 6-hour meter brings to the program."""

from __future__ import annotations

from xinmiao.features.counselling_hours import operations
from xinmiao.features.counselling_hours.records import COUNSELLOR_POST
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, PanelEntry, Section
from xinmiao.kernel.texts import _

_PAGES = "xinmiao.features.counselling_hours.page"

FEATURE = Feature(
    name="counselling_hours",
    label=_("6-hour meter"),
    operations=(
        operations.get_meter,
        operations.get_week_meter,
        operations.list_posts,
        operations.set_post,
        operations.collect_meter_print,
    ),
    records=(COUNSELLOR_POST,),
    pages=(
        PageEntry(
            "counselling_hours",
            _("6-hour meter"),
            "clock",
            f"{_PAGES}:MeterPage",
            Permission.COUNSELLING_HOURS_READ,
            section=Section.LEDGERS,
        ),
    ),
    panels=(PanelEntry("week_meter", f"{_PAGES}:WeekPanel", Permission.COUNSELLING_HOURS_READ, on=("today",)),),
    model="xinmiao.features.counselling_hours.model",
)
