"""What is known about the backups: how old the newest one is, and whether one lies off this disk.

Owns the small note in the backups folder that remembers copies on disks which are not plugged in now.
Facts only; what a user is told of them is decided by the features.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from xinmiao.system.files import atomic_write
from xinmiao.vault.backup_set import BackupSet, list_sets

NOTE_NAME = "off-disk.json"
STALE_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class OffDisk:
    """The newest verified set that was copied to another disk."""

    name: str
    at: datetime
    place: str


@dataclass(frozen=True)
class BackupFacts:
    """How the backups stand at `checked_at`."""

    checked_at: datetime
    newest_verified_at: datetime | None = None
    off_disk: OffDisk | None = None
    unopened: int = 0
    unreadable: tuple[str, ...] = ()

    @property
    def is_recent(self) -> bool:
        """Return whether the newest verified set is younger than 7 days."""
        return self.newest_verified_at is not None and self.checked_at - self.newest_verified_at < STALE_AFTER

    @property
    def is_off_disk(self) -> bool:
        """Return whether a verified set ever went to another disk."""
        return self.off_disk is not None

    @property
    def off_disk_is_recent(self) -> bool:
        """Return whether the newest set on another disk is younger than 7 days."""
        return self.off_disk is not None and self.checked_at - self.off_disk.at < STALE_AFTER


def needs_backup(folders: Iterable[Path], now: datetime, *, data_folder: Path) -> BackupFacts:
    """Look through the folders that hold sets; the first one keeps the note about other disks."""
    places = tuple(folders)
    found = [(place, listing) for place in places for listing in (list_sets(place),)]
    verified = [(place, one) for place, listing in found for one in listing.sets if one.is_verified]
    seen = [
        OffDisk(one.name, one.manifest.made_at, str(place))
        for place, one in verified
        if is_other_disk(place, data_folder)
    ]
    noted = read_note(places[0]) if places else None
    return BackupFacts(
        checked_at=now,
        newest_verified_at=max((one.manifest.made_at for _place, one in verified), default=None),
        off_disk=max([*seen, *([noted] if noted else [])], key=lambda off: off.at, default=None),
        unopened=sum(not one.is_verified for _place, listing in found for one in listing.sets),
        unreadable=tuple(name for _place, listing in found for name in listing.unreadable),
    )


def note_off_disk(folder: Path, found: BackupSet, place: Path) -> None:
    """Remember in the backups folder that `found`, a verified set, was copied to `place`.

    Raises:
        StorageError: the note could not be written; the copy is there all the same.
    """
    note = {"name": found.name, "at": found.manifest.made_at.isoformat(), "place": str(place)}
    folder.mkdir(parents=True, exist_ok=True)
    atomic_write(folder / NOTE_NAME, json.dumps(note, ensure_ascii=False).encode("utf-8"))


def read_note(folder: Path) -> OffDisk | None:
    """Return what was noted; None when nothing is or the note cannot be read."""
    try:
        note = json.loads((folder / NOTE_NAME).read_bytes())
        moment = datetime.fromisoformat(note["at"])
        return OffDisk(str(note["name"]), moment, str(note["place"])) if moment.tzinfo else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_other_disk(one: Path, other: Path) -> bool:
    """Return whether two folders, there or not yet, lie on different volumes.

    Two partitions of one disk look like two disks: the operating system does not say.
    """
    first, second = _nearest(one), _nearest(other)
    if os.name == "nt" and first.drive.casefold() != second.drive.casefold():
        return True
    return first.stat().st_dev != second.stat().st_dev


def _nearest(folder: Path) -> Path:
    resolved = folder.expanduser().resolve()
    return next(path for path in (resolved, *resolved.parents) if path.exists())
