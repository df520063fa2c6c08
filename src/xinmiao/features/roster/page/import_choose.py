"""The first step of an import: a file by button or by dropping it; what could not be read is told here.

Owns the choice of a file. Reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from xinmiao.features.roster.page.import_history import ImportHistory
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner

_WIDTH_PX = 640
_DROP_PX = 240


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one file of this computer that is dragged, or None."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def ask_for_sheet(owner: QWidget, then: Callable[[Path], object]) -> None:
    """Open the system's own dialog for a sheet; `then` gets the path chosen."""
    dialog = QFileDialog(owner, tr("Choose a file"))
    dialog.setObjectName("file_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([tr("Tables (*.xlsx *.xls *.ods *.csv *.txt *.XLSX *.XLS *.CSV)"), tr("All files (*)")])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


class FileDrops(QObject):
    """Lets one file be dropped anywhere on a page, while `wanted` says so."""

    dropped = Signal(object)
    """The path of the file."""

    def __init__(self, page: QWidget, wanted: Callable[[], bool]) -> None:
        super().__init__(page)
        self._wanted = wanted
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Take one file of this computer."""
        if not isinstance(event, QDropEvent) or event.type() not in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            return super().eventFilter(watched, event)
        path = dropped_file(event.mimeData())
        if path is None or not self._wanted():
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(path)
        return True


class ChooseStep(QWidget):
    """A place to drop a file on, a button, and while a file is read a bar with a way to stop."""

    chosen = Signal(object)
    """The path of the file."""
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_choose")
        self._banner: Banner | None = None
        look = theme.current()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.size("space-l"))
        self.button = Button(
            _("Choose a file"), role="primary", icon="folder-open", name="import_file", clicked=self.ask_file
        )
        self._well = self._make_well()
        self._column.addWidget(self._well)
        self._column.addWidget(self._made_busy())
        for words in (
            tr("The national export of 学籍 and lists of your own are understood; title rows may stay."),
            tr("First a trial run: nothing is written before you have seen every row and confirmed."),
        ):
            self._column.addLayout(_hint(words))
        self._column.addStretch(1)
        self.history = ImportHistory()
        self._frame()
        self.setFocusProxy(self.button)

    def _frame(self) -> None:
        look = theme.current()
        holder = QWidget()
        holder.setMaximumWidth(look.px(_WIDTH_PX))
        holder.setLayout(self._column)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(look.size("space-xl"), look.size("space-l"), look.size("space-xl"), 0)
        outer.setSpacing(look.size("space-xl"))
        outer.addWidget(holder, 3)
        outer.addWidget(self.history, 2)
        outer.addStretch(1)

    def ask_file(self) -> None:
        """Open the system's own dialog."""
        ask_for_sheet(self, self.chosen.emit)

    def show_busy(self, words: Text | str) -> None:
        """Say what is being done; an empty text ends it."""
        busy = bool(str(words))
        if busy:
            self.clear_error()
        self._busy_words.setText(str(words))
        self._busy.setVisible(busy)
        self._well.setVisible(not busy)
        if busy:
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, error: AppError) -> None:
        """Tell why a file cannot be taken, with the next step."""
        self.clear_error()
        step = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
        self._banner = Banner("error", error.message, step, dismissible=False, name="import_error")
        self._column.insertWidget(0, self._banner)

    def clear_error(self) -> None:
        """Take the last error away."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None

    def _make_well(self) -> QFrame:
        well = QFrame()
        well.setObjectName("drop_well")
        well.setProperty("look", "card")
        well.setMinimumHeight(theme.current().px(_DROP_PX))
        column = QVBoxLayout(well)
        column.setSpacing(theme.current().size("space-m"))
        column.addStretch(1)
        column.addWidget(IconLabel("sheet", "accent", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label(tr("Drop the roster’s file here"), "section"), 0, Qt.AlignmentFlag.AlignHCenter)
        kinds = label(tr(".xlsx, .xls, .ods or .csv"), "secondary")
        column.addWidget(kinds, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return well

    def _made_busy(self) -> QWidget:
        self._busy = QFrame()
        self._busy.setProperty("look", "card")
        column = QVBoxLayout(self._busy)
        column.setContentsMargins(*(theme.current().size("space-l"),) * 4)
        column.setSpacing(theme.current().size("space-m"))
        self._busy_words = label("", "strong", wrap=True)
        self._busy_words.setObjectName("import_busy")
        column.addWidget(self._busy_words)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(tr("Reading the file"))
        column.addWidget(bar)
        self._stop = Button(_("Stop"), name="import_stop", clicked=self.stop_wanted.emit)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignRight)
        self._busy.hide()
        return self._busy


def _hint(words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().size("space-s"))
    row.addWidget(IconLabel("circle-check", "accent", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, "muted", wrap=True), 1)
    return row
