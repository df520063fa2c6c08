"""What a school chooses about its roster."""

from __future__ import annotations

from xinmiao.kernel.fields import BooleanField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _

KEEP_ID_NUMBERS = Setting(
    "roster.keep_id_numbers",
    SettingLevel.SCHOOL,
    BooleanField(
        name="keep_id_numbers",
        label=_("Keep ID numbers of students"),
        help=_(
            "Off: an ID number in a sheet is checked and let go; only a code that cannot be read back serves matching. "
            "On: later imports keep it in the counselling room’s file. Leave it off unless a duty demands it."
        ),
    ),
    default=False,
)
SETTINGS = (KEEP_ID_NUMBERS,)
