"""The parts of vault.json, declared: what each holds and who signs it.

Owns the shape of the file. Signatures are made and checked in `signing`, the file itself is read and
written in `storage`.

| part | holds | signed by |
|---|---|---|
| directory | school, roles and public keys, groups with members' sealed keys, file keys | the root key |
| administration | accounts that wait, are off or got a new sign-in; changed labels | the root or one administrator |
| slots | an account's private keys under its password | that account |
| anchors | counters, audit heads, backups that the databases are compared with | whoever wrote the file last |
| the whole | all of these and the generation number | whoever wrote the file last |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from xinmiao.kernel.access import Role
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.kdf import KdfCost
from xinmiao.vault.keys.plain import LEFT_OUT
from xinmiao.vault.keys.primitives import PublicKeys

FORMAT = "xinmiao-vault"
VERSION = 1
ROOT = "root"
"""The root as a member of every group and as a signer."""
RECOVERY = "recovery"
"""The recovery sheet as a member of every group and as a holder of the root key."""


class Standing(StrEnum):
    """How an account stands."""

    ACTIVE = "active"
    PENDING = "pending"
    """Made by an administrator; no role is signed yet and no key given."""
    RESTORED = "restored"
    """An administrator gave it a new password; content stays closed until it is granted again."""
    DISABLED = "disabled"


@dataclass(frozen=True)
class EarlierSigner:
    """A key an account signed with until it got new ones: what it signed before stays readable."""

    sign: bytes
    until: datetime


@dataclass(frozen=True)
class AccountRecord:
    """What the root says of an account: nobody raises himself by editing it."""

    label: str
    roles: frozenset[Role]
    keys: PublicKeys
    disabled: bool
    granted_at: datetime
    earlier: tuple[EarlierSigner, ...] = field(default=(), metadata={LEFT_OUT: True})


@dataclass(frozen=True)
class GroupRecord:
    """A group's public key and its private key sealed to each member."""

    public: bytes
    epoch: int
    members: dict[str, bytes]


@dataclass(frozen=True)
class FileKeyRecord:
    """A file's 48 key bytes (32 key, 16 salt) sealed to its group."""

    group: Group
    sealed: bytes


@dataclass(frozen=True)
class RootRecord:
    """The root's public keys, and its private seed sealed to those who hold it."""

    keys: PublicKeys
    holders: dict[str, bytes]


@dataclass(frozen=True)
class RecoveryRecord:
    """The recovery sheet in force."""

    public: bytes
    sheet: int
    made_at: datetime
    place_secret: bytes
    """The place secret sealed to the staff group; see `sheet`."""


@dataclass(frozen=True)
class Directory:
    """Everything the root signs."""

    school_id: str
    school_name: str
    revision: int
    slot_cost: KdfCost
    """What a guess was calibrated to cost when the school was founded; new slots are made with it."""
    root: RootRecord
    recovery: RecoveryRecord
    accounts: dict[str, AccountRecord]
    groups: dict[Group, GroupRecord]
    files: dict[DataFile, FileKeyRecord]


@dataclass(frozen=True)
class Statement:
    """What an administrator says of one account until the root takes it over."""

    standing: Standing
    label: str
    roles: frozenset[Role]
    """The roles asked for; no right follows from them."""
    keys: PublicKeys | None
    staff_key: bytes | None
    """RESTORED only: the staff group's key, sealed by the administrator, who holds it himself."""
    by: str
    at: datetime


@dataclass(frozen=True)
class Administration:
    """What administrators may say without the root. `signer` is an administrator's account or "root"."""

    signer: str = ROOT
    statements: dict[str, Statement] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """An account's private keys, encrypted under its password and the school secret."""

    salt: bytes
    memory: int
    passes: int
    box: bytes
    changed_at: datetime
    signature: bytes


@dataclass(frozen=True)
class FileAnchor:
    """What a database said of itself when it was last closed well."""

    counter: int
    audit_count: int
    audit_head: bytes
    at: datetime


@dataclass(frozen=True)
class BackupAnchor:
    """A backup set that was made and verified."""

    name: str
    digest: str
    at: datetime


@dataclass(frozen=True)
class ThrottleMark:
    """How the file of failed sign-ins looked at the last sign-in."""

    marker: str
    total: int


@dataclass(frozen=True)
class SheetConfirmation:
    """The recovery sheet `sheet` was typed back."""

    sheet: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Anchors:
    """What the databases and side files are compared with."""

    files: dict[DataFile, FileAnchor] = field(default_factory=dict)
    backups: tuple[BackupAnchor, ...] = ()
    throttle: ThrottleMark | None = None
    sheet: SheetConfirmation | None = None
    latest_moment: datetime | None = None
    """The clock's high-water mark."""


@dataclass(frozen=True)
class VaultContent:
    """The whole file."""

    format: str
    version: int
    generation: int
    written_at: datetime
    written_by: str
    directory: Directory
    key_signature: bytes
    directory_signature: bytes
    administration: Administration
    administration_signature: bytes
    slots: dict[str, Slot]
    anchors: Anchors
    frame_signature: bytes

    def standing(self, account: str) -> Standing:
        """Return how `account` stands; KeyError when there is none."""
        statement = self.administration.statements.get(account)
        if statement is not None:
            return statement.standing
        return Standing.DISABLED if self.directory.accounts[account].disabled else Standing.ACTIVE

    def keys_in_use(self, account: str) -> PublicKeys | None:
        """Return the public keys the account signs in with; None when it cannot."""
        statement = self.administration.statements.get(account)
        if statement is not None:
            return statement.keys
        record = self.directory.accounts.get(account)
        return None if record is None or record.disabled else record.keys

    def label(self, account: str) -> str:
        """Return the account's label; KeyError when there is none."""
        if account in self.administration.labels:
            return self.administration.labels[account]
        record = self.directory.accounts.get(account)
        return record.label if record is not None else self.administration.statements[account].label
