"""What is asked before a list leaves as a spreadsheet, and the way of the file.

Owns the question, the writing on the work lane and what is said afterwards. What stands in the table is `prints`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.page.export_columns import ExportColumns
from xinmiao.features.roster.records import EXPORT_PURPOSES, ExportChoice, ExportPurpose, ExportRow
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.segmented import SegmentedControl

XLSX, CSV = "xlsx", "csv"
_Content = tuple[tuple[str, ...], tuple[ExportRow, ...]]


class ExportSheet(QWidget):
    """How many, what for, in which form; then where to."""

    done = Signal()
    """The file is written; the sheet can go."""

    def __init__(self, context: PageContext, group: str, ids: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("export_sheet")
        self._context, self._ids, self._name = context, tuple(ids), group or tr("Students")
        self.purpose = SegmentedControl(EXPORT_PURPOSES, _("What for"), name="export_purpose")
        self.form = SegmentedControl(((XLSX, "Excel"), (CSV, "CSV")), _("Form"), name="export_form")
        self.form.set_value(XLSX)
        self.columns = ExportColumns(context.settings)
        self._row = FieldRow(
            _("What for"), self.purpose, _("The trail keeps who exported how many and what for."), required=True
        )
        self._columns_row = FieldRow(_("Columns"), self.columns, _("The choice is kept for the next list."))
        self._lay_out(" · ".join((self._name, ntr("{count} student", "{count} students", len(self._ids)))))

    def ask_place(self) -> None:
        """Ask where the file is to go."""
        if not self.purpose.value():
            self._row.set_error(_("Please choose what the list is for."))
            self.purpose.setFocus()
            return
        self._row.set_error(None)
        if not self.columns.chosen():
            self._columns_row.set_error(_("Please tick at least one column."))
            self.columns.setFocus()
            return
        self._columns_row.set_error(None)
        dialog = QFileDialog(self.window(), tr("Export the list"))
        dialog.setObjectName("export_list_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.form.value())
        dialog.selectFile(f"{tr('Class list')}.{self.form.value()}")
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Record the export, then write the file."""
        purpose, columns = ExportPurpose(self.purpose.value()), self.columns.chosen()
        choice = ExportChoice(purpose, columns, self.columns.whole.isChecked())
        self.columns.remember()
        bound = operations.export_students.bind(self._ids, choice)
        self._context.tasks.run(bound, partial(self._write, path, choice.in_order), owner=self)

    def _write(self, path: Path, columns: tuple[str, ...], rows: tuple[ExportRow, ...]) -> None:
        writing = partial(_write_list, path, self._name, (columns, rows), self.form.value())
        self._context.jobs.start(_("Writing the list"), writing, self._written, owner=self)

    def _written(self, path: Path) -> None:
        self._context.notices.inform(
            tr("Saved as {name}. This copy is not encrypted; delete it when it is no longer needed.", name=path.name)
        )
        self.done.emit()

    def _lay_out(self, what: str) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-l"))
        column.addWidget(label(what, "strong", wrap=True))
        column.addWidget(self._row)
        column.addWidget(FieldRow(_("Form"), self.form))
        column.addWidget(self._columns_row, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        go_on = Button(_("Choose the place"), role="primary", icon="download", name="export_go_on")
        go_on.clicked.connect(lambda _checked=False: self.ask_place())
        buttons.addWidget(go_on)
        column.addLayout(buttons)
        self.setFocusProxy(self.purpose)


def _write_list(path: Path, name: str, content: _Content, form: str, progress: Progress) -> Path:
    """Write the table; called on the work lane, where the heavy modules are loaded."""
    from xinmiao.documents.save import save_output  # noqa: PLC0415 -- loaded when the first list is written
    from xinmiao.documents.spreadsheet import csv_bytes, xlsx_bytes  # noqa: PLC0415 -- as above
    from xinmiao.features.roster.prints import student_table  # noqa: PLC0415 -- as above

    columns, rows = content
    table = student_table(name, rows, columns)
    written = csv_bytes(table) if form == CSV else xlsx_bytes((table,))
    progress.check_cancelled()
    save_output(path, written)
    return path
