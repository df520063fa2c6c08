"""Printing: the system's dialog, then page after page at the printer's resolution.

Owns one run of the printer. Pages are drawn on the work lane and painted on the UI thread one at a time, so that a
hundred pages never lie in memory together.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from xinmiao.kernel.errors import OutputFailed
from xinmiao.kernel.texts import _
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.notices import Notices
from xinmiao.ui.papers import PRINTER_DPI, Paper, Picture, draw_page, image_of
from xinmiao.ui.program_name import TITLE


class PrintRun(QObject):
    """Prints one paper."""

    def __init__(self, paper: Paper, jobs: Jobs, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self._paper = paper
        self._jobs = jobs
        self._notices = notices
        self._window = parent
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(TITLE)  # the name shows in the queue of a shared printer
        self._printer.setFullPage(True)
        self._printer.setPageLayout(_layout(paper))
        self._painter: QPainter | None = None
        self._pages: list[int] = []

    @property
    def printer(self) -> QPrinter:
        """Return the printer that will be used."""
        return self._printer

    def ask(self) -> None:
        """Open the system's print dialog."""
        dialog = QPrintDialog(self._printer, self._window)
        dialog.setObjectName("print_dialog")
        dialog.setMinMax(1, self._paper.pages.count)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.start)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def start(self) -> None:
        """Print the chosen pages; what fails is told, and success only when the last page was handed over."""
        first = self._printer.fromPage() or 1
        last = self._printer.toPage() or self._paper.pages.count
        self._pages = list(range(first - 1, last))
        self._painter = QPainter()
        if not self._painter.begin(self._printer):
            self._painter = None
            self._notices.error(_failure())
            return
        self._next()

    def stop(self) -> None:
        """Print no further page."""
        self._pages = []
        if self._painter is not None:
            self._printer.abort()
            self._painter.end()
            self._painter = None

    def _next(self) -> None:
        dpi = min(self._printer.resolution(), PRINTER_DPI)
        self._jobs.start(_("Printing"), partial(draw_page, self._paper, self._pages[0], dpi), self._paint, owner=self)

    def _paint(self, picture: Picture) -> None:
        if self._painter is None:
            return
        self._painter.drawImage(QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel)), image_of(picture))
        self._pages.pop(0)
        if self._pages and self._printer.newPage():
            self._next()
            return
        ended = self._painter.end() and not self._pages
        self._painter = None
        if ended and self._printer.printerState() != QPrinter.PrinterState.Error:
            self._notices.inform(_("Handed to the printer."))
        else:
            self._notices.error(_failure())


def _layout(paper: Paper) -> QPageLayout:
    width, height = paper.pages.size(0)
    upright = QSizeF(min(width, height), max(width, height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    wide = width > height
    layout = QPageLayout(
        size, QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait, QMarginsF()
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _failure() -> OutputFailed:
    return OutputFailed(
        _("The printer did not take the paper."),
        _("Check that it is on and has paper, then print again."),
        code="E-PRINT",
    )
