"""From a password to a key: Argon2id with bounded cost, then HKDF with the school secret.

Owns the cost of a guess. The shipped floor can only be lowered by code that hands in another
`KdfPolicy`; no setting, option or environment variable is read here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from nacl import bindings
from nacl.exceptions import RuntimeError as NaclRuntimeError

from xinmiao.vault.keys.errors import CostRefused, OutOfMemory
from xinmiao.vault.keys.passwords import password_bytes
from xinmiao.vault.keys.primitives import KEY_BYTES, hkdf

MIB = 1024 * 1024
SALT_BYTES = bindings.crypto_pwhash_SALTBYTES
_WRAPPING_KEY = b"xinmiao account slot v1"
_SLOWEST_S = 1.0
_FASTEST_S = 0.7
_AIM_S = 0.85


@dataclass(frozen=True, order=True)
class KdfCost:
    """What one guess costs: memory in bytes and passes over it (Argon2id, one lane)."""

    memory: int
    passes: int


@dataclass(frozen=True)
class KdfPolicy:
    """The least cost a slot may be made with, and the most one may ask for when it is read."""

    floor: KdfCost
    cap: KdfCost

    def check_making(self, cost: KdfCost) -> None:
        """Refuse to protect a new password with less than the floor.

        Raises:
            ValueError: a mistake of the calling code, not of the user.
        """
        if cost.memory < self.floor.memory or cost.passes < self.floor.passes:
            raise ValueError(cost)
        self.check_reading(cost)

    def check_reading(self, cost: KdfCost) -> None:
        """Refuse parameters beyond the cap before anything is computed.

        Raises:
            CostRefused: the file asks for too much, or for nonsense.
        """
        if not _LEAST.memory <= cost.memory <= self.cap.memory or not _LEAST.passes <= cost.passes <= self.cap.passes:
            raise CostRefused


_LEAST = KdfCost(8192, 1)
"""What libsodium itself asks for."""
SHIPPED_POLICY = KdfPolicy(floor=KdfCost(64 * MIB, 3), cap=KdfCost(1024 * MIB, 16))
DEFAULT_COST = KdfCost(128 * MIB, 3)


def derive_key(password: str, *, salt: bytes, cost: KdfCost, school_secret: bytes, policy: KdfPolicy) -> bytes:
    """Return the key that wraps an account's private keys.

    HKDF-SHA256(secret = Argon2id(password), salt = school secret): without the school secret, which never
    lies in the data folder, a stolen copy gives nothing to try passwords against.

    Raises:
        CostRefused: before any work is done.
        OutOfMemory: the computer cannot spare the memory.
    """
    policy.check_reading(cost)
    return hkdf(_argon2id(password_bytes(password), salt, cost), salt=school_secret, info=_WRAPPING_KEY)


def measured_seconds(cost: KdfCost) -> float:
    """Return how long one derivation takes on this computer."""
    started = time.perf_counter()
    _argon2id(b"calibration", os.urandom(SALT_BYTES), cost)
    return time.perf_counter() - started


def calibrate(policy: KdfPolicy = SHIPPED_POLICY, measure: Callable[[KdfCost], float] = measured_seconds) -> KdfCost:
    """Return the cost that takes about 0.7 to 1.0 s here, never below the floor.

    A slow or small computer gets less memory, down to the floor; a fast one more passes.
    """
    try:
        taken_s = measure(DEFAULT_COST)
    except OutOfMemory:
        return policy.floor
    if taken_s > _SLOWEST_S:
        memory = int(DEFAULT_COST.memory * _AIM_S / taken_s) // (8 * MIB) * 8 * MIB
        return KdfCost(max(memory, policy.floor.memory), policy.floor.passes)
    if taken_s >= _FASTEST_S:
        return DEFAULT_COST
    passes = round(DEFAULT_COST.passes * _AIM_S / max(taken_s, 0.001))
    return KdfCost(DEFAULT_COST.memory, min(max(passes, DEFAULT_COST.passes), policy.cap.passes))


def _argon2id(password: bytes, salt: bytes, cost: KdfCost) -> bytes:
    try:
        return bindings.crypto_pwhash_alg(
            KEY_BYTES, password, salt, cost.passes, cost.memory, bindings.crypto_pwhash_ALG_ARGON2ID13
        )
    except NaclRuntimeError as error:
        raise OutOfMemory from error
