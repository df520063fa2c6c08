"""One sign-in: everything that is born at unlock and ends at lock.

Owns the order of the lock: what is on the screen goes first (`shell`), then drafts are flushed, the database lane is
interrupted, the workspace closed with its keys, the clipboard cleared.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from xinmiao.kernel.clock import Clock, Ids
from xinmiao.kernel.feature import Feature
from xinmiao.ui.changes import Changes, UiBridge
from xinmiao.ui.draft_keeper import Drafts, DraftStore
from xinmiao.ui.engines import Engines
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.notices import ScreenNotices
from xinmiao.ui.page import PageContext, Settings
from xinmiao.ui.page_shelf import Place
from xinmiao.ui.paper_window import PaperWindow
from xinmiao.ui.papers import Papers, Rasterise
from xinmiao.ui.tasks import Tasks, WorkspaceLike
from xinmiao.ui.workbench import Bench, Workbench

FLUSH_LIMIT_MS = 5000
_NO_OTHERS = frozenset({"offscreen", "minimal"})
"""Platforms without a screen: their clipboard is this process's own, and they do not say who filled it."""


def _nothing(_context: PageContext, _changes: Changes, _bench: Workbench) -> None:
    """Begin nothing."""


@dataclass(frozen=True)
class Furniture:
    """What the application brings for one sign-in."""

    bench: Bench
    drafts: DraftStore
    settings: Settings
    clock: Clock
    ids: Ids
    rasterise: Rasterise
    idle_minutes: int = 5
    features: tuple[Feature, ...] = ()
    begin: Callable[[PageContext, Changes, Workbench], None] = field(default=_nothing)
    """Called when the workbench stands: load the names of the search box, show the backup's state."""


class SignedIn(QObject):
    """The signed-in person's workbench and services."""

    def __init__(
        self,
        workspace: WorkspaceLike,
        furniture: Furniture,
        engines: Engines,
        window: QWidget,
        bug: Callable[[BaseException], None],
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._furniture = furniture
        self._engines = engines
        self._window = window
        self.changes = Changes()
        self.workbench = Workbench(furniture.bench, workspace.actor.label, window)
        self.notices = ScreenNotices(window, self.workbench, bug)
        self.tasks = Tasks(workspace, engines.database, engines.bridge, self.changes, self.notices)
        self.jobs = Jobs(engines.work, engines.bridge, self.notices, self.workbench.jobs_panel)
        self._drawing = Jobs(engines.work, engines.bridge, self.notices)
        self.drafts = Drafts(
            furniture.drafts, engines.work, engines.bridge, furniture.clock, self.workbench.status.show_draft
        )
        self._context = self._make_context()
        self.changes.listen(self.workbench.note_changes)

    def begin(self, place: Place | None = None) -> None:
        """Open the first page, or `place`; to be called when the workbench is in the window."""
        self.workbench.begin(self._context, place)
        self._furniture.begin(self._context, self.changes, self.workbench)

    def may_close(self) -> bool:
        """Return whether no page has something against it."""
        return self.workbench.may_close()

    def end(self, then: Callable[[], None]) -> None:
        """Lock: flush, interrupt, close, clear; `then` is called on the UI thread when the keys are gone.

        The caller has blanked the screen before.
        """
        flushed = self._put_away()
        self._drawing.cancel_all()
        self._engines.database.interrupt(self._workspace.interrupt)
        _clear_clipboard()
        _when_all(flushed, self._engines.bridge, partial(self._close_workspace, then), self)

    def hand_over(self, then: Callable[[], None]) -> None:
        """Keep all drafts, then call `then` on the UI thread; nothing can be typed meanwhile."""
        self.workbench.setEnabled(False)
        _when_all(self.drafts.flush(), self._engines.bridge, then, self)

    def release(self) -> WorkspaceLike:
        """Give the open workspace back and end everything else: the workbench is built anew."""
        self._put_away()
        self.deleteLater()
        return self._workspace

    def _put_away(self) -> tuple[Future[None], ...]:
        """Take everything off the screen and flush the drafts."""
        self.notices.close_all()
        for dialog in self._window.findChildren(QDialog):
            dialog.hide()
            dialog.deleteLater()
        flushed = self.drafts.flush()
        self.jobs.cancel_all()
        self.tasks.close()
        self.workbench.deleteLater()
        return flushed

    def _close_workspace(self, then: Callable[[], None]) -> None:
        future = self._engines.database.submit(self._workspace.close)
        future.add_done_callback(lambda _done: self._engines.bridge.post(partial(self._gone, then, _done)))

    def _gone(self, then: Callable[[], None], closed: Future[None]) -> None:
        error = None if closed.cancelled() else closed.exception()
        if error is not None:
            self.notices.bug(error)
        if isValid(self):  # the window may have gone meanwhile
            self.deleteLater()
            then()

    def _make_context(self) -> PageContext:
        furniture = self._furniture
        return PageContext(
            tasks=self.tasks,
            jobs=self.jobs,
            notices=self.notices,
            navigator=self.workbench,
            actor=self._workspace.actor,
            clock=furniture.clock,
            ids=furniture.ids,
            drafts=self.drafts,
            papers=Papers(self.jobs, furniture.rasterise, PaperWindow(self._window, self._drawing, self.notices)),
            settings=furniture.settings,
            finder=furniture.bench.finder,
            features=furniture.features,
        )


def _clear_clipboard() -> None:
    """Empty the clipboard if this program filled it; what others put there stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard() or QGuiApplication.platformName() in _NO_OTHERS:
        clipboard.clear()


def _when_all(futures: tuple[Future[None], ...], bridge: UiBridge, then: Callable[[], None], owner: QObject) -> None:
    """Call `then` on the UI thread once all futures ended, or after five seconds: a dead disk must not stop a lock."""
    left = set(futures)
    limit = QTimer(owner)
    limit.setSingleShot(True)

    def done(future: Future[None]) -> None:
        left.discard(future)
        if not left and isValid(limit) and limit.isActive():
            limit.stop()
            then()

    if not left:
        then()
        return
    limit.timeout.connect(then)
    limit.start(FLUSH_LIMIT_MS)
    for future in futures:
        future.add_done_callback(lambda ended: bridge.post(partial(done, ended)))
