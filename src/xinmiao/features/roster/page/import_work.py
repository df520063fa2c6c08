"""What an import does on the lanes: reading a file, trying its rows, writing what was confirmed.

Owns the order of these and what happens when one fails or is stopped. Shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from xinmiao.features.roster import dry_run, operations
from xinmiao.features.roster.operations import ImportBasis, ImportResult
from xinmiao.features.roster.page.import_state import ImportState
from xinmiao.features.roster.records import ClassLine
from xinmiao.features.roster.sheet.header import FoundLists
from xinmiao.features.roster.sheet.planned import ImportPlan
from xinmiao.kernel.errors import AppError, Conflict
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.jobs import Job, Progress
from xinmiao.ui.page import PageContext

R = TypeVar("R")


class ImportWork(QObject):
    """One thing at a time; whatever comes of it is told by a signal on the UI thread."""

    opened = Signal(object)
    """The `ImportState` of a file that was read."""
    unreadable = Signal(object)
    """The `AppError` that says why a file cannot be taken."""
    tried = Signal()
    """The trial run is in the state."""
    committed = Signal(object)
    """The `ImportResult`."""
    stopped = Signal()
    """What was being done has ended without a result; things are as before."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._reading = False
        self.writing = False

    @property
    def busy(self) -> bool:
        """Return whether something is being done."""
        return self._reading or self._job is not None or self.writing

    def stop(self) -> None:
        """Ask the running job to stop."""
        if self._job is not None:
            self._job.cancel()

    def read(self, path: Path) -> None:
        """Read a file and propose how its columns are read."""
        self._reading = True
        self._ask_classes(partial(self._read_with_classes, path))

    def try_rows(self, state: ImportState) -> None:
        """Make the trial run."""
        run = partial(_dry_run, state, self._context.clock.today())
        self._start(tr("Trying every row"), run, partial(self._tried, state), self._failed)

    def commit(self, state: ImportState) -> None:
        """Write the confirmed rows, all of them or none."""
        self.writing = True
        bound = operations.commit_import.bind(state.to_write(), state.remembered_mappings(), file_name=state.path.name)
        self._context.tasks.run(bound, self._committed, partial(self._refused, state), owner=self)

    def _ask_classes(self, then: Callable[[tuple[ClassLine, ...]], None]) -> None:
        self._context.tasks.run(operations.list_classes.bind(), then, self._cannot_read, owner=self)

    def _read_with_classes(self, path: Path, classes: tuple[ClassLine, ...]) -> None:
        then = partial(self._read_with_basis, path, classes)
        self._context.tasks.run(operations.get_import_basis.bind(), then, self._cannot_read, owner=self)

    def _read_with_basis(self, path: Path, classes: tuple[ClassLine, ...], basis: ImportBasis) -> None:
        then = partial(self._opened, path, classes, basis)
        self._start(tr("Reading {name}", name=path.name), partial(_open, path), then, self._cannot_read)

    def _opened(self, path: Path, classes: tuple[ClassLine, ...], basis: ImportBasis, found: FoundLists) -> None:
        self._ended()
        mappings = list(dry_run.proposed_mappings(found, basis))
        self.opened.emit(ImportState(path, found, basis, classes, mappings))

    def _cannot_read(self, error: AppError) -> None:
        self._ended()
        self.unreadable.emit(error)

    def _tried(self, state: ImportState, plan: ImportPlan) -> None:
        self._ended()
        state.take_plan(plan)
        self.tried.emit()

    def _committed(self, result: ImportResult) -> None:
        self._ended()
        self.committed.emit(result)

    def _refused(self, state: ImportState, error: AppError) -> None:
        """Nothing was written. When students were changed meanwhile, the trial run is made again from what is now."""
        if not isinstance(error, Conflict):
            self._failed(error)
            return
        self._ended()
        self._context.notices.inform(_("Students were changed meanwhile; nothing was written. Trying again."))
        again = partial(self._try_again, state)
        self._context.tasks.run(operations.get_import_basis.bind(), again, self._failed, owner=self)

    def _try_again(self, state: ImportState, basis: ImportBasis) -> None:
        state.basis = basis
        self.try_rows(state)

    def _failed(self, error: AppError) -> None:
        self._ended()
        self._context.notices.error(error)
        self.stopped.emit()

    def _was_stopped(self) -> None:
        self._ended()
        self.stopped.emit()

    def _ended(self) -> None:
        self._job, self._reading, self.writing = None, False, False

    def _start(
        self, title: str, work: Callable[[Progress], R], then: Callable[[R], None], failed: Callable[[AppError], None]
    ) -> None:
        job = self._context.jobs.start(title, work, then, failed, self, stopped=self._was_stopped)
        self._job = job if job in self._context.jobs.running else None


def _open(path: Path, progress: Progress) -> FoundLists:
    progress.check_cancelled()
    return dry_run.open_roster(path)


def _dry_run(state: ImportState, today: date, progress: Progress) -> ImportPlan:
    progress.check_cancelled()
    plan = dry_run.dry_run(state.found, state.mappings, state.basis, today=today, decisions=state.decisions())
    progress.check_cancelled()
    dry_run.prepare_names(plan)
    return plan
