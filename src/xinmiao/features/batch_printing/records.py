"""What is handed to those who print for a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xinmiao.features.roster.records import StudentLine


@dataclass(frozen=True)
class CollectedPapers:
    """What the papers are made of, in the order of the students asked for; who has nothing is left out."""

    papers: tuple[Any, ...]
    left_out: tuple[StudentLine, ...]
