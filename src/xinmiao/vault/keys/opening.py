"""Signing in: from a password to a key ring.

Owns unlocking, the check of a password already known to be somebody's, and the school secret of this
computer. Waiting after wrong tries is `throttle`, what a role may do is `kernel.access`.
"""

from __future__ import annotations

from dataclasses import replace

from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, WrongKey
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys.errors import AccountClosed, KeySubstituted, SchoolSecretMissing, VaultDamaged, WrongSheet
from xinmiao.vault.keys.groups import Group, groups_of
from xinmiao.vault.keys.keyring import FILE_KEY_BYTES, Holder, KeyRing
from xinmiao.vault.keys.primitives import Identity, box_public, unseal
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.keys.secrets_here import Secrets, SecretStore
from xinmiao.vault.keys.sheet import read_school_secret_code
from xinmiao.vault.keys.slots import SlotPlace, open_slot
from xinmiao.vault.keys.vault import Vault


def unlock(vault: Vault, store: SecretStore, account: str, password: str) -> KeyRing:
    """Open an account. About a second of Argon2id: call it from the work lane, not the UI thread.

    A PENDING or RESTORED account signs in too, with no roles and (RESTORED teachers apart) no file keys.

    Raises:
        WrongKey: account or password; which of the two is not said.
        AccountClosed: the account is switched off.
        SchoolSecretMissing: this computer needs the code from the recovery sheet first.
        KeySubstituted: the school's root key is not the one this user saw before.
        CostRefused: the slot asks for an absurd amount of work.
    """
    secrets = _secrets(vault, store)
    keyring = ring_of(vault, account, _identity(vault, secrets, account, password))
    if Group.STAFF in keyring.groups:
        place = keyring.unseal_for_group(Group.STAFF, vault.content.directory.recovery.place_secret)
        store.complete(vault.school_id, place=place, root=vault.root_fingerprint)
    return keyring


def refreshed(vault: Vault, keyring: KeyRing) -> KeyRing:
    """Return the key ring of the same account by a newer generation of the vault, without a password.

    Raises:
        AccountClosed: the account was switched off or got other keys meanwhile.
    """
    if vault.content.keys_in_use(keyring.account) != keyring.public:
        raise AccountClosed
    return ring_of(vault, keyring.account, keyring.identity)


def verify_password(vault: Vault, store: SecretStore, keyring: KeyRing, password: str) -> bool:
    """Return whether `password` is that of the signed-in account (asked again before grave acts)."""
    try:
        identity = _identity(vault, _secrets(vault, store), keyring.account, password)
    except WrongKey:
        return False
    return identity.public == keyring.public


def install_school_secret(vault: Vault, store: SecretStore, typed: str) -> None:
    """Keep the school secret typed from the recovery sheet; whether it is right shows at the sign-in.

    Raises:
        TypingSlip: with the number of the group that cannot be right.
        WrongSheet: this computer knows another secret of the school, and it stays.
    """
    school = read_school_secret_code(typed)
    try:
        known = store.read(vault.school_id)
    except SchoolSecretMissing:
        store.write(vault.school_id, Secrets(school))
        return
    if known.school != school and known.root is not None:
        raise WrongSheet
    store.write(vault.school_id, replace(known, school=school))


def ring_of(vault: Vault, account: str, identity: Identity) -> KeyRing:
    """Return everything the account's private keys open.

    Raises:
        VaultDamaged: a sealed key does not open or does not belong to its public key.
    """
    entry = vault.account(account)
    try:
        groups = _group_secrets(vault, account, identity)
        files = _file_keys(vault, groups)
    except WrongKey as error:
        raise VaultDamaged from error
    holder = Holder(
        school_id=vault.school_id,
        account=account,
        label=entry.label,
        roles=_roles_in_force(entry.standing, entry.roles, groups),
        standing=entry.standing,
        holds_root=entry.holds_root and entry.standing is Standing.ACTIVE,
    )
    return KeyRing(holder, identity, groups, files)


def _roles_in_force(standing: Standing, signed: frozenset[Role], groups: dict[Group, bytes]) -> frozenset[Role]:
    """An account that got a new password from an administrator keeps only what needs no trust in him.

    He could otherwise make himself a counsellor by setting a counsellor's password.
    """
    if standing is Standing.ACTIVE:
        return signed
    return signed & {Role.CLASS_TEACHER} if Group.STAFF in groups else frozenset()


def _secrets(vault: Vault, store: SecretStore) -> Secrets:
    secrets = store.read(vault.school_id)
    if secrets.root is not None and secrets.root != vault.root_fingerprint:
        raise KeySubstituted
    return secrets


def _identity(vault: Vault, secrets: Secrets, account: str, password: str) -> Identity:
    try:
        closed = vault.account(account).disabled
    except NotFound as error:
        raise WrongKey from error
    if closed:
        raise AccountClosed
    slot = vault.content.slots.get(account)
    if slot is None:
        raise WrongKey
    place = SlotPlace(vault.school_id, account)
    identity = open_slot(place, slot, password, school_secret=secrets.school, policy=vault.means.policy)
    if identity.public != vault.content.keys_in_use(account):
        raise VaultDamaged
    return identity


def _group_secrets(vault: Vault, account: str, identity: Identity) -> dict[Group, bytes]:
    directory = vault.content.directory
    statement = vault.content.administration.statements.get(account)
    if statement is not None:
        sealed = {} if statement.staff_key is None else {Group.STAFF: statement.staff_key}
    else:
        allowed = groups_of(directory.accounts[account].roles)
        sealed = {group: directory.groups[group].members[account] for group in allowed}
    secrets = {group: identity.unseal(box) for group, box in sealed.items()}
    if any(box_public(secret) != directory.groups[group].public for group, secret in secrets.items()):
        raise VaultDamaged
    return secrets


def _file_keys(vault: Vault, groups: dict[Group, bytes]) -> dict[DataFile, bytes]:
    records = vault.content.directory.files
    keys = {
        file: unseal(record.sealed, groups[record.group]) for file, record in records.items() if record.group in groups
    }
    if any(len(key) != FILE_KEY_BYTES for key in keys.values()):
        raise VaultDamaged
    return keys
