"""The pages of feedback slips: the room's list and one slip, a teacher's own, and the panel."""

from xinmiao.features.feedback_slips.page.listing import SlipsPage
from xinmiao.features.feedback_slips.page.own import OwnSlipPage, OwnSlipsPage
from xinmiao.features.feedback_slips.page.panel import SlipPanel
from xinmiao.features.feedback_slips.page.slip import SlipPage

__all__ = ["OwnSlipPage", "OwnSlipsPage", "SlipPage", "SlipPanel", "SlipsPage"]
