"""What the 6-hour meter brings to the program."""

from __future__ import annotations

from xinmiao.features.counselling_hours.records import COUNSELLOR_POST
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="counselling_hours",
    label=_("6-hour meter"),
    records=(COUNSELLOR_POST,),
    model="xinmiao.features.counselling_hours.model",
)
