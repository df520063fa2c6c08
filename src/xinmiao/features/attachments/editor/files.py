"""Reading files the user chose and opening stored ones; for the work lane, never on the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xinmiao.documents.foreign import LARGEST, FileKind, check_length
from xinmiao.documents.images import FileRefused
from xinmiao.documents.save import save_output
from xinmiao.features.attachments.editor.paper import picture_paper
from xinmiao.features.attachments.records import AttachmentPrint, OpenedAttachment
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _
from xinmiao.ui.attachment_view import ImagePages
from xinmiao.ui.jobs import Progress
from xinmiao.ui.papers import PageImages


@dataclass(frozen=True)
class ReadFile:
    """A file as it was read, or why it could not be."""

    name: str
    content: bytes = b""
    refusal: AppError | None = None


def read_files(paths: Sequence[Path], progress: Progress) -> tuple[ReadFile, ...]:
    """Read files, none further than one byte beyond the limit."""
    found = []
    for number, path in enumerate(paths, 1):
        found.append(_read(path))
        progress.report(number, len(paths))
    return tuple(found)


def _read(path: Path) -> ReadFile:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        check_length(len(content))
    except FileRefused as error:
        return ReadFile(path.name, refusal=error)
    except (OSError, ValueError):  # ValueError: a name with NUL
        refusal = FileRefused(
            _("The file could not be read."), _("Is it open elsewhere, or was the stick removed?"), code="E-READ"
        )
        return ReadFile(path.name, refusal=refusal)
    return ReadFile(path.name, content)


def pages_of(opened: OpenedAttachment, progress: Progress) -> PageImages:
    """Return an attachment's pages, ready to be drawn."""
    progress.check_cancelled()
    if opened.line.media is FileKind.PDF:
        from xinmiao.documents.raster import PdfPages  # noqa: PLC0415 -- heavy; only for a PDF

        return PdfPages(opened.content)
    return ImagePages(opened.content)


def pdf_of(asked: AttachmentPrint) -> bytes:
    """Return an attachment as it is printed: a PDF as it came, a picture on a sheet with head and foot."""
    opened = asked.opened
    if opened.line.media is FileKind.PDF:
        return opened.content
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy; needed when something is printed

    pages = ImagePages(opened.content)
    picture = pages.upright()
    pages.close()
    return render_pdf(picture_paper(opened.line, asked.head, *picture))


def save_copy(path: Path, content: bytes, progress: Progress) -> Path:
    """Write a copy where the user said: whole or not at all."""
    progress.check_cancelled()
    save_output(path, content)
    return path
