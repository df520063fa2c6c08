"""Granting content: what only the root key can sign.

Owns role records, memberships and the recovery sheet's renewal. The administrator's role alone comes
to nothing here: `Vault.root_key` refuses it, and a record signed by anybody else does not load.

Granting hands the groups' keys to whatever keys the account signs in with now. An administrator knew
the first password of an account he made; `grant_in_person` gives it fresh keys and is the better way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from xinmiao.kernel.access import Role
from xinmiao.vault.keys.errors import AccountState, LastOne, VaultDamaged
from xinmiao.vault.keys.groups import Group, groups_of
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.passwords import check_password
from xinmiao.vault.keys.primitives import Identity, PublicKeys, box_public, seal, unseal
from xinmiao.vault.keys.records import (
    RECOVERY,
    ROOT,
    AccountRecord,
    Administration,
    Directory,
    EarlierSigner,
    GroupRecord,
    Standing,
    VaultContent,
)
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.sheet import RecoverySheet, fresh_seed, recovery_secret
from xinmiao.vault.keys.signing import sign_directory
from xinmiao.vault.keys.slots import SlotPlace, make_slot
from xinmiao.vault.keys.vault import Vault

_NEVER_EMPTY = frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR})
"""Roles that somebody has to have, or content and accounts are out of reach."""


def grant(vault: Vault, keyring: KeyRing, root: RootKey, account: str, roles: Iterable[Role] | None = None) -> Vault:
    """Sign the account's roles and give it the keys of their groups.

    `roles` None takes the roles asked for (a new account) or signed before (a restored sign-in). The root
    comes from `Vault.root_key` or, with the sheet, from `recovery.root_by_sheet`.

    Raises:
        AccountState: the account is switched off.
        LastOne: the school would be left without a counsellor or an administrator.
    """
    wanted = _wanted_roles(vault, account, roles)
    keys = vault.content.keys_in_use(account)
    content = with_member(vault.content, root, account, wanted, keys=keys, at=vault.means.clock.now())
    return vault.saved(content, keyring)


def grant_in_person(
    vault: Vault,
    store: SecretStore,
    keyring: KeyRing,
    account: str,
    *,
    root: RootKey,
    password: str,
    roles: Iterable[Role] | None = None,
) -> Vault:
    """Grant, while the account's owner types a password of his own: the account gets fresh keys.

    The better way for a counsellor: the administrator who made the account knew its first password, could
    have kept a copy of that slot, and would open with it whatever is sealed to the old keys.
    """
    check_password(password)
    if account == keyring.account:
        raise AccountState
    wanted = _wanted_roles(vault, account, roles)
    identity, at = Identity.generate(), vault.means.clock.now()
    slot = make_slot(
        SlotPlace(vault.school_id, account),
        identity,
        password,
        school_secret=store.read(vault.school_id).school,
        cost=vault.slot_cost,
        policy=vault.means.policy,
        at=at,
    )
    content = with_member(vault.content, root, account, wanted, keys=identity.public, at=at)
    return vault.saved(replace(content, slots={**content.slots, account: slot}), keyring)


def set_roles(vault: Vault, keyring: KeyRing, root: RootKey, account: str, roles: Iterable[Role]) -> Vault:
    """Change the roles of an active account and with them its memberships.

    Keys the account held before are not called back: who copied them has them until they are exchanged.
    """
    if vault.account(account).standing is not Standing.ACTIVE:
        raise AccountState
    return grant(vault, keyring, root, account, roles)


def new_recovery_sheet(
    vault: Vault, store: SecretStore, keyring: KeyRing, root: RootKey
) -> tuple[Vault, RecoverySheet]:
    """Make a new sheet; the old one opens nothing that is written from now on.

    Copies of the vault made before still yield to the old sheet (with the place secret): destroy it.
    """
    directory = vault.content.directory
    place = unseal(directory.recovery.place_secret, group_secret(root, directory.groups[Group.STAFF]))
    seed, at = fresh_seed(), vault.means.clock.now()
    public = box_public(recovery_secret(seed, place, vault.school_id))
    groups = {
        group: _resealed(group_secret(root, record), record, RECOVERY, public)
        for group, record in directory.groups.items()
    }
    recovery = replace(directory.recovery, public=public, sheet=directory.recovery.sheet + 1, made_at=at)
    holders = {**directory.root.holders, RECOVERY: seal(root.seed, public)}
    newer = replace(directory, groups=groups, recovery=recovery, root=replace(directory.root, holders=holders))
    saved = vault.saved(sign_directory(vault.content, root, newer), keyring)
    sheet = RecoverySheet(
        school_id=saved.school_id,
        school_name=saved.school_name,
        number=saved.sheet_number,
        made_at=at,
        root_fingerprint=saved.root_fingerprint,
        seed=seed,
        school_secret=store.read(saved.school_id).school,
    )
    return saved, sheet


def with_member(
    content: VaultContent, root: RootKey, account: str, roles: frozenset[Role], *, keys: PublicKeys | None, at: datetime
) -> VaultContent:
    """Return `content` with the account's record and memberships exactly as `roles` have it, signed.

    Raises:
        AccountState: the account has no keys to give anything to.
    """
    if keys is None:
        raise AccountState
    earlier = _earlier_signers(content, account, keys, at)
    record = AccountRecord(content.label(account), roles, keys, disabled=False, granted_at=at, earlier=earlier)
    directory = content.directory
    allowed = groups_of(roles)
    groups = {
        group: _resealed(group_secret(root, entry), entry, account, keys.box)
        if group in allowed
        else _without(entry, account)
        for group, entry in directory.groups.items()
    }
    holders = dict(directory.root.holders)
    if account in holders:
        holders[account] = seal(root.seed, keys.box)
    newer = replace(
        directory,
        accounts={**directory.accounts, account: record},
        groups=groups,
        root=replace(directory.root, holders=holders),
    )
    statements = {id_: entry for id_, entry in content.administration.statements.items() if id_ != account}
    return settled(replace(content, administration=replace(content.administration, statements=statements)), root, newer)


def _earlier_signers(content: VaultContent, account: str, keys: PublicKeys, at: datetime) -> tuple[EarlierSigner, ...]:
    """Return what the account signed with before `keys`, so that its envelopes of that time stay readable."""
    before = content.directory.accounts.get(account)
    if before is None:
        return ()
    replaced = before.keys.sign != keys.sign
    return (*before.earlier, *((EarlierSigner(before.keys.sign, at),) if replaced else ()))


def settled(content: VaultContent, root: RootKey, directory: Directory) -> VaultContent:
    """Sign `directory` after taking over what administrators said: labels, and accounts switched off."""
    closed = {
        id_
        for id_, entry in content.administration.statements.items()
        if entry.standing is Standing.DISABLED and id_ in directory.accounts
    }
    accounts = {
        id_: replace(
            record,
            label=content.administration.labels.get(id_, record.label),
            disabled=record.disabled or id_ in closed,
        )
        for id_, record in directory.accounts.items()
    }
    groups = directory.groups
    for account in closed:
        groups = {group: _without(record, account) for group, record in groups.items()}
    holders = {id_: sealed for id_, sealed in directory.root.holders.items() if id_ not in closed}
    newer = replace(directory, accounts=accounts, groups=groups, root=replace(directory.root, holders=holders))
    taken_over = Administration(
        ROOT,
        {id_: entry for id_, entry in content.administration.statements.items() if id_ not in closed},
        {id_: label for id_, label in content.administration.labels.items() if id_ not in accounts},
    )
    return sign_directory(replace(content, administration=taken_over), root, newer)


def _wanted_roles(vault: Vault, account: str, roles: Iterable[Role] | None) -> frozenset[Role]:
    entry = vault.account(account)
    if entry.disabled:
        raise AccountState
    wanted = frozenset(roles) if roles is not None else entry.roles or entry.requested_roles
    for lost in entry.roles - wanted:
        require_another(vault, account, lost)
    return wanted


def require_another(vault: Vault, account: str, role: Role) -> None:
    """Refuse to take the last active counsellor or administrator away.

    Raises:
        LastOne: nobody else has `role`.
    """
    if role not in _NEVER_EMPTY:
        return
    others = (entry for entry in vault.accounts() if entry.id != account and entry.standing is Standing.ACTIVE)
    if not any(role in entry.roles for entry in others):
        raise LastOne


def group_secret(root: RootKey, record: GroupRecord) -> bytes:
    """Return a group's private key; VaultDamaged when it does not belong to the public key."""
    secret = root.identity.unseal(record.members[ROOT])
    if box_public(secret) != record.public:
        raise VaultDamaged
    return secret


def _resealed(secret: bytes, record: GroupRecord, member: str, public: bytes) -> GroupRecord:
    return replace(record, members={**record.members, member: seal(secret, public)})


def _without(record: GroupRecord, account: str) -> GroupRecord:
    return replace(record, members={id_: sealed for id_, sealed in record.members.items() if id_ != account})
