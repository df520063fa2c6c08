"""What the vault is given from outside: the clock, fresh ids, the disk, the cost of a password.

Owns nothing; it keeps parameters together so that tests can hand in their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from xinmiao.kernel.clock import Clock, Ids, SystemClock, SystemIds
from xinmiao.system.files import atomic_write
from xinmiao.vault.keys.kdf import SHIPPED_POLICY, KdfCost, KdfPolicy


class Files(Protocol):
    """Writes small files whole or not at all."""

    def write(self, path: Path, content: bytes) -> None:
        """Replace the file at `path`; StorageError or OutputFailed when that fails, the old file intact."""
        ...


class DiskFiles:
    """The real disk."""

    def write(self, path: Path, content: bytes) -> None:
        """Replace the file at `path` atomically, readable by its owner only."""
        atomic_write(path, content)


@dataclass(frozen=True)
class Means:
    """Clock, ids, disk, and how costly new slots are made."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=SystemIds)
    files: Files = field(default_factory=DiskFiles)
    cost: KdfCost | None = None
    """None: calibrated when a school is founded, that of the school afterwards."""
    policy: KdfPolicy = SHIPPED_POLICY
