"""JPEG from outside: everything but the picture is gone, the pixels are the same, harm is refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageOps

from foreign_files import SECRET, jpeg, segment
from xinmiao.documents.images import FileRefused
from xinmiao.documents.images_jpeg import blanked_in_place, clean_jpeg


def pixels(content: bytes) -> tuple[tuple[int, int], bytes]:
    """Return size and pixels as an independent reader sees them, turned as the file says."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    return picture.size, picture.tobytes()


def test_metadata_and_what_stands_behind_are_gone() -> None:
    dirty = jpeg()
    assert dirty.count(SECRET) == 6
    clean = clean_jpeg(dirty).content
    assert SECRET not in clean
    assert b"film" not in clean
    assert clean.endswith(b"\xff\xd9")


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_the_picture_is_the_same_and_stays_upright(turned: int) -> None:
    dirty = jpeg(turned=turned)
    clean = clean_jpeg(dirty)
    assert (clean.width, clean.height) == (60, 40)
    assert pixels(clean.content) == pixels(dirty)
    assert pixels(clean.content)[0] == ((60, 40) if turned in {1, 3} else (40, 60))
    assert dict(Image.open(io.BytesIO(clean.content)).getexif()) == ({} if turned == 1 else {0x0112: turned})


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean_jpeg(jpeg(turned=6)).content
    assert clean_jpeg(once).content == once


def test_a_progressive_picture_with_many_scans_is_kept() -> None:
    memory = io.BytesIO()
    Image.effect_mandelbrot((120, 80), (-2, -1, 1, 1), 40).convert("RGB").save(memory, "JPEG", progressive=True)
    assert pixels(clean_jpeg(memory.getvalue()).content) == pixels(memory.getvalue())


def test_the_colour_profile_stays_and_the_thumbnail_goes() -> None:
    profile = b"invented profile"
    memory = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(memory, "JPEG", icc_profile=profile)
    clean = clean_jpeg(memory.getvalue()).content
    assert Image.open(io.BytesIO(clean)).info["icc_profile"] == profile
    thumbnailed = clean[:2] + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + b"abc") + clean[2:]
    assert b"abc" not in clean_jpeg(thumbnailed).content


@pytest.mark.parametrize("cut", [4, 100, -40])
def test_a_truncated_picture_is_refused(cut: int) -> None:
    whole = clean_jpeg(jpeg()).content
    with pytest.raises(FileRefused) as refused:
        clean_jpeg(whole[:cut])
    assert refused.value.code == "E-BROKEN"


def test_too_many_pixels_are_refused_before_anything_is_decoded() -> None:
    whole = clean_jpeg(jpeg()).content
    head = whole.index(b"\xff\xc0")
    bomb = whole[: head + 5] + b"\xff\xdc\xff\xdc" + whole[head + 9 :]
    with pytest.raises(FileRefused) as refused:
        clean_jpeg(bomb)
    assert refused.value.code == "E-PIXELS"
    assert "65500 × 65500" in refused.value.told()


@pytest.mark.parametrize(
    "harm",
    [
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0\0\1",
        b"\xff\xd8\xff\xe0\xff\xff" + bytes(20),
        b"\xff\xd8" + b"\xff" * 40,
        b"\xff\xd8" + segment(0xC0, b"\x08\0\1\0\1\1") + segment(0xDA, b"\0"),
        b"\xff\xd8" + segment(0xC0, b"\x08") + b"\xff\xd9",
        b"\xff\xd8\xff\xd8\xff\xd9",
    ],
)
def test_harmful_bytes_are_refused(harm: bytes) -> None:
    with pytest.raises(FileRefused):
        clean_jpeg(harm)


def test_exif_that_lies_about_its_places_turns_nothing() -> None:
    whole = clean_jpeg(jpeg()).content
    for tiff in (b"XX", b"MM\0*\xff\xff\xff\xff\0\0", b"II*\0\x08\0\0\0\xff\xff" + bytes(12), b"MM\0*"):
        crooked = whole[:2] + segment(0xE1, b"Exif\0\0" + tiff) + whole[2:]
        assert clean_jpeg(crooked).content == whole


def test_blanking_in_place_keeps_every_length() -> None:
    dirty = jpeg()
    blank = blanked_in_place(dirty)
    assert len(blank) == len(dirty)
    assert blank.count(SECRET) == 1  # what stands behind the picture is not part of its head
    assert pixels(blank) == pixels(dirty)
