"""Derived tasks: what records say should be done next, never typed in by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from xinmiao.kernel.texts import Text


class Urgency(IntEnum):
    """How a task is ranked on Today; a child's risk always comes first."""

    RISK = 0
    OVERDUE = 1
    DUE = 2
    ROUTINE = 3


@dataclass(frozen=True)
class Target:
    """The place where something is done: a page's name and the record it opens."""

    page: str
    record: str = ""
    """The record's id, or empty."""


_OF_LIST = ":*"


def target_of_list(page: str, name: str, ids: Iterable[str]) -> Target:
    """Return a place at which something is done for exactly these records, such as a paper printed for each."""
    return Target(page, f"{name}{_OF_LIST}{','.join(ids)}")


def list_in(record: str) -> tuple[str, tuple[str, ...]] | None:
    """Return name and ids of what `target_of_list` made; None for any other record."""
    name, found, ids = record.partition(_OF_LIST)
    return (name, tuple(each for each in ids.split(",") if each)) if found else None


@dataclass(frozen=True)
class Task:
    """One thing to do. `key` names it across restarts, for dismissal; `why` says what it was derived from."""

    key: str
    title: Text
    why: Text
    urgency: Urgency
    target: Target
    due: date | None = None
    dismissible: bool = True
    matter: str = ""
    """What it stands on beyond urgency and day; a task put aside comes back when one of the three changes."""
