"""Starting the program with windows, in this order.

1. The input method is chosen, before Qt is loaded.
2. Settings of this device are read (one small file); language and look follow from them.
3. The application and its fonts are made; hooks for faults and the log are put in place.
4. The folder is asked whether another window has it; then that one is raised and this start ends.
5. The lock screen is painted. Nothing heavy has been imported: no SQLAlchemy, Alembic, reportlab, numpy, pypinyin.
6. The door is looked at on the work lane: school and accounts appear.
7. While a password is being checked, the work lane imports the heavy modules.
8. The files are opened on the database lane, the workbench is furnished, the first page opens.

At the end: blank, flush drafts, close the files, drop the keys, give the folder back, stop the lanes.

Owns this order and the wiring; everything that is wired lives elsewhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from xinmiao.app.crash import CrashReporter
from xinmiao.app.door_actions import DoorActions
from xinmiao.app.folder_lock import FolderLock, InUseHere
from xinmiao.app.gui_door import Founder, GuiDoor
from xinmiao.app.input_method import choose_input_method
from xinmiao.app.kept_settings import DeviceMemory
from xinmiao.kernel.errors import AppError
from xinmiao.system import i18n
from xinmiao.system.device_settings import Theme as ThemeChoice
from xinmiao.system.logs import start_log, stop_log
from xinmiao.system.user_folders import default_data_folder
from xinmiao.ui import icons, theme
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.collector import UiCollector
from xinmiao.ui.display import Display
from xinmiao.ui.engines import Engines
from xinmiao.ui.lane import DatabaseLane, Lane, WorkLane
from xinmiao.ui.notices import TITLE
from xinmiao.ui.papers import PageImages
from xinmiao.ui.shell import House, Shell
from xinmiao.ui.tasks import WorkspaceLike

if TYPE_CHECKING:
    from xinmiao.ui.signed_in import Furniture
    from xinmiao.vault.keys.means import Means

_MINIMISED = Qt.WindowState.WindowMinimized
_LARGE_PERCENT = 125
_OWN_NAMES = {"zh_CN": "中文", "en": "English"}


class Program(QObject):
    """The running program: shell, lanes and what they are wired to. `means`: clock, ids and costs of another kind."""

    def __init__(self, application: QApplication, folder: Path, means: Means | None = None) -> None:
        super().__init__()
        self.application = application
        self.folder = folder
        self.bridge = UiBridge(self)
        self.crash = CrashReporter(self.bridge.post)
        self.engines = Engines(DatabaseLane(), WorkLane(), self.bridge)
        self.memory = DeviceMemory(self.engines.work)
        self.lock = FolderLock(folder)
        self._translator = QTranslator(self)
        self._collector = UiCollector(self)
        self._first_window: QObject | None = None
        self._warm = False
        self.show_language(self.memory.now.language)
        self.show_theme()
        application.styleHints().colorSchemeChanged.connect(self._computer_changed)
        self._entrance = GuiDoor(folder, self.lock, self._warm_up, means)
        self._founder = Founder(folder, self.lock, means)
        self._door_actions = DoorActions(self._entrance, self.open_folder)
        self.shell = Shell(self._house())
        self._door_actions.serve(self.shell)
        self.shell.closed.connect(self._end)

    @property
    def display(self) -> Display:
        """Return look and language in use."""
        now = self.memory.now
        languages = tuple((code, _OWN_NAMES.get(code, code)) for code in i18n.LANGUAGES)
        return Display(now.theme.value, now.scale_percent > 100, now.language, languages)  # noqa: PLR2004 -- percent

    def begin(self) -> None:
        """Paint the lock screen, then look at the door."""
        self._collector.start()
        self.shell.painted.connect(self._painted)
        self.shell.show()

    def show_language(self, language: str) -> None:
        """Speak another language, Qt's own dialogs too."""
        i18n.set_language(language)
        self.application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language}", folder):
            self.application.installTranslator(self._translator)

    def show_theme(self) -> None:
        """Look as the device settings say."""
        now = self.memory.now
        name = shown_theme(now.theme, self.application.styleHints().colorScheme())
        shown = theme.current()
        if not self.application.styleSheet() or (shown.name, shown.scale) != (name, now.scale_percent / 100):
            theme.install(self.application, theme.Theme(name, now.scale_percent / 100))

    def _computer_changed(self, _scheme: Qt.ColorScheme) -> None:
        """Follow the computer, which turns dark at night, where the user chose so."""
        if self.memory.now.theme is ThemeChoice.SYSTEM:
            self.show_theme()

    def choose_display(self, display: Display) -> None:
        """Install and keep another look or language."""
        self.memory.change(
            theme=ThemeChoice(display.theme),
            scale_percent=_LARGE_PERCENT if display.large else 100,
            language=display.language,
        )
        self.show_language(display.language)
        self.show_theme()

    def open_folder(self, folder: Path) -> None:
        """Leave this data folder, which nobody is signed in to, and look at the door of another."""
        self.lock.release()
        self.folder, self.lock = folder, FolderLock(folder)
        self._entrance.move(folder, self.lock)
        self._founder.move(folder, self.lock)
        self.memory.change(data_folder=str(folder))
        self._watch_second_start()
        self.shell.start()

    def _house(self) -> House:
        return House(
            engines=self.engines,
            entrance=self._entrance,
            furnish=self._furnish,
            bug=self.crash.report,
            rasterise=_rasterise,
            school_maker=self._founder,
            door_actions=self._door_actions.actions(),
            choose_display=self.choose_display,
            icon=icons.app_icon(),
        )

    def _furnish(self, workspace: WorkspaceLike) -> Furniture:
        from xinmiao.app.furnishing import furnish  # noqa: PLC0415 -- not before the lock screen is painted

        return furnish(workspace, self.memory, self.display)

    def _warm_up(self) -> None:
        """Import the heavy modules beside the key derivation, which leaves Python free meanwhile."""
        if not self._warm:
            self._warm = True
            self.engines.work.submit(import_heavy_modules)

    def _painted(self) -> None:
        self._watch_second_start()
        self.shell.system_lock.watch(self.shell.windowHandle())
        self.shell.start()

    def _watch_second_start(self) -> None:
        from xinmiao.app.single_instance import FirstWindow  # noqa: PLC0415 -- after the first picture

        if self._first_window is not None:
            self._first_window.deleteLater()
        self._first_window = FirstWindow(self.folder, self._raise, self)

    def _raise(self) -> None:
        self.shell.setWindowState(self.shell.windowState() & ~_MINIMISED)
        self.shell.show()
        self.shell.raise_()
        self.shell.activateWindow()

    def _end(self) -> None:
        self.lock.release()
        self._collector.stop()
        stop_lanes(self.engines.database, self.engines.work)
        QTimer.singleShot(0, self.application.quit)


def shown_theme(choice: ThemeChoice, scheme: Qt.ColorScheme) -> theme.ThemeName:
    """Return the value set of the tokens for a choice, given what the computer says of itself."""
    if choice is not ThemeChoice.SYSTEM:
        return theme.ThemeName(choice.value)
    return theme.ThemeName.DARK if scheme is Qt.ColorScheme.Dark else theme.ThemeName.LIGHT


def stop_lanes(*lanes: Lane) -> None:
    """End the threads; nothing is left to be done on them."""
    for lane in lanes:
        lane.stop()


def import_heavy_modules() -> None:
    """Import what the first pages need; for the work lane."""
    import xinmiao.app.furnishing  # noqa: F401, PLC0415 -- imported for its effect


def run_gui(arguments: Sequence[str] = (), folder: Path | None = None) -> int:
    """Run the program with windows until its window is closed; return the exit code."""
    choose_input_method(os.environ)
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("xinmiao")
    application.setApplicationDisplayName(TITLE)
    application.setQuitOnLastWindowClosed(False)
    log = start_log()
    place = folder or _last_folder()
    if raised_first_window(place):
        stop_log(log)
        return 0
    program = Program(application, place)
    program.crash.install()
    program.begin()
    code = application.exec()
    stop_log(log)
    return code


def raised_first_window(folder: Path) -> bool:
    """Return whether this computer has the folder open already and its window was asked to come to the front."""
    if not folder.is_dir():
        return False
    probe = FolderLock(folder)
    try:
        probe.acquire()
    except InUseHere:
        from xinmiao.app.single_instance import ask_first_window  # noqa: PLC0415 -- only a second start needs it

        return ask_first_window(folder)
    except AppError:
        return False  # told on the lock screen
    probe.release()
    return False


def _last_folder() -> Path:
    from xinmiao.system.device_settings import load_device_settings  # noqa: PLC0415 -- beside its only use

    kept = load_device_settings().settings.data_folder
    return Path(kept) if kept else default_data_folder()


def _rasterise(content: bytes) -> PageImages:
    from xinmiao.documents.raster import PdfPages  # noqa: PLC0415 -- pdfium is loaded when a paper is shown

    return PdfPages(content)
