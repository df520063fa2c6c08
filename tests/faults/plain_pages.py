"""Decrypt the pages of an encrypted file, free ones too, to look at what a hex editor and the key would show.

SQLCipher 4: AES-256-CBC (FIPS 197) under the raw key; each page of 4,096 bytes ends in 80 reserved bytes, of
which the first 16 are the initialisation vector; the first page begins with 16 bytes of salt.
"""

from __future__ import annotations

from pathlib import Path

PAGE = 4096
RESERVED = 80
SALT = 16
BLOCK = 16


def _times(first: int, second: int) -> int:
    """Multiply in the field of AES."""
    product = 0
    while second:
        if second & 1:
            product ^= first
        first = (first << 1) ^ (0x11B if first & 0x80 else 0)
        second >>= 1
    return product


def _substitution() -> list[int]:
    inverse = [0] + [next(b for b in range(256) if _times(a, b) == 1) for a in range(1, 256)]
    box = []
    for value in inverse:
        turned = [(value << shift | value >> (8 - shift)) & 0xFF for shift in range(5)]
        box.append(turned[0] ^ turned[1] ^ turned[2] ^ turned[3] ^ turned[4] ^ 0x63)
    return box


_BOX = _substitution()
_UNBOX = [_BOX.index(value) for value in range(256)]
_MIX = [[_times(value, factor) for value in range(256)] for factor in (14, 11, 13, 9)]
_UNSHIFT = [(4 * ((column - row) % 4) + row) for column in range(4) for row in range(4)]


def _round_keys(key: bytes) -> list[list[int]]:
    words = [list(key[place : place + 4]) for place in range(0, 32, 4)]
    factor = 1
    for number in range(8, 60):
        word = list(words[-1])
        if number % 8 == 0:
            word = [_BOX[value] for value in word[1:] + word[:1]]
            word[0] ^= factor
            factor = _times(factor, 2)
        elif number % 8 == 4:
            word = [_BOX[value] for value in word]
        words.append([one ^ other for one, other in zip(words[-8], word, strict=True)])
    return [[value for word in words[place : place + 4] for value in word] for place in range(0, 60, 4)]


def _decrypt_block(block: bytes, keys: list[list[int]]) -> list[int]:
    state = [one ^ other for one, other in zip(block, keys[14], strict=True)]
    for number in range(13, -1, -1):
        state = [_UNBOX[state[place]] ^ key for place, key in zip(_UNSHIFT, keys[number], strict=True)]
        if number:
            state = [
                _MIX[0][state[c + r]]
                ^ _MIX[1][state[c + (r + 1) % 4]]
                ^ _MIX[2][state[c + (r + 2) % 4]]
                ^ _MIX[3][state[c + (r + 3) % 4]]
                for c in range(0, 16, 4)
                for r in range(4)
            ]
    return state


def decrypt_cbc(key: bytes, vector: bytes, data: bytes) -> bytes:
    """Return AES-256-CBC decrypted."""
    keys, plain, before = _round_keys(key), bytearray(), vector
    for place in range(0, len(data), BLOCK):
        block = data[place : place + BLOCK]
        plain += bytes(one ^ other for one, other in zip(_decrypt_block(block, keys), before, strict=True))
        before = block
    return bytes(plain)


def plain_pages(path: Path, key: bytes) -> list[bytes]:
    """Return every page of the file decrypted, without its reserved bytes."""
    content, pages = path.read_bytes(), []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : PAGE - RESERVED]
        pages.append(decrypt_cbc(key[:32], page[PAGE - RESERVED :][:BLOCK], body))
    return pages
