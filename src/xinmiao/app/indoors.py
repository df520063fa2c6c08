"""The second stage of the start: what stands behind the lock screen is made and wired, while one may type already.

Owns the door of the data folder, the house that the shell moves into, and that this window answers second starts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from xinmiao.app.door_actions import DoorActions
from xinmiao.app.folder_lock import FolderLock
from xinmiao.app.gui_door import Founder, GuiDoor
from xinmiao.app.single_instance import FirstWindow
from xinmiao.ui import icons
from xinmiao.ui.household import House
from xinmiao.ui.papers import PageImages
from xinmiao.ui.tasks import WorkspaceLike

if TYPE_CHECKING:
    from xinmiao.app.bootstrap import Program
    from xinmiao.ui.signed_in import Furniture

_MINIMISED = Qt.WindowState.WindowMinimized


class Indoors(QObject):
    """Everything of `program` but its window."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._shell = program.shell
        self._lock = FolderLock(program.folder)
        self._first_window: FirstWindow | None = None
        self._warm = False
        self._entrance = GuiDoor(program.folder, self._lock, self._warm_up, program.means)
        self._founder = Founder(program.folder, self._lock, program.means)
        self._door_actions = DoorActions(self._entrance, self.open_folder)

    def begin(self) -> None:
        """Move in and look at the door; then, in steps that nobody notices, listen to the computer."""
        self._shell.move_in(self._house())
        self._door_actions.serve(self._shell)
        self._shell.start()
        QTimer.singleShot(0, self, self._watch_second_start)
        QTimer.singleShot(0, self, lambda: self._shell.system_lock.watch(self._shell.windowHandle()))

    def do(self, name: str) -> None:
        """Do what a quiet button of the lock screen names."""
        self._door_actions.do(name)

    def open_folder(self, folder: Path) -> None:
        """Leave this data folder, which nobody is signed in to, and look at the door of another."""
        self._lock.release()
        self._program.folder, self._lock = folder, FolderLock(folder)
        self._entrance.move(folder, self._lock)
        self._founder.move(folder, self._lock)
        self._program.memory.change(data_folder=str(folder))
        self._watch_second_start()
        self._shell.start()

    def end(self) -> None:
        """Give the folder back."""
        self._lock.release()

    def _house(self) -> House:
        program = self._program
        return House(
            engines=program.engines,
            entrance=self._entrance,
            furnish=self._furnish,
            bug=program.crash.report,
            rasterise=_rasterise,
            school_maker=self._founder,
            choose_display=program.choose_display,
            icon=icons.app_icon(),
        )

    def _furnish(self, workspace: WorkspaceLike) -> Furniture:
        from xinmiao.app.furnishing import furnish  # noqa: PLC0415 -- loaded beside the key derivation

        return furnish(workspace, self._program.memory, self._program.display)

    def _warm_up(self) -> None:
        """Import the heavy modules beside the key derivation, which leaves Python free meanwhile."""
        if not self._warm:
            self._warm = True
            self._program.engines.work.submit(import_heavy_modules)

    def _watch_second_start(self) -> None:
        if self._first_window is not None:
            self._first_window.deleteLater()
        self._first_window = FirstWindow(self._program.folder, self._raise, self)

    def _raise(self) -> None:
        self._shell.setWindowState(self._shell.windowState() & ~_MINIMISED)
        self._shell.show()
        self._shell.raise_()
        self._shell.activateWindow()


def import_at_once() -> None:
    """Import what the first steps behind the picture need; for the work lane."""
    import PySide6.QtNetwork  # noqa: PLC0415 -- imported for its effect, as all of these

    import xinmiao.app.door  # noqa: PLC0415 -- as above
    import xinmiao.ui.household  # noqa: F401, PLC0415 -- as above

    if sys.platform != "win32":
        import PySide6.QtDBus  # noqa: F401, PLC0415 -- tells of the computer's own lock


def import_heavy_modules() -> None:
    """Import what the first pages need; for the work lane."""
    import xinmiao.app.furnishing  # noqa: F401, PLC0415 -- imported for its effect


def _rasterise(content: bytes) -> PageImages:
    from xinmiao.documents.raster import PdfPages  # noqa: PLC0415 -- pdfium is loaded when a paper is shown

    return PdfPages(content)
