"""What every signed-in account may do by itself: its password, the typed-back sheet, the anchors.

Owns nothing that changes anybody else's rights: no root and no administrator is needed.
"""

from __future__ import annotations

import hmac
from dataclasses import replace

from xinmiao.kernel.errors import WrongKey
from xinmiao.vault.keys.errors import WrongSheet
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.opening import verify_password
from xinmiao.vault.keys.passwords import check_password
from xinmiao.vault.keys.primitives import box_public
from xinmiao.vault.keys.records import Anchors, SheetConfirmation
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.sheet import read_school_secret_code, read_seed_code, recovery_secret
from xinmiao.vault.keys.slots import SlotPlace, make_slot
from xinmiao.vault.keys.vault import Vault


def change_password(vault: Vault, store: SecretStore, keyring: KeyRing, old: str, new: str) -> Vault:
    """Put the account's keys under a new password.

    The two older generations of vault.json and the backups still open with the old one.

    Raises:
        WrongKey: `old` is not the password.
        PasswordRefused: `new` is too weak.
        StorageError: the disk refused; the old password still works.
    """
    check_password(new)
    if not verify_password(vault, store, keyring, old):
        raise WrongKey
    slot = make_slot(
        SlotPlace(vault.school_id, keyring.account),
        keyring.identity,
        new,
        school_secret=store.read(vault.school_id).school,
        cost=vault.slot_cost,
        policy=vault.means.policy,
        at=vault.means.clock.now(),
    )
    return vault.saved(replace(vault.content, slots={**vault.content.slots, keyring.account: slot}), keyring)


def confirm_recovery_sheet(
    vault: Vault, store: SecretStore, keyring: KeyRing, seed_code: str, school_secret_code: str
) -> Vault:
    """Remember that the sheet in force was typed back without a slip.

    Raises:
        TypingSlip: with the number of the group that cannot be right.
        WrongSheet: well typed, but not this sheet.
    """
    seed, school_secret = read_seed_code(seed_code), read_school_secret_code(school_secret_code)
    place = keyring.unseal_for_group(Group.STAFF, vault.content.directory.recovery.place_secret)
    public = box_public(recovery_secret(seed, place, vault.school_id))
    known = store.read(vault.school_id).school
    if public != vault.content.directory.recovery.public or not hmac.compare_digest(known, school_secret):
        raise WrongSheet
    confirmed = SheetConfirmation(vault.sheet_number, keyring.account, vault.means.clock.now())
    return remember(vault, keyring, replace(vault.anchors, sheet=confirmed))


def remember(vault: Vault, keyring: KeyRing, anchors: Anchors) -> Vault:
    """Write new anchors (counters, audit heads, backups, throttle mark), signed by this account."""
    return vault.saved(replace(vault.content, anchors=anchors), keyring)
