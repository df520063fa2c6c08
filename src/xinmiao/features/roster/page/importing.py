"""The import of a roster: choose a file, check the columns, try it, confirm. Nothing is written before that.

Owns the way through the steps and what runs on which lane. Each step is a module of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.roster import dry_run, operations
from xinmiao.features.roster.operations import ImportBasis, ImportResult
from xinmiao.features.roster.page.import_choose import ChooseStep, dropped_file
from xinmiao.features.roster.page.import_columns import ColumnsStep
from xinmiao.features.roster.page.import_done import DoneStep
from xinmiao.features.roster.page.import_foot import ImportFoot
from xinmiao.features.roster.page.import_passed import PassedOverList
from xinmiao.features.roster.page.import_rows import RowsStep
from xinmiao.features.roster.page.import_state import ImportState
from xinmiao.features.roster.records import ClassLine
from xinmiao.features.roster.sheet.header import FoundLists
from xinmiao.features.roster.sheet.planned import ImportPlan
from xinmiao.kernel.errors import AppError, Conflict
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.jobs import Job, Progress
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.stepper import Stepper

R = TypeVar("R")

CHOOSE, COLUMNS, ROWS, DONE = range(4)
_STEPS = (_("Choose a file"), _("Check the columns"), _("Trial run"), _("Done"))


class ImportPage(Page):
    """Four steps; the page keeps where it is when one looks elsewhere meanwhile."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_roster_import")
        self.setAcceptDrops(True)
        self.state: ImportState | None = None
        self._job: Job | None = None
        self._writing = False
        self.stepper = Stepper(_STEPS)
        self.choose, self.columns = ChooseStep(), ColumnsStep()
        self.rows, self.done = RowsStep(context.settings), DoneStep()
        self.foot = ImportFoot()
        self.steps = QStackedWidget()
        for step in (self.choose, self.columns, self.rows, self.done):
            self.steps.addWidget(step)
        self._lay_out()
        self.sheet = SideSheet(self, name="passed_over_sheet")
        self._connect()
        self._go_to(CHOOSE)

    @property
    def step(self) -> int:
        """Return the number of the step in front."""
        return self.steps.currentIndex()

    def page_actions(self) -> tuple[Action, ...]:
        """Return the way on; Ctrl+S writes, and only the trial run can be written."""
        return (
            Action("open_file", _("Choose a file"), self.ask_file, "Ctrl+O", "folder-open", lambda: not self._busy),
            Action("save", _("Next step"), self.go_on, icon="arrow-right", enabled=lambda: not self._busy),
        )

    def help_text(self) -> str:
        """Say how the trial run is worked through."""
        return tr(
            "Ctrl+S goes to the next step and, in the trial run, writes. In the list of rows Space leaves a row out "
            "or takes it back, Enter accepts a conflict; several rows can be chosen with Shift or Ctrl. Either all "
            "confirmed rows are written or none."
        )

    def may_leave(self) -> bool:
        """Stay while students are being written."""
        if self._writing:
            self.context.notices.inform(_("The students are being written; one moment."))
        return not self._writing

    def ask_file(self) -> None:
        """Ask for a file; in the middle of an import ask first."""
        self._ask_to_leave(self.choose.ask_file)

    def take_file(self, path: Path) -> None:
        """Read a file, unless one is being worked on and the user wants to keep it."""
        self._ask_to_leave(partial(self._read, path))

    def go_on(self) -> None:
        """Go to the next step, if this one is finished."""
        if self.step == CHOOSE:
            self.choose.ask_file()
        elif self.step == COLUMNS:
            self._try()
        elif self.step == ROWS:
            self._commit()
        else:
            self._open_students()

    def go_back(self) -> None:
        """Go to the step before."""
        if self.step == COLUMNS:
            self._ask_to_leave(self._start_over)
        elif self.step == ROWS:
            self._go_to(COLUMNS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Take one file of this computer."""
        if dropped_file(event.mimeData()) is not None and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Read the file that was dropped."""
        path = dropped_file(event.mimeData())
        if path is not None and not self._busy:
            event.acceptProposedAction()
            self.take_file(path)

    # reading and trying

    @property
    def _busy(self) -> bool:
        return self._job is not None or self._writing

    def _ask_to_leave(self, go: Callable[[], object]) -> None:
        if self._busy:
            return
        if self.state is None or self.step == DONE:
            go()
            return
        question = Question(
            _("Give up this import and choose another file?"),
            _("Nothing has been written yet; what you decided about columns and rows is lost."),
            (Choice("another", _("Choose another file")), Choice("stay", _("Stay here"))),
            default="stay",
        )

        def answered(answer: str) -> None:
            if answer == "another":
                go()

        self.context.notices.ask(question, answered, self)

    def _read(self, path: Path) -> None:
        self._start_over()
        self.choose.show_busy(tr("Reading {name}", name=path.name))
        self.context.tasks.run(
            operations.list_classes.bind(), partial(self._read_with_classes, path), self._cannot_read, owner=self
        )

    def _read_with_classes(self, path: Path, classes: tuple[ClassLine, ...]) -> None:
        then = partial(self._read_with_basis, path, classes)
        self.context.tasks.run(operations.get_import_basis.bind(), then, self._cannot_read, owner=self)

    def _read_with_basis(self, path: Path, classes: tuple[ClassLine, ...], basis: ImportBasis) -> None:
        self._start(
            tr("Reading {name}", name=path.name),
            partial(_open, path),
            partial(self._opened, path, classes, basis),
        )

    def _opened(self, path: Path, classes: tuple[ClassLine, ...], basis: ImportBasis, found: FoundLists) -> None:
        self._job = None
        self.choose.show_busy("")
        self.state = ImportState(path, found, basis, classes, list(dry_run.proposed_mappings(found, basis)))
        self.columns.show_state(self.state)
        self._go_to(COLUMNS)

    def _cannot_read(self, error: AppError) -> None:
        self._job = None
        self.choose.show_busy("")
        self.choose.show_error(error)
        self._go_to(CHOOSE)

    def _try(self) -> None:
        """Make the trial run anew, unless it stands for these columns already."""
        state = self.state
        if state is None or state.without_name():
            return
        if state.plan is not None:
            self._tried(state.plan)
            return
        self._run_trial(state)

    def _run_trial(self, state: ImportState) -> None:
        self.foot.show_busy(tr("Trying every row"))
        self._start(tr("Trying every row"), partial(_dry_run, state, self.context.clock.today()), self._tried)

    def _tried(self, plan: ImportPlan) -> None:
        self._job = None
        if self.state is not None:
            self.state.take_plan(plan)
            self.rows.show_state(self.state)
            self._go_to(ROWS)

    def _start(self, title: str, work: Callable[[Progress], R], then: Callable[[R], None]) -> None:
        job = self.context.jobs.start(title, work, then, self._failed, self, stopped=self._stopped)
        self._job = job if job in self.context.jobs.running else None

    def _failed(self, error: AppError) -> None:
        if self.step == CHOOSE:
            self._cannot_read(error)
            return
        self._job = None
        self.context.notices.error(error)
        self._refresh()

    def _stopped(self) -> None:
        self._job = None
        self.choose.show_busy("")
        self._refresh()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # writing

    def _commit(self) -> None:
        state = self.state
        if state is None or state.undecided() or self._busy:
            return
        rows = state.to_write()
        if not rows:
            self._open_students()
            return
        self._writing = True
        self.foot.show_busy(tr("Writing {count} students", count=len(rows)))
        self.context.tasks.run(
            operations.commit_import.bind(rows, state.remembered_mappings()), self._committed, self._refused, owner=self
        )

    def _committed(self, result: ImportResult) -> None:
        self._writing = False
        if self.state is not None:
            self.done.show_result(result, len(self.state.excluded))
        self.state = None
        self._go_to(DONE)

    def _refused(self, error: AppError) -> None:
        """Nothing was written. When students were changed meanwhile, the trial run is made again from what is now."""
        self._writing = False
        if isinstance(error, Conflict) and self.state is not None:
            self.context.notices.inform(_("Students were changed meanwhile; nothing was written. Trying again."))
            self.context.tasks.run(operations.get_import_basis.bind(), self._try_again, self._failed, owner=self)
            return
        self.context.notices.error(error)
        self._refresh()

    def _try_again(self, basis: ImportBasis) -> None:
        if self.state is not None:
            self.state.basis = basis
            self._run_trial(self.state)

    # the steps

    def _start_over(self) -> None:
        self.state = None
        self.choose.clear_error()
        self._go_to(CHOOSE)

    def _open_students(self) -> None:
        self._start_over()
        self.context.navigator.open(Target("students"))

    def _go_to(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.stepper.set_current(step)
        self._refresh()
        self.setFocusProxy((self.choose, self.foot.go_on, self.rows.table, self.done)[step])
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        self.foot.setVisible(self.step in {COLUMNS, ROWS})
        if self.state is not None and self.step in {COLUMNS, ROWS}:
            self.foot.show_state(self.state, trial=self.step == ROWS)

    def _show_passed_over(self) -> None:
        if self.state is not None:
            self.sheet.open_sheet(_("Not read"), PassedOverList(self.state.passed_over))

    def _connect(self) -> None:
        self.choose.chosen.connect(self.take_file)
        self.choose.stop_wanted.connect(self._stop)
        self.columns.changed.connect(self._refresh)
        self.columns.passed_over_wanted.connect(self._show_passed_over)
        self.rows.decided.connect(self._refresh)
        self.foot.go_on.clicked.connect(self.go_on)
        self.foot.back.clicked.connect(self.go_back)
        self.done.students_wanted.connect(self._open_students)
        self.done.again_wanted.connect(self._start_over)

    def _lay_out(self) -> None:
        space = theme.current().size
        header = PageHeader(_("Import a roster"), _("From the school’s sheet into the list of students."))
        header.show_back()
        header.back.connect(self.context.navigator.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        line = QHBoxLayout()
        line.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-s"))
        line.addWidget(self.stepper)
        column.addLayout(line)
        column.addWidget(self.steps, 1)
        column.addWidget(self.foot)


def _open(path: Path, progress: Progress) -> FoundLists:
    progress.check_cancelled()
    return dry_run.open_roster(path)


def _dry_run(state: ImportState, today: date, progress: Progress) -> ImportPlan:
    progress.check_cancelled()
    return dry_run.dry_run(state.found, state.mappings, state.basis, today=today)
