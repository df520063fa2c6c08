"""The list of all plans, the page of one student's plan, and the panel on the student's page."""

from xinmiao.features.plans.page.panel import PlanPanel
from xinmiao.features.plans.page.plan_page import PlanPage
from xinmiao.features.plans.page.plans_page import PlansPage

__all__ = ["PlanPage", "PlanPanel", "PlansPage"]
