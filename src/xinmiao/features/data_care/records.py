"""How backups and checks are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class BackupLine:
    """One backup set of the data folder or of another disk."""

    name: str
    made_at: datetime
    is_verified: bool
    size: int
    reason: str
    folder: Path

    @property
    def id(self) -> str:
        """Return what names the set in its list."""
        return self.name


@dataclass(frozen=True)
class BackupState:
    """How the school's backups stand."""

    sets: tuple[BackupLine, ...]
    unreadable: tuple[str, ...]
    newest_verified_at: datetime | None
    is_recent: bool
    off_disk_at: datetime | None
    off_disk_is_recent: bool
    unopened: int
    data_size: int
    """Bytes of both data files."""
