"""An envelope as bytes: who wrote what kind of thing for whom, and the sealed rest.

Owns the format. One frame, read strictly, so that one envelope has one spelling:

    "XMENV" | format (1 byte) | length of the head (4) | head (canonical JSON) | box | signature (64)

The head names school, kind, id, author, version, what it is about, time and recipients, each with the
fingerprint of the public key it was sealed to and the content key sealed to it. All of it is
authenticated by the box (AAD) and covered by the author's signature. It holds no word of the contents
and is readable without any key: who may open an envelope is no secret to who holds the file it lies in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from xinmiao.vault.envelopes.errors import EnvelopeDamaged, EnvelopeTooNew
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.plain import Misshapen, from_plain, to_plain
from xinmiao.vault.keys.primitives import canonical

FORMAT = 1
MAGIC = b"XMENV"
SIGNATURE_BYTES = 64
MOST_HEAD_BYTES = 64 * 1024
_LENGTH_AT = len(MAGIC) + 1
_HEAD_AT = _LENGTH_AT + 4
RECOVERY_NAME = "recovery"


@dataclass(frozen=True)
class Circle:
    """Who shall be able to open an envelope; the recovery sheet only where it is asked for."""

    accounts: frozenset[str] = frozenset()
    groups: frozenset[Group] = frozenset()
    recovery: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the recipients as an envelope's head names them, sorted."""
        named = [account_name(account) for account in self.accounts] + [group_name(group) for group in self.groups]
        return tuple(sorted([*named, *((RECOVERY_NAME,) if self.recovery else ())]))


def account_name(account: str) -> str:
    """Return how a head names an account."""
    return f"account:{account}"


def group_name(group: Group) -> str:
    """Return how a head names a group."""
    return f"group:{group}"


@dataclass(frozen=True)
class Subject:
    """What an envelope is: its kind, its own id and version, and the id of what it is about (opaque)."""

    kind: str
    id: str
    version: int
    about: str = ""


@dataclass(frozen=True)
class Recipient:
    """One who can open it: name, fingerprint of the public key, and the content key sealed to that."""

    to: str
    key: bytes
    slot: bytes


@dataclass(frozen=True)
class Head:
    """Everything that is readable without a key."""

    school: str
    author: str
    at: datetime
    subject: Subject
    recipients: tuple[Recipient, ...]
    origin: str = ""
    """Who wrote it first, when the author sealed again what somebody else had written; the author's word."""


@dataclass(frozen=True, repr=False)
class Envelope:
    """A sealed envelope."""

    head: Head
    box: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return the names of who can open it."""
        return tuple(recipient.to for recipient in self.head.recipients)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Return the ids of the accounts among the recipients."""
        start = account_name("")
        return tuple(name.removeprefix(start) for name in self.recipients if name.startswith(start))

    @property
    def bound(self) -> bytes:
        """Return the bytes before the box: the AAD."""
        return frame(self.head)

    def to_bytes(self) -> bytes:
        """Return the envelope as it is kept."""
        return self.bound + self.box + self.signature


def frame(head: Head) -> bytes:
    """Return the frame and head as bytes."""
    spelled = canonical(to_plain(head))
    return MAGIC + bytes([FORMAT]) + len(spelled).to_bytes(4, "big") + spelled


def read_envelope(raw: bytes) -> Envelope:
    """Return the envelope that `raw` is; nothing is verified yet.

    Raises:
        EnvelopeTooNew: a newer format.
        EnvelopeDamaged: cut off, or none at all.
    """
    if not raw.startswith(MAGIC) or len(raw) < _HEAD_AT:
        raise EnvelopeDamaged
    if raw[len(MAGIC)] > FORMAT:
        raise EnvelopeTooNew
    length = int.from_bytes(raw[_LENGTH_AT:_HEAD_AT], "big")
    box_at, signature_at = _HEAD_AT + length, len(raw) - SIGNATURE_BYTES
    if length > MOST_HEAD_BYTES or box_at > signature_at:
        raise EnvelopeDamaged
    envelope = Envelope(_read_head(raw[_HEAD_AT:box_at]), raw[box_at:signature_at], raw[signature_at:])
    if envelope.to_bytes() != raw:
        raise EnvelopeDamaged
    return envelope


def _read_head(raw: bytes) -> Head:
    try:
        return from_plain(Head, json.loads(raw))
    except (Misshapen, ValueError, RecursionError) as error:
        raise EnvelopeDamaged from error
