"""The pages of the 6-hour meter: the weeks of a term, and the week that runs as a card on Today."""

from xinmiao.features.counselling_hours.page.meter import MeterPage
from xinmiao.features.counselling_hours.page.week import WeekPanel

__all__ = ["MeterPage", "WeekPanel"]
