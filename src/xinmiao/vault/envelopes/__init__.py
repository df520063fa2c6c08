"""Envelopes: the one mechanism for what one person writes for others.

A random content key encrypts the text (XChaCha20-Poly1305); the content key is sealed (X25519) to
accounts, groups and, where asked for, the recovery sheet; the author signs it all (Ed25519). An envelope
opens for its recipients and for nobody else, whoever holds the file it lies in.

What it does not do: call back what a former recipient could open before; hide who wrote for whom and
when from who holds the file; tell, by itself, that a newer version existed (`at_least` has to come from
elsewhere). Envelopes between people lie in school.db (`post`); those of a restricted record lie with it
in counselling.db (`vault.sealed_rows`), so that staff do not even see that there are any.
"""

from xinmiao.vault.envelopes.envelope import RECOVERY_NAME, Circle, Envelope, Head, Recipient, Subject, read_envelope
from xinmiao.vault.envelopes.errors import (
    EarlierKeys,
    EnvelopeDamaged,
    EnvelopeTooNew,
    ForeignEnvelope,
    Forged,
    Misplaced,
    NobodyToOpen,
    NotARecipient,
    OlderVersion,
    RecipientClosed,
    TooLarge,
)
from xinmiao.vault.envelopes.sealing import MOST_BYTES, is_recipient, is_stale, open_sealed, seal, secrets_of, verify

__all__ = [
    "MOST_BYTES",
    "RECOVERY_NAME",
    "Circle",
    "EarlierKeys",
    "Envelope",
    "EnvelopeDamaged",
    "EnvelopeTooNew",
    "ForeignEnvelope",
    "Forged",
    "Head",
    "Misplaced",
    "NobodyToOpen",
    "NotARecipient",
    "OlderVersion",
    "Recipient",
    "RecipientClosed",
    "Subject",
    "TooLarge",
    "is_recipient",
    "is_stale",
    "open_sealed",
    "read_envelope",
    "seal",
    "secrets_of",
    "verify",
]
