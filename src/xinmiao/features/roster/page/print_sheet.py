"""What is asked before a list is printed: for what. It stands on the paper.

Owns the question only; the paper is `prints`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label

_LONGEST = 60


class PrintSheet(QWidget):
    """How many are printed, and the purpose; Enter goes on."""

    wanted = Signal(str)
    """The purpose; the preview is wanted."""

    def __init__(self, group: str, count: int, purpose: str) -> None:
        super().__init__()
        self.setObjectName("print_sheet")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-l"))
        what = " · ".join(part for part in (group, ntr("{count} student", "{count} students", count)) if part)
        column.addWidget(label(what, "strong", wrap=True))
        self.purpose = QLineEdit(purpose)
        self.purpose.setObjectName("print_purpose")
        self.purpose.setMaxLength(_LONGEST)
        self.purpose.selectAll()
        self.purpose.returnPressed.connect(self._go_on)
        help_ = tr("Stands at the foot of every page, so that it is clear what the paper is for.")
        self.row = FieldRow(_("Purpose"), self.purpose, help_, required=True)
        column.addWidget(self.row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        go_on = Button(_("Show the paper"), role="primary", icon="printer", name="print_go_on", clicked=self._go_on)
        buttons.addWidget(go_on)
        column.addLayout(buttons)
        column.addStretch(1)

    def _go_on(self) -> None:
        purpose = self.purpose.text().strip()
        self.row.set_error(None if purpose else _("Please say what the list is for."))
        if purpose:
            self.wanted.emit(purpose)
