"""How many referrals there were, for totals of the school."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from xinmiao.features.referrals.model import InternalReferral, ReferralOut
from xinmiao.features.referrals.records import ReferralCounts
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.unit import Unit


@query(requires=Permission.REFERRAL_OUT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("counts, nothing of anybody"))
def count_referrals(unit: Unit, first: date, last: date) -> ReferralCounts:
    """Return how many referrals were written and advised in these days, `first` and `last` included."""
    written = select(func.count()).select_from(InternalReferral).where(InternalReferral.written_on.between(first, last))
    out = select(func.count()).select_from(ReferralOut).where(ReferralOut.advised_on.between(first, last))
    return ReferralCounts(unit.db.scalar(written) or 0, unit.db.scalar(out) or 0)
