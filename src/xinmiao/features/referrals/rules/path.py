"""The path of a referral out: where it stands, what can follow, and how long it waits.

建议 → 签收 → 就诊 → 反馈 → 跟踪 → 结束, with the branches 拒签, 未就诊, 未见异常, 家长不愿告知. Nothing of it is
stored: it is read off the steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from xinmiao.features.referrals.records import OutState, Step, StepKind
from xinmiao.features.referrals.records.settings import (
    AGAIN_WITHIN,
    ANSWER_WITHIN,
    FOLLOW_WITHIN,
    SIGN_WITHIN,
    VISIT_WITHIN,
)
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.waiting import Wait, waited

_K = StepKind
_UNCHANGED = frozenset({_K.TOLD_AGAIN, _K.REPORTED_UP})
"""Steps after which a referral stands where it stood; the clock begins anew."""
_TO: dict[StepKind, OutState] = {kind: OutState(kind.value) for kind in StepKind if kind not in _UNCHANGED}
NEXT: dict[OutState, tuple[StepKind, ...]] = {
    OutState.ADVISED: (_K.SIGNED, _K.REFUSED, _K.CLOSED),
    OutState.SIGNED: (_K.VISITED, _K.NOT_SEEN, _K.ANSWERED, _K.NOTHING_FOUND, _K.NOT_TOLD, _K.CLOSED),
    OutState.REFUSED: (_K.TOLD_AGAIN, _K.REPORTED_UP, _K.SIGNED, _K.VISITED, _K.CLOSED),
    OutState.NOT_SEEN: (_K.TOLD_AGAIN, _K.REPORTED_UP, _K.VISITED, _K.CLOSED),
    OutState.VISITED: (_K.ANSWERED, _K.NOTHING_FOUND, _K.NOT_TOLD, _K.CLOSED),
    OutState.ANSWERED: (_K.FOLLOWED, _K.ANSWERED, _K.CLOSED),
    OutState.NOTHING_FOUND: (_K.FOLLOWED, _K.CLOSED),
    OutState.NOT_TOLD: (_K.TOLD_AGAIN, _K.REPORTED_UP, _K.ANSWERED, _K.NOTHING_FOUND, _K.FOLLOWED, _K.CLOSED),
    OutState.FOLLOWED: (_K.FOLLOWED, _K.ANSWERED, _K.CLOSED),
    OutState.CLOSED: (),
}
"""What can be recorded next, the likeliest first."""
FINAL: tuple[StepKind, ...] = tuple(kind for kind, state in _TO.items() if not NEXT[state])
"""Steps after which none follows and nothing waits."""
_LIMITS: dict[OutState, Setting] = {
    OutState.ADVISED: SIGN_WITHIN,
    OutState.SIGNED: VISIT_WITHIN,
    OutState.REFUSED: AGAIN_WITHIN,
    OutState.NOT_SEEN: AGAIN_WITHIN,
    OutState.VISITED: ANSWER_WITHIN,
    OutState.ANSWERED: FOLLOW_WITHIN,
    OutState.NOTHING_FOUND: FOLLOW_WITHIN,
    OutState.NOT_TOLD: AGAIN_WITHIN,
    OutState.FOLLOWED: FOLLOW_WITHIN,
}


class Trod(Protocol):
    """What the path is read off a step by."""

    @property
    def kind(self) -> StepKind:
        """Return what happened."""

    @property
    def on_date(self) -> date:
        """Return when."""

    @property
    def next_visit_on(self) -> date | None:
        """Return when the hospital wants to see the student again."""

    @property
    def is_taken_back(self) -> bool | None:
        """Return whether it does not count."""


T = TypeVar("T", bound=Trod)


@dataclass(frozen=True)
class Path:
    """Where a referral stands and since when; `next_visit_on` is the hospital's last word on it."""

    state: OutState
    since: date
    next_visit_on: date | None = None


def counting(steps: Iterable[T]) -> tuple[T, ...]:
    """Return the steps that were not taken back."""
    return tuple(step for step in steps if not step.is_taken_back)


def path_of(advised_on: date, steps: Iterable[Trod]) -> Path:
    """Return where a referral stands; `steps` in the order they were recorded."""
    state, since, next_visit = OutState.ADVISED, advised_on, None
    for step in counting(steps):
        state = _TO.get(step.kind, state)
        since = step.on_date
        if step.kind in {_K.ANSWERED, _K.FOLLOWED, _K.VISITED}:
            next_visit = step.next_visit_on
    return Path(state, since, next_visit)


def may_follow(state: OutState, kind: StepKind) -> bool:
    """Return whether a step can be recorded now."""
    return kind in NEXT[state]


def wait_of(path: Path, today: date, settings: Mapping[str, int], days: SchoolDays, *, at_risk: bool) -> Wait | None:
    """Return how long the present step waits; None once it is closed.

    After an answer that names the next visit, the clock begins on that day.
    """
    setting = _LIMITS.get(path.state)
    if setting is None:
        return None
    limit, since = settings[setting.name], path.since
    if path.next_visit_on is not None and path.state in {OutState.ANSWERED, OutState.FOLLOWED}:
        since, limit = max(path.next_visit_on, since), 0
        if today >= path.next_visit_on >= path.since:
            return Wait(since, (today - since).days + 1, limit, at_risk)
    return waited(since, today, limit, days, at_risk=at_risk)


def last_counting(steps: Sequence[Step]) -> Step | None:
    """Return the only step that can be taken back: the last that counts."""
    found = counting(steps)
    return found[-1] if found else None
