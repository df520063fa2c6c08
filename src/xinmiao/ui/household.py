"""What stands behind the lock screen: the ways in, the wizard, the workbench, the curtain, and the ways between them.

Owns which of them is shown once the window is painted; the window itself and its lock screen are `shell`'s, which is
there first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text
from xinmiao.ui.covers import Covers
from xinmiao.ui.display import Display
from xinmiao.ui.door_screens import DoorHost
from xinmiao.ui.engines import Engines
from xinmiao.ui.entrance import Entrance, SchoolAtDoor, SignIn
from xinmiao.ui.inactivity import InactivityWatch
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.lock_screen import LockScreen
from xinmiao.ui.notices import ScreenNotices
from xinmiao.ui.paper_window import PaperWindow
from xinmiao.ui.papers import Papers, Rasterise
from xinmiao.ui.system_lock import SystemLock
from xinmiao.ui.tasks import WorkspaceLike
from xinmiao.ui.wizard_host import WizardHost
from xinmiao.ui.workplace import Workplace

if TYPE_CHECKING:
    from xinmiao.ui.setup_wizard import SchoolMaker, SetupWizard
    from xinmiao.ui.signed_in import Furniture, SignedIn
    from xinmiao.ui.workbench import Workbench


@dataclass(frozen=True)
class House:
    """What the application hands over once, when its window is painted."""

    engines: Engines
    entrance: Entrance
    furnish: Callable[[WorkspaceLike], Furniture]
    bug: Callable[[BaseException], None]
    rasterise: Rasterise
    """Opens PDF bytes, for the recovery sheet of the wizard."""
    school_maker: SchoolMaker | None = None
    """Makes a new school; without it the wizard is not offered."""
    choose_display: Callable[[Display], None] | None = None
    """Installs and keeps another look or language."""
    icon: QIcon | None = None
    """Of the window, where the system shows one."""


class _Quietly(ScreenNotices):
    """Before sign-in nothing is said in passing; errors are told by a dialog, faults go to the crash reporter."""

    def __init__(self, window: QWidget, bug: Callable[[BaseException], None]) -> None:
        super().__init__(window, self, bug)

    def inform(self, text: Text | str) -> None:
        """Say nothing: there is no status bar yet."""

    def show_line(self, text: str) -> None:
        """Show nothing: there is no status bar yet."""

    def show_banner(self, message: str, next_step: str, code: str) -> bool:  # noqa: ARG002 -- the place's signature
        """Refuse: there is no page yet."""
        return False


class Household(QObject):
    """Everything of the window but its lock screen, which `covers` holds in `stack`."""

    looked = Signal(bool)
    """The door was looked at; false when the files could not be read."""
    locked = Signal()
    """The keys are gone."""

    def __init__(self, window: QMainWindow, stack: QStackedWidget, covers: Covers, house: House) -> None:
        super().__init__(window)
        self._window, self._stack, self._covers = window, stack, covers
        if house.icon is not None:
            window.setWindowIcon(house.icon)
        quiet = _Quietly(window, house.bug)
        self._work = Jobs(house.engines.work, house.engines.bridge, quiet)
        self._database = Jobs(house.engines.database, house.engines.bridge, quiet)
        self._sign_in = SignIn(house.entrance, self._work, self._database)
        self._closing = self._locking = self._found = False
        self._workplace = Workplace(
            stack, house.engines, house.furnish, house.bug, show_display=house.choose_display, covers=covers
        )
        papers = Papers(self._work, house.rasterise, PaperWindow(window, self._work, quiet))
        self.door = DoorHost(stack, self._work)
        self._wizards = WizardHost(stack, house.school_maker, self._database, papers)
        self.inactivity, self.system_lock = InactivityWatch(self), SystemLock(self)
        self._connect()

    def _connect(self) -> None:
        for locking in (self.inactivity.idle, self.system_lock.locking, self._covers.full_lock):
            locking.connect(self.lock)
        self._workplace.furnished.connect(self._serve)
        self._covers.create_wanted.connect(self._wizards.open)
        self._covers.opened.connect(self._open_curtain)
        self._wizards.trial_wanted.connect(self._offer_trial)
        for host in (self._wizards, self.door):
            host.left.connect(self._leave_wizard)
            host.finished.connect(self._wizard_finished)

    def _offer_trial(self) -> None:
        self._leave_wizard()
        self._wizards.close()
        if self.door.offer_trial is not None:
            self.door.offer_trial()

    @property
    def signed_in(self) -> SignedIn | None:
        """Return the sign-in that is open, if any."""
        return self._workplace.signed_in

    @property
    def wizard(self) -> SetupWizard | None:
        """Return the wizard that is open, if any."""
        return self._wizards.wizard

    @property
    def _lock_screen(self) -> LockScreen:
        return self._covers.lock_screen

    def start(self) -> None:
        """Look at the door; without a school the wizard opens."""
        self._sign_in.look(self._at_door, self._not_at_door, self)

    def enter(self, workspace: WorkspaceLike) -> None:
        """Show the workbench of a fresh sign-in."""
        self._wizards.close()
        self._workplace.furnish(workspace, self._window)
        self.inactivity.start()

    def lock(self) -> None:
        """Blank at once, then flush, interrupt and close behind the lock screen."""
        signed_in = self._workplace.clear()
        if signed_in is None:
            return
        self._locking = True
        self.inactivity.stop()
        self._covers.show_lock()
        signed_in.end(self._lock_done)

    def draw_curtain(self) -> None:
        """Cover the window; idling is watched by the curtain's own clock meanwhile."""
        if self.signed_in is not None:
            self.inactivity.stop()
            self._covers.curtain.draw_close()
            self._stack.setCurrentWidget(self._covers.curtain)

    def may_go(self) -> bool:
        """Return whether the window may go; else it goes by itself when the files are closed, if nobody objects."""
        if self.signed_in is not None and not self.signed_in.may_close():
            return False
        if self.signed_in is None and not self._locking:
            return True
        self._closing = True
        self.lock()
        self._window.hide()
        return False

    def _at_door(self, school: SchoolAtDoor | None) -> None:
        self._found = school is not None
        self._show_door(school)
        if school is None:
            self._wizards.open()
        self.looked.emit(True)  # noqa: FBT003 -- a signal's value

    def _not_at_door(self, error: AppError) -> None:
        (self._lock_screen.show_error if self._found else self._lock_screen.show_shut)(error)
        self.looked.emit(False)  # noqa: FBT003 -- a signal's value

    def _show_door(self, school: SchoolAtDoor | None) -> None:
        self._lock_screen.show_school(school, may_create=self._wizards.offered)

    def sign_in(self, account_id: str, password: str) -> None:
        """Check the password, then open the files; the lock screen says what stands in the way."""
        self._lock_screen.set_busy(busy=True)
        typed = self._lock_screen.card.typed_school_code()
        self._sign_in.enter(account_id, password, self.enter, self._lock_screen.show_error, self, school_code=typed)

    def _open_curtain(self) -> None:
        if self.signed_in is not None:
            self._covers.curtain.take_away()
            self._stack.setCurrentWidget(self.signed_in.workbench)
            self.inactivity.start()

    def _lock_done(self) -> None:
        self._locking = False
        self.locked.emit()
        (self._window.close if self._closing else self.start)()
        self.door.go_on()

    def _serve(self, bench: Workbench, minutes: int) -> None:
        self.inactivity.set_minutes(minutes)
        bench.lock_wanted.connect(self.lock)
        bench.curtain_wanted.connect(self.draw_curtain)
        bench.lock_minutes_wanted.connect(self.inactivity.set_minutes)
        bench.restore_wanted.connect(self.door.restore_after_lock)  # first remembered, then locked
        bench.restore_wanted.connect(self.lock)

    def _leave_wizard(self) -> None:
        """Return to the door, also when no school is there."""
        self._stack.setCurrentWidget(self._lock_screen)
        self._wizards.close()
        self._sign_in.look(self._show_door, self._lock_screen.show_error, self)

    def _wizard_finished(self, unlocked: object) -> None:
        self._sign_in.open(unlocked, self.enter, self._wizard_failed, self)

    def _wizard_failed(self, error: AppError) -> None:
        self._leave_wizard()
        self._lock_screen.show_error(error)
