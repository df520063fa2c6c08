"""From a declared paper to the bytes of a PDF, in memory.

Owns the check that every character can be printed, the numbering of pages and the blank document
information. The same paper always gives the same bytes. Writes no file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo
from reportlab.pdfgen.canvas import Canvas

from xinmiao.documents.fonts import Weight, face, missing_glyphs, name_character
from xinmiao.documents.pages import FilledPage, fill_pages
from xinmiao.documents.paper import Paper
from xinmiao.documents.pen import Pen
from xinmiao.documents.sheet import Frame, draw_sheet, flows_of, frame_of, text_origin
from xinmiao.kernel.errors import OutputFailed
from xinmiao.kernel.texts import _

_DRAWING = Lock()
"""A parsed face reads its file through one position; two papers must not embed it at once."""
_NAMED_AT_MOST = 12


class _BlankInfo(PDFInfo):  # type: ignore[misc] # reportlab carries no types
    """Document information that says nothing: no author, no program, no date."""

    def format(self, document: Any) -> Any:
        """Return an empty dictionary."""
        return PDFDictionary({}).format(document)


def missing_in(paper: Paper) -> tuple[str, ...]:
    """Return the characters of `paper` that cannot be printed, each once, in order of appearance."""
    return missing_glyphs(*paper.texts())


def render_pdf(paper: Paper, *, blanks: bool = False, on_page: Callable[[int, int], None] | None = None) -> bytes:
    """Return `paper` as a PDF; see `render_batch`."""
    return render_batch((paper,), blanks=blanks, on_page=on_page)


def render_batch(
    papers: Sequence[Paper], *, blanks: bool = False, on_page: Callable[[int, int], None] | None = None
) -> bytes:
    """Return several papers as one PDF, each with page numbers of its own.

    `blanks` prints an empty square for a character that no face has, to be filled in by hand.
    `on_page(done, total)` is called before each page; what it raises (`Cancelled`) ends the work.

    Raises:
        OutputFailed: E-GLYPH names the characters that cannot be printed; E-QR: a QR code cannot hold its data.
    """
    if not blanks:
        _refuse_missing(papers)
    laid_out = [_lay_out(paper) for paper in papers]
    total = sum(len(pages) for _paper, _frame, pages in laid_out)
    stream = io.BytesIO()
    with _DRAWING:
        canvas = _canvas(stream)
        done = 0
        for paper, frame, pages in laid_out:
            for number, page in enumerate(pages, 1):
                if on_page:
                    on_page(done, total)
                _draw_page(canvas, paper, frame, page, (number, len(pages)))
                done += 1
        canvas.save()
    return stream.getvalue()


def render_stack(
    papers: Iterable[Paper],
    count: int,
    *,
    blanks: bool = False,
    on_both_sides: bool = False,
    on_paper: Callable[[int, int], None] | None = None,
) -> bytes:
    """Return many papers as one PDF; each is laid out, drawn and forgotten before the next is asked for.

    `on_both_sides` adds an empty page after a paper of an odd number of pages, so that every paper begins on the
    front of a sheet. `on_paper(done, count)` is called before each; what it raises (`Cancelled`) ends the work.

    Raises:
        OutputFailed: as for `render_batch`.
    """
    stream = io.BytesIO()
    with _DRAWING:
        canvas = _canvas(stream)
        for done, paper in enumerate(papers):
            if on_paper:
                on_paper(done, count)
            if not blanks:
                _refuse_missing((paper,))
            _paper, frame, pages = _lay_out(paper)
            for number, page in enumerate(pages, 1):
                _draw_page(canvas, paper, frame, page, (number, len(pages)))
            if on_both_sides and len(pages) % 2:
                canvas.setPageSize((frame.page_width, frame.page_height))
                canvas.showPage()
        canvas.save()
    return stream.getvalue()


def _refuse_missing(papers: Sequence[Paper]) -> None:
    missing = missing_glyphs(*(text for paper in papers for text in paper.texts()))
    if not missing:
        return
    named = "  ".join(name_character(character) for character in missing[:_NAMED_AT_MOST])
    if len(missing) > _NAMED_AT_MOST:
        named += "  …"
    raise OutputFailed(
        _("These characters cannot be printed: {characters}.").format(characters=named),
        _("Change them in the record, or print with empty squares and fill them in by hand."),
        code="E-GLYPH",
    )


def _lay_out(paper: Paper) -> tuple[Paper, Frame, list[FilledPage]]:
    frame = frame_of(paper)
    return paper, frame, fill_pages(flows_of(paper, frame.width), frame.room)


def _canvas(stream: io.BytesIO) -> Any:
    first = face(Weight.REGULAR.value)
    canvas = Canvas(stream, initialFontName=first.fontName, pageCompression=1, invariant=1, lang="zh-CN")
    canvas._doc.info = _BlankInfo()  # noqa: SLF001 -- no public way to leave the information out
    return canvas


def _draw_page(canvas: Any, paper: Paper, frame: Frame, page: FilledPage, number: tuple[int, int]) -> None:
    canvas.setPageSize((frame.page_width, frame.page_height))
    pen = Pen(canvas)
    draw_sheet(pen, paper, frame, *number)
    left, top = text_origin(frame)
    for flow, distance in page.pieces:
        flow.draw(pen, left, top - distance)
    canvas.showPage()
