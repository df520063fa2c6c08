"""Starting the program with windows, in two stages.

First, until the lock screen is painted:

1. The input method is chosen, before Qt is loaded. The hooks for faults are put in place.
2. Settings of this device are read (one small file); language and look follow from them.
3. The folder is asked whether another window has it; then that one is raised and this start ends.
4. The window is made with a lock screen only; school and accounts are read from the door plate of the folder.
   Nothing else has been imported: what is loaded here is listed in `tests/screens/shell/stage_one.txt`. Nor is
   the namespace `Qt` touched: PySide makes its 92 enumerations when the first is used, and that is a tenth of the
   start. What is painted sets properties by the names of their values; keys are looked up when one is pressed.

Then, behind the picture; what is typed and clicked meanwhile is done as soon as it can be:

5. The log begins. The work lane imports what stands behind the lock screen.
6. The household moves into the window, the door is looked at in earnest on the work lane, second starts are answered.
7. While a password is being checked, the work lane imports the heavy modules: SQLAlchemy and the pages.
8. The files are opened on the database lane, the workbench is furnished, the first page opens.

At the end: blank, flush drafts, close the files, drop the keys, give the folder back, stop the lanes.

Owns this order and the wiring of the first stage; `indoors` wires the second.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QLibraryInfo, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from xinmiao.app.crash import CrashReporter
from xinmiao.app.device_memory import DeviceMemory
from xinmiao.app.door_buttons import door_buttons
from xinmiao.app.door_plate import read_plate
from xinmiao.app.folder_lock import FolderLock
from xinmiao.app.input_method import choose_input_method
from xinmiao.app.program_log import ProgramLog
from xinmiao.system import i18n
from xinmiao.system.device_settings import Theme as ThemeChoice
from xinmiao.system.device_settings import load_device_settings
from xinmiao.system.user_folders import default_data_folder
from xinmiao.ui import theme
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.collector import UiCollector
from xinmiao.ui.program_name import TITLE
from xinmiao.ui.shell import Shell

if TYPE_CHECKING:
    from concurrent.futures import Future

    from PySide6.QtGui import QScreen

    from xinmiao.app.indoors import Indoors
    from xinmiao.ui.display import Display
    from xinmiao.ui.engines import Engines
    from xinmiao.ui.lane import Lane
    from xinmiao.vault.keys.means import Means

_LARGE_PERCENT = 125
_OWN_NAMES = {"zh_CN": "中文", "en": "English"}


class Program(QObject):
    """The running program: the window, the lanes, and later what stands behind the lock screen.

    `means`: clock, ids and costs of another kind. `crash`: who tells faults, where it is there before the program.
    """

    going_on = Signal()
    """The first picture is on the screen; what was put off for it is done now."""

    def __init__(
        self, application: QApplication, folder: Path, means: Means | None = None, crash: CrashReporter | None = None
    ) -> None:
        super().__init__()
        self.application = application
        self.folder = folder
        self.means = means
        self.bridge = UiBridge(self)
        self.crash = crash or CrashReporter(self.bridge.post)
        self.memory = DeviceMemory(self._on_work_lane)
        self._translator = QTranslator(self)
        self._collector = UiCollector(self)
        self._indoors: Indoors | None = None
        self._ended = False
        self.show_language(self.memory.now.language)
        self.show_theme()
        application.styleHints().colorSchemeChanged.connect(self._computer_changed)
        application.screenAdded.connect(self._screen_added)
        self.shell = Shell(door_buttons(self._door_pressed))
        self.shell.closed.connect(self._end)
        self._put_up_plate()

    @cached_property
    def engines(self) -> Engines:
        """Return the lanes, which begin when they are first asked for: nothing is painted by them."""
        from xinmiao.ui.engines import Engines  # noqa: PLC0415 -- threads are not needed for the first picture
        from xinmiao.ui.lane import DatabaseLane, WorkLane  # noqa: PLC0415 -- as above

        return Engines(DatabaseLane(), WorkLane(), self.bridge)

    @property
    def display(self) -> Display:
        """Return look and language in use."""
        from xinmiao.ui.display import Display  # noqa: PLC0415 -- asked for when somebody has signed in

        now = self.memory.now
        languages = tuple((code, _OWN_NAMES.get(code, code)) for code in i18n.LANGUAGES)
        return Display(now.theme.value, now.scale_percent > 100, now.language, languages)  # noqa: PLR2004 -- percent

    def begin(self) -> None:
        """Paint the lock screen; everything else follows behind the picture."""
        self._collector.start()
        self.shell.painted.connect(lambda: QTimer.singleShot(0, self, self._go_on))  # the picture is finished first
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
        name = shown_theme(now.theme, self.application.styleHints().colorScheme)
        shown = theme.current()
        if not self.application.styleSheet() or (shown.name, shown.scale) != (name, now.scale_percent / 100):
            theme.install(self.application, theme.Theme(name, now.scale_percent / 100))

    def _computer_changed(self, _scheme: QtCore.Qt.ColorScheme) -> None:
        """Follow the computer, which turns dark at night, where the user chose so."""
        if self.memory.now.theme is ThemeChoice.SYSTEM:
            self.show_theme()

    def _screen_added(self, _screen: QScreen) -> None:
        theme.tint_again(self.application)

    def choose_display(self, display: Display) -> None:
        """Install and keep another look or language."""
        self.memory.change(
            theme=ThemeChoice(display.theme),
            scale_percent=_LARGE_PERCENT if display.large else 100,
            language=display.language,
        )
        self.show_language(display.language)
        self.show_theme()

    def _on_work_lane(self, work: Callable[[], None]) -> None:
        self.engines.work.submit(work)

    def _put_up_plate(self) -> None:
        plate = read_plate(self.folder)
        if plate is not None:
            self.shell.lock_screen.show_school(plate)

    def _door_pressed(self, name: str) -> None:
        """Open what a quiet button of the lock screen names, as soon as it is there."""
        self.shell.when_ready(lambda: self._indoors.do(name) if self._indoors is not None else None)

    def _go_on(self) -> None:
        """Do what was put off for the first picture."""
        self.engines.work.submit(
            import_indoors, done=lambda imported: self.bridge.post(partial(self._move_in, imported))
        )
        self.going_on.emit()

    def _move_in(self, imported: Future[type[Indoors]]) -> None:
        if not self._ended:
            self._indoors = imported.result()(self)
            self._indoors.begin()

    def _end(self) -> None:
        self._ended = True
        if self._indoors is not None:
            self._indoors.end()
        self._collector.stop()
        stop_lanes(self.engines.database, self.engines.work)
        QTimer.singleShot(0, self.application.quit)


def shown_theme(choice: ThemeChoice, asked: Callable[[], QtCore.Qt.ColorScheme]) -> theme.ThemeName:
    """Return the value set of the tokens for a choice; the computer is asked only where it was chosen to decide."""
    if choice is not ThemeChoice.SYSTEM:
        return theme.ThemeName(choice.value)
    return theme.ThemeName.DARK if asked() is QtCore.Qt.ColorScheme.Dark else theme.ThemeName.LIGHT


def stop_lanes(*lanes: Lane) -> None:
    """End the threads; nothing is left to be done on them."""
    for lane in lanes:
        lane.stop()


def import_indoors() -> type[Indoors]:
    """Import what stands behind the lock screen; for the work lane."""
    from xinmiao.app.indoors import Indoors, import_at_once  # noqa: PLC0415 -- the lock screen is painted without it

    import_at_once()
    return Indoors


def run_gui(arguments: Sequence[str] = (), folder: Path | None = None) -> int:
    """Run the program with windows until its window is closed; return the exit code."""
    choose_input_method(os.environ)
    application = _make_application(arguments)
    log = ProgramLog()
    crash = CrashReporter(UiBridge(application).post)
    crash.install(log.begin)
    with crash.starting(application):
        place = folder or _last_folder()
        if raised_first_window(place):
            return 0
        program = Program(application, place, crash=crash)
        program.going_on.connect(log.begin)
        program.begin()
    code = application.exec()
    log.end()
    return code


def raised_first_window(folder: Path) -> bool:
    """Return whether this computer has the folder open already and its window was asked to come to the front."""
    if FolderLock(folder).is_free():
        return False
    from xinmiao.app.single_instance import second_start  # noqa: PLC0415 -- only a second start needs it

    return second_start(folder)


def _make_application(arguments: Sequence[str]) -> QApplication:
    application = QApplication([sys.argv[0], *theme.STYLE, *arguments])
    application.setApplicationName("xinmiao")
    application.setApplicationDisplayName(TITLE)
    application.setQuitOnLastWindowClosed(False)
    return application


def _last_folder() -> Path:
    kept = load_device_settings().settings.data_folder
    return Path(kept) if kept else default_data_folder()
