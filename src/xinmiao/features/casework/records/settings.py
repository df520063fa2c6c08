"""What a school and a counsellor choose about cases and notes."""

from __future__ import annotations

from xinmiao.kernel.fields import IntegerField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _

UNSIGNED_HOURS = Setting(
    "casework.unsigned_hours",
    SettingLevel.SCHOOL,
    IntegerField(
        name="unsigned_hours",
        label=_("Hours until an unsigned note is a task"),
        help=_("A note that waits longer for its signature stands on Today of its author. From 1 to 168 hours."),
        required=True,
        minimum=1,
        maximum=168,
    ),
    24,
)
LONG_AGO_DAYS = Setting(
    "casework.long_ago_days",
    SettingLevel.USER,
    IntegerField(
        name="long_ago_days",
        label=_("Days until a case counts as not seen lately"),
        help=_("Such cases are marked in the caseload. From 7 to 180 days."),
        required=True,
        minimum=7,
        maximum=180,
    ),
    28,
)
SETTINGS = (UNSIGNED_HOURS, LONG_AGO_DAYS)
