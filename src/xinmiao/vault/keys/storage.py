"""vault.json on the disk: three generations, each written whole or not at all.

Owns reading, telling what is wrong, falling back and rotating. A generation that does not verify is
never used, never repaired and never overwritten without a copy being kept aside.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xinmiao.kernel.errors import Damaged, Locked, ReadOnly, StorageError, TooNew
from xinmiao.kernel.texts import Text, _
from xinmiao.vault.keys.errors import (
    AccountClosed,
    VaultChanged,
    VaultDamaged,
    VaultEmpty,
    VaultForeign,
    VaultMissing,
)
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.plain import Misshapen, from_plain, to_plain
from xinmiao.vault.keys.primitives import Identity
from xinmiao.vault.keys.records import FORMAT, VERSION, VaultContent
from xinmiao.vault.keys.signing import check, sign_frame

GENERATION_NAMES = ("vault.json", "vault.1.json", "vault.2.json")
"""The newest first."""
SET_ASIDE_NAME = "vault.damaged.json"
_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True)
class LoadNotice:
    """An older generation had to be used; to be shown and audited, never swallowed."""

    message: Text
    code: str
    """What was wrong with the newest file, e.g. E-DAMAGED."""
    generation: int
    """The generation in use."""
    steps_back: int


@dataclass(frozen=True)
class Loaded:
    """A verified generation and what was found beside it."""

    content: VaultContent
    raw: bytes
    newest_found: bytes | None
    """The bytes called vault.json, whether good or not."""
    notice: LoadNotice | None = None


def read_content(raw: bytes) -> VaultContent:
    """Return the verified content of a vault file.

    Raises:
        VaultEmpty, VaultDamaged, VaultForeign, TooNew, KeySubstituted: what is wrong with it.
    """
    content = _shaped(_parsed(raw))
    check(content)
    return content


def load(folder: Path) -> Loaded:
    """Read the newest generation that verifies.

    Raises:
        TooNew: a newer program wrote it; older generations are not tried, nothing may be lost.
        StorageError: no generation can be used; the error is that of the newest.
    """
    newest_found, newest_error = None, None
    for steps_back, name in enumerate(GENERATION_NAMES):
        try:
            raw = read_bytes(folder / name)
            newest_found = raw if steps_back == 0 else newest_found
            content = read_content(raw)
        except TooNew:
            raise
        except (Damaged, VaultMissing) as error:
            newest_error = newest_error or error
            continue
        return Loaded(content, raw, newest_found, _notice(newest_error, content.generation, steps_back))
    raise newest_error or VaultMissing


def save(folder: Path | None, before: Loaded, content: VaultContent, keyring: KeyRing, means: Means) -> Loaded:
    """Write the next generation, signed as a whole by the account of `keyring`.

    Raises:
        VaultChanged: the file was written by somebody else since it was loaded.
        ReadOnly: the vault was opened from a copy.
        StorageError: the disk refused; the file is as before.
    """
    if folder is None:
        raise ReadOnly
    if content.keys_in_use(keyring.account) != keyring.public:
        raise AccountClosed
    if newest_bytes(folder) != before.newest_found:
        raise VaultChanged
    steps_back = before.notice.steps_back if before.notice else 0
    numbered = replace(content, generation=before.content.generation + 1 + steps_back)
    loaded = finished(numbered, keyring.account, keyring.identity, means)
    if steps_back and before.newest_found is not None:
        means.files.write(folder / SET_ASIDE_NAME, before.newest_found)
    _rotate(folder, before.raw, means)
    means.files.write(folder / GENERATION_NAMES[0], loaded.raw)
    return loaded


def finished(content: VaultContent, writer: str, identity: Identity, means: Means) -> Loaded:
    """Return the signed, self-checked bytes of `content`; nothing that would not load is ever written."""
    signed = sign_frame(replace(content, written_at=means.clock.now(), written_by=writer), identity)
    raw = json.dumps(to_plain(signed), ensure_ascii=False, indent=1).encode("utf-8")
    return Loaded(read_content(raw), raw, raw)


def _rotate(folder: Path, good: bytes, means: Means) -> None:
    """Move the generations down by copying, so that vault.json is there at every moment."""
    previous, oldest = (folder / name for name in GENERATION_NAMES[1:])
    try:
        older = read_bytes(previous)
        read_content(older)
    except StorageError:
        older = None
    if older is not None and older != good:
        means.files.write(oldest, older)
    if older != good:
        means.files.write(previous, good)


def _notice(error: StorageError | None, generation: int, steps_back: int) -> LoadNotice | None:
    if error is None:
        return None
    told = _("{what} The key file of the generation before is used ({number}); changes made after it are missing.")
    return LoadNotice(told.format(what=error.message, number=generation), error.code, generation, steps_back)


def newest_bytes(folder: Path) -> bytes | None:
    """Return what lies under the name of the newest generation, good or not; None when nothing does."""
    try:
        return read_bytes(folder / GENERATION_NAMES[0])
    except VaultMissing:
        return None


def read_bytes(path: Path) -> bytes:
    """Return a vault file's bytes; VaultMissing, Locked, or VaultDamaged when it is too large or unreadable."""
    try:
        if path.stat().st_size > _LARGEST:
            raise VaultDamaged
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VaultMissing from error
    except PermissionError as error:
        raise Locked from error
    except OSError as error:
        raise VaultDamaged from error


def _parsed(raw: bytes) -> Any:
    if not raw:
        raise VaultEmpty
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise VaultDamaged from error


def _shaped(plain: Any) -> VaultContent:
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise VaultForeign
    version = plain.get("version")
    if isinstance(version, int) and version > VERSION:
        raise TooNew
    try:
        return from_plain(VaultContent, plain)
    except Misshapen as error:
        raise VaultDamaged from error
