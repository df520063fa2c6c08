"""Vault files that were copied: opened in a backup to read, or put back where one was lost.

Owns nothing of backups themselves; it knows only how a copy of vault.json is treated.
"""

from __future__ import annotations

from pathlib import Path

from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.storage import GENERATION_NAMES, SET_ASIDE_NAME, newest_bytes, read_bytes
from xinmiao.vault.keys.vault import Vault


def open_copy(path: Path, means: Means | None = None) -> Vault:
    """Open the vault file of a backup to read; nothing is ever written beside it.

    Raises:
        VaultMissing, VaultDamaged and the other errors of `Vault.load`; there is no older generation here.
    """
    return Vault.from_bytes(read_bytes(path), means)


def put_back(copy: Vault, folder: Path) -> Vault:
    """Make the vault of a backup that of the data folder; what lies there is kept aside.

    Call it after a password opened `copy`, and with the databases of the same backup or a choice of the
    user's: passwords, accounts and roles are then those of the backup's day.
    """
    found = newest_bytes(folder)
    if found is not None and found != copy.raw:
        copy.means.files.write(folder / SET_ASIDE_NAME, found)
    copy.means.files.write(folder / GENERATION_NAMES[0], copy.raw)
    return Vault.load(folder, copy.means)
