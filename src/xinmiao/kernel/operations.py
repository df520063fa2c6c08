"""Operations: one function per thing that can be done or asked, and the only door to the records.

`@command` and `@query` have no default for permission, scope and audit, so forgetting one fails at
import. A decorated function is bound, not called: `save_note.bind(draft)` gives a `Bound`, which the
workspace runs inside a unit of work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from xinmiao.kernel.access import Permission, Scope

P = ParamSpec("P")
R = TypeVar("R")
U = TypeVar("U")


@dataclass(frozen=True)
class NotAudited:
    """No entry in the audit trail, and why none is needed."""

    why: str


@dataclass(frozen=True)
class Change:
    """One record that was written: its kind (spec name) and id."""

    record: str
    id: str


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What a run operation returned, and which records it changed."""

    value: R
    changes: frozenset[Change] = frozenset()


@dataclass(frozen=True)
class Operation(Generic[P, R]):
    """A declared operation. Public, so that tests can walk over all of them."""

    name: str
    function: Callable[..., R]
    writes: bool
    requires: Permission
    scope: Scope
    audit: str | NotAudited

    def bind(self, *args: P.args, **kwargs: P.kwargs) -> Bound[R]:
        """Return the operation with its arguments, ready to be run by a workspace."""
        return Bound(self, args, kwargs)


@dataclass(frozen=True)
class Bound(Generic[R]):
    """An operation with its arguments."""

    operation: Operation[..., R]
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)

    def call(self, unit: object) -> R:
        """Call the function inside `unit`; only the unit of work does this."""
        return self.operation.function(unit, *self.args, **self.kwargs)


def _declare(
    function: Callable[Concatenate[U, P], R],
    *,
    writes: bool,
    requires: Permission,
    scope: Scope,
    audit: str | NotAudited,
) -> Operation[P, R]:
    slice_name = function.__module__.split(".")[2] if function.__module__.startswith("xinmiao.features.") else "test"
    return Operation(f"{slice_name}.{function.__name__}", function, writes, requires, scope, audit)


def command(
    *, requires: Permission, scope: Scope, audit: str
) -> Callable[[Callable[Concatenate[U, P], R]], Operation[P, R]]:
    """Declare an operation that writes; every write is audited."""

    def decorate(function: Callable[Concatenate[U, P], R]) -> Operation[P, R]:
        return _declare(function, writes=True, requires=requires, scope=scope, audit=audit)

    return decorate


def query(
    *, requires: Permission, scope: Scope, audit: str | NotAudited
) -> Callable[[Callable[Concatenate[U, P], R]], Operation[P, R]]:
    """Declare an operation that only reads; reads of a person's content name their audit entry."""

    def decorate(function: Callable[Concatenate[U, P], R]) -> Operation[P, R]:
        return _declare(function, writes=False, requires=requires, scope=scope, audit=audit)

    return decorate
