"""The main window: first only a lock screen, then with everything behind it.

Owns the window and its two stages. In the first one the lock screen can be read, typed at and clicked; whatever is
asked for is done as soon as the household has moved in. The title never names a person or a school.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from xinmiao.ui.covers import Covers
from xinmiao.ui.first_paint import FirstPaint
from xinmiao.ui.program_name import TITLE

if TYPE_CHECKING:
    from xinmiao.ui.curtain import Curtain
    from xinmiao.ui.door_button import DoorButton
    from xinmiao.ui.door_screens import DoorHost
    from xinmiao.ui.household import House, Household
    from xinmiao.ui.inactivity import InactivityWatch
    from xinmiao.ui.lock_screen import LockScreen
    from xinmiao.ui.setup_wizard import SetupWizard
    from xinmiao.ui.signed_in import SignedIn
    from xinmiao.ui.system_lock import SystemLock
    from xinmiao.ui.tasks import WorkspaceLike

SMALLEST = (1024, 640)
USUAL = (1280, 720)


class NotMovedIn(RuntimeError):
    """Something behind the lock screen was asked for before it was there; a fault of the program."""


class Shell(QMainWindow):
    """The one window. `door_buttons`: quiet buttons of the lock screen."""

    painted = Signal()
    """The first picture is on the screen."""
    locked = Signal()
    """The keys are gone."""
    closed = Signal()
    """The window may go: nothing is open any more."""

    def __init__(self, door_buttons: Sequence[DoorButton] = ()) -> None:
        super().__init__()
        _dress(self)
        self._stack = _central_stack(self)
        self._covers = Covers(self._stack, door_buttons)
        self._covers.entered.connect(self._enter)
        self._household: Household | None = None
        self._looked = False
        self._wish: Callable[[], object] | None = None
        self._typed: tuple[str, str] | None = None
        FirstPaint(self).painted.connect(self.painted)

    def move_in(self, house: House) -> None:
        """Build what stands behind the lock screen; to be called when the window is painted."""
        from xinmiao.ui.household import Household  # noqa: PLC0415 -- the lock screen is painted without it

        self._household = Household(self, self._stack, self._covers, house)
        self._household.locked.connect(self.locked)
        self._household.looked.connect(self._grant)

    def when_ready(self, wish: Callable[[], object]) -> None:
        """Do what was clicked as soon as the door was looked at; of several clicks before that, the last one."""
        if self._looked:
            wish()
        else:
            self._wish = wish

    @property
    def ready(self) -> bool:
        """Return whether the door was looked at: what is asked for is done at once from now on."""
        return self._looked

    @property
    def signed_in(self) -> SignedIn | None:
        """Return the sign-in that is open, if any."""
        return self._household.signed_in if self._household is not None else None

    @property
    def wizard(self) -> SetupWizard | None:
        """Return the wizard that is open, if any."""
        return self._household.wizard if self._household is not None else None

    @property
    def lock_screen(self) -> LockScreen:
        """Return the lock screen in use."""
        return self._covers.lock_screen

    @property
    def curtain(self) -> Curtain:
        """Return the curtain in use."""
        return self._covers.curtain

    @property
    def door(self) -> DoorHost:
        """Return the host of the screens at the door."""
        return self._inside.door

    @property
    def inactivity(self) -> InactivityWatch:
        """Return the idle clock."""
        return self._inside.inactivity

    @property
    def system_lock(self) -> SystemLock:
        """Return the ear for the computer's own lock."""
        return self._inside.system_lock

    def start(self) -> None:
        """Look at the door. Without a school the wizard opens."""
        self._inside.start()

    def enter(self, workspace: WorkspaceLike) -> None:
        """Show the workbench of a fresh sign-in."""
        self._inside.enter(workspace)

    def lock(self) -> None:
        """Blank at once, then flush, interrupt and close behind the lock screen."""
        self._inside.lock()

    def draw_curtain(self) -> None:
        """Cover the window; idling is watched by the curtain's own clock meanwhile."""
        self._inside.draw_curtain()

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: N802, FBT001 -- Qt's name and call
        """Let Tab stop at every control."""
        from xinmiao.ui.tab_order import step_by_tab  # noqa: PLC0415 -- nobody presses Tab before the first picture

        return step_by_tab(self, forward=next_one)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Lock first; the window goes when the files are closed. The UI thread does not wait for it."""
        if self._household is not None and not self._household.may_go():
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    @property
    def _inside(self) -> Household:
        if self._household is None:
            raise NotMovedIn
        return self._household

    def _enter(self, account_id: str, password: str) -> None:
        if self._looked:
            self._inside.sign_in(account_id, password)
        else:
            self._typed = (account_id, password)
            self.lock_screen.set_busy(busy=True)

    def _grant(self, at_door: bool) -> None:  # noqa: FBT001 -- a signal's value
        """Do what was asked for before the door was looked at: a click goes before a password."""
        self._looked = True
        wish, typed = self._wish, self._typed
        self._wish = self._typed = None
        if wish is not None:
            wish()
        elif typed is not None and at_door:
            self._inside.sign_in(*typed)


def _central_stack(window: QMainWindow) -> QStackedWidget:
    stack = QStackedWidget(window)
    stack.setObjectName("stack")
    window.setCentralWidget(stack)
    return stack


def _dress(window: QMainWindow) -> None:
    window.setObjectName("shell")
    window.setWindowTitle(TITLE)
    window.setMinimumSize(*SMALLEST)
    window.resize(*USUAL)
