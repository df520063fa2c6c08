"""Marks at the head of a student's page: what a feature wants to be seen before anything else is read."""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class StudentMark:
    """One state chip: its word, its tone (calm, watch, warn, accent, or empty for plain) and its icon."""

    word: Text
    tone: str = ""
    icon: str = ""
    sentence: Text | None = None
    """What stands in a banner above the page, where a word is not enough."""
