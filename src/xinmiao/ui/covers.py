"""What covers the window when nobody may see the pages: the lock screen and the curtain.

Owns that both can be made anew in another language or look, without anybody noticing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from xinmiao.ui.actions import Action
from xinmiao.ui.curtain import Curtain
from xinmiao.ui.lock_screen import LockScreen


class Covers(QObject):
    """Lock screen and curtain in one stack; their signals, whichever pair is in use."""

    entered = Signal(str, str)
    create_wanted = Signal()
    opened = Signal()
    full_lock = Signal()

    def __init__(self, stack: QStackedWidget, door_actions: Sequence[Action]) -> None:
        super().__init__(stack)
        self._stack = stack
        self._door_actions = tuple(door_actions)
        self.lock_screen, self.curtain = self._make()

    def renew(self) -> None:
        """Make both anew; the curtain's code stays."""
        old, code = (self.lock_screen, self.curtain), self.curtain.code
        self.lock_screen, self.curtain = self._make()
        self.curtain.code = code
        for cover in old:
            self._stack.removeWidget(cover)
            cover.deleteLater()

    def show_lock(self) -> None:
        """Blank the window: nothing typed is left on the lock screen, the curtain and its code are gone."""
        self.curtain.take_away()
        self.curtain.code.forget()
        self.lock_screen.clear()
        self.lock_screen.set_busy(busy=True)
        self._stack.setCurrentWidget(self.lock_screen)

    def _make(self) -> tuple[LockScreen, Curtain]:
        lock_screen, curtain = LockScreen(self._door_actions, self._stack), Curtain(self._stack)
        lock_screen.entered.connect(self.entered)
        lock_screen.create_wanted.connect(self.create_wanted)
        curtain.opened.connect(self.opened)
        curtain.full_lock.connect(self.full_lock)
        self._stack.addWidget(lock_screen)
        self._stack.addWidget(curtain)
        return lock_screen, curtain
