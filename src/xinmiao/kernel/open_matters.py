"""What is still open about a student who is about to leave, contributed by every feature that keeps something open.

Plain values: counts and next steps, never a word of what was written.
"""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class OpenMatter:
    """One thing that stays open, what to do about it, and where."""

    words: Text
    next_step: Text
    target: Target
