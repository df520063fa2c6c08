"""The threads of the program: one for the database, two for other work, none of them for windows.

Owns the queues and the threads. Knows nothing of operations (`tasks`), of progress (`jobs`) or of Qt:
what a lane finishes is a `Future`, and whoever submitted brings the result to the UI thread.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

R = TypeVar("R")
Done = Callable[[Future[Any]], None]
"""Called with the finished future, on the lane's thread; for dropped work on the thread that drops it."""

_URGENT = 0
_LONG = 1


class Lane(Protocol):
    """Runs callables somewhere else, one after the other or side by side."""

    def submit(
        self, work: Callable[[], R], *, owner: object = None, urgent: bool = True, done: Done | None = None
    ) -> Future[R]:
        """Queue `work`; `owner` groups it for `cancel`, and long work (not urgent) lets urgent work go first.

        `done` is there before the work can begin, so that a lane with threads never calls it from here.
        """
        ...

    def cancel(self, owner: object) -> int:
        """Drop what is queued for `owner` and return how many pieces were dropped."""
        ...

    def interrupt(self, stop_running: Callable[[], None] | None = None) -> None:
        """Drop all that is queued; `stop_running` is called, here, when something runs that should stop early."""
        ...

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Drop all that is queued, let what is running finish, end the threads; False when it did not end in time."""
        ...


@dataclass(order=True)
class _Piece:
    """One queued piece of work; the order is urgency, then arrival."""

    rank: int
    number: int
    work: Callable[[], Any] = field(compare=False)
    future: Future[Any] = field(compare=False)
    owner: object = field(compare=False)

    def run(self) -> None:
        """Run the work unless somebody cancelled it; whatever it raises belongs to the future."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            value = self.work()
        except BaseException as error:  # noqa: BLE001 -- a lane must outlive its work; the future carries the error on
            self.future.set_exception(error)
        else:
            self.future.set_result(value)


class DatabaseLane:
    """Exactly one thread, which opens, uses and disposes the engine.

    Interactive work goes before long work, so long writes are submitted slice by slice with
    `urgent=False`, each slice after the one before it is done.
    """

    def __init__(self, name: str = "database") -> None:
        self._numbers = itertools.count()
        self._waiting: list[_Piece] = []
        self._wake = threading.Condition()
        self._running = False
        self._stopped = False
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Return whether something is running or queued."""
        with self._wake:
            return self._running or bool(self._waiting)

    def submit(
        self, work: Callable[[], R], *, owner: object = None, urgent: bool = True, done: Done | None = None
    ) -> Future[R]:
        """Queue `work`; after `stop` it is cancelled at once."""
        future = _future(done)
        piece = _Piece(_URGENT if urgent else _LONG, next(self._numbers), work, future, owner)
        with self._wake:
            if not self._stopped:
                heapq.heappush(self._waiting, piece)
                self._wake.notify()
                return future
        _dismiss(future)
        return future

    def cancel(self, owner: object) -> int:
        """Drop what is queued for `owner` (by identity); what is running runs on."""
        with self._wake:
            dropped = [piece for piece in self._waiting if piece.owner is owner]
            self._waiting = [piece for piece in self._waiting if piece.owner is not owner]
            heapq.heapify(self._waiting)
        for piece in dropped:
            _dismiss(piece.future)
        return len(dropped)

    def interrupt(self, stop_running: Callable[[], None] | None = None) -> None:
        """Drop all that is queued and interrupt what is running (SQLite allows it from any thread)."""
        with self._wake:
            dropped, self._waiting = self._waiting, []
            running = self._running
        for piece in dropped:
            _dismiss(piece.future)
        if running and stop_running is not None:
            stop_running()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """End the thread after what is running; True when it has ended."""
        with self._wake:
            self._stopped = True
            dropped, self._waiting = self._waiting, []
            self._wake.notify_all()
        for piece in dropped:
            _dismiss(piece.future)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while (piece := self._next()) is not None:
            piece.run()
            with self._wake:
                self._running = False
            del piece  # a result must not be kept alive here until the next one comes

    def _next(self) -> _Piece | None:
        with self._wake:
            while not self._waiting and not self._stopped:
                self._wake.wait()
            if self._stopped:
                return None
            self._running = True
            return heapq.heappop(self._waiting)


class WorkLane:
    """Two threads for paper, spreadsheets, key derivation and drafts; they only get frozen values."""

    def __init__(self, threads: int = 2, name: str = "work") -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._lock = threading.Lock()
        self._futures: dict[Future[Any], object] = {}
        self._stopped = False

    def submit(
        self, work: Callable[[], R], *, owner: object = None, urgent: bool = True, done: Done | None = None
    ) -> Future[R]:
        """Queue `work`; after `stop` it is cancelled at once. All work is equally urgent here."""
        future = _future(done)
        piece = _Piece(_URGENT if urgent else _LONG, 0, work, future, owner)
        with self._lock:
            stopped = self._stopped
            if not stopped:
                self._futures[future] = owner
                self._pool.submit(piece.run)
        if stopped:
            _dismiss(future)
        else:
            future.add_done_callback(self._forget)
        return future

    def cancel(self, owner: object) -> int:
        """Drop what is queued for `owner` (by identity)."""
        with self._lock:
            owned = [future for future, whose in self._futures.items() if whose is owner]
        return sum(future.cancel() for future in owned)

    def interrupt(self, stop_running: Callable[[], None] | None = None) -> None:  # noqa: ARG002 -- see the text
        """Drop all that is queued; running jobs look at their own `Progress`."""
        with self._lock:
            futures = list(self._futures)
        for future in futures:
            future.cancel()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Drop what is queued and wait for what is running, at most `timeout_s`."""
        with self._lock:
            self._stopped = True
            futures = list(self._futures)
        for future in futures:
            future.cancel()
        waiter = threading.Thread(target=self._pool.shutdown, kwargs={"wait": True}, daemon=True)
        waiter.start()
        waiter.join(timeout_s)
        return not waiter.is_alive()

    def _forget(self, future: Future[Any]) -> None:
        with self._lock:
            self._futures.pop(future, None)


class InlineLane:
    """Runs work at once on the calling thread: for the command line and for tests."""

    def submit(
        self, work: Callable[[], R], *, owner: object = None, urgent: bool = True, done: Done | None = None
    ) -> Future[R]:
        """Run `work` now and return the finished future."""
        future = _future(done)
        _Piece(_URGENT if urgent else _LONG, 0, work, future, owner).run()
        return future

    def cancel(self, owner: object) -> int:  # noqa: ARG002 -- nothing ever waits here
        """Drop nothing: nothing is ever queued."""
        return 0

    def interrupt(self, stop_running: Callable[[], None] | None = None) -> None:
        """Do nothing: nothing is ever queued."""

    def stop(self, timeout_s: float = 5.0) -> bool:  # noqa: ARG002 -- nothing to wait for
        """Do nothing: there is no thread."""
        return True


def _future(done: Done | None) -> Future[Any]:
    future: Future[Any] = Future()
    if done is not None:
        future.add_done_callback(done)
    return future


def _dismiss(future: Future[Any]) -> None:
    """Cancel a future that no thread holds, and tell those who wait."""
    future.cancel()
    future.set_running_or_notify_cancel()
