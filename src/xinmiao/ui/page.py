"""Pages: what fills the window beside the navigation, and what a page is given to work with.

Owns the contract between the workbench and the pages of the features. A page asks operations through
`context.tasks` and knows no other page: it opens a `Target`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar, Protocol

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from xinmiao.kernel.access import Actor
from xinmiao.kernel.clock import Clock, Ids
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.operations import Change
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.tasks import Target
from xinmiao.ui.actions import Action
from xinmiao.ui.draft_keeper import Drafts
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.notices import Notices
from xinmiao.ui.papers import Papers
from xinmiao.ui.search_box import Finder, nobody
from xinmiao.ui.tasks import Tasks
from xinmiao.ui.typed_words import has_loose_words


class Navigator(Protocol):
    """Opens places of the program."""

    def open(self, target: Target) -> None:
        """Open the page named by `target`, and its record when it names one."""
        ...

    def back(self) -> None:
        """Return to the page before this one."""
        ...

    def find_student(self, *, for_note: bool = False) -> None:
        """Go to the search box; with `for_note`, Enter there writes a note instead of opening the student."""
        ...

    def show_alone(self, *, alone: bool) -> None:
        """Show nothing but the page, or everything again."""
        ...

    def lock_and_restore(self, backup: str) -> None:
        """Lock, then offer to restore the backup set in the folder `backup`."""
        ...


class Settings(Protocol):
    """Choices that are kept; reading never waits."""

    def value(self, setting: Setting) -> Any:
        """Return the kept choice, or the setting's default."""
        ...

    def store(self, setting: Setting, value: Any) -> None:
        """Keep a choice."""
        ...


@dataclass(frozen=True)
class PageContext:
    """What a page may use; made at unlock, gone at lock."""

    tasks: Tasks
    jobs: Jobs
    notices: Notices
    navigator: Navigator
    actor: Actor
    clock: Clock
    ids: Ids
    drafts: Drafts
    papers: Papers
    settings: Settings
    finder: Finder = nobody
    """Finds students in memory, as the search box does."""
    features: tuple[Feature, ...] = ()
    """All features of the program, for pages that gather what every feature contributes."""


class Page(QWidget):
    """One page. It reloads when shown for the first time, and when a record it is interested in was changed."""

    interests: ClassVar[frozenset[str]] = frozenset()
    """Kinds of records (`RecordSpec.record`) the page shows."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True

    @property
    def stale(self) -> bool:
        """Return whether the page will reload when it is next shown."""
        return self._stale

    def reload(self) -> None:
        """Ask for the page's records again; pages that show records override this."""

    def open_record(self, record_id: str) -> None:
        """Show one record; pages that are targets override this. Called before the page is shown."""

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here; names `new`, `save` and `print` get Ctrl+N, Ctrl+S and Ctrl+P."""
        return ()

    def help_text(self) -> str:
        """Return the help for F1, plain sentences; empty for none."""
        return ""

    def may_leave(self) -> bool:
        """Return whether the page can be left now; a page that refuses says why itself."""
        return True

    def remembered(self) -> str:
        """Return in words what `resume` needs when the pages are built anew in another size or language."""
        return ""

    def resume(self, remembered: str) -> None:
        """Be again as the page that `remembered` was; only called with what it returned, unless that was empty."""

    def note_display(self) -> None:
        """Take note that look, size or language were chosen, or that a choice was taken back."""

    def loose_words(self) -> bool:
        """Return whether something is typed that lies in no draft and would be lost with the page."""
        return has_loose_words(self)

    def note_changes(self, changes: frozenset[Change]) -> None:
        """Reload when visible and interested, else remember that the page is stale."""
        if not self.interests & {change.record for change in changes}:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Reload a stale page."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()


PageMaker = Callable[[PageContext, QWidget | None], Page]


def page_maker(entry: PageEntry) -> PageMaker:
    """Import the page named by `entry` ("module:Class") and return its class."""
    module, _, name = entry.target.partition(":")
    made: PageMaker = getattr(import_module(module), name)
    return made
