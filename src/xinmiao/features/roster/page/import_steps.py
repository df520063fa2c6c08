"""The four steps under one another's heading: stepper, the step in front, the foot.

Owns what is on screen in which step. What is done is the page's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.roster.page.import_choose import ChooseStep
from xinmiao.features.roster.page.import_columns import ColumnsStep
from xinmiao.features.roster.page.import_done import DoneStep
from xinmiao.features.roster.page.import_foot import ImportFoot
from xinmiao.features.roster.page.import_rows import RowsStep
from xinmiao.features.roster.page.import_state import ImportState
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.page import Settings
from xinmiao.ui.widgets.stepper import Stepper

CHOOSE, COLUMNS, ROWS, DONE = range(4)
_STEPS = (_("Choose a file"), _("Check the columns"), _("Trial run"), _("Done"))


class ImportSteps(QWidget):
    """Shows one step at a time."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("import_steps")
        self.choose, self.columns = ChooseStep(), ColumnsStep()
        self.rows, self.done = RowsStep(settings), DoneStep()
        self.foot = ImportFoot()
        self._stepper = Stepper(_STEPS)
        self._stack = QStackedWidget()
        for step in (self.choose, self.columns, self.rows, self.done):
            self._stack.addWidget(step)
        space = theme.current().size
        line = QHBoxLayout()
        line.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-s"))
        line.addWidget(self._stepper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    @property
    def step(self) -> int:
        """Return the number of the step in front."""
        return self._stack.currentIndex()

    def go_to(self, step: int, state: ImportState | None) -> None:
        """Show a step."""
        self._stack.setCurrentIndex(step)
        self._stepper.set_current(step)
        self.refresh(state)
        self.setFocusProxy(self._first(step))
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_file(self, state: ImportState) -> None:
        """Show the columns of a file that was read."""
        self.choose.show_busy("")
        self.columns.show_state(state)
        self.go_to(COLUMNS, state)

    def show_unreadable(self, error: AppError) -> None:
        """Show why a file cannot be taken."""
        self.choose.show_busy("")
        self.choose.show_error(error)
        self.go_to(CHOOSE, None)

    def show_rows(self, state: ImportState) -> None:
        """Show the trial run."""
        self.rows.show_state(state)
        self.go_to(ROWS, state)

    def show_busy(self, words: str) -> None:
        """Say what is being done; nothing can be changed meanwhile."""
        self._stack.setEnabled(False)
        self.foot.show_busy(words)

    def refresh(self, state: ImportState | None) -> None:
        """Say anew how things stand."""
        self._stack.setEnabled(True)
        self.foot.setVisible(self.step in {COLUMNS, ROWS})
        if state is not None and self.step in {COLUMNS, ROWS}:
            self.foot.show_state(state, trial=self.step == ROWS)

    def _first(self, step: int) -> QWidget:
        places: tuple[QWidget, ...] = (self.choose, self.foot.go_on, self.rows.table, self.done)
        return places[step]
