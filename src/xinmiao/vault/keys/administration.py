"""What an administrator may do with accounts: add, rename, switch off, give a new password.

Owns the statements an administrator signs with his own key. None of them gives a content key: those
come from the root (`membership`). An administrator whom the root did not make one signs in vain.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import PermissionDenied
from xinmiao.vault.keys.errors import AccountState, LabelRefused
from xinmiao.vault.keys.groups import Group, groups_of
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.membership import require_another, settled, with_member
from xinmiao.vault.keys.passwords import check_password
from xinmiao.vault.keys.primitives import Identity, seal
from xinmiao.vault.keys.records import Administration, Standing, Statement, VaultContent
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.signing import sign_administration
from xinmiao.vault.keys.slots import SlotPlace, make_slot
from xinmiao.vault.keys.vault import AccountEntry, Vault

_LONGEST_LABEL = 40


@dataclass(frozen=True)
class NewAccount:
    """What is asked for a new account."""

    label: str
    roles: frozenset[Role]
    password: str = field(repr=False)


def add_account(
    vault: Vault, store: SecretStore, keyring: KeyRing, wanted: NewAccount, *, root: RootKey | None = None
) -> tuple[Vault, str]:
    """Make an account and return its id. It is PENDING until the root signs its roles.

    With `root` (a founder who is administrator too) it is granted in the same step.

    Raises:
        PasswordRefused, LabelRefused: for the fields of the form.
        PermissionDenied: the signed-in account is no active administrator.
    """
    _require_administrator(keyring)
    check_password(wanted.password)
    label = _free_label(vault, wanted.label)
    account = vault.means.ids.new()
    statement = _statement(vault, keyring, Standing.PENDING, label, wanted.roles)
    content = _with_sign_in(vault, store, keyring, account, statement, password=wanted.password)
    if root is not None:
        keys = content.administration.statements[account].keys
        content = with_member(content, root, account, wanted.roles, keys=keys, at=statement.at)
    return vault.saved(content, keyring), account


def disable(vault: Vault, keyring: KeyRing, account: str) -> Vault:
    """Switch an account off: its slot goes at once, its memberships' seals when the root next signs.

    What this does not do: it changes no key. Who copied vault.json (or has a backup) and knows the
    password still opens that copy, and the database copies that belong to it; only exchanging the keys
    and writing new files ends that. The screen has to say so.

    Raises:
        AccountState: one's own account, or switched off already.
        LastOne: nobody else is counsellor or administrator.
    """
    _require_administrator(keyring)
    entry = vault.account(account)
    if entry.disabled or account == keyring.account:
        raise AccountState
    if entry.standing is Standing.ACTIVE:
        for role in entry.roles:
            require_another(vault, account, role)
    statement = _statement(vault, keyring, Standing.DISABLED, entry.label, entry.roles or entry.requested_roles)
    content = _stated(vault.content, keyring, account, statement)
    content = replace(content, slots={id_: slot for id_, slot in content.slots.items() if id_ != account})
    if keyring.holds_root:
        content = settled(content, vault.root_key(keyring), content.directory)
    return vault.saved(content, keyring)


def enable(vault: Vault, store: SecretStore, keyring: KeyRing, account: str, password: str) -> Vault:
    """Switch an account on again with a new password and new keys; content has to be granted again."""
    _require_administrator(keyring)
    check_password(password)
    entry = vault.account(account)
    if not entry.disabled:
        raise AccountState
    return _new_sign_in(vault, store, keyring, entry, password)


def restore_sign_in(vault: Vault, store: SecretStore, keyring: KeyRing, account: str, password: str) -> Vault:
    """Give an account whose password was forgotten a new one.

    The old private keys are lost with the old password, so the account gets new ones, and with them no
    counselling key: content stays closed until the root grants it again. Only the staff key, which the
    administrator holds himself, is handed on.
    """
    _require_administrator(keyring)
    check_password(password)
    entry = vault.account(account)
    if entry.disabled or account == keyring.account:
        raise AccountState
    return _new_sign_in(vault, store, keyring, entry, password)


def rename_account(vault: Vault, keyring: KeyRing, account: str, label: str) -> Vault:
    """Change the label by which an account is chosen on the lock screen."""
    _require_administrator(keyring)
    labels = {**vault.content.administration.labels, vault.account(account).id: _free_label(vault, label, account)}
    administration = replace(vault.content.administration, labels=labels)
    return vault.saved(_signed(vault.content, keyring, administration), keyring)


def clean_label(label: str) -> str:
    """Return the label as it is kept; LabelRefused when it is empty, too long or unprintable."""
    text = " ".join(unicodedata.normalize("NFC", label).split())
    if not 0 < len(text) <= _LONGEST_LABEL or any(
        unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in text
    ):
        raise LabelRefused
    return text


def _free_label(vault: Vault, label: str, account: str = "") -> str:
    text = clean_label(label)
    if any(entry.label == text and entry.id != account for entry in vault.accounts()):
        raise LabelRefused
    return text


def _require_administrator(keyring: KeyRing) -> None:
    if Role.ADMINISTRATOR not in keyring.roles or keyring.standing is not Standing.ACTIVE:
        raise PermissionDenied


def _new_sign_in(vault: Vault, store: SecretStore, keyring: KeyRing, entry: AccountEntry, password: str) -> Vault:
    record = vault.content.directory.accounts.get(entry.id)
    standing = Standing.PENDING if record is None else Standing.RESTORED
    statement = _statement(vault, keyring, standing, entry.label, entry.roles or entry.requested_roles)
    trusted = record is not None and not record.disabled and not entry.disabled
    with_staff_key = trusted and Group.STAFF in groups_of(entry.roles)
    content = _with_sign_in(
        vault, store, keyring, entry.id, statement, password=password, with_staff_key=with_staff_key
    )
    return vault.saved(content, keyring)


def _statement(vault: Vault, keyring: KeyRing, standing: Standing, label: str, roles: Iterable[Role]) -> Statement:
    return Statement(standing, label, frozenset(roles), None, None, keyring.account, vault.means.clock.now())


def _with_sign_in(
    vault: Vault,
    store: SecretStore,
    keyring: KeyRing,
    account: str,
    statement: Statement,
    *,
    password: str,
    with_staff_key: bool = False,
) -> VaultContent:
    """Return the content with fresh keys for the account, its slot, and the statement that names them."""
    identity = Identity.generate()
    slot = make_slot(
        SlotPlace(vault.school_id, account),
        identity,
        password,
        school_secret=store.read(vault.school_id).school,
        cost=vault.slot_cost,
        policy=vault.means.policy,
        at=statement.at,
    )
    staff_key = seal(keyring.group_secret(Group.STAFF), identity.public.box) if with_staff_key else None
    named = replace(statement, keys=identity.public, staff_key=staff_key)
    content = _stated(vault.content, keyring, account, named)
    return replace(content, slots={**content.slots, account: slot})


def _stated(content: VaultContent, keyring: KeyRing, account: str, statement: Statement) -> VaultContent:
    statements = {**content.administration.statements, account: statement}
    return _signed(content, keyring, replace(content.administration, statements=statements))


def _signed(content: VaultContent, keyring: KeyRing, administration: Administration) -> VaultContent:
    return sign_administration(content, keyring.account, keyring.identity, administration)
