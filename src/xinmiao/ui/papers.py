"""Papers: PDF bytes shown, printed and saved without ever lying open on the disk.

Owns the way from a function that makes a PDF to the preview, the printer and the file the user names.
Knows no PDF library: the application hands in what turns bytes into pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _
from xinmiao.system.files import atomic_write
from xinmiao.ui.jobs import Jobs, Progress

SCREEN_DPI = 110
PRINTER_DPI = 300
POINTS_PER_INCH = 72


class Picture(Protocol):
    """One drawn page: three bytes a pixel, red first; rows of `stride` bytes."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def stride(self) -> int:
        """Bytes of a row."""
        ...

    @property
    def pixels(self) -> bytes:
        """All rows."""
        ...


def image_of(picture: Picture) -> QImage:
    """Return a picture as an image that owns its pixels."""
    shared = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888)
    return shared.copy()


class PageImages(Protocol):
    """An opened PDF; may be used from any thread (`documents.raster.PdfPages` is one)."""

    count: int

    def size(self, index: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        ...

    def render(self, index: int, scale: float) -> Picture:
        """Draw one page at `scale` pixels a point."""
        ...

    def close(self) -> None:
        """Give the memory back."""
        ...


Rasterise = Callable[[bytes], PageImages]
"""Opens PDF bytes; raises `OutputFailed` when they are no PDF."""


@dataclass(frozen=True)
class Paper:
    """A made paper: its bytes, the opened pages, and the neutral file name proposed for it."""

    title: Text | str
    content: bytes
    pages: PageImages
    file_name: str


class PaperScreen(Protocol):
    """What shows a paper."""

    def show_paper(self, paper: Paper) -> None:
        """Show the preview."""
        ...


class Papers:
    """Shows papers: makes them on the work lane, then opens the preview."""

    def __init__(self, jobs: Jobs, rasterise: Rasterise, screen: PaperScreen) -> None:
        self._jobs = jobs
        self._rasterise = rasterise
        self._screen = screen

    def show(
        self, title: Text | str, make: Callable[[], bytes], *, file_name: str = "", owner: QWidget | None = None
    ) -> None:
        """Make a PDF on the work lane and show it; `file_name` is proposed for saving and holds no person's name."""
        name = file_name or f"{title}.pdf"
        self._jobs.start(
            _("Preparing the paper"), partial(_make, title, make, self._rasterise, name), self._open, owner=owner
        )

    def show_long(
        self,
        title: Text | str,
        make: Callable[[Progress], bytes],
        *,
        file_name: str = "",
        owner: QWidget | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Make a PDF that takes long: `make` tells its progress and can be stopped; `ended` is called either way."""

        def made(paper: Paper) -> None:
            if ended is not None:
                ended()
            self._open(paper)

        def failed(error: AppError) -> None:
            if ended is not None:
                ended()
            self._jobs.tell(error)

        making = partial(_make_long, title, make, self._rasterise, file_name or f"{title}.pdf")
        self._jobs.start(_("Preparing the paper"), making, made, failed, owner, stopped=ended)

    def _open(self, paper: Paper) -> None:
        self._screen.show_paper(paper)


def _make(
    title: Text | str, make: Callable[[], bytes], rasterise: Rasterise, file_name: str, progress: Progress
) -> Paper:
    content = make()
    progress.check_cancelled()
    return Paper(title, content, rasterise(content), file_name)


def _make_long(
    title: Text | str, make: Callable[[Progress], bytes], rasterise: Rasterise, file_name: str, progress: Progress
) -> Paper:
    return _make(title, partial(make, progress), rasterise, file_name, progress)


def save_paper(path: Path, content: bytes, progress: Progress) -> Path:
    """Write a PDF where the user said: whole or not at all.

    Raises:
        StorageError, OutputFailed: as the disk says.
    """
    progress.check_cancelled()
    atomic_write(path, content)
    return path


def draw_page(paper: Paper, index: int, dpi: float, progress: Progress) -> Picture:
    """Draw one page of a paper; for the work lane."""
    progress.check_cancelled()
    return paper.pages.render(index, dpi / POINTS_PER_INCH)
