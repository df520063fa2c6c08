"""恢复单: the sheet of paper that opens everything when a password is forgotten.

Owns the codes of the sheet and the key they lead to. Two codes are printed: the 160-bit **seed** and
the **school secret**.

Why the seed alone is not the recovery key. A copied data folder shall open elsewhere with a password
AND the sheet, and with neither alone. The recovery member is in every group; were its private key
derived from the seed, then sheet + copied folder would open all. So it is derived from
HKDF(seed ‖ place secret). The place secret is 256 random bits that are never printed. It lies beside
the school secret in the configuration folder of the user, outside the data folder and every backup,
and, sealed to the staff group, in the vault. That gives exactly the two ways that are wanted:

* the same computer and the sheet (a forgotten password): the place secret lies there;
* another computer, any account's password and the sheet: the school secret from the sheet lets the
  password work, the account opens the staff group, the staff group opens the place secret.

Sheet + copied folder: the sealed place secret stays shut. Password + copied folder: the school secret
is missing. What remains open to a thief with sheet AND folder is guessing passwords, at the cost of
Argon2id each; hence the sealed envelopes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from xinmiao.vault.keys import codes
from xinmiao.vault.keys.primitives import hkdf
from xinmiao.vault.keys.secrets_here import SCHOOL_SECRET_BYTES

SEED_BYTES = 20
_MEMBER = b"xinmiao recovery member v1"


@dataclass(frozen=True, repr=False)
class RecoverySheet:
    """What is printed once and kept nowhere else in the clear."""

    school_id: str
    school_name: str
    number: int
    made_at: datetime
    root_fingerprint: str
    seed: bytes
    school_secret: bytes

    @property
    def seed_code(self) -> str:
        """Return the recovery code: eight groups of five."""
        return codes.encode(self.seed)

    @property
    def school_secret_code(self) -> str:
        """Return the school secret code: seven groups of five."""
        return codes.encode(self.school_secret)


def fresh_seed() -> bytes:
    """Make the seed of a new sheet."""
    return os.urandom(SEED_BYTES)


def read_seed_code(typed: str) -> bytes:
    """Return the seed that was typed; TypingSlip names the group with a slip."""
    return codes.decode(typed, SEED_BYTES)


def read_school_secret_code(typed: str) -> bytes:
    """Return the school secret that was typed; TypingSlip names the group with a slip."""
    return codes.decode(typed, SCHOOL_SECRET_BYTES)


def recovery_secret(seed: bytes, place_secret: bytes, school_id: str) -> bytes:
    """Return the X25519 secret key of the recovery member."""
    return hkdf(seed + place_secret, salt=school_id.encode(), info=_MEMBER)
