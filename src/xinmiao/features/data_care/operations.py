"""What can be done for the data: back up, copy a set to another disk, verify, check the files."""

from __future__ import annotations

from pathlib import Path

from xinmiao.features.data_care.records import BackupLine, BackupState
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault import backup, backup_facts, doctor, retention
from xinmiao.vault.backup_set import BACKUPS_FOLDER, BackupSet, Reason, list_sets, read_set
from xinmiao.vault.engine import FILE_NAMES
from xinmiao.vault.keys.vault import Vault
from xinmiao.vault.unit import Unit

_PAGE = "data_care"


def backup_folder(data_folder: Path) -> Path:
    """Return where the sets of a data folder lie."""
    return data_folder / BACKUPS_FOLDER


@query(requires=Permission.BACKUP_MAKE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("dates and sizes of backups"))
def get_backup_state(unit: Unit) -> BackupState:
    """Return the sets in the data folder and how old the newest ones are."""
    folder = backup_folder(unit.custody.folder)
    listing = list_sets(folder)
    facts = _facts(unit)
    return BackupState(
        sets=tuple(_line(found) for found in listing.sets),
        unreadable=listing.unreadable,
        newest_verified_at=facts.newest_verified_at,
        is_recent=facts.is_recent,
        off_disk_at=facts.off_disk.at if facts.off_disk else None,
        off_disk_is_recent=facts.off_disk_is_recent,
        unopened=facts.unopened,
        data_size=sum(_size(unit.custody.folder / name) for name in FILE_NAMES.values()),
    )


@command(requires=Permission.BACKUP_MAKE, scope=Scope.WHOLE_SCHOOL, audit="backup.made")
def make_backup(unit: Unit, *, reason: Reason = Reason.MANUAL, copy_to: Path | None = None) -> BackupLine:
    """Make and verify a set in the data folder, and copy it to another disk when one is named.

    Raises:
        StorageError: no room, or the disk refused; older sets are as before.
    """
    custody = unit.custody
    target = backup_folder(custody.folder)
    found = backup.make_backup(unit.database, custody.keyring, backup.Order(custody.vault.raw, reason), target)
    retention.prune(target, unit.clock.now())
    if copy_to is not None:
        _copy(unit, found, copy_to)
    return _line(found)


@query(requires=Permission.BACKUP_MAKE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("dates of backups"))
def needs_daily_backup(unit: Unit) -> bool:
    """Return whether no verified set was made today."""
    newest = list_sets(backup_folder(unit.custody.folder)).newest_verified
    return newest is None or newest.manifest.made_at.astimezone().date() != unit.clock.today()


@command(requires=Permission.BACKUP_MAKE, scope=Scope.WHOLE_SCHOOL, audit="backup.copied")
def copy_backup(unit: Unit, name: str, copy_to: Path) -> None:
    """Copy a set to another disk and compare what that disk gives back."""
    _copy(unit, read_set(backup_folder(unit.custody.folder) / name), copy_to)


@query(requires=Permission.BACKUP_MAKE, scope=Scope.WHOLE_SCHOOL, audit="backup.verified")
def verify_backup(unit: Unit, folder: Path) -> BackupLine:
    """Check a set with the keys held: bytes, signature and the inside of the copies.

    Raises:
        Damaged: with what does not hold.
    """
    found = read_set(folder)
    backup.check_set(found, unit.custody.keyring, _signers(found))
    return _line(found)


@command(requires=Permission.BACKUP_MAKE, scope=Scope.WHOLE_SCHOOL, audit="backup.opened")
def open_unopened_backups(unit: Unit) -> int:
    """Check sets that were copied without the counsellors' key; return how many hold."""
    custody = unit.custody
    return len(backup.open_unopened(backup_folder(custody.folder), custody.keyring, custody.vault).verified)


@query(requires=Permission.DATA_CHECK, scope=Scope.WHOLE_SCHOOL, audit="data.checked")
def check_data(unit: Unit, specs: tuple[RecordSpec, ...]) -> doctor.Report:
    """Check both files, their references, the audit trails, versions and drafts."""
    custody = unit.custody
    files = sorted(unit.database.files)
    return doctor.examine(
        doctor.Patient(
            folder=custody.folder,
            keys={data_file: custody.keyring.file_key(data_file) for data_file in files},
            audit_keys={data_file: custody.keyring.audit_key(data_file) for data_file in files},
            anchors=custody.vault.anchors.files,
            specs=specs,
            drafts=custody.drafts,
        )
    )


@query(requires=Permission.BACKUP_MAKE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("dates of backups"))
def backup_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return tasks: no recent verified backup; none on another disk."""
    facts = _facts(unit)
    tasks = []
    if not facts.is_recent:
        tasks.append(
            Task(
                key="backup:recent",
                title=_("There is no verified backup of the last seven days"),
                why=_("If this disk fails, everything since the last backup is lost."),
                urgency=Urgency.OVERDUE,
                target=Target(_PAGE, "backup"),
                dismissible=False,
            )
        )
    if not facts.off_disk_is_recent:
        tasks.append(
            Task(
                key="backup:off_disk",
                title=_("There is no recent backup on another disk"),
                why=_("Plug in the backup stick and copy a set to it; on Fridays it takes one click."),
                urgency=Urgency.DUE,
                target=Target(_PAGE, "backup"),
                dismissible=False,
            )
        )
    return tuple(tasks)


def _facts(unit: Unit) -> backup_facts.BackupFacts:
    folder = unit.custody.folder
    return backup_facts.needs_backup((backup_folder(folder),), unit.clock.now(), data_folder=folder)


def _copy(unit: Unit, found: BackupSet, copy_to: Path) -> None:
    backup.copy_set(found, copy_to)
    folder = unit.custody.folder
    if found.is_verified and backup_facts.is_other_disk(copy_to, folder):
        backup_facts.note_off_disk(backup_folder(folder), found, copy_to)


def _signers(found: BackupSet) -> Vault:
    return Vault.from_bytes((found.folder / "vault.json").read_bytes())


def _line(found: BackupSet) -> BackupLine:
    return BackupLine(
        name=found.name,
        made_at=found.manifest.made_at,
        is_verified=found.is_verified,
        size=found.size,
        reason=found.manifest.reason.value,
        folder=found.folder,
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
