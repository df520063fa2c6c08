"""Operations asked by pages: run on the database lane, answered on the UI thread.

Owns what happens between a page and an operation: waiting, the busy cursor, where errors go, and the
news of what was changed. It is one of the three places where errors of the world are caught.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from xinmiao.kernel.access import Actor
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound, Outcome
from xinmiao.ui.changes import Changes, UiBridge
from xinmiao.ui.lane import Lane

R = TypeVar("R")

BUSY_AFTER_MS = 300


class WorkspaceLike(Protocol):
    """The signed-in workspace, as far as the windows know it. `run` and `close` belong to the database lane."""

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        ...

    def run(self, bound: Bound[R]) -> Outcome[R]:
        """Run an operation in a unit of work."""
        ...

    def interrupt(self) -> None:
        """Stop the running statement early; may be called from any thread."""
        ...

    def close(self) -> None:
        """Roll back, dispose the engine, drop the keys."""
        ...


class ErrorPlace(Protocol):
    """Where errors nobody handles are shown."""

    def error(self, error: AppError) -> None:
        """Tell the error of the world."""
        ...

    def bug(self, error: BaseException) -> None:
        """Report a fault of the program."""
        ...


class BusyCursor(QObject):
    """Turns the pointer into the busy one when something takes longer than 300 ms."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending = 0
        self._shown = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BUSY_AFTER_MS)
        self._timer.timeout.connect(self._show)

    def begin(self) -> None:
        """Count one more thing that is waited for."""
        self._pending += 1
        if not self._shown and not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        """Count one less; the pointer returns with the last."""
        self._pending = max(self._pending - 1, 0)
        if self._pending == 0:
            self._timer.stop()
            if self._shown:
                self._shown = False
                QGuiApplication.restoreOverrideCursor()

    def _show(self) -> None:
        self._shown = True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)


@dataclass(frozen=True)
class _Asked:
    """What to do with an answer. Kept on the UI thread, so that no lane ever holds a widget."""

    then: Callable[[Any], None] | None
    failed: Callable[[AppError], None] | None
    owner: QObject | None

    @property
    def wanted(self) -> bool:
        return self.owner is None or isValid(self.owner)


class Tasks:
    """Runs operations for one signed-in workspace; born at unlock, closed at lock."""

    def __init__(
        self,
        workspace: WorkspaceLike,
        lane: Lane,
        bridge: UiBridge,
        changes: Changes,
        errors: ErrorPlace,
    ) -> None:
        self._workspace = workspace
        self._lane = lane
        self._bridge = bridge
        self._changes = changes
        self._errors = errors
        self._busy = BusyCursor(bridge)
        self._numbers = itertools.count()
        self._asked: dict[int, _Asked] = {}
        self._closed = False

    def run(
        self,
        bound: Bound[R],
        then: Callable[[R], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run `bound`; `then` gets its value, `failed` the error of the world.

        Never waits. Both are called on the UI thread, and neither when `owner` has been deleted meanwhile;
        what was changed is published all the same. Without `failed` the error is shown by the notices.
        """
        self._submit(bound, _Asked(then, failed, owner), urgent=True)

    def run_slices(
        self,
        slices: Iterable[Bound[Any]],
        then: Callable[[Sequence[Any]], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run long work slice by slice; each slice is a unit of its own and other calls go between them."""
        remaining = iter(slices)
        values: list[Any] = []

        def following(value: Any) -> None:
            values.append(value)
            proceed()

        def proceed() -> None:
            bound = next(remaining, None)
            if bound is not None:
                self._submit(bound, _Asked(following, failed, owner), urgent=False)
            elif then is not None:
                then(tuple(values))

        proceed()

    def close(self) -> None:
        """Forget all callbacks: what still arrives is dropped. The lane is stopped by who owns it."""
        self._closed = True
        for _number in tuple(self._asked):
            self._busy.end()
        self._asked.clear()

    @property
    def waiting(self) -> int:
        """Return how many answers are still to come."""
        return len(self._asked)

    def _submit(self, bound: Bound[Any], asked: _Asked, *, urgent: bool) -> None:
        if self._closed:
            return
        number = next(self._numbers)
        self._asked[number] = asked
        self._busy.begin()
        work, done = partial(self._workspace.run, bound), partial(self._finished, number)
        self._lane.submit(work, owner=self, urgent=urgent, done=done)

    def _finished(self, number: int, future: Future[Outcome[Any]]) -> None:
        self._bridge.post(partial(self._deliver, number, future))

    def _deliver(self, number: int, future: Future[Outcome[Any]]) -> None:
        asked = self._asked.pop(number, None)
        if asked is None:
            return
        self._busy.end()
        try:
            outcome = future.result()
        except CancelledError:
            return
        except AppError as error:
            self._failed(asked, error)
        except Exception as error:  # noqa: BLE001 -- a fault of ours goes to the crash reporter, whatever it is
            self._errors.bug(error)
        else:
            if asked.then is not None and asked.wanted:
                asked.then(outcome.value)
            self._changes.publish(outcome.changes)

    def _failed(self, asked: _Asked, error: AppError) -> None:
        if not asked.wanted:
            return
        if asked.failed is not None:
            asked.failed(error)
        else:
            self._errors.error(error)
