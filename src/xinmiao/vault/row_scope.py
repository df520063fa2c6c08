"""Row scope: the condition that every select of a scoped class gets, so that nobody meets rows of others.

SQLAlchemy adds it to entities, aliases, joins, counts, exists, unions and CTEs. It does not reach window
functions and aliases that are joined (tried with 2.1.9): those are refused here, for whoever a condition
exists, rather than answered with too much.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Over, Select
from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import Join

from xinmiao.kernel.access import Actor, Scope
from xinmiao.vault.base import Versioned


def limits_rows(model: type[Versioned]) -> bool:
    """Return whether a class says who sees its rows, by itself or by what it inherits."""
    own: Any = model.visible_to
    default: Any = Versioned.visible_to
    return own.__func__ is not default.__func__


class RowScope:
    """The conditions that limit one actor; those of a scope are made once, however often it is asked for."""

    def __init__(self, models: Iterable[type[Versioned]], actor: Actor) -> None:
        self._models = tuple(models)
        self._actor = actor
        self._of: dict[Scope, tuple[frozenset[type[Versioned]], tuple[Any, ...]]] = {}

    def limited(self, statement: Any, scope: Scope) -> Any:
        """Return the select with every condition that limits the actor."""
        if scope not in self._of:
            self._of[scope] = self._conditions(scope)
        models, criteria = self._of[scope]
        if not criteria:
            return statement
        _refuse_uncovered(statement, models)
        return statement.options(*criteria)

    def _conditions(self, scope: Scope) -> tuple[frozenset[type[Versioned]], tuple[Any, ...]]:
        conditions: dict[type[Versioned], ColumnElement[bool]] = {}
        for model in self._models:
            condition = model.visible_to(self._actor, scope)
            if condition is not None:
                conditions[model] = condition
        criteria = (
            with_loader_criteria(model, condition, include_aliases=True, track_closure_variables=False)
            for model, condition in conditions.items()
        )
        return frozenset(conditions), tuple(criteria)


def _refuse_uncovered(statement: Any, models: frozenset[type[Versioned]]) -> None:
    """Refuse a statement of ours that the condition would not reach; a mistake of the calling code."""
    for element in visitors.iterate(statement):
        targets: list[Any] = [element.right] if isinstance(element, Join) else []
        if isinstance(element, Select):
            targets += [join[0] for join in element._setup_joins]  # noqa: SLF001 -- there is no public way
        if any(_is_alias_of(target, models) for target in targets) or _is_window_over(element, models):
            raise AssertionError(str(element))


def _is_alias_of(target: Any, models: frozenset[type[Versioned]]) -> bool:
    entity = _entity_of(target)
    return entity is not None and entity.is_aliased_class and entity.mapper.class_ in models


def _is_window_over(element: Any, models: frozenset[type[Versioned]]) -> bool:
    if not isinstance(element, Over):
        return False
    entities = (_entity_of(part) for part in visitors.iterate(element))
    return any(entity is not None and entity.mapper.class_ in models for entity in entities)


def _entity_of(element: Any) -> Any:
    return getattr(element, "_annotations", {}).get("parententity")
