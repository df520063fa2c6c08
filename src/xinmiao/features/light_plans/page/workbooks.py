"""Workbooks out and in: one for each mentor or class into a folder, and a filled one through a trial run."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog

from xinmiao.features.light_plans import operations
from xinmiao.features.light_plans.page.columns import row_columns
from xinmiao.features.light_plans.records import RowFate, SheetRow, TakeOver, TriedRow, WorkbookPart
from xinmiao.features.light_plans.records.periods import period_words
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import PageContext
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.segmented import SegmentedControl

BY_MENTOR, BY_CLASS = "mentor", "class"
_FORBIDDEN = '\\/:*?"<>|'


class WorkbookOut(SheetForm):
    """By mentor or by class; then the folder."""

    done = Signal()

    def __init__(self, context: PageContext, period: str, ids: tuple[str, ...]) -> None:
        super().__init__("light_workbooks", _("Choose the folder"))
        self._context, self._period, self._ids = context, period, ids
        self.say(period_words(period), "strong")
        self.say(_("One workbook for each, with own students only whose sheet is not handed in yet."))
        self.say(
            _(
                "It carries names, classes and blank fields. Filled in, it holds private words and is not encrypted:"
                " have it brought back in person, take it over here and delete it."
            )
        )
        self.by = SegmentedControl(
            ((BY_MENTOR, _("Mentor")), (BY_CLASS, _("Class"))), _("One for each"), name="light_by"
        )
        self.by.set_value(BY_MENTOR)
        self.add_row("by", _("One for each"), self.by)
        self.end()
        self.wanted.connect(self._ask_folder)
        self.setFocusProxy(self.by)

    def _ask_folder(self) -> None:
        self.set_busy(busy=False)
        dialog = QFileDialog(self.window(), tr("Folder for the workbooks"))
        dialog.setObjectName("light_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: self.write_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, folder: Path) -> None:
        """Record whose names leave, then write the files."""
        self.set_busy(busy=True)
        bound = operations.collect_workbooks.bind(self._period, by_mentor=self.by.value() == BY_MENTOR, ids=self._ids)
        self._context.tasks.run(bound, partial(self._write, folder), self.refused, owner=self)

    def _write(self, folder: Path, parts: tuple[WorkbookPart, ...]) -> None:
        writing = partial(_write_all, folder, parts)
        self._context.jobs.start(
            _("Writing the workbooks"), writing, self._written, self.refused, self, stopped=self._stopped
        )

    def _stopped(self) -> None:
        self.set_busy(busy=False)

    def _written(self, count: int) -> None:
        self._context.notices.inform(ntr("{count} workbook written.", "{count} workbooks written.", count))
        self.done.emit()


def _write_all(folder: Path, parts: tuple[WorkbookPart, ...], progress: Progress) -> int:
    """Write the files; called on the work lane, where the heavy modules are loaded."""
    from xinmiao.documents.save import save_output  # noqa: PLC0415 -- loaded when the first one is written
    from xinmiao.features.light_plans.prints import workbook_bytes  # noqa: PLC0415 -- as above

    for number, part in enumerate(parts):
        progress.report(number, len(parts))
        save_output(progress.output(folder / _file_name(part)), workbook_bytes(part))
    return len(parts)


def _file_name(part: WorkbookPart) -> str:
    words = f"{tr('Light plan')} {part.period} {part.name}"
    return "".join("_" if char in _FORBIDDEN else char for char in words) + ".xlsx"


class WorkbookIn(SheetForm):
    """What each row of a filled workbook would do; then taking it over."""

    done = Signal()

    def __init__(self, context: PageContext, period: str, rows: tuple[SheetRow, ...], file_name: str) -> None:
        super().__init__("light_take_over", _("Take over"))
        self._context, self._period, self._rows = context, period, rows
        self.say(tr("{name} · {period}", name=file_name, period=period_words(period)), "strong")
        self.told = label("", "body", wrap=True)
        self.told.setObjectName("light_tried")
        self.body.addWidget(self.told)
        self.writer = self.add_line("light_writer", _("Written by"), _("Empty: the name of the sheet."), most=60)
        self.writer.setText(_single_sheet(rows))
        self.overwrite = QCheckBox(tr("Take other words over too"))
        self.overwrite.setObjectName("light_overwrite")
        self.overwrite.toggled.connect(lambda _on: self._tell())
        self.body.addWidget(self.overwrite)
        self.table: RecordTable[TriedRow] = RecordTable(
            row_columns(), _("Rows of the workbook"), id_of=lambda row: row.id, name="light_rows"
        )
        self.body.addWidget(self.table, 1)
        self.table.setMinimumHeight(280)
        self._tried: TakeOver | None = None
        self.button.setEnabled(False)
        self.wanted.connect(self._take_over)
        context.tasks.run(operations.try_workbook.bind(period, rows), self._show, self.refused, owner=self)

    def _show(self, tried: TakeOver) -> None:
        self._tried = tried
        self.table.set_rows(sorted(tried.rows, key=lambda row: (row.fate in {RowFate.SAME, RowFate.NEW}, row.row.row)))
        self.overwrite.setVisible(tried.count(RowFate.CHANGED) > 0)
        self._tell()

    def _tell(self) -> None:
        if self._tried is None:
            return
        tried = self._tried
        if tried.is_known:
            self.told.setText(tr("This workbook was taken over already; nothing is left to do."))
            self.button.setEnabled(False)
            return
        fates = (
            (RowFate.NEW, _("new: {count}")),
            (RowFate.CHANGED, _("other words: {count}")),
            (RowFate.SAME, _("the same: {count}")),
            (RowFate.CONFLICT, _("conflict: {count}")),
            (RowFate.EMPTY, _("empty: {count}")),
            (RowFate.COPIED, _("copied: {count}")),
            (RowFate.UNKNOWN, _("nobody fits: {count}")),
            (RowFate.REFUSED, _("cannot be read: {count}")),
        )
        words = (str(text.format(count=tried.count(fate))) for fate, text in fates if tried.count(fate))
        more = tr("Copied rows are taken over and listed; they do not count.") if tried.count(RowFate.COPIED) else ""
        self.told.setText("\n".join(part for part in (tr(", ").join(words), more) if part))
        wanted = tried.count(RowFate.NEW, RowFate.COPIED)
        wanted += tried.count(RowFate.CHANGED) if self.overwrite.isChecked() else 0
        self.button.setEnabled(wanted > 0)

    def _take_over(self) -> None:
        bound = operations.take_over_workbook.bind(
            self._period, self._rows, self.writer.text(), with_changed=self.overwrite.isChecked()
        )
        self._context.tasks.run(bound, self._taken_over, self.refused, owner=self)

    def _taken_over(self, _tried: TakeOver) -> None:
        self._context.notices.inform(_("Workbook taken over."))
        self.done.emit()


def _single_sheet(rows: tuple[SheetRow, ...]) -> str:
    sheets = {row.sheet for row in rows}
    return sheets.pop() if len(sheets) == 1 else ""
