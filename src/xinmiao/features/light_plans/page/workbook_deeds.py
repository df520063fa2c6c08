"""Workbooks from the page's menu: which go out, and which file was brought back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from xinmiao.features.light_plans.page.workbooks import WorkbookIn, WorkbookOut
from xinmiao.features.light_plans.records import SheetRow
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import PageContext

if TYPE_CHECKING:
    from xinmiao.features.light_plans.page.light_plans_page import LightPlansPage


def ask_workbooks(page: LightPlansPage) -> None:
    """Ask for which workbooks, and where to."""
    form = WorkbookOut(page.context, page.chosen_period, tuple(line.id for line in page.table.shown_records()))
    form.done.connect(page.sheet.put_away)
    page.sheet.show_form(_("Workbooks for mentors"), form)


def choose_workbook(page: LightPlansPage) -> None:
    """Ask which file was brought back."""
    dialog = QFileDialog(page.window(), tr("Filled workbook"))
    dialog.setObjectName("light_file_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda chosen: read_workbook(page, Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def read_workbook(page: LightPlansPage, path: Path) -> None:
    """Read a filled workbook and show what its rows would do."""

    def read(rows: tuple[SheetRow, ...]) -> None:
        form = WorkbookIn(page.context, page.chosen_period, rows, path.name)
        form.done.connect(page.sheet.put_away)
        page.sheet.show_form(_("Take over a workbook"), form)

    reading = partial(_read, path, page.context)
    page.context.jobs.start(tr("Reading {name}", name=path.name), reading, read, owner=page)


def _read(path: Path, context: PageContext, progress: Progress) -> tuple[SheetRow, ...]:
    """Read a workbook; called on the work lane, where the heavy modules are loaded."""
    from xinmiao.features.light_plans.workbooks import read_rows  # noqa: PLC0415 -- loaded when the first one is read

    progress.check_cancelled()
    return read_rows(path, today=context.clock.today())
