"""The few cryptographic moves the vault is made of: HKDF, AEAD, sealed boxes, signatures.

Owns the translation between libsodium's failures and ours. Invents nothing: HKDF-SHA256 (RFC 5869),
XChaCha20-Poly1305, X25519 sealed boxes and Ed25519 as PyNaCl has them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from typing import Any

from nacl import bindings
from nacl.exceptions import CryptoError

from xinmiao.kernel.errors import WrongKey

KEY_BYTES = 32
_NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
_SIGNATURE_BYTES = bindings.crypto_sign_BYTES
_SIGNING_PREFIX = b"xinmiao-signature-v1\x00"


@dataclass(frozen=True)
class PublicKeys:
    """What others need of an account: `box` (X25519) to seal to it, `sign` (Ed25519) to check it."""

    box: bytes
    sign: bytes


@dataclass(frozen=True, repr=False)
class Identity:
    """The private half: X25519 secret key and Ed25519 seed, 32 bytes each."""

    box_secret: bytes
    sign_seed: bytes

    @classmethod
    def generate(cls) -> Identity:
        """Make fresh keys."""
        return cls(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))

    @property
    def public(self) -> PublicKeys:
        """Return the public half."""
        return PublicKeys(box_public(self.box_secret), bindings.crypto_sign_seed_keypair(self.sign_seed)[0])

    def sign(self, domain: str, data: bytes) -> bytes:
        """Sign `data` for one purpose; see `verify`."""
        secret = bindings.crypto_sign_seed_keypair(self.sign_seed)[1]
        return bindings.crypto_sign(_framed(domain, data), secret)[:_SIGNATURE_BYTES]

    def unseal(self, sealed: bytes) -> bytes:
        """Open what was sealed to `public.box`; WrongKey when it was not."""
        return unseal(sealed, self.box_secret)


def canonical(plain: Any) -> bytes:
    """Return the one spelling of a JSON value that is signed and authenticated."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def hkdf(secret: bytes, *, salt: bytes, info: bytes, length: int = KEY_BYTES) -> bytes:
    """Derive a key by HKDF-SHA256 (RFC 5869); up to 8,160 bytes."""
    pseudorandom = hmac.digest(salt or bytes(hashlib.sha256().digest_size), secret, "sha256")
    block, output = b"", b""
    for counter in range(1, -(-length // len(pseudorandom)) + 1):
        block = hmac.digest(pseudorandom, block + info + bytes([counter]), "sha256")
        output += block
    return output[:length]


def encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Encrypt and authenticate; `bound` must be handed in again to open. Nonce first, then the box."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound, nonce, key)


def decrypt(key: bytes, box: bytes, bound: bytes) -> bytes:
    """Open what `encrypt` made; WrongKey when key, box or `bound` differ in anything."""
    nonce, rest = box[:_NONCE_BYTES], box[_NONCE_BYTES:]
    if len(rest) < _TAG_BYTES:
        raise WrongKey
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(rest, bound, nonce, key)
    except CryptoError as error:
        raise WrongKey from error


def box_public(secret: bytes) -> bytes:
    """Return the X25519 public key of `secret`."""
    return bindings.crypto_scalarmult_base(secret)


def seal(plain: bytes, public: bytes) -> bytes:
    """Seal `plain` so that only the holder of the secret key opens it; the sender stays unnamed."""
    return bindings.crypto_box_seal(plain, public)


def unseal(sealed: bytes, secret: bytes) -> bytes:
    """Open what was sealed to the public key of `secret`; WrongKey when it was not."""
    try:
        return bindings.crypto_box_seal_open(sealed, box_public(secret), secret)
    except CryptoError as error:
        raise WrongKey from error


def verify(public: bytes, domain: str, data: bytes, signature: bytes) -> bool:
    """Return whether `signature` was made over `data` for `domain` by the holder of `public`."""
    if len(signature) != _SIGNATURE_BYTES:
        return False
    try:
        bindings.crypto_sign_open(signature + _framed(domain, data), public)
    except CryptoError:
        return False
    return True


def _framed(domain: str, data: bytes) -> bytes:
    """Return the signed bytes: one purpose's signature is never valid for another."""
    name = domain.encode("utf-8")
    if b"\x00" in name:
        raise ValueError(domain)
    return _SIGNING_PREFIX + name + b"\x00" + data
