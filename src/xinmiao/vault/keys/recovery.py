"""Opening with the recovery sheet: a forgotten password, or a founder who is not there.

Owns the way from a typed seed to the root key. `sheet` explains what else it needs.
"""

from __future__ import annotations

from dataclasses import replace

from xinmiao.kernel.errors import WrongKey
from xinmiao.vault.keys.errors import AccountState, PlaceSecretMissing, WrongSheet
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.membership import with_member
from xinmiao.vault.keys.opening import ring_of
from xinmiao.vault.keys.passwords import check_password
from xinmiao.vault.keys.primitives import Identity, box_public, unseal
from xinmiao.vault.keys.records import RECOVERY
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.sheet import read_seed_code, recovery_secret
from xinmiao.vault.keys.slots import SlotPlace, make_slot
from xinmiao.vault.keys.storage import finished
from xinmiao.vault.keys.vault import Vault


def root_by_sheet(vault: Vault, store: SecretStore, seed_code: str) -> RootKey:
    """Open the root key with the code of the recovery sheet.

    Raises:
        TypingSlip: with the number of the group that cannot be right.
        SchoolSecretMissing, PlaceSecretMissing: the files were carried here; a sign-in comes first.
        WrongSheet: well typed, but not the sheet in force.
    """
    secret = sheet_secret(vault, store, seed_code)
    try:
        return vault.checked_root(unseal(vault.content.directory.root.holders[RECOVERY], secret))
    except WrongKey as error:
        raise WrongSheet from error


def sheet_secret(vault: Vault, store: SecretStore, seed_code: str) -> bytes:
    """Return the secret key of the recovery member, for envelopes sealed to the sheet; keep it for one act.

    Raises what `root_by_sheet` raises.
    """
    seed = read_seed_code(seed_code)
    place = store.read(vault.school_id).place
    if place is None:
        raise PlaceSecretMissing
    secret = recovery_secret(seed, place, vault.school_id)
    if box_public(secret) != vault.content.directory.recovery.public:
        raise WrongSheet
    return secret


def recover(vault: Vault, store: SecretStore, seed_code: str, account: str, password: str) -> tuple[Vault, KeyRing]:
    """Give an account a new password with the recovery sheet; roles and content stay as they were signed.

    A switched-off account is switched on again: the sheet is the last resort against that too. Drafts
    sealed to the lost keys cannot be opened any more.

    Raises:
        AccountState: the account was never granted anything; the administrator gives it a new password.
        PasswordRefused, and everything `root_by_sheet` raises.
    """
    check_password(password)
    root = root_by_sheet(vault, store, seed_code)
    record = vault.content.directory.accounts.get(vault.account(account).id)
    if record is None:
        raise AccountState
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
    content = with_member(vault.content, root, account, record.roles, keys=identity.public, at=at)
    content = replace(content, slots={**content.slots, account: slot})
    rehearsed = Vault(finished(content, account, identity, vault.means), None, vault.means)
    keyring = ring_of(rehearsed, account, identity)
    return vault.saved(content, keyring), keyring
