"""The vault: who belongs to the school, read and verified, without any private key.

Owns what can be known before anybody signs in. It is never changed in place: every act in
`administration`, `membership`, `own_account` and `recovery` writes the next generation and returns it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, WrongKey
from xinmiao.vault.keys.codes import ALPHABET
from xinmiao.vault.keys.errors import RootNeeded, VaultDamaged
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.kdf import KdfCost
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.primitives import PublicKeys, seal, verify
from xinmiao.vault.keys.records import Anchors, SheetConfirmation, Standing, VaultContent
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.signing import check_directory
from xinmiao.vault.keys.storage import Loaded, LoadNotice, load, read_content, save

_FINGERPRINT_LETTERS = 16


@dataclass(frozen=True)
class AccountEntry:
    """An account as the lock screen and the list of accounts show it."""

    id: str
    label: str
    standing: Standing
    roles: frozenset[Role]
    """The roles the root signed; empty while nothing is granted."""
    requested_roles: frozenset[Role]
    """The roles an administrator asked for; no right follows from them."""
    holds_root: bool

    @property
    def disabled(self) -> bool:
        """Return whether the account is switched off."""
        return self.standing is Standing.DISABLED

    @property
    def pending(self) -> bool:
        """Return whether a counsellor still has to grant content."""
        return self.standing in {Standing.PENDING, Standing.RESTORED}


class Vault:
    """A loaded, verified vault file."""

    def __init__(self, loaded: Loaded, folder: Path | None, means: Means) -> None:
        self._loaded = loaded
        self._folder = folder
        self.means = means

    @classmethod
    def load(cls, folder: Path, means: Means | None = None) -> Vault:
        """Open the vault of a data folder; see `storage.load` for what can be wrong."""
        return cls(load(folder), folder, means or Means())

    @classmethod
    def from_bytes(cls, raw: bytes, means: Means | None = None) -> Vault:
        """Open a vault found in a backup or package, to read; it cannot be written back from here."""
        return cls(Loaded(read_content(raw), raw, raw), None, means or Means())

    @property
    def content(self) -> VaultContent:
        """Return the verified parts of the file."""
        return self._loaded.content

    @property
    def raw(self) -> bytes:
        """Return the bytes of the generation in use, to be copied into a backup."""
        return self._loaded.raw

    @property
    def notice(self) -> LoadNotice | None:
        """Return why an older generation is in use; None when all is well."""
        return self._loaded.notice

    @property
    def folder(self) -> Path | None:
        """Return the data folder; None for a copy."""
        return self._folder

    @property
    def generation(self) -> int:
        """Return the number of this generation."""
        return self.content.generation

    @property
    def school_id(self) -> str:
        """Return the school's id."""
        return self.content.directory.school_id

    @property
    def school_name(self) -> str:
        """Return the school's name."""
        return self.content.directory.school_name

    @property
    def revision(self) -> int:
        """Return how often the root has signed; pinned in a database it shows an older vault put back."""
        return self.content.directory.revision

    @property
    def slot_cost(self) -> KdfCost:
        """Return the cost new slots are made with."""
        return self.means.cost or self.content.directory.slot_cost

    @property
    def anchors(self) -> Anchors:
        """Return what the databases are compared with."""
        return self.content.anchors

    @property
    def root_fingerprint(self) -> str:
        """Return the root key's fingerprint as it stands on the recovery sheet: four groups of four."""
        digest = hashlib.sha256(self.content.directory.root.keys.sign).digest()
        letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:_FINGERPRINT_LETTERS])
        return "-".join(letters[start : start + 4] for start in range(0, _FINGERPRINT_LETTERS, 4))

    @property
    def sheet_number(self) -> int:
        """Return the number of the recovery sheet in force."""
        return self.content.directory.recovery.sheet

    @property
    def sheet_confirmation(self) -> SheetConfirmation | None:
        """Return when the sheet in force was typed back, and by whom; None while it was not."""
        confirmed = self.anchors.sheet
        return confirmed if confirmed is not None and confirmed.sheet == self.sheet_number else None

    def accounts(self) -> tuple[AccountEntry, ...]:
        """Return all accounts in the order of their labels."""
        ids = self.content.directory.accounts.keys() | self.content.administration.statements.keys()
        return tuple(sorted((self.account(id_) for id_ in ids), key=lambda entry: (entry.label, entry.id)))

    def account(self, account: str) -> AccountEntry:
        """Return one account; NotFound when there is none."""
        record = self.content.directory.accounts.get(account)
        statement = self.content.administration.statements.get(account)
        if record is None and statement is None:
            raise NotFound
        return AccountEntry(
            id=account,
            label=self.content.label(account),
            standing=self.content.standing(account),
            roles=record.roles if record is not None else frozenset(),
            requested_roles=statement.roles if statement is not None else frozenset(),
            holds_root=account in self.content.directory.root.holders,
        )

    def seal_to_group(self, group: Group, plain: bytes) -> bytes:
        """Seal for a group whose public key the root signed; needs no sign-in."""
        return seal(plain, self.content.directory.groups[group].public)

    def seal_to_account(self, account: str, plain: bytes) -> bytes:
        """Seal for an account whose public key the root signed; NotFound when there is no such key."""
        return seal(plain, self._signed_keys(account).box)

    def signed_by(
        self, account: str, domain: str, data: bytes, signature: bytes, *, at: datetime | None = None
    ) -> bool:
        """Return whether `account`, under the keys the root signed, signed `data` for `domain`.

        With `at`, when it says it was signed, keys count that were replaced later. Who kept an old key
        can sign with it and name an old day: that is the price of reading what was written before.
        """
        signers = [self._signed_keys(account).sign]
        if at is not None:
            earlier = self.content.directory.accounts[account].earlier
            signers += [entry.sign for entry in earlier if at <= entry.until]
        return any(verify(signer, domain, data, signature) for signer in signers)

    def require_genuine(self) -> None:
        """Check again that the root signed every public key; before sealing anything.

        Raises:
            KeySubstituted: a public key is not the one the root signed.
            VaultDamaged: something else of what the root signs.
        """
        check_directory(self.content)

    def root_key(self, keyring: KeyRing) -> RootKey:
        """Open the root key; RootNeeded when the account does not hold it."""
        sealed = self.content.directory.root.holders.get(keyring.account)
        if sealed is None:
            raise RootNeeded
        try:
            return self.checked_root(keyring.unseal(sealed))
        except WrongKey as error:
            raise RootNeeded from error

    def checked_root(self, seed: bytes) -> RootKey:
        """Return the root key of `seed`; VaultDamaged when it is not this school's."""
        root = RootKey(seed)
        if root.public != self.content.directory.root.keys:
            raise VaultDamaged
        return root

    def saved(self, content: VaultContent, keyring: KeyRing) -> Vault:
        """Write `content` as the next generation; see `storage.save`."""
        return Vault(save(self._folder, self._loaded, content, keyring, self.means), self._folder, self.means)

    def _signed_keys(self, account: str) -> PublicKeys:
        record = self.content.directory.accounts.get(account)
        if record is None:
            raise NotFound
        return record.keys
