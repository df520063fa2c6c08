"""Hits of a search in texts: where the words stand, cut out with their surroundings.

Features that keep long texts contribute a query that searches those of one student (`Feature.searches`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text

Marks = tuple[tuple[int, int], ...]
"""Start and end of each hit in its excerpt."""


@dataclass(frozen=True)
class TextHit:
    """One record in which searched words stand."""

    title: str
    happened_at: datetime
    part: Text
    excerpt: str
    marks: Marks
    target: Target
    state: str = ""
    """What must be known before it is read, such as voided; empty for most."""
    state_tone: str = ""


def marked(excerpt: str, marks: Marks) -> str:
    """Return the excerpt with 【】 around each hit, so that it is seen without colour too."""
    shown, at = "", 0
    for start, end in marks:
        shown += f"{excerpt[at:start]}【{excerpt[start:end]}】"
        at = end
    return f"…{shown}{excerpt[at:]}…"
