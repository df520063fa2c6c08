"""The real shell on real lanes at the door of a real school, as the program wires it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.app.device_memory import DeviceMemory
from xinmiao.app.door_actions import DoorActions
from xinmiao.app.door_buttons import door_buttons
from xinmiao.app.folder_lock import FolderLock
from xinmiao.app.furnishing import furnish
from xinmiao.app.gui_door import GuiDoor
from xinmiao.documents.raster import PdfPages
from xinmiao.system.user_folders import config_folder
from xinmiao.ui import theme
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.display import Display
from xinmiao.ui.engines import Engines
from xinmiao.ui.household import House
from xinmiao.ui.lane import DatabaseLane, InlineLane, WorkLane
from xinmiao.ui.shell import Shell


@dataclass
class AtDoor:
    """A locked school and the window before it."""

    school: SignedInSchool
    shell: Shell
    entrance: GuiDoor
    actions: DoorActions
    engines: Engines
    opened: list[Path] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> SignedInSchool:
    """Give a founded school; the secrets lie where the program looks for them. The test locks it."""
    return make_signed_in_school(tmp_path / "data", config_folder(), clock)


@pytest.fixture
def lock(school: SignedInSchool) -> Iterator[FolderLock]:
    """Give the lock of the folder; it is set up before the lanes, so that none takes it after it was given back."""
    made = FolderLock(school.folder)
    yield made
    made.release()


@pytest.fixture
def engines(qapp: QApplication) -> Iterator[Engines]:
    """Give real lanes."""
    theme.install(qapp, theme.Theme())
    made = Engines(DatabaseLane(), WorkLane(), UiBridge())
    yield made
    assert made.database.stop()
    assert made.work.stop()


@pytest.fixture
def at_door(school: SignedInSchool, lock: FolderLock, engines: Engines, qtbot: QtBot) -> Iterator[AtDoor]:
    """Give the window; `stand_at` shows the door once the school is locked."""
    opened: list[Path] = []
    bugs: list[BaseException] = []
    entrance = GuiDoor(school.folder, lock, lambda: None, school.means)
    actions = DoorActions(entrance, opened.append)
    memory = DeviceMemory(InlineLane().submit)
    house = House(
        engines,
        entrance,
        lambda workspace: furnish(workspace, memory, Display()),
        bugs.append,
        PdfPages,
    )
    shell = Shell(door_buttons(actions.do))
    shell.move_in(house)
    actions.serve(shell)
    qtbot.addWidget(shell)
    yield AtDoor(school, shell, entrance, actions, engines, opened, bugs)
    with qtbot.waitSignal(shell.locked, raising=False, timeout=5000) if shell.signed_in else _nothing():
        shell.lock()
    assert bugs == []


class _nothing:  # noqa: N801 -- used as a statement
    def __enter__(self) -> None:
        """Wait for nothing."""

    def __exit__(self, *_error: object) -> None:
        """Nothing was waited for."""
