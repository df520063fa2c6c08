"""The pages of referrals: the list, one of each kind, a teacher's own, the agency directory, and the panel."""

from xinmiao.features.referrals.page.agencies import AgenciesPage
from xinmiao.features.referrals.page.internal import InternalReferralPage
from xinmiao.features.referrals.page.listing import ReferralsPage
from xinmiao.features.referrals.page.out import ReferralOutPage
from xinmiao.features.referrals.page.own import OwnReferralsPage
from xinmiao.features.referrals.page.panel import ReferralPanel

__all__ = [
    "AgenciesPage",
    "InternalReferralPage",
    "OwnReferralsPage",
    "ReferralOutPage",
    "ReferralPanel",
    "ReferralsPage",
]
