"""What a school chooses about appointments."""

from __future__ import annotations

from xinmiao.kernel.fields import TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _

SLIP_PLACE = Setting(
    "appointments.slip_place",
    SettingLevel.SCHOOL,
    TextField(
        name="slip_place",
        label=_("Place on pass slips"),
        help=_("A neutral name: the slip passes through the classroom. Empty: the teachers’ office."),
        max_length=40,
    ),
    "",
)
SETTINGS = (SLIP_PLACE,)
