"""Pictures that come from outside: what may be kept of their bytes, and how large they are.

Owns the limits and the sentences for pictures. JPEG and PNG are taken apart by their segments in
`images_jpeg` and `images_png`; nothing here decodes a pixel, so a picture made to harm meets no decoder.
"""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _

MOST_PIXELS = 60_000_000
"""A telephone's 48 megapixels fit; four bytes each are 240 MB while such a picture is shown."""
LONGEST_SIDE = 30_000


class FileRefused(AppError):
    """A file from outside that is not taken in; the sentence says why and what to do."""

    code = "E-FILE"
    default_message = _("This file cannot be added.")
    default_next_step = _("Only pictures (jpg, png) and PDF files can be kept here.")


@dataclass(frozen=True)
class CleanPicture:
    """A picture without anything but the picture; `width` and `height` as its header says, before turning."""

    content: bytes
    width: int
    height: int


def broken_picture() -> FileRefused:
    """Return the refusal of a picture that is cut off or damaged."""
    return FileRefused(
        _("This picture is damaged or was not copied completely."),
        _("Copy it again from the camera or telephone, then add it."),
        code="E-BROKEN",
    )


def check_size(width: int, height: int) -> None:
    """Refuse a picture that would take the memory of a small PC when it is shown.

    Raises:
        FileRefused: no pixels, or too many.
    """
    if width < 1 or height < 1:
        raise broken_picture()
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefused(_too_many(width, height), _("Save a smaller copy of it and add that."), code="E-PIXELS")


def _too_many(width: int, height: int) -> Text:
    return _("This picture is {width} × {height} pixels; that is too large to be shown.").format(
        width=width, height=height
    )
