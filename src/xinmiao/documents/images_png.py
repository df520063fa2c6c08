"""PNG without its metadata: chunks are dropped or kept whole, the pixels are never decoded.

Kept are the picture and what its colours need. Dropped are words, dates, EXIF, profiles with a maker's name,
further frames, and whatever stands behind the end. Chunks as in ISO/IEC 15948.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from xinmiao.documents.images import CleanPicture, broken_picture, check_size

MAGIC = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"})
_HEADER_LENGTH = 13


def clean_png(content: bytes) -> CleanPicture:
    """Return the picture without metadata.

    Raises:
        FileRefused: cut off, damaged, or too many pixels.
    """
    kept = bytearray(MAGIC)
    names: list[bytes] = []
    width = height = 0
    for name, body, whole in _chunks(content):
        if not names:
            if name != b"IHDR" or len(body) != _HEADER_LENGTH:
                raise broken_picture()
            width, height = struct.unpack(">II", body[:8])
            check_size(width, height)
        elif name == b"IHDR" or (name not in _KEPT and not name[0] & 0x20):
            raise broken_picture()  # a second head, or a critical chunk nobody knows
        names.append(name)
        if name in _KEPT:
            kept += whole
    if b"IDAT" not in names:
        raise broken_picture()
    return CleanPicture(bytes(kept), width, height)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield name, body and whole of each chunk up to the end of the picture."""
    place, name = len(MAGIC), b""
    while name != b"IEND":
        head = content[place : place + 8]
        if len(head) < 8:  # noqa: PLR2004 -- length and name
            raise broken_picture()
        length, name = int.from_bytes(head[:4]), head[4:]
        end = place + 12 + length
        body, check = content[place + 8 : place + 8 + length], content[end - 4 : end]
        if end > len(content) or zlib.crc32(name + body) != int.from_bytes(check):
            raise broken_picture()
        yield name, body, content[place:end]
        place = end
