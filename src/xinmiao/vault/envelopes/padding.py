"""Hiding how long a text is: lengths are rounded up to few steps before sealing.

Whoever sees the encrypted bytes would else tell a line from four pages, and whether a note grew over
night. Steps: 1 KiB, then quarters of each power of two (1, 1¼, 1½, 1¾, 2, 2½ … KiB). That costs at most a
quarter more room and leaves two bits and the magnitude. One size for all would cost a page of 20,000
characters for every line; rounding to powers of two alone up to twice the room for little more.
"""

from __future__ import annotations

from xinmiao.kernel.errors import WrongKey

SMALLEST = 1024
_LENGTH_BYTES = 4
_QUARTER = 2


def padded_length(length: int) -> int:
    """Return the step `length` bytes are rounded up to."""
    if length <= SMALLEST:
        return SMALLEST
    step = 1 << ((length - 1).bit_length() - 1 - _QUARTER)
    return -(-length // step) * step


def pad(plain: bytes) -> bytes:
    """Return the length, the bytes, and zeros up to the next step."""
    framed = len(plain).to_bytes(_LENGTH_BYTES, "big") + plain
    return framed + bytes(padded_length(len(framed)) - len(framed))


def unpad(padded: bytes) -> bytes:
    """Return what `pad` was given; WrongKey when it was not made by `pad`."""
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    plain = padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
    if pad(plain) != padded:
        raise WrongKey
    return plain
