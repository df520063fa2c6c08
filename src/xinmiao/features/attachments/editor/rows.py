"""The list in the panel: what is there, and what is left of what was removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from xinmiao.features.attachments.editor.line import AttachmentRow, removed_row
from xinmiao.features.attachments.records import AttachmentLine
from xinmiao.ui import theme

_HIGHEST_PX = 240


class AttachmentRows(QScrollArea):
    """As high as its rows, up to some three of them; then it scrolls."""

    open_wanted = Signal(object)
    export_wanted = Signal(object)
    remove_wanted = Signal(object)
    remark_wanted = Signal(object)

    def __init__(self, *, may_remove: bool) -> None:
        super().__init__()
        self.setObjectName("attachment_rows")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._may_remove = may_remove
        self._holder = QWidget()
        self._holder.setProperty("look", "")  # as its card
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.current().size("space-s"))
        self.setWidget(self._holder)

    def show_lines(self, lines: Sequence[AttachmentLine], removed: Sequence[AttachmentLine]) -> None:
        """Show other rows."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row in (*map(self._row, lines), *map(removed_row, removed)):
            self._rows.addWidget(row)
            row.show()  # now: a row not yet shown has no height
        self.setVisible(bool(lines or removed))
        self.setFixedHeight(min(self._holder.sizeHint().height() + 2, theme.current().px(_HIGHEST_PX)))

    def _row(self, line: AttachmentLine) -> AttachmentRow:
        row = AttachmentRow(line, may_remove=self._may_remove)
        row.open_wanted.connect(self.open_wanted)
        row.export_wanted.connect(self.export_wanted)
        row.remove_wanted.connect(self.remove_wanted)
        row.remark_wanted.connect(self.remark_wanted)
        return row
