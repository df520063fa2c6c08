"""What was asked inside one unit of work, and what was answered; asked again, nothing is read again.

Many slices ask the same on the way to one answer: the school's days, its settings, names. Inside a transaction the
files stand still, so the first answer holds. Operations are kept in units that only read, and never what leaves an
entry in the trail. What a slice reads `once_a_unit` is kept until something is written.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from xinmiao.kernel.operations import Bound, NotAudited

if TYPE_CHECKING:
    from xinmiao.vault.unit import Unit

R = TypeVar("R")


def once_a_unit(read: Callable[[Unit], R]) -> Callable[[Unit], R]:
    """Let a function of a unit alone, whose answer nobody changes, read once until the unit writes."""

    @wraps(read)
    def reading(unit: Unit) -> R:
        unit.db.flush()  # what waits to be written would change the answer; it forgets those before
        kept = unit.answers.read
        if reading not in kept:
            kept[reading] = read(unit)
        found: R = kept[reading]
        return found

    return reading


class Answers:
    """The answers of one unit; those of operations are not kept where it may write."""

    def __init__(self, *, kept: bool) -> None:
        self.read: dict[Hashable, Any] = {}
        """What was read once a unit."""
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
