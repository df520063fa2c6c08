"""The workbench: what a signed-in person works at. Navigation, top bar, one page, banner, jobs, status line.

Owns which page is shown and how one gets there and back. Pages are made when first opened; the keys of the page in
front answer to Ctrl+N, Ctrl+S and Ctrl+P.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.kernel.feature import PageEntry
from xinmiao.kernel.operations import Change
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action, q_action
from xinmiao.ui.display import Display
from xinmiao.ui.foot_line import FootLine
from xinmiao.ui.help_sheet import HelpSheet
from xinmiao.ui.job_panel import JobPanel
from xinmiao.ui.navigation import Navigation
from xinmiao.ui.notice_banner import NoticeBanner
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_keys import PageKeys
from xinmiao.ui.page_shelf import PageShelf, Place, draft_on
from xinmiao.ui.search_box import Finder, nobody
from xinmiao.ui.top_bar import TopBar


def _nowhere(_draft: str) -> Target | None:
    return None


@dataclass(frozen=True)
class Bench:
    """What the application puts on the workbench."""

    pages: tuple[PageEntry, ...]
    """Those the account may open, in the order of the navigation; the first is opened at sign-in."""
    finder: Finder = nobody
    person_page: str = ""
    """The page that Enter in the search box opens."""
    note_page: str = ""
    """The page that Ctrl+Enter in the search box opens."""
    account_actions: tuple[Action, ...] = field(default=())
    """Further entries of the account menu, such as changing the password."""
    display: Display = field(default_factory=Display)
    draft_place: Callable[[str], Target | None] = _nowhere
    """Where the draft of this key is gone on with."""


class Workbench(QWidget):
    """Everything around the pages, and the navigator between them."""

    lock_wanted = Signal()
    curtain_wanted = Signal()
    display_wanted = Signal(object)
    restore_wanted = Signal(str)
    lock_minutes_wanted = Signal(int)

    def __init__(self, bench: Bench, account_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workbench")
        self._bench = bench
        self._history: list[Target] = []
        self._alone = False
        self._keys = PageKeys(self)
        self.navigation = Navigation(tuple(entry for entry in bench.pages if entry.in_navigation), self)
        self.top_bar = TopBar(bench.finder, account_label, self._account_actions(), bench.display, self)
        self.banner = NoticeBanner(self)
        self.content = QStackedWidget(self)
        self.content.setObjectName("content")
        self.shelf = PageShelf(bench.pages, self.content)
        self.jobs_panel = JobPanel(self)
        self.status = FootLine(self)
        self.help = HelpSheet(self)
        _lay_out(self)
        self._connect()

    def begin(self, context: PageContext, place: Place | None = None) -> None:
        """Take the pages' context and open the first page, or the place where the workbench before stood."""
        self.shelf.context = context
        if place is not None and place.history:
            self._return_to(place)
        elif self._bench.pages:
            self.open(Target(self._bench.pages[0].name))

    @property
    def display(self) -> Display:
        """Return the look, size and language it was built for."""
        return self.top_bar.display

    def show_display(self, display: Display) -> None:
        """Tell menu and pages which look, size and language are in use."""
        self.top_bar.show_display(display)
        self.shelf.note_display()

    @property
    def place(self) -> Place:
        """Return where one is, for a workbench built anew."""
        return Place(tuple(self._history), self.shelf.remembered(), draft_on(self.page))

    @property
    def page(self) -> Page | None:
        """Return the page in front."""
        shown = self.content.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def target(self) -> Target | None:
        """Return the place in front."""
        return self._history[-1] if self._history else None

    def open(self, target: Target) -> None:
        """Open the page named by `target`, and its record when it names one."""
        if self._alone or not self.shelf.offers(target.page) or not self._may_leave():
            return
        self._show(target)
        if not self._history or self._history[-1] != target:
            self._history.append(target)

    def back(self) -> None:
        """Return to the place before this one."""
        if len(self._history) > 1 and not self._alone and self._may_leave():
            self._history.pop()
            self._show(self._history[-1])

    def find_student(self, *, for_note: bool = False) -> None:
        """Go to the search box; with `for_note`, Enter there writes a note."""
        if for_note and self._bench.note_page:
            self.top_bar.search.ask_for_note()
        elif not self._alone:
            self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top_bar.search.selectAll()

    def show_alone(self, *, alone: bool) -> None:
        """Take away everything around the page, or give it back; until then nothing else can be opened."""
        self._alone = alone
        for around in (self.navigation, self.top_bar, self.status, self.jobs_panel if alone else self.status):
            around.setVisible(not alone)
        if alone:
            self.help.close_sheet()

    def lock_and_restore(self, backup: str) -> None:
        """Lock, then offer to restore the backup set in this folder."""
        if self.may_close():
            self.restore_wanted.emit(backup)

    def note_changes(self, changes: frozenset[Change]) -> None:
        """Tell every page which records were changed."""
        self.shelf.note_changes(changes)

    def may_close(self) -> bool:
        """Return whether every page can be left."""
        return self.shelf.may_close()

    def show_line(self, text: str) -> None:
        """Show a line in the status bar for a while."""
        self.status.show_line(text)

    def show_banner(self, message: str, next_step: str, code: str) -> bool:
        """Show an error above the page."""
        self.banner.tell(message, next_step, code)
        return True

    def show_notice(self, text: str) -> None:
        """Show something the person must know, above the page."""
        self.banner.remark(text)

    def show_help(self) -> None:
        """Show or close the help of the page in front, with all keys."""
        if self.help.isVisible():
            self.help.close_sheet()
        elif not self._alone:
            page = self.page
            always = (*self._bench.account_actions, *_everywhere(self))
            actions = (*page.page_actions(), *always) if page else always
            self.help.tell(page.help_text() if page else "", actions)

    def _return_to(self, place: Place) -> None:
        self._history = list(place.history)
        self._show((self._bench.draft_place(place.draft) if place.draft else None) or self._history[-1])
        self.shelf.resume(place.remembered)

    def _may_leave(self) -> bool:
        return self.page is None or self.page.may_leave()

    def _show(self, target: Target) -> None:
        page = self.shelf.page(target.page)
        self.banner.clear()
        self.top_bar.search.put_away()
        if target.record:
            page.open_record(target.record)
        self.content.setCurrentWidget(page)
        self.navigation.show_chosen(target.page)
        self._keys.take(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _account_actions(self) -> tuple[Action, ...]:
        return (*self._bench.account_actions, *_everywhere(self)[1:])

    def _connect(self) -> None:
        search = self.top_bar.search
        search.chosen.connect(lambda record: self.open(Target(self._bench.person_page, record)))
        search.note_wanted.connect(lambda record: self.open(Target(self._bench.note_page, record)))
        search.left.connect(lambda: self.page.setFocus() if self.page else None)
        self.navigation.chosen.connect(self._navigate)
        self.top_bar.display_wanted.connect(self.display_wanted)
        for action in (*self._bench.account_actions, *_everywhere(self)):
            if action.keys:
                self.addAction(q_action(action, self))
        QShortcut(QKeySequence("Alt+Left"), self, self.back)

    def _navigate(self, name: str) -> None:
        self.open(Target(name))
        self.navigation.show_chosen(self.target.page if self.target else "")


def _everywhere(bench: Workbench) -> tuple[Action, ...]:
    return (
        Action("find", _("Find a student"), bench.find_student, "Ctrl+K", "search"),
        Action("help", _("Help for this page"), bench.show_help, "F1", "circle-question-mark"),
        Action("curtain", _("Cover the screen"), bench.curtain_wanted.emit, "F9", "eye-off"),
        Action("lock", _("Lock"), bench.lock_wanted.emit, "Ctrl+L", "lock"),
    )


def _lay_out(bench: Workbench) -> None:
    row = QHBoxLayout(bench)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    column = QVBoxLayout()
    column.setSpacing(0)
    for widget in (bench.top_bar, bench.banner, bench.content, bench.jobs_panel, bench.status):
        column.addWidget(widget, 1 if widget is bench.content else 0)
    row.addWidget(bench.navigation)
    row.addLayout(column, 1)
    row.addWidget(bench.help)
