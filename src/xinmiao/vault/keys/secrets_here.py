"""What this user of this computer knows of a school: the school secret and the place secret.

Owns one small file per school in the user's configuration folder, outside the data folder and in no
backup. Without the school secret a password opens nothing; without the place secret the recovery
sheet opens nothing (`sheet` says why there are two).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from xinmiao.system.files import storage_error
from xinmiao.vault.keys.errors import SchoolSecretMissing
from xinmiao.vault.keys.means import DiskFiles, Files
from xinmiao.vault.keys.plain import from_plain, to_plain
from xinmiao.vault.keys.primitives import canonical

SCHOOL_SECRET_BYTES = 16
PLACE_SECRET_BYTES = 32
_FOLDER = "schools"


@dataclass(frozen=True, repr=False)
class Secrets:
    """The file's content. `place` and `root` are unknown until the first sign-in on this computer."""

    school: bytes
    place: bytes | None = None
    root: str | None = None
    """The fingerprint of the root key this user saw first."""


class SecretStore:
    """Reads and writes the secrets of schools below one configuration folder."""

    def __init__(self, config_dir: Path, files: Files | None = None) -> None:
        self._folder = config_dir / _FOLDER
        self._files = files or DiskFiles()

    def path(self, school_id: str) -> Path:
        """Return where the school's secrets lie."""
        return self._folder / f"{re.sub('[^0-9A-Za-z-]', '_', school_id)}.json"

    def read(self, school_id: str) -> Secrets:
        """Return the school's secrets.

        Raises:
            SchoolSecretMissing: the file is not there or cannot be understood.
        """
        try:
            secrets = from_plain(Secrets, json.loads(self.path(school_id).read_bytes()))
        except (OSError, ValueError, RecursionError) as error:
            raise SchoolSecretMissing from error
        if len(secrets.school) != SCHOOL_SECRET_BYTES:
            raise SchoolSecretMissing
        return secrets

    def write(self, school_id: str, secrets: Secrets) -> None:
        """Keep the school's secrets, readable by this user only.

        Raises:
            StorageError: the configuration folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise storage_error(error) from error
        self._files.write(self.path(school_id), canonical(to_plain(secrets)))

    def complete(self, school_id: str, *, place: bytes | None, root: str) -> None:
        """Add what a sign-in has learnt; writes nothing when all is known."""
        known = self.read(school_id)
        fuller = replace(known, place=place or known.place, root=known.root or root)
        if fuller != known:
            self.write(school_id, fuller)
