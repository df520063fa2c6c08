"""What the 6-hour meter brings to the program."""

from __future__ import annotations

from xinmiao.features.counselling_hours import operations
from xinmiao.features.counselling_hours.records import COUNSELLOR_POST
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

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
    model="xinmiao.features.counselling_hours.model",
)
