"""The reader of decrypted pages that the tests of erasure rest on, against the vector of FIPS 197 and SP 800-38A."""

from __future__ import annotations

from faults.plain_pages import decrypt_cbc


def test_the_published_vector_decrypts() -> None:
    key = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
    vector = bytes(range(16))
    ciphered = bytes.fromhex("f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d")
    plain = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    assert decrypt_cbc(key, vector, ciphered).hex() == plain
