"""What a school chooses about plans."""

from __future__ import annotations

from xinmiao.kernel.fields import BooleanField, IntegerField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _

NEEDS_APPROVAL = Setting(
    "plans.needs_approval",
    SettingLevel.SCHOOL,
    BooleanField(
        name="needs_approval",
        label=_("A plan needs a second person’s approval"),
        help=_("By another counsellor’s account, or signed on paper. Plans agreed before keep what held then."),
    ),
    default=False,
)
AGREE_WITHIN_DAYS = Setting(
    "plans.agree_within_days",
    SettingLevel.SCHOOL,
    IntegerField(
        name="agree_within_days",
        label=_("School days until a plan that is not agreed is a task"),
        help=_("Counted in school days from the day it was begun. From 1 to 60 days."),
        required=True,
        minimum=1,
        maximum=60,
    ),
    5,
)
REVIEW_AHEAD_DAYS = Setting(
    "plans.review_ahead_days",
    SettingLevel.SCHOOL,
    IntegerField(
        name="review_ahead_days",
        label=_("School days before a review of a plan that it is a task"),
        help=_("So that there is time to ask those who took part. From 0 to 30 school days."),
        required=True,
        minimum=0,
        maximum=30,
    ),
    3,
)
SETTINGS = (NEEDS_APPROVAL, AGREE_WITHIN_DAYS, REVIEW_AHEAD_DAYS)
