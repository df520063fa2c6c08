"""PNG from outside: everything but the picture is gone, the pixels are the same, harm is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from foreign_files import SECRET, chunk, png
from xinmiao.documents.images import FileRefused
from xinmiao.documents.images_png import MAGIC, clean_png

HEAD = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
DATA = chunk(b"IDAT", zlib.compress(b"\0" + bytes(6)))
END = chunk(b"IEND", b"")


def names(content: bytes) -> list[bytes]:
    """Return the names of the chunks, read independently."""
    found, place = [], 8
    while place < len(content):
        length = struct.unpack(">I", content[place : place + 4])[0]
        found.append(content[place + 4 : place + 8])
        place += 12 + length
    return found


def test_only_the_picture_is_left() -> None:
    dirty = png()
    clean = clean_png(dirty)
    assert dirty.count(SECRET) == 4
    assert SECRET not in clean.content
    assert names(clean.content) == [b"IHDR", b"pHYs", b"IDAT", b"IEND"]
    assert (clean.width, clean.height) == (8, 4)
    assert Image.open(io.BytesIO(clean.content)).tobytes() == Image.open(io.BytesIO(dirty)).tobytes()
    assert clean_png(clean.content) == clean


def test_colours_with_palette_and_transparency_stay() -> None:
    memory = io.BytesIO()
    palette = Image.new("P", (3, 3), 1)
    palette.putpalette([0, 0, 0, 200, 10, 10])
    palette.save(memory, "PNG", transparency=1, gamma=0.45)
    clean = Image.open(io.BytesIO(clean_png(memory.getvalue()).content))
    assert clean.convert("RGBA").getpixel((1, 1)) == (200, 10, 10, 0)


@pytest.mark.parametrize("width", [60_000_001, 30_001, 2**31])
def test_a_bomb_is_refused_by_its_head(width: int) -> None:
    with pytest.raises(FileRefused) as refused:
        clean_png(png(said_width=width))
    assert refused.value.code == "E-PIXELS"


@pytest.mark.parametrize(
    "harm",
    [
        MAGIC,
        png()[:-60],
        MAGIC + chunk(b"IHDR", HEAD) + END,
        MAGIC + chunk(b"IHDR", bytes(13)) + DATA + END,
        MAGIC + chunk(b"IHDR", HEAD[:9]) + DATA + END,
        MAGIC + DATA + chunk(b"IHDR", HEAD) + END,
        MAGIC + chunk(b"IHDR", HEAD) + chunk(b"IHDR", HEAD) + DATA + END,
        MAGIC + chunk(b"IHDR", HEAD) + chunk(b"CRIT", b"") + DATA + END,
        MAGIC + chunk(b"IHDR", HEAD) + DATA[:-1] + b"\0" + END,
        MAGIC + chunk(b"IHDR", HEAD) + b"\xff\xff\xff\xffIDAT" + bytes(9),
    ],
    ids=range(10),
)
def test_harmful_bytes_are_refused(harm: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        clean_png(harm)
    assert refused.value.code == "E-BROKEN"
