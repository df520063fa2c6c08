"""What can be done with light plans: open for a list, enter, take over, check, review, close, print."""

from xinmiao.features.light_plans.model import LightPlan

__all__ = ["LightPlan"]
