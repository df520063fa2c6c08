"""Drafts: what is being typed is sealed and kept every few seconds, so that a lock or a power cut costs nothing.

Owns when a draft is saved and what is said of it. Where and how it is sealed is the store's affair.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from xinmiao.kernel.clock import Clock
from xinmiao.kernel.display import show_time
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import tr
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.lane import Lane

SAVE_EVERY_MS = 3000


class DraftStore(Protocol):
    """Sealed draft files of the signed-in account; used from the work lane."""

    def save(self, key: str, payload: bytes) -> None:
        """Seal and keep `payload` under `key`, in place of what was there."""
        ...

    def load(self, key: str) -> bytes | None:
        """Return the kept draft, or None."""
        ...

    def discard(self, key: str) -> None:
        """Remove the draft; nothing happens when there is none."""
        ...

    def list(self) -> tuple[str, ...]:
        """Return the keys of all drafts of this account."""
        ...


class DraftKeeper(QObject):
    """Keeps the draft of one form: connect the form's change signal to `touch`."""

    said = Signal(str)
    """What to show of it, such as: draft saved 10:52."""

    def __init__(self, drafts: Drafts, key: str, read: Callable[[], bytes], parent: QObject) -> None:
        super().__init__(parent)
        self.key = key
        self._drafts = drafts
        self._read = read
        self._dirty = False
        self.kept = False
        """Whether something was typed since the form was opened, so that there is a draft, or will be."""
        self._saving: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._save)
        self._saved_at = -SAVE_EVERY_MS / 1000

    @Slot()
    def touch(self) -> None:
        """Note that something was typed: the first keystroke is saved at once, later ones every 3 s."""
        self._dirty = self.kept = True
        if not self._timer.isActive() and self._saving is None:
            waited_ms = int((time.monotonic() - self._saved_at) * 1000)
            self._timer.start(max(SAVE_EVERY_MS - waited_ms, 0))

    def flush(self) -> Future[None] | None:
        """Save now what is not saved yet; the future ends when it is on disk, None when nothing is left to do."""
        self._timer.stop()
        return self._submit() if self._dirty else self._saving

    def discard(self) -> None:
        """Forget the draft: the form was saved, or thrown away by the user."""
        self._timer.stop()
        self._dirty = self.kept = False
        self._drafts.discard(self.key)

    def _save(self) -> None:
        if self._dirty:
            self._submit()

    def _submit(self) -> Future[None]:
        self._dirty = False
        self._saved_at = time.monotonic()
        self._saving = future = self._drafts.save(self.key, self._read())
        future.add_done_callback(partial(_cross, self._drafts.bridge, weakref.ref(self)))
        return future

    def finished(self, future: Future[None]) -> None:
        """Say whether the draft was saved; called on the UI thread."""
        if future is self._saving:
            self._saving = None
        try:
            future.result()
        except CancelledError:
            return
        except AppError as error:
            self._dirty = True
            self._timer.start(SAVE_EVERY_MS)
            self.said.emit(tr("Draft not saved: {reason}", reason=error.told()))
        else:
            self.said.emit(tr("Draft saved {time}", time=show_time(self._drafts.clock.now())))
            if self._dirty:
                self.touch()


def _cross(bridge: UiBridge, keeper: weakref.ref[DraftKeeper], future: Future[None]) -> None:
    bridge.post(partial(_arrive, keeper, future))


def _arrive(keeper: weakref.ref[DraftKeeper], future: Future[None]) -> None:
    """Tell a keeper that is still there; the lane never holds one."""
    found = keeper()
    if found is not None and isValid(found):
        found.finished(future)


class Drafts:
    """The drafts of the signed-in account."""

    def __init__(
        self,
        store: DraftStore,
        lane: Lane,
        bridge: UiBridge,
        clock: Clock,
        told: Callable[[str], None] | None = None,
    ) -> None:
        self.store = store
        self._told = told
        self.bridge = bridge
        self.clock = clock
        self._lane = lane
        self._keepers: weakref.WeakSet[DraftKeeper] = weakref.WeakSet()
        self._last: dict[str, Future[Any]] = {}

    def keep(self, key: str, read: Callable[[], bytes], owner: QObject) -> DraftKeeper:
        """Return the keeper of one form's draft; it ends with `owner`."""
        keeper = DraftKeeper(self, key, read, owner)
        self._keepers.add(keeper)
        if self._told is not None:
            keeper.said.connect(self._told)
        return keeper

    def save(self, key: str, payload: bytes) -> Future[None]:
        """Save one draft on the work lane."""
        return self._in_order(key, partial(self.store.save, key, payload))

    def discard(self, key: str) -> Future[None]:
        """Remove one draft on the work lane."""
        return self._in_order(key, partial(self.store.discard, key))

    def load(self, key: str, then: Callable[[bytes | None], None], owner: QObject | None = None) -> None:
        """Load one draft; `then` gets it on the UI thread, or None when there is none or it cannot be read."""

        def arrived(future: Future[bytes | None]) -> None:
            if owner is not None and not isValid(owner):
                return
            try:
                payload = future.result()
            except (AppError, CancelledError):
                payload = None
            then(payload)

        future = self._in_order(key, partial(self.store.load, key))
        future.add_done_callback(lambda done: self.bridge.post(partial(arrived, done)))

    def flush(self) -> tuple[Future[None], ...]:
        """Save everything that is not saved yet; the futures end when it is on disk."""
        keepers = [keeper for keeper in self._keepers if isValid(keeper)]
        return tuple(future for keeper in keepers if (future := keeper.flush()) is not None)

    def _in_order(self, key: str, work: Callable[[], Any]) -> Future[Any]:
        """Submit `work` so that it runs after what was asked before for the same draft."""
        before = self._last.get(key)

        def run() -> Any:
            if before is not None:
                wait((before,))
            return work()

        future = self._lane.submit(run, owner=self)
        self._last[key] = future
        return future
