"""The real shell on real lanes, with an invented school at its door."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shell_world import PASSWORD, World, make_world
from xinmiao.ui import theme
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.engines import Engines
from xinmiao.ui.lane import DatabaseLane, WorkLane


@pytest.fixture
def application(qapp: QApplication) -> QApplication:
    """Give the application its look."""
    theme.install(qapp, theme.Theme())
    return qapp


@pytest.fixture
def engines(qapp: QApplication) -> Iterator[Engines]:
    """Give real lanes."""
    made = Engines(DatabaseLane(), WorkLane(), UiBridge())
    yield made
    assert made.database.stop()
    assert made.work.stop()


@pytest.fixture
def world(application: QApplication, engines: Engines, qtbot: QtBot) -> Iterator[World]:
    """Give a shown shell that has looked at its door."""
    made = make_world(engines)
    qtbot.addWidget(made.shell)
    made.shell.show()
    made.shell.start()
    qtbot.waitUntil(lambda: made.shell.lock_screen.account.count() > 0)
    yield made
    made.shell.lock()
    qtbot.waitUntil(lambda: all(workspace.closed for workspace in made.door.workspaces))
    assert made.bugs == []


@pytest.fixture
def sign_in(world: World, qtbot: QtBot) -> Callable[[], World]:
    """Give a function that signs in by keyboard."""

    def signed_in() -> World:
        line = world.shell.lock_screen.password.line
        qtbot.keyClicks(line, PASSWORD)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: world.shell.signed_in is not None)
        return world

    return signed_in
