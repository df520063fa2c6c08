"""The last step: how many students were written, how many rows were left out, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.operations import ImportResult
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label

_WIDTH_PX = 560


class DoneStep(QWidget):
    """What was done."""

    students_wanted = Signal()
    again_wanted = Signal()
    undo_wanted = Signal(str)
    """The id of the import to be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_done")
        self._title = label("", "title")
        self._title.setObjectName("done_title")
        self._lines = label("", "", wrap=True)
        self._lines.setObjectName("done_lines")
        self.students = Button(_("Open the list of students"), role="primary", icon="users", name="done_students")
        self.students.clicked.connect(self.students_wanted)
        self._again = Button(_("Import another file"), icon="upload", name="done_again")
        self._again.clicked.connect(self.again_wanted)
        self._import_id = ""
        self._undo = Button(_("Undo this import"), icon="history", name="done_undo")
        self._undo.clicked.connect(lambda _checked=False: self.undo_wanted.emit(self._import_id))
        self.setFocusProxy(self.students)
        self._lay_out()

    def _lay_out(self) -> None:
        space = theme.current().size
        holder = QWidget()
        holder.setMaximumWidth(theme.current().px(_WIDTH_PX))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-m"))
        column.addWidget(IconLabel("circle-check", "accent", 32))
        column.addWidget(self._title)
        column.addWidget(self._lines)
        column.addSpacing(space("space-s"))
        buttons = QHBoxLayout()
        buttons.setSpacing(space("space-s"))
        buttons.addWidget(self.students)
        buttons.addWidget(self._again)
        buttons.addWidget(self._undo)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(space("space-xl"), space("space-xxl"), space("space-xl"), space("space-xl"))
        outer.addWidget(holder, 1000, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)

    def show_result(self, result: ImportResult, left_out: int) -> None:
        """Say how many were written and how many were not."""
        self._import_id = result.import_id
        self._undo.setVisible(bool(result.import_id))
        total = result.added + result.updated
        self._title.setText(ntr("{count} student was written", "{count} students were written", total))
        lines = [tr("New: {added}, updated: {updated}.", added=result.added, updated=result.updated)]
        if result.classes_added:
            lines.append(ntr("{count} class was added.", "{count} classes were added.", result.classes_added))
        if left_out:
            lines.append(
                ntr(
                    "{count} row was left out; correct it in the sheet and import the same file again.",
                    "{count} rows were left out; correct them in the sheet and import the same file again.",
                    left_out,
                )
            )
        lines.append(tr("Something wrong? Undo puts everything back, as long as nothing was built on it."))
        lines.append(tr("The matching of columns is remembered for the next sheet of this kind."))
        self._lines.setText("\n".join(lines))
