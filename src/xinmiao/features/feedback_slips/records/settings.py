"""What a school chooses about feedback slips: how many school days each step may wait."""

from __future__ import annotations

from xinmiao.kernel.fields import IntegerField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import Text, _


def _days(name: str, label: Text, default: int) -> Setting:
    help_ = _("From 0 to 60 school days.")
    field = IntegerField(name=name, label=label, help=help_, required=True, minimum=0, maximum=60)
    return Setting(f"feedback.{name}", SettingLevel.SCHOOL, field, default)


BACKGROUND_WITHIN = _days("background_within", _("Days until a teacher gives the background the room asked for"), 3)
ANSWER_WITHIN = _days("answer_within", _("Days until the room answers a feedback slip"), 3)
REPORT_WITHIN = _days("report_within", _("Days until a teacher reports what was done"), 10)
CLOSE_WITHIN = _days("close_within", _("Days until a slip that was reported on is closed"), 5)
SETTINGS = (BACKGROUND_WITHIN, ANSWER_WITHIN, REPORT_WITHIN, CLOSE_WITHIN)
