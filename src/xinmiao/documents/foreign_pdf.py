"""PDF files from outside, taken in as plain pages.

The pages are copied into a new document: what belonged to the old one (its information, names, scripts, enclosed
files, form logic) stays behind, and what the pages themselves carry of metadata is blanked. Text and pictures
are copied as they are, not encoded again. A PDF that runs something, or that needs a password, is refused.
"""

from __future__ import annotations

import io
import re

import pypdfium2
import pypdfium2.raw as pdfium

from xinmiao.documents import images_jpeg
from xinmiao.documents.images import FileRefused
from xinmiao.documents.raster import PDFIUM
from xinmiao.kernel.texts import _

MAGIC = b"%PDF-"
MOST_PAGES = 200
_LONGEST_SIDE_PT = 14_400
"""200 inches: what the format itself allows."""
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|RichMedia|XFA|EmbeddedFiles?|SubmitForm|ImportData|Movie|Rendition)(?![A-Za-z0-9])"
)
_STREAM = re.compile(rb"(?<=>>)stream\r?\n(.*?)endstream", re.DOTALL)
_PRIVATE = re.compile(rb"/(?:Metadata|PieceInfo|Info)\s+\d+\s+0\s+R")
_LAST_MODIFIED = re.compile(rb"/LastModified\s*\((?:[^()\\]|\\.)*\)")
_INFORMATION = re.compile(rb"<<(?=[^<>]*/Producer\(PDFium\))[^<>]*>>")
_METADATA_OBJECT = re.compile(rb"<<[^<>]*/Type\s*/Metadata[^<>]*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)


def clean_pdf(content: bytes) -> tuple[bytes, int]:
    """Return the pages as a new PDF without metadata, and how many they are.

    Raises:
        FileRefused: damaged, protected, too many pages, or it holds scripts, enclosed files or films.
    """
    with PDFIUM:
        document = _opened(content)
        try:
            _refuse_protected(document)
            _refuse_active(_saved(document))
            count = len(document)
            _check_pages(document, count)
            made = pypdfium2.PdfDocument.new()
            try:
                made.import_pages(document)
                pages = _saved(made)
            finally:
                made.close()
        except pypdfium2.PdfiumError as error:
            raise _broken() from error
        finally:
            document.close()
    return _blanked(pages), count


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise _protected() from error
        raise _broken() from error


def _refuse_protected(document: pypdfium2.PdfDocument) -> None:
    if pdfium.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise _protected()


def _refuse_active(written: bytes) -> None:
    """Look for what runs or is enclosed. pdfium writes every object in plain form, names unescaped."""
    if _ACTIVE.search(_STREAM.sub(b"", written)):
        raise FileRefused(
            _("This PDF holds scripts, enclosed files or films."),
            _("Print it to a new PDF, or print and photograph it, and add that."),
            code="E-PDFACTIVE",
        )


def _check_pages(document: pypdfium2.PdfDocument, count: int) -> None:
    if not count:
        raise _broken()
    if count > MOST_PAGES:
        raise FileRefused(
            _("This PDF has {count} pages; at most {most} fit.").format(count=count, most=MOST_PAGES),
            _("Add the pages that matter."),
            code="E-PAGES",
        )
    for index in range(count):
        width, height = document.get_page_size(index)
        if not 0 < min(width, height) <= max(width, height) <= _LONGEST_SIDE_PT:
            raise _broken()
        page = document[index]
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)  # notes and filled fields become part of the page
        page.close()


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _blanked(pages: bytes) -> bytes:
    """Overwrite with blanks, so that every object stays where the table at the end says."""
    pages = _METADATA_OBJECT.sub(_blank_body, pages)
    for pattern in (_INFORMATION, _PRIVATE, _LAST_MODIFIED):
        pages = _outside_streams(pattern, pages)
    return pages


def _outside_streams(pattern: re.Pattern[bytes], pages: bytes) -> bytes:
    """Blank what `pattern` finds between the streams."""
    parts, place = [], 0
    for stream in _STREAM.finditer(pages):
        parts.append(pattern.sub(_blank, pages[place : stream.start()]))
        parts.append(_picture_blanked(stream))
        place = stream.end()
    parts.append(pattern.sub(_blank, pages[place:]))
    return b"".join(parts)


def _picture_blanked(stream: re.Match[bytes]) -> bytes:
    """Return a stream whose picture, when it is a JPEG, says no more than its pixels."""
    whole, body = stream.group(), stream.group(1)
    if not body.startswith(images_jpeg.MAGIC):
        return whole
    return whole.replace(body, images_jpeg.blanked_in_place(body), 1)


def _blank(found: re.Match[bytes]) -> bytes:
    whole = found.group()
    return b"<<" + b" " * (len(whole) - 4) + b">>" if whole.startswith(b"<<") else b" " * len(whole)


def _blank_body(found: re.Match[bytes]) -> bytes:
    whole, start = found.group(), found.start()
    first, last = found.start(1) - start, found.end(1) - start
    return whole[:first] + b" " * (last - first) + whole[last:]


def _protected() -> FileRefused:
    return FileRefused(
        _("This PDF is protected by a password."),
        _("Save a copy without the protection and add that; what is kept here is encrypted anyway."),
        code="E-PDFKEY",
    )


def _broken() -> FileRefused:
    return FileRefused(
        _("This PDF is damaged or was not copied completely."),
        _("Copy it again, then add it."),
        code="E-BROKEN",
    )
