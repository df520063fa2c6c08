"""The main window: lock screen, wizard, workbench and curtain, one at a time.

Owns which of them is shown and the ways between them. The title never names a person or a school.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text
from xinmiao.ui.actions import Action
from xinmiao.ui.covers import Covers
from xinmiao.ui.curtain import Curtain
from xinmiao.ui.display import Display
from xinmiao.ui.door_screens import DoorHost
from xinmiao.ui.engines import Engines
from xinmiao.ui.entrance import Entrance, SchoolAtDoor, SignIn
from xinmiao.ui.first_paint import FirstPaint
from xinmiao.ui.inactivity import InactivityWatch
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.lock_screen import LockScreen
from xinmiao.ui.notices import TITLE, ScreenNotices
from xinmiao.ui.paper_window import PaperWindow
from xinmiao.ui.papers import Papers, Rasterise
from xinmiao.ui.system_lock import SystemLock
from xinmiao.ui.tab_order import step_by_tab
from xinmiao.ui.tasks import WorkspaceLike
from xinmiao.ui.wizard_host import WizardHost
from xinmiao.ui.workplace import Workplace

if TYPE_CHECKING:
    from xinmiao.ui.setup_wizard import SchoolMaker, SetupWizard
    from xinmiao.ui.signed_in import Furniture, SignedIn
    from xinmiao.ui.workbench import Workbench

SMALLEST = (1024, 640)
USUAL = (1280, 720)


@dataclass(frozen=True)
class House:
    """What the application hands to the shell once, at start."""

    engines: Engines
    entrance: Entrance
    furnish: Callable[[WorkspaceLike], Furniture]
    bug: Callable[[BaseException], None]
    rasterise: Rasterise
    """Opens PDF bytes, for the recovery sheet of the wizard."""
    school_maker: SchoolMaker | None = None
    """Makes a new school; without it the wizard is not offered."""
    door_actions: tuple[Action, ...] = ()
    """Quiet buttons of the lock screen: open another folder, use the recovery sheet, restore a backup."""
    choose_display: Callable[[Display], None] | None = None
    """Installs and keeps another look or language."""
    icon: QIcon | None = None


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


class Shell(QMainWindow):
    """The one window."""

    painted = Signal()
    """The first picture is on the screen."""
    locked = Signal()
    """The keys are gone."""
    closed = Signal()
    """The window may go: nothing is open any more."""

    def __init__(self, house: House) -> None:
        super().__init__()
        _dress(self, house.icon)
        quiet = _Quietly(self, house.bug)
        self._work = Jobs(house.engines.work, house.engines.bridge, quiet)
        self._database = Jobs(house.engines.database, house.engines.bridge, quiet)
        self._sign_in = SignIn(house.entrance, self._work, self._database)
        self._closing = self._locking = False
        self._stack = _central_stack(self)
        self._covers = Covers(self._stack, house.door_actions)
        self._workplace = Workplace(
            self._stack, house.engines, house.furnish, house.bug, show_display=house.choose_display, covers=self._covers
        )
        papers = Papers(self._work, house.rasterise, PaperWindow(self, self._work, quiet))
        self.door = DoorHost(self._stack, self._work)
        self._wizards = WizardHost(self._stack, house.school_maker, self._database, papers)
        self.inactivity, self.system_lock = InactivityWatch(self), SystemLock(self)
        FirstPaint(self).painted.connect(self.painted)
        self._connect()

    def _connect(self) -> None:
        for locking in (self.inactivity.idle, self.system_lock.locking, self._covers.full_lock):
            locking.connect(self.lock)
        self._workplace.furnished.connect(self._serve)
        self._covers.entered.connect(self._enter)
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
    def lock_screen(self) -> LockScreen:
        """Return the lock screen in use."""
        return self._covers.lock_screen

    @property
    def curtain(self) -> Curtain:
        """Return the curtain in use."""
        return self._covers.curtain

    def start(self) -> None:
        """Look at the door; to be called when the window is painted. Without a school the wizard opens."""
        self._sign_in.look(self._at_door, self.lock_screen.show_error, self)

    def enter(self, workspace: WorkspaceLike) -> None:
        """Show the workbench of a fresh sign-in."""
        self._wizards.close()
        self._workplace.furnish(workspace, self)
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
            self.curtain.draw_close()
            self._stack.setCurrentWidget(self.curtain)

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: N802, FBT001 -- Qt's name and call
        """Let Tab stop at every control."""
        return step_by_tab(self, forward=next_one)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Lock first; the window goes when the files are closed. The UI thread does not wait for it."""
        if self.signed_in is not None and not self.signed_in.may_close():
            event.ignore()
            return
        if self.signed_in is not None or self._locking:
            self._closing = True
            self.lock()
            self.hide()
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    def _at_door(self, school: SchoolAtDoor | None) -> None:
        self._show_door(school)
        if school is None:
            self._wizards.open()

    def _show_door(self, school: SchoolAtDoor | None) -> None:
        self.lock_screen.show_school(school, may_create=self._wizards.offered)

    def _enter(self, account_id: str, password: str) -> None:
        self.lock_screen.set_busy(busy=True)
        typed = self.lock_screen.card.typed_school_code()
        self._sign_in.enter(account_id, password, self.enter, self.lock_screen.show_error, self, school_code=typed)

    def _open_curtain(self) -> None:
        if self.signed_in is not None:
            self.curtain.take_away()
            self._stack.setCurrentWidget(self.signed_in.workbench)
            self.inactivity.start()

    def _lock_done(self) -> None:
        self._locking = False
        self.locked.emit()
        (self.close if self._closing else self.start)()
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
        self._stack.setCurrentWidget(self.lock_screen)
        self._wizards.close()
        self._sign_in.look(self._show_door, self.lock_screen.show_error, self)

    def _wizard_finished(self, unlocked: object) -> None:
        self._sign_in.open(unlocked, self.enter, self._wizard_failed, self)

    def _wizard_failed(self, error: AppError) -> None:
        self._leave_wizard()
        self.lock_screen.show_error(error)


def _central_stack(window: QMainWindow) -> QStackedWidget:
    stack = QStackedWidget(window)
    stack.setObjectName("stack")
    window.setCentralWidget(stack)
    return stack


def _dress(window: QMainWindow, icon: QIcon | None) -> None:
    window.setObjectName("shell")
    window.setWindowTitle(TITLE)
    window.setMinimumSize(*SMALLEST)
    window.resize(*USUAL)
    if icon is not None:
        window.setWindowIcon(icon)
