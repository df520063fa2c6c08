"""What covers the window when nobody may see the pages: the lock screen and the curtain.

Owns that both can be made anew in another language or look, without anybody noticing. The curtain is made when it is
first asked for: nobody covers the lock screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from xinmiao.ui.lock_screen import LockScreen

if TYPE_CHECKING:
    from xinmiao.ui.curtain import Curtain
    from xinmiao.ui.door_button import DoorButton


class Covers(QObject):
    """Lock screen and curtain in one stack; their signals, whichever pair is in use."""

    entered = Signal(str, str)
    create_wanted = Signal()
    opened = Signal()
    full_lock = Signal()

    def __init__(self, stack: QStackedWidget, door_buttons: Sequence[DoorButton]) -> None:
        super().__init__(stack)
        self._stack = stack
        self._door_buttons = tuple(door_buttons)
        self.lock_screen = self._make_lock_screen()
        self._curtain: Curtain | None = None

    @property
    def curtain(self) -> Curtain:
        """Return the curtain in use."""
        if self._curtain is None:
            self._curtain = self._make_curtain()
        return self._curtain

    def renew(self) -> None:
        """Make both anew; the curtain's code stays."""
        lock_screen, curtain = self.lock_screen, self._curtain
        self.lock_screen, self._curtain = self._make_lock_screen(), None
        if curtain is not None:
            self.curtain.code = curtain.code
            self._drop(curtain)
        self._drop(lock_screen)

    def show_lock(self) -> None:
        """Blank the window: nothing typed is left on the lock screen, the curtain and its code are gone."""
        if self._curtain is not None:
            self._curtain.take_away()
            self._curtain.code.forget()
        self.lock_screen.clear()
        self.lock_screen.set_busy(busy=True)
        self._stack.setCurrentWidget(self.lock_screen)

    def _drop(self, cover: QWidget) -> None:
        self._stack.removeWidget(cover)
        cover.deleteLater()

    def _make_lock_screen(self) -> LockScreen:
        made = LockScreen(self._door_buttons, self._stack)
        made.entered.connect(self.entered)
        made.create_wanted.connect(self.create_wanted)
        self._stack.addWidget(made)
        return made

    def _make_curtain(self) -> Curtain:
        from xinmiao.ui.curtain import Curtain  # noqa: PLC0415 -- not before the lock screen is painted

        made = Curtain(self._stack)
        made.opened.connect(self.opened)
        made.full_lock.connect(self.full_lock)
        self._stack.addWidget(made)
        return made
