"""Steps of the wizard at the beginning of a school year, contributed by every feature that has something to do then.

Plain values. A feature declares its step in its manifest (`Feature.year_steps`); adding one is adding a line there.
"""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.kernel.operations import Operation
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class StepState:
    """How far a step is, as its feature's records say."""

    done: bool
    facts: tuple[Text, ...] = ()
    """Short sentences: what is done and what is left."""
    wanted: bool = False
    """Whether it shows by itself that a new school year has begun and this is still to be done."""


@dataclass(frozen=True)
class YearStep:
    """One step: what it is for, where it is done, and the query that says how far it is."""

    name: str
    order: int
    """Steps are shown by rising numbers; leave room between them."""
    label: Text
    sentence: Text
    button: Text
    target: Target
    look: Operation[[], StepState]
