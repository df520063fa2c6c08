"""The keys of the page in front: Ctrl+N, Ctrl+S, Ctrl+P and what else the page offers.

Owns that only one page answers them.
"""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from xinmiao.ui.actions import q_action
from xinmiao.ui.page import Page


class PageKeys:
    """Lets the keys of one page after the other answer in `bench`."""

    def __init__(self, bench: QWidget) -> None:
        self._bench = bench
        self._taken: list[QAction] = []

    def take(self, page: Page) -> None:
        """Let the keys answer for `page`."""
        for old in self._taken:
            self._bench.removeAction(old)
            old.deleteLater()
        self._taken = [q_action(action, self._bench) for action in page.page_actions() if action.keys]
        self._bench.addActions(self._taken)
