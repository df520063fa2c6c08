"""Putting a backup set in place of the files, at the door: no file is open, and somebody of the school agrees.

A password that opens the set's own key file is asked first, so that nobody can put an old school under
the feet of the present one unseen; the restore is recorded at that sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xinmiao.app.door import Door, Unlocked, account_named
from xinmiao.app.workspace import Workspace
from xinmiao.kernel.access import GRANTS, Permission
from xinmiao.kernel.errors import PermissionDenied
from xinmiao.vault.backup import check_set
from xinmiao.vault.backup_set import VAULT_NAME, BackupSet, SetDamaged, read_set
from xinmiao.vault.keys.throttle import Throttle, sign_in
from xinmiao.vault.keys.vault import Vault
from xinmiao.vault.restore import Restored, restore


@dataclass(frozen=True)
class OpenedSet:
    """A backup set and the accounts that can be signed in with."""

    found: BackupSet
    vault: Vault


def open_set(folder: Path, door: Door) -> OpenedSet:
    """Read a set and its key file.

    Raises:
        SetDamaged: it is none of ours, or its key file is broken.
    """
    found = read_set(folder)
    try:
        raw = (folder / VAULT_NAME).read_bytes()
    except OSError as error:
        raise SetDamaged from error
    return OpenedSet(found, Vault.from_bytes(raw, door.means))


def restore_set(door: Door, opened: OpenedSet, account: str | None, password: str) -> tuple[Restored, Unlocked]:
    """Check the set with the account's keys, put it in place, and return the way to sign in.

    `account` is a label of the set's own key file; None when it has only one. The password is that of the
    day of the backup.

    Raises:
        WrongKey, PermissionDenied: nothing was touched.
        SetDamaged, TooNew, DiskFull, StorageError: nothing was touched.
    """
    entry = account_named(opened.vault, account)
    throttle = Throttle(door.folder, door.means)
    keyring = sign_in(opened.vault, door.store, throttle, entry.id, password)
    if not keyring.roles & GRANTS[Permission.BACKUP_RESTORE]:
        raise PermissionDenied
    check_set(opened.found, keyring, opened.vault)
    restored = restore(opened.found, door.folder, door.means.clock.now(), opened.vault)
    return restored, Unlocked(Vault.load(door.folder, door.means), keyring, throttle)


def record_restore(workspace: Workspace, restored: Restored) -> None:
    """Write into the trail of the restored files where they came from."""
    workspace.database.record(workspace.actor.account, "backup.restored", detail={"set": restored.set_name})
