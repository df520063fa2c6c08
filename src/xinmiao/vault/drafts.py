"""Drafts: what is being typed, sealed to the one who types it, in one small file per draft.

Owns the files of the drafts folder. A name is a keyed hash of the draft's key, so that the folder shows
neither what is written nor by whom; only the owner recognises his own. Drafts are not copied into
backups: they are minutes old, and erasure must not have to look for them there. When a draft is saved is
decided by the form; this module needs no database, so that a busy one costs nothing typed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from xinmiao.kernel.clock import Clock
from xinmiao.kernel.errors import Damaged, WrongKey
from xinmiao.kernel.texts import _
from xinmiao.system.files import atomic_write, storage_error, sweep_parts

FOLDER_NAME = "drafts"
_SUFFIX = ".draft"
_HALF = 16
"""Hex characters of each half of a name: the draft's, and the one that tells the owner it is his."""


class DraftKeys(Protocol):
    """What a store needs of a key ring."""

    @property
    def draft_key(self) -> bytes:
        """Return a key that no other account can derive."""
        ...

    def seal_own(self, plain: bytes, *, bound: bytes = b"") -> bytes:
        """Encrypt for this account alone."""
        ...

    def open_own(self, sealed: bytes, *, bound: bytes = b"") -> bytes:
        """Open what `seal_own` made; WrongKey when it was altered."""
        ...


class DraftDamaged(Damaged):
    """A draft of one's own cannot be read."""

    code = "E-DRAFT"
    default_message = _("A draft is damaged and cannot be read.")
    default_next_step = _("The file is kept; whatever was saved before is not affected.")


@dataclass(frozen=True)
class DraftInfo:
    """A draft that waits: the key it was saved under, and when."""

    key: str
    saved_at: datetime


@dataclass(frozen=True)
class DraftSurvey:
    """The account's own drafts, oldest first, and the names of own files that cannot be read."""

    drafts: tuple[DraftInfo, ...] = ()
    damaged: tuple[str, ...] = ()


class DraftStore:
    """The drafts of one signed-in account. Safe to use from several threads for different keys."""

    def __init__(self, folder: Path, keys: DraftKeys, clock: Clock) -> None:
        """Keep drafts in the folder `drafts` of the data folder `folder`; it is made with the first draft."""
        self._folder = folder / FOLDER_NAME
        self._keys = keys
        self._clock = clock

    def save(self, key: str, payload: bytes) -> None:
        """Seal and keep `payload` under `key`, in place of what was there.

        Raises:
            StorageError: the disk is full or the folder read-only; the draft before is intact.
        """
        name = self._name(key)
        header = json.dumps({"key": key, "saved_at": self._clock.now().isoformat()}, ensure_ascii=True)
        sealed = self._keys.seal_own(header.encode("ascii") + b"\n" + payload, bound=name.encode("ascii"))
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise storage_error(error) from error
        atomic_write(self._folder / name, sealed)

    def load(self, key: str) -> bytes | None:
        """Return what was kept under `key`, or None.

        Raises:
            DraftDamaged: there is a draft, and it cannot be read.
        """
        path = self._folder / self._name(key)
        try:
            return self._open(path)[1]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise storage_error(error) from error

    def discard(self, key: str) -> None:
        """Remove the draft; nothing happens when there is none."""
        try:
            (self._folder / self._name(key)).unlink(missing_ok=True)
        except OSError as error:
            raise storage_error(error) from error

    def rename(self, old: str, new: str) -> bool:
        """Keep what lies under `old` under `new`; nothing happens, and False is returned, when there is one already.

        Raises:
            DraftDamaged, StorageError: the draft stays where it is.
        """
        payload = self.load(old)
        if payload is None or (self._folder / self._name(new)).exists():
            return False
        self.save(new, payload)
        self.discard(old)
        return True

    def list(self) -> tuple[str, ...]:
        """Return the keys of the account's drafts, oldest first."""
        return tuple(draft.key for draft in self.survey().drafts)

    def list_drafts(self) -> tuple[DraftInfo, ...]:
        """Return the account's drafts, oldest first."""
        return self.survey().drafts

    def survey(self) -> DraftSurvey:
        """Look through the folder; files of other owners are passed over, own damaged ones are named."""
        drafts, damaged = [], []
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")) if self._folder.is_dir() else ():
            if not self._is_own(path.name):
                continue
            try:
                drafts.append(self._open(path)[0])
            except FileNotFoundError:
                continue  # discarded meanwhile
            except (DraftDamaged, OSError):
                damaged.append(path.name)
        return DraftSurvey(tuple(sorted(drafts, key=lambda draft: (draft.saved_at, draft.key))), tuple(damaged))

    def _open(self, path: Path) -> tuple[DraftInfo, bytes]:
        sealed = path.read_bytes()
        try:
            header, _separator, payload = self._keys.open_own(sealed, bound=path.name.encode("ascii")).partition(b"\n")
        except WrongKey as error:
            raise DraftDamaged from error
        told = json.loads(header)
        return DraftInfo(told["key"], datetime.fromisoformat(told["saved_at"])), payload

    def _name(self, key: str) -> str:
        half = self._hash(b"draft\x00" + key.encode("utf-8"))
        return f"{half}{self._hash(b'own' + half.encode('ascii'))}{_SUFFIX}"

    def _is_own(self, name: str) -> bool:
        half = name[:_HALF]
        return half.isascii() and name[_HALF:] == self._hash(b"own" + half.encode("ascii")) + _SUFFIX

    def _hash(self, data: bytes) -> str:
        return hmac.digest(self._keys.draft_key, data, hashlib.sha256).hex()[:_HALF]


def sweep_drafts(folder: Path) -> int:
    """Remove what interrupted saves left in the drafts of a data folder; return how many files that were."""
    return sweep_parts(folder / FOLDER_NAME) if (folder / FOLDER_NAME).is_dir() else 0
