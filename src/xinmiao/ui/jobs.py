"""Long work beside the database: papers, spreadsheets, backups; with progress and a way to stop it.

Owns jobs on the work lane and what is told of them. How the progress looks is `job_panel`.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from xinmiao.kernel.errors import AppError, Cancelled
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.lane import Lane

R = TypeVar("R")

_TOLD_EVERY_S = 0.05


class Progress:
    """Handed to the function of a job; may be used from its thread."""

    def __init__(self, told: Callable[[int, int], None] | None = None) -> None:
        self._told = told
        self._cancelled = threading.Event()
        self._outputs: list[Path] = []
        self._last = 0.0

    def report(self, done: int, total: int) -> None:
        """Tell how much is done; stops the job when the user has cancelled it."""
        self.check_cancelled()
        now = time.monotonic()
        if self._told is not None and (done >= total or now - self._last >= _TOLD_EVERY_S):
            self._last = now
            self._told(done, total)

    def check_cancelled(self) -> None:
        """Raise `Cancelled` when the user has cancelled the job."""
        if self._cancelled.is_set():
            raise Cancelled

    def output(self, path: Path) -> Path:
        """Return `path`, which will be removed if the job is cancelled or fails."""
        self._outputs.append(path)
        return path

    def cancel(self) -> None:
        """Ask the job to stop; it does so at its next report or check."""
        self._cancelled.set()

    def sweep(self) -> None:
        """Remove what was written so far."""
        for path in self._outputs:
            with suppress(OSError):  # what cannot be removed now is a `.part` file that the next start sweeps
                path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Job:
    """One running job, as the panel sees it."""

    number: int
    title: Text | str
    progress: Progress

    def cancel(self) -> None:
        """Ask the job to stop."""
        self.progress.cancel()


class JobView(Protocol):
    """Where running jobs are shown; called on the UI thread."""

    def begun(self, job: Job) -> None:
        """A job was started (it is shown only if it takes long)."""
        ...

    def progressed(self, job: Job, done: int, total: int) -> None:
        """A job told how far it is."""
        ...

    def ended(self, job: Job) -> None:
        """A job ended, well or not."""
        ...


class JobNotices(Protocol):
    """What jobs say when nobody else listens."""

    def inform(self, text: Text | str) -> None:
        """Say something in passing."""
        ...

    def error(self, error: AppError) -> None:
        """Tell the error of the world."""
        ...

    def bug(self, error: BaseException) -> None:
        """Report a fault of the program."""
        ...


@dataclass(frozen=True)
class _Wanted:
    job: Job
    then: Callable[[Any], None] | None
    failed: Callable[[AppError], None] | None
    owner: QObject | None
    stopped: Callable[[], None] | None

    @property
    def wanted(self) -> bool:
        return self.owner is None or isValid(self.owner)


class Jobs:
    """Starts functions on the work lane and brings their results to the UI thread."""

    def __init__(self, lane: Lane, bridge: UiBridge, notices: JobNotices, view: JobView | None = None) -> None:
        self._lane = lane
        self._bridge = bridge
        self._notices = notices
        self._view = view
        self._numbers = itertools.count()
        self._running: dict[int, _Wanted] = {}

    def start(
        self,
        title: Text | str,
        function: Callable[[Progress], R],
        then: Callable[[R], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        owner: QObject | None = None,
        *,
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """Run `function(progress)` on the work lane; `then` gets its result on the UI thread.

        A cancelled job calls neither `then` nor `failed` but `stopped`; its outputs are removed and a line says
        that it was stopped. Nothing is called when `owner` has been deleted meanwhile.
        """
        number = next(self._numbers)
        progress = Progress(partial(self._tell, number))
        job = Job(number, title, progress)
        self._running[number] = _Wanted(job, then, failed, owner, stopped)
        if self._view is not None:
            self._view.begun(job)
        self._lane.submit(partial(_run, function, progress), owner=self, done=partial(self._finished, number))
        return job

    def tell(self, error: AppError) -> None:
        """Tell an error as one is told that nobody listens to."""
        self._notices.error(error)

    def cancel_all(self) -> None:
        """Ask every job to stop, and drop those that have not begun."""
        self._lane.cancel(self)
        for wanted in tuple(self._running.values()):
            wanted.job.cancel()

    @property
    def running(self) -> tuple[Job, ...]:
        """Return the jobs that have not ended."""
        return tuple(wanted.job for wanted in self._running.values())

    def _tell(self, number: int, done: int, total: int) -> None:
        self._bridge.post(partial(self._progressed, number, done, total))

    def _progressed(self, number: int, done: int, total: int) -> None:
        wanted = self._running.get(number)
        if wanted is not None and self._view is not None:
            self._view.progressed(wanted.job, done, total)

    def _finished(self, number: int, future: Future[Any]) -> None:
        self._bridge.post(partial(self._deliver, number, future))

    def _deliver(self, number: int, future: Future[Any]) -> None:
        wanted = self._running.pop(number)
        if self._view is not None:
            self._view.ended(wanted.job)
        try:
            value = future.result()
        except (Cancelled, CancelledError):
            self._notices.inform(_("Stopped."))
            if wanted.stopped is not None and wanted.wanted:
                wanted.stopped()
        except AppError as error:
            self._failed(wanted, error)
        except Exception as error:  # noqa: BLE001 -- a fault of ours goes to the crash reporter, whatever it is
            self._notices.bug(error)
        else:
            if wanted.then is not None and wanted.wanted:
                wanted.then(value)

    def _failed(self, wanted: _Wanted, error: AppError) -> None:
        if not wanted.wanted:
            return
        if wanted.failed is not None:
            wanted.failed(error)
        else:
            self._notices.error(error)


def _run(function: Callable[[Progress], R], progress: Progress) -> R:
    """Run a job; whatever ends it early takes its outputs with it."""
    kept = False
    try:
        progress.check_cancelled()
        value = function(progress)
        progress.check_cancelled()
        kept = True
    finally:
        if not kept:
            progress.sweep()
    return value
