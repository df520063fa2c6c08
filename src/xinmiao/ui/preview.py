"""The preview: a paper on the screen as it will be printed, with the ways out: printer and file.

Owns zoom, pages on demand, printing and saving. What is drawn comes from `papers.PageImages`; only pages in sight
are drawn, on the work lane.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from xinmiao.kernel.texts import _, tr
from xinmiao.ui import icons
from xinmiao.ui.actions import Action, button
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.notices import Notices
from xinmiao.ui.papers import POINTS_PER_INCH, SCREEN_DPI, Paper, Picture, draw_page, image_of, save_paper
from xinmiao.ui.printing import PrintRun
from xinmiao.ui.program_name import TITLE

_ZOOMS = (50, 75, 100, 125, 150, 200)
_GAP_PX = 12


class PageStack(QScrollArea):
    """The pages under one another; those in sight are drawn, the others are blank sheets of their size."""

    page_changed = Signal(int)

    def __init__(self, paper: Paper, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_pages")
        self.setAccessibleName(tr("Pages"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._paper = paper
        self._jobs = jobs
        self._zoom = 100
        self._drawn: dict[int, int] = {}
        self._drawing = False
        sheet = QWidget()
        sheet.setObjectName("preview_desk")
        column = QVBoxLayout(sheet)
        column.setSpacing(_GAP_PX)
        self._labels = [QLabel(sheet) for _index in range(paper.pages.count)]
        for index, label in enumerate(self._labels):
            label.setObjectName(f"preview_page_{index + 1}")
            label.setAccessibleName(tr("Page {number}", number=index + 1))
            label.setProperty("type", "paper")
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.setWidget(sheet)
        self.setWidgetResizable(True)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.set_zoom(100)

    @property
    def zoom(self) -> int:
        """Return the zoom in percent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Show the pages at `percent` of their natural size."""
        self._zoom = percent
        for index, label in enumerate(self._labels):
            label.setPixmap(QPixmap())
            label.setFixedSize(self._size_px(index))
        self._drawn.clear()
        self._settle.start(0)

    def shown_page(self) -> int:
        """Return the number, from 1, of the page in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        below = [index for index, label in enumerate(self._labels) if label.y() <= middle]
        return (below[-1] if below else 0) + 1

    def _size_px(self, index: int) -> QSize:
        width, height = self._paper.pages.size(index)
        scale = SCREEN_DPI / POINTS_PER_INCH * self._zoom / 100
        return QSize(round(width * scale), round(height * scale))

    def _scrolled(self) -> None:
        self.page_changed.emit(self.shown_page())
        self._settle.start(0)

    def _draw_next(self) -> None:
        if self._drawing:
            return
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for index, label in enumerate(self._labels):
            in_sight = label.y() + label.height() >= top and label.y() <= bottom
            if in_sight and self._drawn.get(index) != self._zoom:
                self._draw(index)
                return

    def _draw(self, index: int) -> None:
        self._drawing = True
        self._drawn[index] = self._zoom
        dpi = round(SCREEN_DPI * self._zoom / 100 * self.devicePixelRatioF())
        drawing = partial(draw_page, self._paper, index, dpi)
        self._jobs.start(_("Drawing the page"), drawing, partial(self._show, index, self._zoom), owner=self)

    def _show(self, index: int, zoom: int, picture: Picture) -> None:
        self._drawing = False
        if zoom != self._zoom:
            self._settle.start(0)
            return
        image: QImage = image_of(picture)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._labels[index].setPixmap(QPixmap.fromImage(image))
        self._settle.start(0)


class Preview(QDialog):
    """A window over the main one with the paper and its buttons."""

    def __init__(self, paper: Paper, jobs: Jobs, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setWindowTitle(TITLE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._paper = paper
        self._jobs = jobs
        self._notices = notices
        self._printing: PrintRun | None = None
        self.pages = PageStack(paper, jobs, self)
        self._count = QLabel(self)
        self._count.setObjectName("preview_count")
        self._count.setProperty("type", "muted")
        self._zoom_label = QLabel(self)
        self._zoom_label.setObjectName("preview_zoom")
        self._zoom_label.setProperty("type", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.pages, 1)
        self.pages.page_changed.connect(self._say_page)
        self._say_page(1)
        self._zoomed(0)

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("preview_bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        title = QLabel(str(self._paper.title), bar)
        title.setProperty("type", "section")
        title.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(title)
        row.addWidget(self._count)
        row.addStretch()
        zoom_out = Action("zoom_out", _("Smaller"), partial(self._zoomed, -1), "Ctrl+-", "zoom-out")
        zoom_in = Action("zoom_in", _("Larger"), partial(self._zoomed, 1), "Ctrl++", "zoom-in")
        save = Action("save", _("Save as PDF"), self.save, icon="download")
        prints = Action("print", _("Print"), self.print_out, icon="printer")
        close = Action("close", _("Close"), self.close, "Esc")
        row.addWidget(self._button(zoom_out, bar))
        row.addWidget(self._zoom_label)
        for action in (zoom_in, save, prints, close):
            row.addWidget(self._button(action, bar))
        QShortcut(QKeySequence("Ctrl+="), self, partial(self._zoomed, 1))
        return bar

    def _button(self, action: Action, bar: QWidget) -> QPushButton:
        made = button(action, bar)
        made.setAutoDefault(False)
        if action.name == "print":
            made.setProperty("role", "primary")
            icons.set_icon(made, action.icon, "on-accent")
        if action.name != "close":  # Esc closes a dialog by itself
            QShortcut(QKeySequence(action.keys), self, action.trigger)
        return made

    def print_out(self) -> None:
        """Ask for the printer, then print."""
        self._printing = PrintRun(self._paper, self._jobs, self._notices, self)
        self._printing.ask()

    def save(self) -> None:
        """Ask where, then save."""
        dialog = QFileDialog(self, tr("Save as PDF"))
        dialog.setObjectName("save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._paper.file_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, chosen: str) -> None:
        """Save the paper at `chosen` on the work lane."""
        self._jobs.start(
            _("Saving the paper"), partial(save_paper, Path(chosen), self._paper.content), self._saved, owner=self
        )

    def _saved(self, path: Path) -> None:
        self._notices.inform(_("Saved as {name}.").format(name=path.name))

    def _zoomed(self, step: int) -> None:
        place = min(max(_ZOOMS.index(self.pages.zoom) + step, 0), len(_ZOOMS) - 1)
        if step:
            self.pages.set_zoom(_ZOOMS[place])
        self._zoom_label.setText(f"{_ZOOMS[place]} %")

    def _say_page(self, number: int) -> None:
        self._count.setText(tr("Page {number} of {total}", number=number, total=self._paper.pages.count))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Stop printing what is not printed yet."""
        if self._printing is not None:
            self._printing.stop()
        self._paper.pages.close()
        super().closeEvent(event)
