"""Making backup sets, and opening the ones that were made without the counsellors' key.

A set is written into a folder called `….part` and renamed when all of it is there and checked; a failure
leaves nothing behind and touches no older set. Which sets are kept is `retention`, what is known about
their age and place is `backup_facts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3.dbapi2 as sqlcipher

from xinmiao.kernel.clock import Clock
from xinmiao.kernel.errors import AppError, Damaged, StorageError
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.system.files import atomic_write, settle_folder, storage_error
from xinmiao.system.files import replace as rename
from xinmiao.vault.backup_set import (
    MANIFEST_NAME,
    PART_SUFFIX,
    VAULT_NAME,
    BackupSet,
    CopiedFile,
    Reason,
    SetDamaged,
    Signer,
    SignerBook,
    Verification,
    check_bytes,
    file_digest,
    list_sets,
    new_manifest,
    new_set_name,
    read_set,
    remove_set,
    sweep_unfinished,
    write_manifest,
)
from xinmiao.vault.copying import (
    OpenedCopy,
    Progress,
    copy_bytes,
    copy_pages,
    inside_of,
    open_copy,
    refuse_unsettled,
    row_counts,
)
from xinmiao.vault.engine import FILE_NAMES, SCHEMAS
from xinmiao.vault.storage_errors import translated

_ROUNDS = 5
"""A file that was saved while the other one was copied is copied again; the last round lets nobody in between."""


class BackupKeys(Signer, Protocol):
    """What making and opening sets needs of a key ring."""

    @property
    def school_id(self) -> str:
        """Return the school's id."""
        ...

    @property
    def files(self) -> frozenset[DataFile]:
        """Return the files whose keys are held."""
        ...

    def file_key(self, file: DataFile) -> bytes:
        """Return the 48 key bytes of `file`."""
        ...


class Source(Protocol):
    """What a backup needs of the signed-in database; used on the database thread only."""

    folder: Path
    raw: Any
    files: frozenset[DataFile]
    clock: Clock


@dataclass(frozen=True)
class Order:
    """What to make a set of: the key file's bytes, why, and whom to tell about progress."""

    vault: bytes
    reason: Reason = Reason.MANUAL
    progress: Progress | None = None


def make_backup(source: Source, keys: BackupKeys, order: Order, target: Path) -> BackupSet:
    """Make a set in `target`, a folder of this or another disk.

    Files the account can open are copied page by page and checked; others byte by byte, and the set is then
    marked as unopened.

    Raises:
        DiskFull, StorageError: nothing is left of the new set; older ones are as before.
        Unsettled: a file without a key here waits for a counsellor's sign-in.
    """
    if source.raw.in_transaction:
        raise AssertionError  # what is not committed yet would be in the copy
    moment = source.clock.now()
    try:
        target.mkdir(parents=True, exist_ok=True)
        sweep_unfinished(target)
        part = target / f"{new_set_name(target, moment)}{PART_SUFFIX}"
        part.mkdir(mode=0o700)
    except OSError as error:
        raise storage_error(error) from error
    try:
        files = _fill(source, keys, order, part)
        verification = Verification.VERIFIED if source.files == set(DataFile) else Verification.UNOPENED
        manifest = new_manifest(
            moment,
            keys.account,
            keys.school_id,
            reason=order.reason,
            verification=verification,
            files=files,
            vault=order.vault,
        )
        write_manifest(part, manifest, keys)
        return _finished(part)
    except BaseException:
        remove_set(part)
        raise


def _fill(source: Source, keys: BackupKeys, order: Order, part: Path) -> dict[DataFile, CopiedFile]:
    atomic_write(part / VAULT_NAME, order.vault)
    facts: dict[DataFile, CopiedFile] = {}
    for data_file in sorted(set(DataFile) - source.files):
        live, copy = source.folder / FILE_NAMES[data_file], part / FILE_NAMES[data_file]
        refuse_unsettled(live)
        copy_bytes(live, copy)
        facts[data_file] = CopiedFile(copy.stat().st_size, file_digest(copy))
    for data_file, opened in _copy_opened(source, keys, order, part).items():
        facts[data_file] = opened.facts(part / FILE_NAMES[data_file])
    return facts


def _copy_opened(source: Source, keys: BackupKeys, order: Order, part: Path) -> dict[DataFile, OpenedCopy]:
    """Copy the open files until both copies are of the same moment as the files in use."""
    copies: dict[DataFile, OpenedCopy] = {}
    for round_number in range(_ROUNDS):
        progress = order.progress if round_number < _ROUNDS - 1 else None
        for data_file in sorted(source.files):
            if data_file in copies and copies[data_file].inside == _live(source, data_file):
                continue
            path = part / FILE_NAMES[data_file]
            path.unlink(missing_ok=True)
            copy_pages(source.raw, data_file, keys.file_key(data_file), path, progress)
            copies[data_file] = open_copy(path, data_file, keys.file_key(data_file))
        if all(copies[data_file].inside == _live(source, data_file) for data_file in source.files):
            break
    for data_file, copy in copies.items():
        if copy.inside != _live(source, data_file) or copy.rows != _live_rows(source, data_file):
            raise SetDamaged(_("The copy differs from the file in use."))
    return copies


def _live(source: Source, data_file: DataFile) -> Any:
    return _read(lambda: inside_of(source.raw, SCHEMAS[data_file]))


def _live_rows(source: Source, data_file: DataFile) -> Any:
    return _read(lambda: row_counts(source.raw, SCHEMAS[data_file]))


def _read(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except sqlcipher.Error as error:
        raise translated(error) from error


def _finished(part: Path) -> BackupSet:
    """Give a complete set its name; a scanner that holds it is waited for."""
    final = part.with_name(part.name.removesuffix(PART_SUFFIX))
    try:
        settle_folder(part)
        rename(part, final)
    except OSError as error:
        raise storage_error(error) from error
    return read_set(final)


def copy_set(found: BackupSet, target: Path) -> BackupSet:
    """Copy a set to another place, say a stick, and compare what the disk gives back.

    Raises:
        SetDamaged: the set itself does not hold.
        StorageError: no room, or the disk does not keep what it is given; nothing is left there.
    """
    check_bytes(found)
    try:
        target.mkdir(parents=True, exist_ok=True)
        part = target / f"{found.name}{PART_SUFFIX}"
        if (target / found.name).exists():
            return read_set(target / found.name)
        remove_set(part)
        part.mkdir(mode=0o700)
    except OSError as error:
        raise storage_error(error) from error
    try:
        for name in (*FILE_NAMES.values(), VAULT_NAME, MANIFEST_NAME):
            copy_bytes(found.folder / name, part / name)
        return _finished(part)
    except BaseException:
        remove_set(part)
        raise


def check_set(found: BackupSet, keys: BackupKeys, signers: SignerBook | None = None) -> None:
    """Check a set as far as the keys reach: bytes, signature, and the inside of the copies.

    Raises:
        SetDamaged, Damaged: with what does not hold; a manifest that says otherwise than the file, too.
    """
    check_bytes(found, signers)
    opened = {
        data_file: open_copy(found.path(data_file), data_file, keys.file_key(data_file)) for data_file in keys.files
    }
    for data_file, copy in opened.items():
        copied = found.manifest.files[data_file]
        if copied.counter is not None and copy.facts(found.path(data_file)) != copied:
            raise SetDamaged
        if copy.inside.school != keys.school_id:
            raise SetDamaged(_("This backup set belongs to another school."))
    if len({copy.inside.pair for copy in opened.values()}) > 1:
        raise SetDamaged(_("The two files of this backup set are from different days."))


@dataclass(frozen=True)
class LateCheck:
    """What became of the unopened sets at a counsellor's sign-in."""

    verified: tuple[str, ...] = ()
    refused: tuple[tuple[str, AppError], ...] = ()


def open_unopened(folder: Path, keys: BackupKeys, signers: SignerBook | None = None) -> LateCheck:
    """Check every unopened set of a folder with the counsellors' key and mark those that hold as verified."""
    verified: list[str] = []
    refused: list[tuple[str, AppError]] = []
    for found in list_sets(folder).sets:
        if found.is_verified or keys.files != set(DataFile):
            continue
        try:
            check_set(found, keys, signers)
            _mark_verified(found, keys)
        except (Damaged, StorageError) as error:
            refused.append((found.name, error))
        else:
            verified.append(found.name)
    return LateCheck(tuple(verified), tuple(refused))


def _mark_verified(found: BackupSet, keys: BackupKeys) -> None:
    files = {
        data_file: open_copy(found.path(data_file), data_file, keys.file_key(data_file)).facts(found.path(data_file))
        for data_file in found.manifest.files
    }
    write_manifest(found.folder, replace(found.manifest, verification=Verification.VERIFIED, files=files), keys)
