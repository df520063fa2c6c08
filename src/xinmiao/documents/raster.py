"""PDF pages as pictures and as text, through pdfium.

Owns the one lock under which pdfium is used (it is not thread-safe) and the shape of a page picture
that preview and printing read. No Qt here.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import RLock
from types import TracebackType
from typing import Self

import pypdfium2

from xinmiao.kernel.errors import OutputFailed
from xinmiao.kernel.texts import _

PDFIUM = RLock()
_MOST_PIXELS = 120_000_000
"""A4 at 900 dpi; more would take the memory of a small PC."""
RGB = "RGB888"
"""Three bytes a pixel, red first: what QImage calls Format_RGB888."""


@dataclass(frozen=True, slots=True)
class Raster:
    """One page as pixels; a row takes `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes
    format: str = RGB


class PdfPages:
    """The pages of a PDF held in memory; close it, or use it in `with`. May be used from any thread."""

    def __init__(self, content: bytes) -> None:
        with PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(content)
            except pypdfium2.PdfiumError as error:
                raise OutputFailed(
                    _("The paper could not be shown."), _("Please print it again."), code="E-PDF"
                ) from error
            self.count = len(self._document)

    def size(self, index: int) -> tuple[float, float]:
        """Return width and height of page `index` (from 0) in points."""
        with PDFIUM:
            width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def render(self, index: int, scale: float) -> Raster:
        """Return page `index` (from 0) at `scale` pixels a point (1.0 = 72 dpi).

        Raises:
            OutputFailed: the picture would be larger than memory should hold.
        """
        width, height = self.size(index)
        if width * height * scale * scale > _MOST_PIXELS:
            raise OutputFailed(
                _("The page is too large to be shown."), _("Choose a smaller scale or resolution."), code="E-SCALE"
            )
        with PDFIUM:
            page = self._document[index]
            bitmap = page.render(scale=scale, rev_byteorder=True)
            raster = Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
        return raster

    def text(self, index: int) -> str:
        """Return the text of page `index` (from 0) as a reader would copy it, with plain line ends."""
        with PDFIUM:
            page = self._document[index]
            text_page = page.get_textpage()
            text = str(text_page.get_text_range())
            text_page.close()
            page.close()
        return text.replace("\r\n", "\n")

    def close(self) -> None:
        """Give the memory back; closing twice is harmless."""
        with PDFIUM:
            self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def extract_text(content: bytes) -> list[str]:
    """Return the text of each page of a PDF."""
    with PdfPages(content) as pages:
        return [pages.text(index) for index in range(pages.count)]
