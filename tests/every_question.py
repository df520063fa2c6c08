"""Every question of the program and every paper's contents, asked with the ids and words of a marked case.

Walks over all operations of all features, so that a new one is asked too. Owns with what each parameter is asked.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Protocol

from xinmiao.app.features import FEATURES, all_operations
from xinmiao.features.attachments.records import Host
from xinmiao.features.plans.records import PlanPaper
from xinmiao.features.referrals.records import OutPaper
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound, Operation

TOMORROW = date(2026, 11, 24)
ON_PAPER = ("collect_", "export_", "print_")
_GIVEN = {
    "having": None,
    "counsellors": (),
    "day": TOMORROW,
    "first": TOMORROW,
    "last": TOMORROW,
    "timeline": tuple(source for feature in FEATURES for source in feature.timeline),
    "chapters": tuple(source for feature in FEATURES for source in feature.chapters),
    "marks": tuple(source for feature in FEATURES for source in feature.marks),
}
_TASKS = tuple(source for feature in FEATURES for source in feature.tasks)


class Asker(Protocol):
    """Who asks: a school with somebody signed in."""

    def run(self, bound: Bound[Any]) -> Any:
        """Run an operation."""


@dataclass(frozen=True)
class Things:
    """With what is asked: ids of everything there is, what files could hang on, and the words looked for."""

    ids: tuple[str, ...]
    hosts: tuple[Host, ...]
    words: Sequence[str]


def asked() -> Iterator[Operation[..., Any]]:
    """Return the operations that only tell something."""
    for operation in all_operations():
        name = operation.name.partition(".")[2]
        if not operation.writes or name.startswith(ON_PAPER):
            yield operation


def answers_to(asker: Asker, operation: Operation[..., Any], things: Things) -> Iterator[str]:
    """Return everything that comes back from a question, refusals too."""
    parameters = list(inspect.signature(operation.function).parameters.values())[1:]
    found = {one.name: tuple(_values(one, things)) for one in parameters}
    asked_with = {one.name: found[one.name] for one in parameters if found[one.name] or one.default is one.empty}
    for chosen in itertools.product(*asked_with.values()):
        given: dict[str, Any] = dict(zip(asked_with, chosen, strict=True))
        try:
            yield "\n".join(spelled(asker.run(operation.bind(**given))))
        except AppError as error:
            yield f"{error} {error.next_step}"


def _values(parameter: inspect.Parameter, things: Things) -> Iterable[Any]:
    """Return with what a question is asked; nothing where it does not concern what there is."""
    name, kind = parameter.name, str(parameter.annotation)
    if name in _GIVEN:
        return (_GIVEN[name],)
    if name == "sources":
        return (_TASKS,) if "TaskSource" in kind else (_GIVEN["timeline"],) if "Timeline" in kind else ()
    if name == "host":
        return things.hosts
    if name == "paper":
        return tuple(OutPaper) if "OutPaper" in kind else tuple(PlanPaper)
    if name in {"words", "typed"}:
        return things.words if name == "words" else ("石",)
    if kind == "str" or (kind == "str | None" and name.endswith("_id")):
        return things.ids
    return (things.ids,) if kind == "tuple[str, ...]" else ()


def spelled(value: Any) -> Iterator[str]:
    """Return every text in an answer, whatever it is wrapped in and whether it would show itself."""
    if isinstance(value, bytes):
        yield value.decode(errors="ignore")
    elif is_dataclass(value):
        for one in fields(value):
            yield from spelled(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from itertools.chain.from_iterable(map(spelled, (*value.keys(), *value.values())))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        yield from itertools.chain.from_iterable(map(spelled, value))
    else:
        yield str(value)
