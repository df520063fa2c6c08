"""How rows of a table follow when two records they refer to become one; declared on each mapped class.

Tables that refer to a record and may hold many rows of it need no declaration: their rows move. Where a table
allows one row only, or counts its rows, it has to say what happens; a conformance test asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MergeWay(StrEnum):
    """What becomes of the rows."""

    MOVE = "move"
    """They move as they are."""
    COMBINE = "combine"
    """Where the survivor has a row of its own, the two become one: what is empty is filled, texts are joined."""
    RENUMBER = "renumber"
    """They move and get the next numbers."""
    ONE_OPEN = "one_open"
    """They move; one that is open ends today where the survivor has an open one."""
    ALIKE = "alike"
    """They move; one that says the same as one of the survivor's becomes one with it."""


@dataclass(frozen=True)
class MergeRule:
    """A way, and the fields it goes by."""

    way: MergeWay
    by: tuple[str, ...] = ()


MOVE = MergeRule(MergeWay.MOVE)
COMBINE = MergeRule(MergeWay.COMBINE)


def renumber(field: str) -> MergeRule:
    """Return the rule for rows that are numbered in `field`."""
    return MergeRule(MergeWay.RENUMBER, (field,))


def one_open(until: str) -> MergeRule:
    """Return the rule for rows of which one is open, its field `until` empty."""
    return MergeRule(MergeWay.ONE_OPEN, (until,))


def alike(*fields: str) -> MergeRule:
    """Return the rule for rows that are the same when these fields are."""
    return MergeRule(MergeWay.ALIKE, fields)
