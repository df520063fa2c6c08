"""The import of a roster: choose a file, check the columns, try it, confirm. Nothing is written before that.

Owns the way through the steps and what runs on which lane. Each step is a module of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster.operations import ImportResult, UndoRefused
from xinmiao.features.roster.page.import_choose import FileDrops
from xinmiao.features.roster.page.import_passed import PassedOverList
from xinmiao.features.roster.page.import_state import ImportState
from xinmiao.features.roster.page.import_steps import CHOOSE, COLUMNS, DONE, ROWS, ImportSteps
from xinmiao.features.roster.page.import_undo import ImportUndo, ObstacleList
from xinmiao.features.roster.page.import_work import ImportWork
from xinmiao.features.roster.records import ROSTER_IMPORT
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.side_sheet import SideSheet

__all__ = ["CHOOSE", "COLUMNS", "DONE", "ROWS", "ImportPage"]


_GIVE_UP = Question(
    _("Give up this import and choose another file?"),
    _("Nothing has been written yet; what you decided about columns and rows is lost."),
    (Choice("another", _("Choose another file")), Choice("stay", _("Stay here"))),
    default="stay",
)

_HELP = _(
    "Ctrl+S goes to the next step and, in the trial run, writes. In the list of rows Space leaves a row out "
    "or takes it back, Enter accepts a conflict; several rows can be chosen with Shift or Ctrl. Either all "
    "confirmed rows are written or none."
)


class ImportPage(Page):
    """Four steps; the page keeps where it is when one looks elsewhere meanwhile."""

    interests: ClassVar[frozenset[str]] = frozenset({ROSTER_IMPORT.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_roster_import")
        self.state: ImportState | None = None
        self.work = ImportWork(context, self)
        self.flow = ImportSteps(context.settings)
        self.choose, self.columns = self.flow.choose, self.flow.columns
        self.rows, self.done, self.foot = self.flow.rows, self.flow.done, self.flow.foot
        _lay_out(self)
        self.sheet = SideSheet(self, name="passed_over_sheet")
        self.undo = ImportUndo(context, self)
        self.setFocusProxy(self.flow)
        FileDrops(self, lambda: not self.work.busy).dropped.connect(self.take_file)
        _connect(self)
        self.flow.go_to(CHOOSE, None)

    @property
    def step(self) -> int:
        """Return the number of the step in front."""
        return self.flow.step

    def reload(self) -> None:
        """Ask for the imports so far."""
        self._stale = False
        self.undo.load()

    def page_actions(self) -> tuple[Action, ...]:
        """Return the way on; Ctrl+S writes, and only the trial run can be written."""
        return (
            Action("open_file", _("Choose a file"), self.ask_file, "Ctrl+O", "folder-open", lambda: not self.work.busy),
            Action("save", _("Next step"), self.go_on, icon="arrow-right", enabled=lambda: not self.work.busy),
        )

    def help_text(self) -> str:
        """Say how the trial run is worked through."""
        return str(_HELP)

    def may_leave(self) -> bool:
        """Stay while students are being written."""
        if self.work.writing:
            self.context.notices.inform(_("The students are being written; one moment."))
        return not self.work.writing and not self.undo.running

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
            self.open_students()

    def go_back(self) -> None:
        """Go to the step before."""
        if self.step == COLUMNS:
            self._ask_to_leave(self.start_over)
        elif self.step == ROWS:
            self.flow.go_to(COLUMNS, self.state)

    # reading, trying, writing

    def _ask_to_leave(self, go: Callable[[], object]) -> None:
        if self.work.busy:
            return
        if self.state is None or self.step == DONE:
            go()
            return

        def answered(answer: str) -> None:
            if answer == "another":
                go()

        self.context.notices.ask(_GIVE_UP, answered, self)

    def _read(self, path: Path) -> None:
        self.start_over()
        self.choose.show_busy(tr("Reading {name}", name=path.name))
        self.work.read(path)

    def take_state(self, state: ImportState) -> None:
        """Show the columns of a file that was read."""
        self.state = state
        self.flow.show_file(state)

    def _try(self) -> None:
        """Make the trial run anew, unless it stands for these columns already."""
        state = self.state
        if state is None or state.without_name() or self.work.busy:
            return
        if state.plan is not None:
            self.show_trial()
            return
        self.flow.show_busy(tr("Trying every row"))
        self.work.try_rows(state)

    def show_trial(self) -> None:
        """Show the trial run."""
        if self.state is not None:
            self.flow.show_rows(self.state)

    def try_again(self) -> None:
        """Make the trial run anew, because it was said whom a row means."""
        if self.state is not None and not self.work.busy:
            self.flow.show_busy(tr("Trying every row"))
            self.work.try_rows(self.state)

    def note_stop(self) -> None:
        """Go on where it was stopped."""
        self.choose.show_busy("")
        self.refresh()

    def _commit(self) -> None:
        state = self.state
        if state is None or state.undecided() or self.work.busy:
            return
        if not state.to_write():
            self.open_students()
            return
        self.flow.show_busy(tr("Writing {count} students", count=len(state.to_write())))
        self.work.commit(state)

    def show_done(self, result: ImportResult) -> None:
        """Say what was written."""
        if self.state is not None:
            self.done.show_result(result, len(self.state.excluded))
        self.state = None
        self.undo.load()
        self.flow.go_to(DONE, None)

    # the steps

    def start_over(self) -> None:
        """Begin with the choice of a file."""
        self.state = None
        self.choose.clear_error()
        self.flow.go_to(CHOOSE, None)

    def open_students(self) -> None:
        """Leave for the list of students."""
        self.start_over()
        self.context.navigator.open(Target("students"))

    def refresh(self) -> None:
        """Say anew how things stand."""
        self.flow.refresh(self.state)

    def show_passed_over(self) -> None:
        """Show what is not read."""
        if self.state is not None:
            self.sheet.open_sheet(_("Not read"), PassedOverList(self.state.passed_over))

    def show_obstacles(self, error: UndoRefused) -> None:
        """Show what keeps an import from being undone."""
        self.sheet.open_sheet(_("The import stays"), ObstacleList(error))


def _lay_out(page: ImportPage) -> None:
    header = PageHeader(_("Import a roster"), _("From the school’s sheet into the list of students."))
    header.show_back()
    header.back.connect(page.context.navigator.back)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header)
    column.addWidget(page.flow, 1)


def _connect(page: ImportPage) -> None:
    page.work.opened.connect(page.take_state)
    page.work.unreadable.connect(page.flow.show_unreadable)
    page.work.tried.connect(page.show_trial)
    page.work.committed.connect(page.show_done)
    page.work.stopped.connect(page.note_stop)
    page.choose.chosen.connect(page.take_file)
    page.choose.stop_wanted.connect(page.work.stop)
    page.columns.changed.connect(page.refresh)
    page.columns.passed_over_wanted.connect(page.show_passed_over)
    page.rows.decided.connect(page.refresh)
    page.rows.retry_wanted.connect(page.try_again)
    page.undo.listed.connect(page.choose.history.show_lines)
    page.undo.refused.connect(page.show_obstacles)
    page.undo.undone.connect(page.start_over)
    page.choose.history.undo_wanted.connect(page.undo.ask)
    page.done.undo_wanted.connect(page.undo.ask_about)
    page.foot.go_on.clicked.connect(page.go_on)
    page.foot.back.clicked.connect(page.go_back)
    page.done.students_wanted.connect(page.open_students)
    page.done.again_wanted.connect(page.start_over)
