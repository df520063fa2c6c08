"""Sheets and rows of the file that are not read, each with its reason: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster.sheet.header import PassedOver
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.labels import label


class PassedOverList(QWidget):
    """A table in the side sheet."""

    def __init__(self, passed: Sequence[PassedOver]) -> None:
        super().__init__()
        self.setObjectName("passed_over_list")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-m"))
        words = tr("If a student is among these, correct the sheet and choose the file again.")
        column.addWidget(label(words, "secondary", wrap=True))
        table: RecordTable[PassedOver] = RecordTable(
            (
                Column("place", _("Where"), _place, width=160),
                Column("reason", _("Reason"), lambda entry: str(entry.reason), width=200, stretch=True),
            ),
            _("Not read"),
            id_of=lambda entry: f"{entry.sheet}\n{entry.row}",
            compact=True,
            name="passed_over_table",
        )
        table.set_rows(passed)
        column.addWidget(table, 1)


def _place(entry: PassedOver) -> str:
    if not entry.row:
        return tr("Sheet {sheet}", sheet=entry.sheet)
    return tr("Row {row} · {sheet}", sheet=entry.sheet, row=entry.row)
