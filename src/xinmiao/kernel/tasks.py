"""Derived tasks: what records say should be done next, never typed in by hand."""

from __future__ import annotations

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
