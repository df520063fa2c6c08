"""The rule for passwords, and the one spelling in which they are used.

Owns what a password must be. Does not keep, hash or compare passwords.
"""

from __future__ import annotations

import unicodedata

from xinmiao.kernel.texts import _
from xinmiao.vault.keys.errors import PasswordRefused

SHORTEST = 12
FEWEST_WORDS = 4


def check_password(password: str) -> None:
    """Refuse a password shorter than 12 characters that is not four words, and digits alone.

    Raises:
        PasswordRefused: with the sentence for the field.
    """
    text = unicodedata.normalize("NFKC", password).strip()
    if len(text) < SHORTEST and len(text.split()) < FEWEST_WORDS:
        raise PasswordRefused
    if text.replace(" ", "").isdigit():
        raise PasswordRefused(_("Digits alone are too easy to guess; please add words."))


def password_bytes(password: str) -> bytes:
    """Return the password as it is fed to the key derivation: NFKC, so that keyboards agree."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
