"""What was asked inside one unit of work that only reads, and what was answered; asked again, nothing is read again.

Many slices ask the same on the way to one answer: the school's days, its settings, names. While a unit reads, the
files stand still for it, so the first answer holds. What leaves an entry in the trail is run each time, and so is
everything inside a unit that writes.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeVar

from xinmiao.kernel.operations import Bound, NotAudited

R = TypeVar("R")


class Answers:
    """The answers of one unit; `kept` is False while it writes."""

    def __init__(self, *, kept: bool) -> None:
        self._kept = kept
        self._known: dict[Hashable, Any] = {}
        self._audited = 0

    def to(self, bound: Bound[R], unit: object) -> R:
        """Return what an operation answers inside `unit`, without running it a second time where it was kept."""
        if isinstance(bound.operation.audit, str):
            self._audited += 1
        key = self._key_of(bound)
        if key is None:
            return bound.call(unit)
        if key not in self._known:
            audited, found = self._audited, bound.call(unit)
            if self._audited != audited:
                return found
            self._known[key] = found
        known: R = self._known[key]
        return dict(known) if isinstance(known, dict) else known  # type: ignore[return-value]  # the caller's own

    def _key_of(self, bound: Bound[Any]) -> Hashable | None:
        if not self._kept or not isinstance(bound.operation.audit, NotAudited):
            return None
        key = bound.operation, bound.args, tuple(sorted(bound.kwargs.items()))
        try:
            hash(key)
        except TypeError:
            return None
        return key
