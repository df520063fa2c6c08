"""Account slots: an account's private keys under its password, signed by the account itself.

Owns making, opening and checking a slot. A slot is bound to format, school, account and its own
Argon2id parameters, so that a slot pasted onto another account, or one made cheaper, does not open.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime

from xinmiao.kernel.errors import WrongKey
from xinmiao.vault.keys.kdf import SALT_BYTES, KdfCost, KdfPolicy, derive_key
from xinmiao.vault.keys.plain import to_plain
from xinmiao.vault.keys.primitives import KEY_BYTES, Identity, PublicKeys, canonical, decrypt, encrypt, verify
from xinmiao.vault.keys.records import FORMAT, VERSION, Slot

_DOMAIN = "account slot"


@dataclass(frozen=True)
class SlotPlace:
    """Whose slot it is, and of which school."""

    school_id: str
    account: str


def make_slot(
    place: SlotPlace,
    identity: Identity,
    password: str,
    *,
    school_secret: bytes,
    cost: KdfCost,
    policy: KdfPolicy,
    at: datetime,
) -> Slot:
    """Encrypt the private keys under a new salt and sign the slot with them."""
    policy.check_making(cost)
    salt = os.urandom(SALT_BYTES)
    key = derive_key(password, salt=salt, cost=cost, school_secret=school_secret, policy=policy)
    box = encrypt(key, identity.box_secret + identity.sign_seed, _bound(place, salt, cost))
    slot = Slot(salt, cost.memory, cost.passes, box, at, b"")
    return replace(slot, signature=identity.sign(_DOMAIN, _signed(place, slot)))


def open_slot(place: SlotPlace, slot: Slot, password: str, *, school_secret: bytes, policy: KdfPolicy) -> Identity:
    """Return the private keys.

    Raises:
        WrongKey: password, school secret, account or slot do not fit; which of them is not said.
        CostRefused: the slot asks for too much work; none was done.
    """
    cost = KdfCost(slot.memory, slot.passes)
    key = derive_key(password, salt=slot.salt, cost=cost, school_secret=school_secret, policy=policy)
    secrets = decrypt(key, slot.box, _bound(place, slot.salt, cost))
    if len(secrets) != 2 * KEY_BYTES:
        raise WrongKey
    return Identity(secrets[:KEY_BYTES], secrets[KEY_BYTES:])


def slot_is_genuine(place: SlotPlace, slot: Slot, keys: PublicKeys) -> bool:
    """Return whether the slot was signed by the account it stands under."""
    return len(slot.salt) == SALT_BYTES and verify(keys.sign, _DOMAIN, _signed(place, slot), slot.signature)


def _bound(place: SlotPlace, salt: bytes, cost: KdfCost) -> bytes:
    return canonical([FORMAT, VERSION, place.school_id, place.account, salt.hex(), cost.memory, cost.passes])


def _signed(place: SlotPlace, slot: Slot) -> bytes:
    return canonical([FORMAT, VERSION, place.school_id, place.account, to_plain(replace(slot, signature=b""))])
