"""The viewer for pictures and PDF files from outside: in memory only; it asks for what leaves it, print and copy.

Owns the window and how a picture becomes a page. A PDF's pages come in opened (`papers.PageImages`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QImageReader, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.kernel.errors import OutputFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.papers import PageImages, Paper
from xinmiao.ui.preview import PageStack
from xinmiao.ui.program_name import TITLE
from xinmiao.ui.widgets.buttons import Button, IconButton
from xinmiao.ui.widgets.labels import ElidedLabel, label

_LONG_SIDE_PT = 440.0
"""A picture at 100 % can be seen whole on a small screen."""
_DECODED_PX = 4096
_PAPER = 0xFFFFFFFF
"""What is clear in a picture is paper when it is printed, whatever the theme."""
_PRINT_QUALITY = 92
_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_SHARE = 0.92


@dataclass(frozen=True)
class _Pixels:
    width: int
    height: int
    stride: int
    pixels: bytes


class ImagePages:
    """A picture as the one page of a paper; made and drawn on the work lane."""

    count = 1

    def __init__(self, content: bytes) -> None:
        """Decode the picture, turned as it says, no larger than a screen can use.

        Raises:
            OutputFailed: the bytes are no picture Qt can read.
        """
        buffer = QBuffer()
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        size = reader.size()
        if max(size.width(), size.height()) > _DECODED_PX:
            reader.setScaledSize(size.scaled(_DECODED_PX, _DECODED_PX, Qt.AspectRatioMode.KeepAspectRatio))
        self._image = reader.read()
        if self._image.isNull():
            raise OutputFailed(_("The picture cannot be shown."), _("Export a copy and open it elsewhere."))

    def size(self, index: int) -> tuple[float, float]:
        """Return width and height in points."""
        del index
        scale = _LONG_SIDE_PT / max(self._image.width(), self._image.height())
        return self._image.width() * scale, self._image.height() * scale

    def render(self, index: int, scale: float) -> _Pixels:
        """Draw the picture at `scale` pixels a point."""
        width, height = (max(1, round(side * scale)) for side in self.size(index))
        drawn = self._image.scaled(
            width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        ).convertToFormat(QImage.Format.Format_RGB888)
        return _Pixels(drawn.width(), drawn.height(), drawn.bytesPerLine(), bytes(drawn.constBits()))

    def upright(self) -> tuple[bytes, int, int]:
        """Return the picture as a JPEG that is not turned any more, with its width and height in pixels."""
        written = QByteArray()
        buffer = QBuffer(written)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        ground = QImage(self._image.size(), QImage.Format.Format_RGB32)
        ground.fill(_PAPER)
        painter = QPainter(ground)
        painter.drawImage(0, 0, self._image)
        painter.end()
        ground.save(buffer, "JPEG", _PRINT_QUALITY)  # type: ignore[call-overload] # the stub wants bytes
        return bytes(written.data()), ground.width(), ground.height()

    def close(self) -> None:
        """Give the memory back."""
        self._image = QImage(1, 1, QImage.Format.Format_RGB888)


class AttachmentViewer(QDialog):
    """A window over the main one with the pages, zoom, and the wish to export a copy."""

    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, name: str, pages: PageImages, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("attachment_viewer")
        self.setWindowTitle(TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = pages
        self.stack = PageStack(Paper(name, b"", pages, ""), jobs, self)
        self._count = label("", "muted")
        self._zoom = label("100 %", "muted")
        self._zoom.setObjectName("viewer_zoom")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar(name))
        column.addWidget(self.stack, 1)
        self.stack.page_changed.connect(self._say_page)
        self._say_page(1)
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._zoomed, step))
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_wanted.emit)
        self.resize(parent.window().size() * _SHARE)

    def _bar(self, name: str) -> QWidget:
        space = theme.current().size
        bar = QWidget(self)
        bar.setObjectName("preview_bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(space("space-l"), space("space-s"), space("space-l"), space("space-s"))
        row.addWidget(ElidedLabel(name, "section"), 1)
        row.addWidget(self._count)
        smaller = IconButton("zoom-out", tr("Smaller (Ctrl+-)"), name="viewer_smaller")
        larger = IconButton("zoom-in", tr("Larger (Ctrl++)"), name="viewer_larger")
        smaller.clicked.connect(lambda _checked=False: self._zoomed(-1))
        larger.clicked.connect(lambda _checked=False: self._zoomed(1))
        row.addWidget(smaller)
        row.addWidget(self._zoom)
        row.addWidget(larger)
        row.addWidget(
            Button(_("Print"), icon="printer", name="viewer_print", keys="Ctrl+P", clicked=self.print_wanted.emit)
        )
        row.addWidget(
            Button(_("Export a copy"), icon="download", name="viewer_export", clicked=self.export_wanted.emit)
        )
        row.addWidget(Button(_("Close"), name="viewer_close", keys="Esc", clicked=self.close))
        return bar

    def _zoomed(self, step: int) -> None:
        place = min(max(_ZOOMS.index(self.stack.zoom) + step, 0), len(_ZOOMS) - 1)
        if _ZOOMS[place] != self.stack.zoom:
            self.stack.set_zoom(_ZOOMS[place])
            self._zoom.setText(f"{_ZOOMS[place]} %")

    def _say_page(self, number: int) -> None:
        total = self._pages.count
        self._count.setText(tr("Page {number} of {total}", number=number, total=total) if total > 1 else "")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Give the pages' memory back."""
        self._pages.close()
        super().closeEvent(event)
