"""Marked words, and the search for them in files: plain, in other encodings, and inside compressed streams."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_STARTS = (
    (b"\x78", zlib.MAX_WBITS),
    (b"\x1f\x8b\x08", 16 + zlib.MAX_WBITS),
    (b"PK\x03\x04", -zlib.MAX_WBITS),
)
_LONGEST_STREAM = 4 * 1024 * 1024


def forms(marker: str) -> frozenset[bytes]:
    """Return every way in which a word may stand in a file."""
    plain = {marker.encode(encoding) for encoding in _ENCODINGS}
    escaped = json.dumps(marker)[1:-1].encode("ascii")
    coded = base64.b64encode(marker.encode()).rstrip(b"=")[:-1]
    return frozenset({*plain, escaped, marker.encode().hex().encode(), coded})


def leaks(roots: Iterable[Path], markers: Iterable[str]) -> list[str]:
    """Return in which files, or names of files, which of the marked words stand."""
    wanted = {marker: forms(marker) for marker in markers}
    found = []
    for root in roots:
        for path in sorted(root.rglob("*")):
            contents = [str(path.relative_to(root)).encode("utf-8", "surrogateescape")]
            if path.is_file() and not path.is_symlink():
                raw = path.read_bytes()
                contents += [raw, *_streams(raw)]
            found += [
                f"{marker} in {path}"
                for marker, ways in wanted.items()
                if any(way in content for content in contents for way in ways)
            ]
    return found


def _streams(raw: bytes) -> Iterator[bytes]:
    """Yield what unpacks: zlib and gzip streams anywhere, and the members of zip files."""
    for start, window in _STARTS:
        place = raw.find(start)
        while place >= 0:
            begin = place if window > 0 else _member(raw, place)
            unpacked = _unpack(raw[begin : begin + _LONGEST_STREAM], window)
            if unpacked:
                yield unpacked
            place = raw.find(start, place + 1)


def _member(raw: bytes, place: int) -> int:
    """Return where the data of a zip member begin: after a head of 30 bytes, its name and its extra field."""
    name, extra = (int.from_bytes(raw[place + at : place + at + 2], "little") for at in (26, 28))
    return place + 30 + name + extra


def _unpack(raw: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(raw, _LONGEST_STREAM)
    except zlib.error:
        return b""
