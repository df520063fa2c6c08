"""The page Today: what is next, reminders, and the way to the records behind them.

Owns the page's parts; each stands in a module of its own.
"""

from xinmiao.features.today.page.today_page import TodayPage

__all__ = ["TodayPage"]
