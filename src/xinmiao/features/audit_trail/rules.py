"""Decisions about the trail: who sees which entries, what a day means, how acts of a day are told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xinmiao.features.audit_trail.records import AccessDeed, DeedKind, deed_of
from xinmiao.kernel.access import Actor, Role

ACCOUNT_ACTIONS = ("account.", "recovery_sheet.", "backup.", "files.")
"""What an administrator may see of others: how accounts and data are kept, never who opened what."""


@dataclass(frozen=True)
class Sight:
    """Which entries an account sees: of one account only, of some actions only."""

    account: str = ""
    actions: tuple[str, ...] = ()

    def shows(self, action: str) -> bool:
        """Return whether entries of this action are seen."""
        return not self.actions or action.startswith(self.actions)


def sight_of(actor: Actor) -> Sight:
    """Return what an account sees: a counsellor all, an administrator account acts, everybody else his own acts."""
    if Role.COUNSELLOR in actor.roles:
        return Sight()
    if Role.ADMINISTRATOR in actor.roles:
        return Sight(actions=ACCOUNT_ACTIONS)
    return Sight(account=actor.account)


def sees_all(actor: Actor) -> bool:
    """Return whether an account sees the acts of everybody."""
    return sight_of(actor) == Sight()


def wanted_action(sight: Sight, kinds: frozenset[DeedKind]) -> Callable[[str], bool] | None:
    """Return which actions are asked for and seen; None for all of them."""
    if not kinds and not sight.actions:
        return None
    return lambda action: sight.shows(action) and (not kinds or deed_of(action).kind in kinds)


def start_of(day: date | None) -> datetime | None:
    """Return the first moment of a local day."""
    return None if day is None else datetime.combine(day, time()).astimezone()


def end_of(day: date | None) -> datetime | None:
    """Return the first moment after a local day."""
    return None if day is None or day == date.max else start_of(day + timedelta(days=1))


def told_by_day(acts: Iterable[tuple[datetime, str, str]]) -> tuple[AccessDeed, ...]:
    """Tell acts (moment, account label, action), the newest first, together by day, person and act."""
    groups: dict[tuple[date, str, str], list[datetime]] = {}
    for at, account_label, action in acts:
        groups.setdefault((at.astimezone().date(), account_label, action), []).append(at)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], max(group[1])), reverse=True)
    deeds, last_day = [], None
    for number, ((day, account_label, action), moments) in enumerate(ordered):
        deed = deed_of(action)
        first, last = min(moments), max(moments)
        opens_day, last_day = day != last_day, day
        deeds.append(
            AccessDeed(
                str(number), day, account_label, deed.words, deed.kind, first, last, len(moments), opens_day=opens_day
            )
        )
    return tuple(deeds)
