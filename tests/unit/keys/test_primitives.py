"""HKDF against its RFC, signatures with their domains, sealed boxes that were tampered with."""

from __future__ import annotations

import pytest

from xinmiao.kernel.errors import WrongKey
from xinmiao.vault.keys.primitives import Identity, canonical, decrypt, encrypt, hkdf, seal, verify


def test_hkdf_rfc_5869_case_1() -> None:
    okm = hkdf(
        bytes.fromhex("0b" * 22),
        salt=bytes.fromhex("000102030405060708090a0b0c"),
        info=bytes.fromhex("f0f1f2f3f4f5f6f7f8f9"),
        length=42,
    )
    assert okm.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"


def test_hkdf_rfc_5869_case_3_without_salt() -> None:
    okm = hkdf(bytes.fromhex("0b" * 22), salt=b"", info=b"", length=42)
    assert okm.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"


def test_a_signature_is_for_one_domain_and_one_text() -> None:
    identity = Identity.generate()
    signature = identity.sign("backup manifest", b"text")
    assert verify(identity.public.sign, "backup manifest", b"text", signature)
    assert not verify(identity.public.sign, "audit head", b"text", signature)
    assert not verify(identity.public.sign, "backup manifest", b"texts", signature)
    assert not verify(Identity.generate().public.sign, "backup manifest", b"text", signature)
    assert not verify(identity.public.sign, "backup manifest", b"text", signature[:-1])


def test_a_domain_cannot_run_into_the_text() -> None:
    identity = Identity.generate()
    with pytest.raises(ValueError, match="a"):
        identity.sign("a\x00b", b"")
    assert not verify(identity.public.sign, "ab", b"c", identity.sign("a", b"bc"))


@pytest.mark.parametrize("length", [0, 10, 24, 39])
def test_a_box_cut_short_does_not_open(length: int) -> None:
    key = bytes(32)
    with pytest.raises(WrongKey):
        decrypt(key, encrypt(key, b"text", b"bound")[:length], b"bound")


def test_a_box_is_bound() -> None:
    key = bytes(32)
    box = encrypt(key, b"text", b"bound")
    assert decrypt(key, box, b"bound") == b"text"
    with pytest.raises(WrongKey):
        decrypt(key, box, b"other")
    with pytest.raises(WrongKey):
        decrypt(bytes([1]) * 32, box, b"bound")
    with pytest.raises(WrongKey):
        decrypt(key, box[:-1] + bytes([box[-1] ^ 1]), b"bound")


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(48), bytes(200)])
def test_what_was_not_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(WrongKey):
        Identity.generate().unseal(sealed)


def test_sealed_opens_for_its_receiver_only() -> None:
    receiver, other = Identity.generate(), Identity.generate()
    sealed = seal(b"text", receiver.public.box)
    assert receiver.unseal(sealed) == b"text"
    with pytest.raises(WrongKey):
        other.unseal(sealed)


def test_canonical_spelling_ignores_order_only() -> None:
    assert canonical({"b": 1, "a": "苗"}) == b'{"a":"\\u82d7","b":1}'


def test_secrets_do_not_show_in_repr() -> None:
    identity = Identity(b"\x41" * 32, b"\x42" * 32)
    assert "AAAA" not in repr(identity)
