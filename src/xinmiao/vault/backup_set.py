"""Backup sets on the disk: their names, their manifest, listing them, and checking the bytes.

A set is a folder with both encrypted files, the key file and a signed manifest. Everything here works
without a key: sizes, digests and the signature say whether a set is what was written. Opening the copies
is `copying`, making sets is `backup`, bringing one back is `restore`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from xinmiao.kernel.errors import AppError, Damaged, NotFound, TooNew
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import Text, _
from xinmiao.system.files import atomic_write, storage_error
from xinmiao.vault.engine import FILE_NAMES, SCHEMA_VERSION
from xinmiao.vault.keys.plain import Misshapen, from_plain, to_plain
from xinmiao.vault.keys.primitives import canonical

BACKUPS_FOLDER = "backups"
SET_SUFFIX = ".xinmiao-backup"
PART_SUFFIX = ".part"
MANIFEST_NAME = "manifest.json"
VAULT_NAME = "vault.json"
SIGNING_DOMAIN = "backup manifest"
_FORMAT = "xinmiao-backup"
_VERSION = 1
_LARGEST_MANIFEST = 1024 * 1024
_CHUNK = 1024 * 1024
_SET_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z-\d+" + re.escape(SET_SUFFIX))
_KNOWN_NAMES = frozenset({*FILE_NAMES.values(), MANIFEST_NAME, VAULT_NAME})


class SetDamaged(Damaged):
    """A backup set is not what was written."""

    code = "E-BACKUP"
    default_message = _("This backup set is damaged.")
    default_next_step = _("Choose another backup; the files in use were not touched.")


class Reason(StrEnum):
    """Why a set was made."""

    MANUAL = "manual"
    DAILY = "daily"
    AT_EXIT = "at_exit"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_CHANGE = "before_change"
    """Before key rotation, restore, or a bulk delete."""


class Verification(StrEnum):
    """Whether somebody with the keys has looked into the copies."""

    VERIFIED = "verified"
    UNOPENED = "unopened"
    """Copied byte by byte without the counsellors' key; the next counsellor's sign-in verifies it."""


@dataclass(frozen=True)
class CopiedFile:
    """One encrypted file of a set. What only its key can tell is None in an unopened copy."""

    size: int
    sha256: str
    counter: int | None = None
    schema_version: int | None = None
    audit_count: int | None = None
    audit_head: bytes | None = None


@dataclass(frozen=True)
class Manifest:
    """What a set says of itself."""

    format: str
    version: int
    made_at: datetime
    made_by: str
    school_id: str
    reason: Reason
    verification: Verification
    schema_version: int
    """The newest schema the program that made it knew: no file of the set is newer."""
    files: dict[DataFile, CopiedFile]
    vault_sha256: str


@dataclass(frozen=True)
class SignedManifest:
    """The manifest file: who vouches for it is the account that made or opened the copies last."""

    manifest: Manifest
    signer: str
    signature: bytes


@dataclass(frozen=True)
class BackupSet:
    """A set that is there."""

    folder: Path
    signed: SignedManifest

    @property
    def manifest(self) -> Manifest:
        """Return what it says of itself."""
        return self.signed.manifest

    @property
    def name(self) -> str:
        """Return the folder's name, which begins with the moment in UTC."""
        return self.folder.name

    @property
    def is_verified(self) -> bool:
        """Return whether the copies were opened and checked."""
        return self.manifest.verification is Verification.VERIFIED

    @property
    def size(self) -> int:
        """Return the bytes of both files."""
        return sum(copied.size for copied in self.manifest.files.values())

    def path(self, data_file: DataFile) -> Path:
        """Return where the copy of a file lies."""
        return self.folder / FILE_NAMES[data_file]


@dataclass(frozen=True)
class SetListing:
    """The sets in a folder, newest first, and folders that call themselves sets and cannot be read."""

    sets: tuple[BackupSet, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def newest_verified(self) -> BackupSet | None:
        """Return the newest set that was opened and checked, or None."""
        return next((found for found in self.sets if found.is_verified), None)


class Signer(Protocol):
    """What a manifest is signed with."""

    @property
    def account(self) -> str:
        """Return the account's id."""
        ...

    def sign(self, domain: str, data: bytes) -> bytes:
        """Sign `data` for one purpose."""
        ...


class SignerBook(Protocol):
    """What a signature is checked with: the vault."""

    def signed_by(self, account: str, domain: str, data: bytes, signature: bytes) -> bool:
        """Return whether `account` signed `data`; NotFound when it is not known."""
        ...


def new_set_name(target: Path, moment: datetime) -> str:
    """Return a name for a set made at `moment` that is not taken in `target`."""
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    taken = {path.name.removesuffix(PART_SUFFIX) for path in target.glob(f"*{SET_SUFFIX}*")}
    number = 1
    while f"{stamp}-{number}{SET_SUFFIX}" in taken:
        number += 1
    return f"{stamp}-{number}{SET_SUFFIX}"


def new_manifest(
    moment: datetime,
    account: str,
    school_id: str,
    *,
    reason: Reason,
    verification: Verification,
    files: dict[DataFile, CopiedFile],
    vault: bytes,
) -> Manifest:
    """Return the manifest of a set made now."""
    return Manifest(
        format=_FORMAT,
        version=_VERSION,
        made_at=moment,
        made_by=account,
        school_id=school_id,
        reason=reason,
        verification=verification,
        schema_version=SCHEMA_VERSION,
        files=files,
        vault_sha256=hashlib.sha256(vault).hexdigest(),
    )


def signed_bytes(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest that are signed."""
    return canonical(to_plain(manifest))


def write_manifest(folder: Path, manifest: Manifest, signer: Signer) -> SignedManifest:
    """Sign and write the manifest of a set, whole or not at all."""
    signed = SignedManifest(manifest, signer.account, signer.sign(SIGNING_DOMAIN, signed_bytes(manifest)))
    atomic_write(folder / MANIFEST_NAME, json.dumps(to_plain(signed), indent=1, sort_keys=True).encode("ascii"))
    return signed


def read_set(folder: Path) -> BackupSet:
    """Read the manifest of a set.

    Raises:
        SetDamaged: there is no manifest, or it is none of ours.
        TooNew: a newer program made the set.
    """
    try:
        with (folder / MANIFEST_NAME).open("rb") as file:
            plain = json.loads(file.read(_LARGEST_MANIFEST))
    except FileNotFoundError as error:
        raise SetDamaged from error
    except OSError as error:
        raise storage_error(error) from error
    except (ValueError, RecursionError) as error:
        raise SetDamaged from error
    _refuse_newer(plain)
    try:
        return BackupSet(folder, from_plain(SignedManifest, plain))
    except Misshapen as error:
        raise SetDamaged from error


def _refuse_newer(plain: object) -> None:
    manifest = plain.get("manifest") if isinstance(plain, dict) else None
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
        raise SetDamaged
    version, schema = manifest.get("version"), manifest.get("schema_version")
    if not isinstance(version, int) or not isinstance(schema, int):
        raise SetDamaged
    if version > _VERSION or schema > SCHEMA_VERSION:
        raise TooNew(
            _("This backup has schema {found}; this program knows up to {known}.").format(
                found=schema, known=SCHEMA_VERSION
            )
        )


def list_sets(folder: Path) -> SetListing:
    """Return the sets of a folder, newest first; sets half made are not among them."""
    sets, unreadable = [], []
    for path in sorted(folder.glob(f"*{SET_SUFFIX}"), reverse=True) if folder.is_dir() else ():
        try:
            sets.append(read_set(path))
        except AppError:  # also one the disk does not give: it hides no other
            unreadable.append(path.name)
    return SetListing(tuple(sorted(sets, key=_age, reverse=True)), tuple(unreadable))


def _age(found: BackupSet) -> tuple[datetime, int]:
    number = found.name.removesuffix(SET_SUFFIX).rpartition("-")[2]
    return found.manifest.made_at, int(number) if number.isdigit() else 0


def check_bytes(found: BackupSet, signers: SignerBook | None = None) -> None:
    """Compare every file of a set with its manifest, and the manifest with its signature.

    Raises:
        SetDamaged: a file is missing, longer, shorter or altered, or the signature is not the signer's.
    """
    manifest = found.manifest
    if set(manifest.files) != set(DataFile):
        raise SetDamaged
    for data_file, copied in manifest.files.items():
        _check_file(found.path(data_file), copied.sha256, copied.size)
    _check_file(found.folder / VAULT_NAME, manifest.vault_sha256)
    if signers is not None and not _is_signed(found.signed, signers):
        raise SetDamaged(_("The signature of this backup set does not fit."))


def _check_file(path: Path, sha256: str, size: int | None = None) -> None:
    told: Text = _("The file {name} of this backup set is damaged.").format(name=path.name)
    try:
        if (size is not None and path.stat().st_size != size) or file_digest(path) != sha256:
            raise SetDamaged(told)
    except FileNotFoundError as error:
        raise SetDamaged(told) from error
    except OSError as error:
        raise storage_error(error) from error


def _is_signed(signed: SignedManifest, signers: SignerBook) -> bool:
    try:
        return signers.signed_by(signed.signer, SIGNING_DOMAIN, signed_bytes(signed.manifest), signed.signature)
    except NotFound:
        return False


def file_digest(path: Path, *, from_disk: bool = False) -> str:
    """Return the SHA-256 of a file in hex; `from_disk` asks the system to forget its own copy first.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    for chunk in chunks(path, from_disk=from_disk):
        digest.update(chunk)
    return digest.hexdigest()


def chunks(path: Path, *, from_disk: bool = False) -> Iterator[bytes]:
    """Give a file's bytes in pieces; see `file_digest`."""
    with path.open("rb") as file:
        if from_disk and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(_CHUNK):
            yield chunk


def remove_set(folder: Path) -> bool:
    """Delete one set, or what is left of one; return whether it is gone. Never touches another folder."""
    if not _SET_NAME.fullmatch(folder.name.removesuffix(PART_SUFFIX)) or folder.is_symlink():
        return False
    try:
        strangers = {path.name for path in folder.iterdir() if not _is_ours(path.name)}
        if strangers:
            return False
        shutil.rmtree(folder)
    except OSError:
        return False
    return True


def _is_ours(name: str) -> bool:
    plain = name.removesuffix("-journal")
    return plain in _KNOWN_NAMES or (name.startswith(".") and name.endswith(PART_SUFFIX))


def sweep_unfinished(target: Path) -> int:
    """Delete sets that a killed backup left half made; return how many."""
    return sum(remove_set(path) for path in target.glob(f"*{SET_SUFFIX}{PART_SUFFIX}")) if target.is_dir() else 0
