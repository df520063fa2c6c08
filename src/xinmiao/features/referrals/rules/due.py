"""What of referrals is due, in words, and which of them stands first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from xinmiao.features.referrals.records import (
    INTERNAL_REFERRAL,
    STATE_LABELS,
    InternalDue,
    InternalView,
    OutDue,
    OutState,
    OutView,
    ReferralDecision,
    ReferralUrgency,
)
from xinmiao.features.referrals.records.settings import DECIDE_WITHIN
from xinmiao.kernel.school_days import SchoolDays, with_caveat
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.waiting import Wait, waited

LIST, IN_PAGE, OUT_PAGE, OWN_PAGE, AGENCIES = "referrals", "referral_in", "referral_out", "own_referrals", "agencies"
NEW = "new:"
"""Before a student's id: he is to be referred out."""

_TITLES: dict[OutState, Text] = {
    OutState.ADVISED: _("Referral of {student}: not signed for {days}"),
    OutState.SIGNED: _("Referral of {student}: not seen for {days}"),
    OutState.REFUSED: _("Referral of {student}: refused {days} ago"),
    OutState.NOT_SEEN: _("Referral of {student}: no visit for {days}"),
    OutState.VISITED: _("Referral of {student}: no answer for {days}"),
    OutState.ANSWERED: _("Referral of {student}: follow it up"),
    OutState.NOTHING_FOUND: _("Referral of {student}: follow it up"),
    OutState.NOT_TOLD: _("Referral of {student}: no answer for {days}"),
    OutState.FOLLOWED: _("Referral of {student}: follow it up"),
}


def wait_for_decision(
    written_on: date, urgency: ReferralUrgency, today: date, settings: Mapping[str, int], days: SchoolDays
) -> Wait:
    """Return how long a teacher's referral waits to be decided; one for today by a clock that never rests."""
    at_once = urgency is ReferralUrgency.TODAY
    return waited(written_on, today, 0 if at_once else settings[DECIDE_WITHIN.name], days, at_risk=at_once)


def internal_task(view: InternalDue) -> Task | None:
    """Return the task of a teacher's referral: at once when it is for today, else when it waits too long."""
    today = view.urgency is ReferralUrgency.TODAY
    if view.wait is None or not (today or view.wait.is_late):
        return None
    return Task(
        key=f"internal_referral:{view.id}",
        title=_("Decide on the referral of {student}").format(student=view.student),
        why=with_caveat(
            _("From {writer}, {urgency}; it waits for {days}.").format(
                writer=view.writer_name,
                urgency=INTERNAL_REFERRAL.urgency.show(view.urgency),
                days=str(view.wait.words),
            ),
            view.wait.year_unknown,
        ),
        urgency=Urgency.RISK if today else Urgency.OVERDUE,
        target=Target(IN_PAGE, view.id),
        due=view.wait.since,
        dismissible=False,
    )


def out_task(view: OutDue) -> Task | None:
    """Return the task of a referral out that waits longer than the school allows."""
    if view.wait is None or not view.wait.is_late:
        return None
    days = str(view.wait.words)
    why = _("{state} since {day}; counted in school days.")
    if view.wait.at_risk:
        why = _("{state} since {day}; there is risk, every day counts.")
    elif view.next_visit_on is not None and view.wait.limit == 0:
        why = _("{state}; the next visit was set for {day}.")
    return Task(
        key=f"referral_out:{view.id}:{view.state.value}:{view.wait.since.isoformat()}",
        title=_TITLES[view.state].format(student=view.student, days=days),
        why=with_caveat(
            why.format(state=str(STATE_LABELS[view.state]), day=view.wait.since.isoformat()), view.wait.year_unknown
        ),
        urgency=Urgency.RISK if view.wait.at_risk else Urgency.OVERDUE,
        target=Target(OUT_PAGE, view.id),
        due=view.wait.since,
        dismissible=not view.wait.at_risk,
    )


def internal_first(views: Iterable[InternalView]) -> tuple[InternalView, ...]:
    """Return the undecided ones first, the most urgent and oldest of them before the others."""
    order = list(reversed(ReferralUrgency))

    def key(view: InternalView) -> tuple[bool, int, float]:
        waits = view.decision is ReferralDecision.WAITING
        moment = view.recorded_at.timestamp()
        return not waits, order.index(view.urgency) if waits else 0, moment if waits else -moment

    return tuple(sorted(views, key=key))


def out_first(views: Iterable[OutView]) -> tuple[OutView, ...]:
    """Return late ones first, then open ones, then those that are closed, the last advised first."""

    def key(view: OutView) -> tuple[bool, bool, int]:
        late = view.wait is not None and view.wait.is_late
        return view.state is OutState.CLOSED, not late, -view.advised_on.toordinal()

    return tuple(sorted(views, key=key))
