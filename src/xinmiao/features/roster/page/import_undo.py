"""Taking an import back, from the page: the list of imports, the question, what stands in the way.

Owns asking and telling. Whether it can be taken back is decided by the operation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.operations import Obstacle, UndoRefused
from xinmiao.features.roster.page.import_history import counts_of, file_of
from xinmiao.features.roster.records import ImportLine
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.labels import label


class ImportUndo(QObject):
    """One at a time; what comes of it is told by a signal."""

    listed = Signal(object)
    """The imports so far, as a tuple of `ImportLine`."""
    refused = Signal(object)
    """The `UndoRefused` that names what stands in the way."""
    undone = Signal()

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._owner = context, parent
        self.running = False
        self.lines: tuple[ImportLine, ...] = ()

    def load(self) -> None:
        """Ask for the imports so far."""
        self._context.tasks.run(operations.list_imports.bind(), self._loaded, owner=self)

    def ask(self, line: ImportLine) -> None:
        """Ask, then take an import back."""
        if self.running:
            return
        question = Question(
            _("Undo the import of “{file}” from {time}?").format(file=file_of(line), time=show_datetime(line.made_at)),
            _("{counts}. Students it added are removed, changed values go back. Either all of it or nothing.").format(
                counts=counts_of(line)
            ),
            (Choice("undo", _("Undo the import")), Choice("keep", _("Leave it as it is"))),
            default="keep",
        )
        self._context.notices.ask(question, partial(self._answered, line), self._owner)

    def ask_about(self, import_id: str) -> None:
        """Ask about the import of this id."""
        line = next((one for one in self.lines if one.id == import_id and one.undone_at is None), None)
        if line is not None:
            self.ask(line)

    def _answered(self, line: ImportLine, answer: str) -> None:
        if answer == "undo":
            self.running = True
            self._context.notices.inform(_("The import is being undone; one moment."))
            bound = operations.undo_import.bind(line.id, line.version)
            self._context.tasks.run(bound, self._done, self._failed, owner=self)

    def _done(self, students: int) -> None:
        self.running = False
        told = ntr(
            "The import is undone; {count} student is as before.",
            "The import is undone; {count} students are as before.",
            students,
        )
        self._context.notices.inform(told)
        self.load()
        self.undone.emit()

    def _failed(self, error: AppError) -> None:
        self.running = False
        self.load()
        if isinstance(error, UndoRefused):
            self.refused.emit(error)
        else:
            self._context.notices.error(error)

    def _loaded(self, lines: tuple[ImportLine, ...]) -> None:
        self.lines = lines
        self.listed.emit(lines)


class ObstacleList(QWidget):
    """Who and what stands in the way, in the side sheet."""

    def __init__(self, error: UndoRefused) -> None:
        super().__init__()
        self.setObjectName("obstacle_list")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-m"))
        column.addWidget(label(error.message, "strong", wrap=True))
        step = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
        column.addWidget(label(step, "secondary", wrap=True))
        column.addWidget(_table(error.obstacles), 1)


def _table(obstacles: Sequence[Obstacle]) -> RecordTable[Obstacle]:
    table: RecordTable[Obstacle] = RecordTable(
        (
            Column("student", _("Student"), lambda one: one.student or tr("Whole school"), width=180),
            Column("reason", _("Reason"), lambda one: str(one.reason), width=200, stretch=True),
        ),
        _("What stands in the way"),
        id_of=lambda one: f"{one.student}\n{one.reason}",
        compact=True,
        name="obstacle_table",
    )
    table.set_rows(obstacles)
    return table
