"""JPEG without its metadata: segments are dropped or kept whole, the pixels are never decoded.

Kept: the tables, frames and scans, the colour profile, Adobe's colour mark. Dropped: EXIF, XMP, IPTC, comments,
thumbnails, and whatever stands behind the picture (a second picture, a film). Of EXIF the turning alone is
written again, so that a picture taken upright is shown upright.

Segments as in ITU-T T.81, annex B; EXIF as in CIPA DC-008.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from xinmiao.documents.images import CleanPicture, broken_picture, check_size

MAGIC = b"\xff\xd8\xff"
_SOI, _EOI, _SOS, _COM, _TEMPORARY = 0xD8, 0xD9, 0xDA, 0xFE, 0x01
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_RESTARTS = frozenset(range(0xD0, 0xD8))
_UPRIGHT, _MOST_TURNED = 1, 8
_ORIENTATION, _SHORT = 0x0112, 3
_JFIF_HEAD = 14


@dataclass(frozen=True)
class _Segment:
    marker: int
    body: bytes
    """Without marker and length."""
    scan: bytes = b""
    """The coded pixels behind a start of scan."""


def clean_jpeg(content: bytes) -> CleanPicture:
    """Return the picture without metadata.

    Raises:
        FileRefused: cut off, damaged, or too many pixels.
    """
    kept = bytearray(b"\xff\xd8")
    frames: list[tuple[int, int]] = []
    turned, scans = _UPRIGHT, 0
    for segment in _segments(content):
        if segment.marker == _APP1 and turned == _UPRIGHT:
            turned = _orientation(segment.body)
        if segment.marker in _FRAMES:
            frames.append(_frame_size(segment.body))
        scans += segment.marker == _SOS
        kept += _written(segment)
    if len(frames) != 1 or not scans:
        raise broken_picture()
    width, height = frames[0]
    check_size(width, height)
    start = bytes(kept[:2]) + (_turning(turned) if turned != _UPRIGHT else b"")
    return CleanPicture(start + bytes(kept[2:]) + b"\xff\xd9", width, height)


def blanked_in_place(content: bytes) -> bytes:
    """Return a JPEG of the same length whose metadata is zeros, for one that lies inside another file."""
    blanked, place = bytearray(content), 2
    while content[place : place + 1] == b"\xff" and place + 4 <= len(content):
        marker = content[place + 1]
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
        if marker == _SOS or end > len(content):
            break
        if not _is_needed(marker, content[place + 4 : end]):
            blanked[place + 4 : end] = bytes(end - place - 4)
        place = end
    return bytes(blanked)


def _segments(content: bytes) -> Iterator[_Segment]:
    """Yield the segments between start and end of the picture; what follows the end is left out."""
    place = 2
    while True:
        marker, place = _marker(content, place)
        if marker == _EOI:
            return
        if marker == _TEMPORARY or marker in _RESTARTS:
            continue
        if place + 2 > len(content):
            raise broken_picture()
        length = int.from_bytes(content[place : place + 2])
        end = place + length
        if length < 2 or end > len(content) or marker in {_SOI, 0}:  # noqa: PLR2004 -- the length counts itself
            raise broken_picture()
        body, place = content[place + 2 : end], end
        if marker == _SOS:
            end = _end_of_scan(content, place)
            yield _Segment(marker, body, content[place:end])
            place = end
        else:
            yield _Segment(marker, body)


def _marker(content: bytes, place: int) -> tuple[int, int]:
    """Return the marker at `place` and where its segment goes on; fill bytes before it are passed over."""
    if content[place : place + 1] != b"\xff":
        raise broken_picture()
    while content[place : place + 1] == b"\xff":
        place += 1
    if place >= len(content):
        raise broken_picture()
    return content[place], place + 1


def _end_of_scan(content: bytes, place: int) -> int:
    """Return where the coded pixels end: at a marker that is neither a restart nor a stuffed 0xFF."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            raise broken_picture()
        following = content[place + 1]
        if following == 0xFF:  # noqa: PLR2004 -- a fill byte
            place += 1
        elif following == 0 or following in _RESTARTS:
            place += 2
        else:
            return place


def _is_needed(marker: int, body: bytes) -> bool:
    """Return whether a segment takes part in showing the picture."""
    if marker == _APP2:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == _APP14:
        return body.startswith(b"Adobe")
    if marker == _APP0:
        return body.startswith(b"JFIF\0") and len(body) >= _JFIF_HEAD
    return marker != _COM and not _APP0 < marker <= _APP15


def _written(segment: _Segment) -> bytes:
    """Return the segment as it is kept, or nothing."""
    body = segment.body
    if not _is_needed(segment.marker, body):
        return b""
    if segment.marker == _APP0:
        body = body[: _JFIF_HEAD - 2] + b"\0\0"  # no thumbnail
    elif segment.marker == _APP14:
        body = body[:12]
    return bytes((0xFF, segment.marker)) + struct.pack(">H", len(body) + 2) + body + segment.scan


def _frame_size(body: bytes) -> tuple[int, int]:
    if len(body) < 6:  # noqa: PLR2004 -- precision, height, width, components
        raise broken_picture()
    height, width = struct.unpack(">HH", body[1:5])
    return width, height


def _orientation(body: bytes) -> int:
    """Return how EXIF says the picture is turned, 1 to 8; 1 for anything that cannot be read."""
    if not body.startswith(b"Exif\0\0"):
        return _UPRIGHT
    tiff = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:  # noqa: PLR2004 -- the head and one count
        return _UPRIGHT
    start = struct.unpack(order + "I", tiff[4:8])[0]
    if start + 2 > len(tiff):
        return _UPRIGHT
    count = struct.unpack(order + "H", tiff[start : start + 2])[0]
    for place in range(start + 2, start + 2 + count * 12, 12):
        entry = tiff[place : place + 12]
        if len(entry) == 12 and struct.unpack(order + "HH", entry[:4]) == (_ORIENTATION, _SHORT):  # noqa: PLR2004
            turned = int(struct.unpack(order + "H", entry[8:10])[0])
            return turned if _UPRIGHT <= turned <= _MOST_TURNED else _UPRIGHT
    return _UPRIGHT


def _turning(turned: int) -> bytes:
    """Return an EXIF segment that holds the turning and nothing else."""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, _SHORT, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
