"""Sealing and opening: content key, AEAD, sealed slots, signature.

Owns the order in which an envelope is believed: school, signature, place, version, slot, box. Nothing
is decrypted before the author's signature over head and box holds, under a public key that the school's
root key signed. Sealing checks that root signature again each time: with a public key somebody put into
the key file the program refuses to seal anything.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping

from xinmiao.kernel.errors import NotFound, WrongKey
from xinmiao.vault.envelopes.envelope import (
    MOST_HEAD_BYTES,
    RECOVERY_NAME,
    Circle,
    Envelope,
    Head,
    Recipient,
    Subject,
    account_name,
    frame,
    group_name,
)
from xinmiao.vault.envelopes.errors import (
    EarlierKeys,
    EnvelopeDamaged,
    ForeignEnvelope,
    Forged,
    Misplaced,
    NobodyToOpen,
    NotARecipient,
    OlderVersion,
    RecipientClosed,
    TooLarge,
)
from xinmiao.vault.envelopes.padding import pad, unpad
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.primitives import KEY_BYTES, box_public, decrypt, encrypt, unseal
from xinmiao.vault.keys.primitives import seal as seal_box
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.keys.vault import Vault

MOST_BYTES = 4 * 1024 * 1024
"""More than the longest note by far; files travel in packages."""
_SIGNED = "envelope"
_FINGERPRINT_BYTES = 16


def seal(
    subject: Subject, plain: bytes, circle: Circle, keyring: KeyRing, vault: Vault, *, origin: str = ""
) -> Envelope:
    """Seal `plain` so that everybody of `circle` and nobody else opens it, signed by the key ring's account.

    Raises:
        KeySubstituted, VaultDamaged: a public key in the key file is not the one the root signed.
        RecipientClosed: an account that is pending, switched off, or got keys the root has not signed.
        NobodyToOpen: an empty circle.
        TooLarge: more than `MOST_BYTES`, or more recipients than a head takes.
    """
    if len(plain) > MOST_BYTES:
        raise TooLarge
    publics = public_keys(circle, vault)
    content_key = os.urandom(KEY_BYTES)
    recipients = tuple(
        Recipient(name, fingerprint(public), seal_box(content_key, public)) for name, public in publics.items()
    )
    head = Head(vault.school_id, keyring.account, vault.means.clock.now(), subject, recipients, origin)
    bound = frame(head)
    if len(bound) > MOST_HEAD_BYTES:
        raise TooLarge
    box = encrypt(content_key, pad(plain), bound)
    return Envelope(head, box, keyring.sign(_SIGNED, bound + box))


def public_keys(circle: Circle, vault: Vault) -> dict[str, bytes]:
    """Return the root-signed public keys of a circle by name; see `seal` for the refusals."""
    if not circle.names:
        raise NobodyToOpen
    vault.require_genuine()
    directory = vault.content.directory
    publics = {account_name(account): _account_key(vault, account) for account in circle.accounts}
    publics |= {group_name(group): directory.groups[group].public for group in circle.groups}
    if circle.recovery:
        publics[RECOVERY_NAME] = directory.recovery.public
    return dict(sorted(publics.items()))


def _account_key(vault: Vault, account: str) -> bytes:
    entry = vault.account(account)
    if entry.standing is not Standing.ACTIVE:
        raise RecipientClosed(entry.label)
    return vault.content.directory.accounts[account].keys.box


def fingerprint(public: bytes) -> bytes:
    """Return the short name of a public key."""
    return hashlib.sha256(public).digest()[:_FINGERPRINT_BYTES]


def verify(envelope: Envelope, vault: Vault, *, kind: str, about: str | None = None, at_least: int = 1) -> None:
    """Check everything that needs no key; `about` None asks for nothing.

    Raises:
        ForeignEnvelope: another school's.
        Forged: not signed by who it names as author.
        Misplaced: genuine, of another kind or about something else.
        OlderVersion: genuine, of a version below `at_least`.
    """
    head = envelope.head
    if head.school != vault.school_id:
        raise ForeignEnvelope
    if not _is_signed(envelope, vault):
        raise Forged
    if head.subject.kind != kind or about not in {None, head.subject.about}:
        raise Misplaced
    if head.subject.version < at_least:
        raise OlderVersion


def _is_signed(envelope: Envelope, vault: Vault) -> bool:
    head = envelope.head
    try:
        return vault.signed_by(head.author, _SIGNED, envelope.bound + envelope.box, envelope.signature, at=head.at)
    except NotFound:
        return False


def secrets_of(keyring: KeyRing) -> dict[str, bytes]:
    """Return the secret keys of an account and its groups, by the names heads use."""
    groups = {group_name(group): keyring.group_secret(group) for group in keyring.groups}
    return {account_name(keyring.account): keyring.identity.box_secret, **groups}


def is_recipient(envelope: Envelope, keyring: KeyRing) -> bool:
    """Return whether the account or one of its groups is named; opens nothing."""
    names = {account_name(keyring.account), *(group_name(group) for group in keyring.groups)}
    return not names.isdisjoint(envelope.recipients)


def open_sealed(
    envelope: Envelope,
    secrets: Mapping[str, bytes],
    vault: Vault,
    *,
    kind: str,
    about: str | None = None,
    at_least: int = 1,
) -> bytes:
    """Return what was sealed. `secrets` is `secrets_of` a key ring, or the recovery sheet's.

    Raises:
        NotARecipient: sealed to others.
        EarlierKeys: sealed to keys that were replaced since.
        EnvelopeDamaged: slot or box do not open although they are signed.
        ForeignEnvelope, Forged, Misplaced, OlderVersion: see `verify`.
    """
    verify(envelope, vault, kind=kind, about=about, at_least=at_least)
    named = [recipient for recipient in envelope.head.recipients if recipient.to in secrets]
    if not named:
        raise NotARecipient
    fitting = [one for one in named if one.key == fingerprint(box_public(secrets[one.to]))]
    if not fitting:
        raise EarlierKeys
    try:
        content_key = unseal(fitting[0].slot, secrets[fitting[0].to])
        return unpad(decrypt(content_key, envelope.box, envelope.bound))
    except (WrongKey, ValueError) as error:
        raise EnvelopeDamaged from error


def is_stale(envelope: Envelope, circle: Circle, vault: Vault) -> bool:
    """Return whether it has to be sealed again: other recipients, or new keys of one of them.

    Raises what `seal` raises for the circle.
    """
    wanted = {name: fingerprint(public) for name, public in public_keys(circle, vault).items()}
    return wanted != {recipient.to: recipient.key for recipient in envelope.head.recipients}
