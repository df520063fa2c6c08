"""The door of a data folder: what is known before anybody signs in, and the way from a password to a workspace.

Used by the windows and by the command line alike. Imports the key file's code only; the database is
loaded when it is opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xinmiao.kernel.errors import NotFound, WrongKey
from xinmiao.vault.file_names import RESTORE_MARKER_NAME
from xinmiao.vault.keys.errors import VaultMissing
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.throttle import Throttle, sign_in
from xinmiao.vault.keys.vault import AccountEntry, Vault

if TYPE_CHECKING:
    from xinmiao.app.workspace import Workspace


@dataclass(frozen=True)
class Unlocked:
    """An account's keys, and what its sign-in has to report to the audit trail."""

    vault: Vault
    keyring: KeyRing = field(repr=False)
    throttle: Throttle = field(repr=False)


@dataclass(frozen=True)
class Arrival:
    """Keys that came by another way than a password at the lock screen; `action` goes into the audit trail."""

    unlocked: Unlocked
    action: str
    detail: dict[str, object] = field(default_factory=dict)


class Door:
    """One data folder, as this user of this computer can open it."""

    def __init__(self, folder: Path, store: SecretStore, means: Means) -> None:
        self.folder = folder
        self.store = store
        self.means = means

    def vault(self) -> Vault | None:
        """Read and verify the key file; None when there is no school here.

        Raises:
            StorageError: the key file is empty, damaged, foreign or newer; or data files lie here without one.
        """
        self._settle()
        try:
            return Vault.load(self.folder, self.means)
        except VaultMissing:
            if any(self.folder.glob("*.db")):
                raise
            return None

    def unlock(self, account: str, password: str) -> Unlocked:
        """Return the keys of an account; takes about a second.

        Raises:
            VaultMissing, WrongKey, TooManyTries and everything else `vault.keys.throttle.sign_in` raises.
        """
        vault = self.vault()
        if vault is None:
            raise VaultMissing
        throttle = Throttle(self.folder, self.means)
        return Unlocked(vault, sign_in(vault, self.store, throttle, account, password), throttle)

    def open(self, unlocked: Unlocked) -> Workspace:
        """Open the files with an account's keys; belongs to the database lane."""
        from xinmiao.app.founding import custody_of  # noqa: PLC0415 -- not on the way to the lock screen
        from xinmiao.app.workspace import SignIn, open_workspace  # noqa: PLC0415 -- as above

        failures = unlocked.throttle.failures_since_last_sign_in()
        told = SignIn(len(failures), unlocked.throttle.is_lost(unlocked.vault.anchors.throttle))
        custody = custody_of(self.folder, self.store, unlocked.vault, unlocked.keyring, self.means.clock)
        workspace = open_workspace(
            custody, clock=self.means.clock, ids=self.means.ids, sign_in=told, throttle_mark=unlocked.throttle.mark
        )
        unlocked.throttle.audited(failures)
        return workspace

    def arrive(self, arrival: Arrival) -> Workspace:
        """Open the files and record by which way the keys came."""
        workspace = self.open(arrival.unlocked)
        workspace.database.record(workspace.actor.account, arrival.action, detail=arrival.detail)
        return workspace

    def _settle(self) -> None:
        """Go on with a restore that was killed, before any file is looked at."""
        if (self.folder / RESTORE_MARKER_NAME).exists():
            from xinmiao.vault.restore import finish_restore  # noqa: PLC0415 -- loads the database engine

            finish_restore(self.folder)


def account_named(vault: Vault, label: str | None) -> AccountEntry:
    """Return the account of this label, or the only one there is.

    Raises:
        WrongKey: no account of this label; which part is wrong is not said.
        NotFound: several accounts, and none was named.
    """
    entries = [entry for entry in vault.accounts() if not entry.disabled]
    if label is None and len(entries) == 1:
        return entries[0]
    if label is None:
        raise NotFound
    named = [entry for entry in entries if entry.label == label]
    if not named:
        raise WrongKey
    return named[0]
