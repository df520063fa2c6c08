"""Files from outside, made fit to be kept: the kind seen in the bytes, the size, nothing but the content.

Owns the kinds that are taken in, the limit of size, and the name a file is shown by. The name's ending is never
believed. What happens inside a kind is `images_jpeg`, `images_png` and `foreign_pdf`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from xinmiao.documents import images_jpeg, images_png
from xinmiao.documents.images import FileRefused
from xinmiao.kernel.texts import _, tr

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
_PDF_MAGIC = b"%PDF-"
_PDF_HEAD = 1024
"""A PDF may begin within this many bytes, as readers have always let it."""


class FileKind(StrEnum):
    """What a file from outside can be."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


ENDINGS = {FileKind.JPEG: ".jpg", FileKind.PNG: ".png", FileKind.PDF: ".pdf"}
_KNOWN_ENDING = re.compile(r"\.(?:jpe?g|jfif|png|pdf)$", re.IGNORECASE)
_NO_PART_OF_A_NAME = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept. `pages` is 1 for a picture."""

    kind: FileKind
    content: bytes
    pages: int = 1


def kind_of(content: bytes) -> FileKind | None:
    """Return what the bytes are, or None for anything else."""
    if content.startswith(images_jpeg.MAGIC):
        return FileKind.JPEG
    if content.startswith(images_png.MAGIC):
        return FileKind.PNG
    return FileKind.PDF if _PDF_MAGIC in content[:_PDF_HEAD] else None


def clean(content: bytes) -> CleanFile:
    """Return the file without metadata. For the work lane: a large PDF takes a moment.

    Raises:
        FileRefused: empty, too large, of another kind, damaged, protected, or with scripts.
    """
    check_length(len(content))
    kind = kind_of(content)
    if kind is FileKind.JPEG:
        made = CleanFile(kind, images_jpeg.clean_jpeg(content).content)
    elif kind is FileKind.PNG:
        made = CleanFile(kind, images_png.clean_png(content).content)
    elif kind is FileKind.PDF:
        from xinmiao.documents.foreign_pdf import clean_pdf  # noqa: PLC0415 -- heavy; only for a PDF

        made = CleanFile(kind, *clean_pdf(content))
    else:
        raise FileRefused(
            _("This is no picture and no PDF, whatever its name says."),
            _("Only pictures (jpg, png) and PDF files can be kept here."),
            code="E-KIND",
        )
    check_length(len(made.content))
    return made


def check_length(length: int) -> None:
    """Refuse a file without content, or one that is too large.

    Raises:
        FileRefused: 0 bytes, or more than `LARGEST`.
    """
    if length == 0:
        raise FileRefused(_("This file is empty."), _("Copy it again, then add it."), code="E-EMPTY")
    if length > LARGEST:
        raise FileRefused(
            _("This file is larger than 10 MB."),
            _("Save a smaller copy (a lower resolution, fewer pages) and add that."),
            code="E-SIZE",
        )


def shown_name(name: str, kind: FileKind) -> str:
    """Return a name fit to be shown and to be saved under: no path, no control characters, the kind's own ending."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in last if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    stem = _KNOWN_ENDING.sub("", _NO_PART_OF_A_NAME.sub("_", plain)).strip(" .")
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    ending = ENDINGS[kind]
    return (stem[: LONGEST_NAME - len(ending)].rstrip(" .") or tr("Attachment")) + ending
