"""The pages of group counselling: the groups, and one meeting."""

from xinmiao.features.group_counselling.page.groups import GroupsPage
from xinmiao.features.group_counselling.page.meeting import MeetingPage

__all__ = ["GroupsPage", "MeetingPage"]
