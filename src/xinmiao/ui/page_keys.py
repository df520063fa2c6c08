"""The keys of the page in front: Ctrl+N, Ctrl+S, Ctrl+P and what else the page offers.

Owns that only one page answers them, and that a key answers as soon as the head of the page offers its action.
"""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from xinmiao.ui.actions import q_action
from xinmiao.ui.page import Page
from xinmiao.ui.widgets.header import PageHeader


class PageKeys:
    """Lets the keys of one page after the other answer in `bench`."""

    def __init__(self, bench: QWidget) -> None:
        self._bench = bench
        self._page: Page | None = None
        self._head: PageHeader | None = None
        self._taken: list[QAction] = []

    def take(self, page: Page) -> None:
        """Let the keys answer for `page`, now and whenever its head offers other actions."""
        if page is not self._page:
            self._leave_head()
            self._page, self._head = page, page.findChild(PageHeader)
            if self._head is not None:
                self._head.offered.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        for old in self._taken:
            self._bench.removeAction(old)
            old.deleteLater()
        actions = () if self._page is None else self._page.page_actions()
        self._taken = [q_action(action, self._bench) for action in actions if action.keys]
        self._bench.addActions(self._taken)

    def _leave_head(self) -> None:
        if self._head is not None:
            self._head.offered.disconnect(self._renew)
