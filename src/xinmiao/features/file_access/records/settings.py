"""What a school chooses about file access: how long each step may wait."""

from __future__ import annotations

from xinmiao.kernel.fields import IntegerField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import Text, _

_HELP = _("From 0 to 60 school days.")


def _days(name: str, label: Text, default: int) -> Setting:
    field = IntegerField(name=name, label=label, help=_HELP, required=True, minimum=0, maximum=60)
    return Setting(f"file_access.{name}", SettingLevel.SCHOOL, field, default)


DECIDE_WITHIN = _days("decide_within", _("Days until a request for file access is decided on"), 5)
GIVE_WITHIN = _days("give_within", _("Days until what was accepted is given"), 3)
RECEIPT_WITHIN = _days("receipt_within", _("Days until the receipt is there"), 1)
SETTINGS = (DECIDE_WITHIN, GIVE_WITHIN, RECEIPT_WITHIN)
