"""Bringing a backup set back, so that a kill at any moment leaves the old files or the restored ones.

Order: check the set; copy it beside the files in use and check the copy; write a marker; move the files
in use with their journals into `set-aside/<time>/`; rename the copies into place; compare; remove the
marker. While the marker is there no file is opened; `finish_restore` at the start of the program goes
on from wherever it stopped. Nobody needs to be signed in: the caller has checked a password against the
set's own key file. A journal left beside a restored file would silently mix two days.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from xinmiao.kernel.errors import Damaged, DiskFull, TooNew
from xinmiao.kernel.texts import _
from xinmiao.system.files import atomic_write, settle_folder, storage_error
from xinmiao.system.files import replace as rename
from xinmiao.vault.backup_set import VAULT_NAME, BackupSet, SetDamaged, SignerBook, check_bytes, file_digest
from xinmiao.vault.copying import copy_bytes
from xinmiao.vault.engine import FILE_NAMES, SCHEMA_VERSION
from xinmiao.vault.file_names import RESTORE_MARKER_NAME

SET_ASIDE_FOLDER = "set-aside"
STAGING_FOLDER = "restore.part"
KEPT_ASIDE = timedelta(days=90)
_STAMP = "%Y-%m-%dT%H%M%SZ"
_STAMP_LENGTH = len("2026-11-23T101112Z")
_VAULT_PATTERN = "vault*.json"
_SPARE_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Restored:
    """How a restore ended. `set_aside` holds the files that were in use before."""

    set_name: str
    set_aside: Path
    completed: bool = True
    """False: the copies did not hold and the files of before are in place again."""


@dataclass(frozen=True)
class _Plan:
    """What the marker says."""

    set_name: str
    aside: str
    sha256: dict[str, str]
    returning: tuple[str, ...] | None = None
    """The copies did not hold: names of the files of before, which are being put back."""


def restore(found: BackupSet, folder: Path, now: datetime, signers: SignerBook | None = None) -> Restored:
    """Put a set in the place of the files of `folder`. No file of it may be open.

    Args:
        found: the set; it may lie on a read-only stick.
        folder: the data folder.
        now: names the folder of what was in use.
        signers: the set's own key file, loaded, to check the manifest's signature with.

    Raises:
        SetDamaged, TooNew: the set is refused; nothing was touched.
        DiskFull, StorageError: there is no room for a copy; nothing was touched.
    """
    finish_restore(folder)
    check_bytes(found, signers)
    _refuse_newer(found)
    hashes = {FILE_NAMES[data_file]: copied.sha256 for data_file, copied in found.manifest.files.items()}
    plan = _Plan(found.name, _aside_name(folder, now), hashes | {VAULT_NAME: found.manifest.vault_sha256})
    try:
        _stage(found, folder, plan)
        atomic_write(folder / RESTORE_MARKER_NAME, _marker(plan))
    except BaseException:
        shutil.rmtree(folder / STAGING_FOLDER, ignore_errors=True)
        raise
    return _carry_out(folder, plan)


def finish_restore(folder: Path) -> Restored | None:
    """Go on with a restore that was killed; None when there is none. Called before any file is opened.

    Raises:
        Damaged: the marker cannot be read.
        StorageError: the disk refused; the marker stays and the next start tries again.
    """
    try:
        raw = (folder / RESTORE_MARKER_NAME).read_bytes()
    except FileNotFoundError:
        shutil.rmtree(folder / STAGING_FOLDER, ignore_errors=True)
        return None
    except OSError as error:
        raise storage_error(error) from error
    return _carry_out(folder, _read_marker(raw))


def _refuse_newer(found: BackupSet) -> None:
    versions = [copied.schema_version or 0 for copied in found.manifest.files.values()]
    if max(versions) > SCHEMA_VERSION:
        raise TooNew(
            _("This backup has schema {found}; this program knows up to {known}.").format(
                found=max(versions), known=SCHEMA_VERSION
            )
        )


def _stage(found: BackupSet, folder: Path, plan: _Plan) -> None:
    """Copy the set into the data folder's own disk and compare it with the manifest."""
    staging = folder / STAGING_FOLDER
    try:
        staging.mkdir(parents=True, mode=0o700)
        if shutil.disk_usage(staging).free < found.size + _SPARE_BYTES:
            raise DiskFull
        for name, sha256 in plan.sha256.items():
            copy_bytes(found.folder / name, staging / name)
            if file_digest(staging / name) != sha256:
                raise SetDamaged
    except OSError as error:
        raise storage_error(error) from error


def _carry_out(folder: Path, plan: _Plan) -> Restored:
    """Move the old files aside and the new ones in; every step may be repeated."""
    try:
        aside = folder / SET_ASIDE_FOLDER / plan.aside
        aside.mkdir(parents=True, exist_ok=True)
        completed = plan.returning is None and _put_in_place(folder, plan, aside)
        if not completed:
            _put_back(folder, plan, aside)
        shutil.rmtree(folder / STAGING_FOLDER, ignore_errors=True)
        (folder / RESTORE_MARKER_NAME).unlink()
        settle_folder(folder)
    except OSError as error:
        raise storage_error(error) from error
    return Restored(plan.set_name, aside, completed)


def _put_in_place(folder: Path, plan: _Plan, aside: Path) -> bool:
    """Move old files out and copies in; return whether what lies there now is the set."""
    _move_aside(folder, plan, aside)
    for name in plan.sha256:
        if (folder / STAGING_FOLDER / name).exists():
            rename(folder / STAGING_FOLDER / name, folder / name)
    return all(_digest(folder / name) == sha256 for name, sha256 in plan.sha256.items())


def _move_aside(folder: Path, plan: _Plan, aside: Path) -> None:
    """Move what was in use; a name whose copy still waits in the staging folder is an old file."""
    for path in live_files(folder):
        placed = path.name in plan.sha256 and not (folder / STAGING_FOLDER / path.name).exists()
        if not placed:
            rename(path, aside / path.name)
    settle_folder(aside)


def _put_back(folder: Path, plan: _Plan, aside: Path) -> None:
    """Return to the files of before: the copies did not survive on this disk.

    What those are is written down first, so that a second start never takes an old file for a copy.
    """
    if plan.returning is None:
        plan = replace(plan, returning=tuple(sorted(path.name for path in aside.iterdir())))
        atomic_write(folder / RESTORE_MARKER_NAME, _marker(plan))
    returning = plan.returning or ()
    for name in set(plan.sha256) - set(returning):
        (folder / name).unlink(missing_ok=True)
    for name in returning:
        if (aside / name).exists():
            rename(aside / name, folder / name)


def live_files(folder: Path) -> tuple[Path, ...]:
    """Return the files in use: both encrypted files, all that lies beside them, and every key file."""
    patterns = (*FILE_NAMES.values(), *(f"{name}-*" for name in FILE_NAMES.values()), _VAULT_PATTERN)
    return tuple(path for pattern in patterns for path in sorted(folder.glob(pattern)) if path.is_file())


def _digest(path: Path) -> str:
    try:
        return file_digest(path)
    except FileNotFoundError:
        return ""


def _aside_name(folder: Path, now: datetime) -> str:
    stamp = now.astimezone(UTC).strftime(_STAMP)
    taken = {path.name for path in (folder / SET_ASIDE_FOLDER).glob(f"{stamp}*")}
    return next(name for number in range(1, 10_000) if (name := f"{stamp}-{number}") not in taken)


def _marker(plan: _Plan) -> bytes:
    told = {"set": plan.set_name, "aside": plan.aside, "sha256": plan.sha256, "returning": plan.returning}
    return json.dumps(told).encode("ascii")


def _read_marker(raw: bytes) -> _Plan:
    try:
        told = json.loads(raw)
        returning = None if told["returning"] is None else tuple(str(name) for name in told["returning"])
        plan = _Plan(str(told["set"]), str(told["aside"]), dict(told["sha256"]), returning)
    except (ValueError, KeyError, TypeError) as error:
        raise _marker_damaged() from error
    allowed = {*FILE_NAMES.values(), VAULT_NAME}
    names = (plan.aside, *(plan.returning or ()))
    if set(plan.sha256) != allowed or any(not name or Path(name).name != name for name in names):
        raise _marker_damaged()
    return plan


def _marker_damaged() -> Damaged:
    return Damaged(
        _("The note about an interrupted restore cannot be read."),
        _("The files of before are in the folder set-aside; please ask for help before going on."),
        code="E-RESTORE",
    )


def sweep_set_aside(folder: Path, now: datetime) -> tuple[str, ...]:
    """Delete what was set aside more than 90 days ago; return the names.

    The caller does not ask while the clock is more than a day off.
    """
    swept = []
    for path in sorted((folder / SET_ASIDE_FOLDER).glob("*")):
        moment = _moment_of(path.name)
        if moment is not None and now - moment > KEPT_ASIDE:
            shutil.rmtree(path, ignore_errors=True)
            swept.append(path.name)
    return tuple(swept)


def _moment_of(name: str) -> datetime | None:
    try:
        return datetime.strptime(name[:_STAMP_LENGTH], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
