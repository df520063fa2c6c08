"""The page of light plans: the list of a period, and the sheet in which one is entered, checked and reviewed."""

from xinmiao.features.light_plans.page.light_plans_page import LightPlansPage

__all__ = ["LightPlansPage"]
