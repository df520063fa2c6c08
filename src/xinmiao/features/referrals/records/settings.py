"""What a school chooses about referrals: how long each step may wait, and the room's telephone."""

from __future__ import annotations

from xinmiao.kernel.fields import IntegerField, TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import Text, _

_HELP = _("From 0 to 60 school days; where there is risk, every day counts.")


def _days(name: str, label: Text, default: int) -> Setting:
    field = IntegerField(name=name, label=label, help=_HELP, required=True, minimum=0, maximum=60)
    return Setting(f"referrals.{name}", SettingLevel.SCHOOL, field, default)


ROOM_PHONE = Setting(
    "referrals.room_phone",
    SettingLevel.SCHOOL,
    TextField(
        name="room_phone",
        label=_("Telephone of the counselling room"),
        help=_("Shown to who refers a student today, and printed on the papers of referrals."),
        max_length=40,
    ),
    "",
)
DECIDE_WITHIN = _days("decide_within", _("Days until an internal referral is decided on"), 2)
SIGN_WITHIN = _days("sign_within", _("Days until the advice to see a hospital is signed"), 3)
VISIT_WITHIN = _days("visit_within", _("Days until the visit after the signature"), 10)
ANSWER_WITHIN = _days("answer_within", _("Days until the answer after the visit"), 7)
AGAIN_WITHIN = _days("again_within", _("Days until a refusal or a missed visit is spoken of again"), 5)
FOLLOW_WITHIN = _days("follow_within", _("Days until a referral is followed up again"), 20)
SETTINGS = (ROOM_PHONE, DECIDE_WITHIN, SIGN_WITHIN, VISIT_WITHIN, ANSWER_WITHIN, AGAIN_WITHIN, FOLLOW_WITHIN)
