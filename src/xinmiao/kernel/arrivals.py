"""Arriving envelopes, as features declare what is done with each kind (`Feature.arrivals`).

Plain values. How a slice sends and takes in is told in `vault.envelopes.arriving`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xinmiao.kernel.operations import Operation
from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class Arrival:
    """What is done with an envelope of a kind that is for the counsellors.

    `take_in` is a command of an envelope's id: it calls `arriving.collect` and writes what it got, in one unit.
    """

    kind: str
    label: Text
    """What such an envelope is called where one could not be opened: a request to the room."""
    take_in: Operation[[str], Any]
