"""What light plans bring to the program."""

from __future__ import annotations

from xinmiao.features.light_plans import operations  # noqa: F401
from xinmiao.features.light_plans.records import LIGHT_PLAN, LIGHT_PLAN_COUNT, LIGHT_REVIEW
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="light_plans",
    label=_("Light plans"),
    records=(LIGHT_PLAN, LIGHT_REVIEW, LIGHT_PLAN_COUNT),
    model="xinmiao.features.light_plans.model",
)
