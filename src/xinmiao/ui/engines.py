"""The lanes and the bridge between them and the windows; they live as long as the program."""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.ui.changes import UiBridge
from xinmiao.ui.lane import Lane


@dataclass(frozen=True)
class Engines:
    """Where work is done, and the way back."""

    database: Lane
    work: Lane
    bridge: UiBridge
