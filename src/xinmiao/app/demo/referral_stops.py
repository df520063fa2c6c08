"""The places of referrals on the tour: both lists, a referral of a teacher, one out with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xinmiao.features.referrals.page import ReferralsPage
from xinmiao.kernel.tasks import Target
from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]


def out(bench: Workbench) -> Iterator[Condition]:
    """Turn to the referrals out of the room."""
    yield from _list(bench, "out")


def internal(bench: Workbench) -> Iterator[Condition]:
    """Open the first referral of a teacher."""
    yield from _list(bench, "in")
    page = _page(bench)
    yield lambda: page.arrived.count() > 0
    yield from _open(bench, Target("referral_in", page.arrived.shown_records()[0].id))


def path(bench: Workbench) -> Iterator[Condition]:
    """Open the referral out that went through most steps."""
    yield from _list(bench, "out")
    page = _page(bench)
    yield lambda: page.out.count() > 0
    longest = max(page.out.shown_records(), key=lambda view: len(view.steps))
    yield from _open(bench, Target("referral_out", longest.id))


def _list(bench: Workbench, side: str) -> Iterator[Condition]:
    yield from _open(bench, Target("referrals", side))


def _open(bench: Workbench, target: Target) -> Iterator[Condition]:
    bench.open(target)
    yield lambda: bench.target == target


def _page(bench: Workbench) -> ReferralsPage:
    return next(iter(bench.findChildren(ReferralsPage)))
