"""Keys: who can open what, decided by cryptography and not by screens.

Owns vault.json and everything in it: accounts and their slots, groups, file keys, the root key, the
recovery sheet 恢复单, the school secret of this computer, and waiting times after wrong passwords.
Opens no database, shows nothing, decides no permission of the program (`kernel.access` does).

Everything the rest of the program needs is named here; the modules behind it are private to the
package. Importing it loads PyNaCl and nothing heavier: the lock screen stands on it.
"""

from xinmiao.vault.keys.administration import (
    NewAccount,
    add_account,
    disable,
    enable,
    rename_account,
    restore_sign_in,
)
from xinmiao.vault.keys.copies import open_copy, put_back
from xinmiao.vault.keys.errors import (
    AccountClosed,
    AccountState,
    CostRefused,
    KeyNotHeld,
    KeySubstituted,
    LabelRefused,
    LastOne,
    OutOfMemory,
    PasswordRefused,
    PlaceSecretMissing,
    RootNeeded,
    SchoolExists,
    SchoolSecretMissing,
    SignedOut,
    TooManyTries,
    TypingSlip,
    VaultChanged,
    VaultDamaged,
    VaultEmpty,
    VaultForeign,
    VaultMissing,
    WrongSheet,
)
from xinmiao.vault.keys.groups import FILE_GROUPS, Group, groups_of
from xinmiao.vault.keys.kdf import DEFAULT_COST, SHIPPED_POLICY, KdfCost, KdfPolicy, calibrate
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.means import DiskFiles, Files, Means
from xinmiao.vault.keys.membership import grant, grant_in_person, new_recovery_sheet, set_roles
from xinmiao.vault.keys.opening import install_school_secret, refreshed, unlock, verify_password
from xinmiao.vault.keys.own_account import change_password, confirm_recovery_sheet, remember
from xinmiao.vault.keys.passwords import check_password
from xinmiao.vault.keys.records import (
    Anchors,
    BackupAnchor,
    FileAnchor,
    SheetConfirmation,
    Standing,
    ThrottleMark,
)
from xinmiao.vault.keys.recovery import recover, root_by_sheet, sheet_secret
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.school import FOUNDER_ROLES, Founded, create_school
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.sheet import RecoverySheet, read_school_secret_code, read_seed_code
from xinmiao.vault.keys.storage import GENERATION_NAMES, LoadNotice
from xinmiao.vault.keys.throttle import Failure, Throttle, sign_in
from xinmiao.vault.keys.vault import AccountEntry, Vault

__all__ = [
    "DEFAULT_COST",
    "FILE_GROUPS",
    "FOUNDER_ROLES",
    "GENERATION_NAMES",
    "SHIPPED_POLICY",
    "AccountClosed",
    "AccountEntry",
    "AccountState",
    "Anchors",
    "BackupAnchor",
    "CostRefused",
    "DiskFiles",
    "Failure",
    "FileAnchor",
    "Files",
    "Founded",
    "Group",
    "KdfCost",
    "KdfPolicy",
    "KeyNotHeld",
    "KeyRing",
    "KeySubstituted",
    "LabelRefused",
    "LastOne",
    "LoadNotice",
    "Means",
    "NewAccount",
    "OutOfMemory",
    "PasswordRefused",
    "PlaceSecretMissing",
    "RecoverySheet",
    "RootKey",
    "RootNeeded",
    "SchoolExists",
    "SchoolSecretMissing",
    "SecretStore",
    "SheetConfirmation",
    "SignedOut",
    "Standing",
    "Throttle",
    "ThrottleMark",
    "TooManyTries",
    "TypingSlip",
    "Vault",
    "VaultChanged",
    "VaultDamaged",
    "VaultEmpty",
    "VaultForeign",
    "VaultMissing",
    "WrongSheet",
    "add_account",
    "calibrate",
    "change_password",
    "check_password",
    "confirm_recovery_sheet",
    "create_school",
    "disable",
    "enable",
    "grant",
    "grant_in_person",
    "groups_of",
    "install_school_secret",
    "new_recovery_sheet",
    "open_copy",
    "put_back",
    "read_school_secret_code",
    "read_seed_code",
    "recover",
    "refreshed",
    "remember",
    "rename_account",
    "restore_sign_in",
    "root_by_sheet",
    "set_roles",
    "sheet_secret",
    "sign_in",
    "unlock",
    "verify_password",
]
