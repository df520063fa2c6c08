"""Pages of light plans on real files, dressed in the program's look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_world import DeskWorld
from schools import make_school
from xinmiao.ui import theme
from xinmiao.ui.changes import UiBridge
from xinmiao.ui.page import Page


@pytest.fixture
def world(qapp: QApplication, tmp_path: Path) -> Iterator[DeskWorld]:
    """Give an open school and the context of its pages."""
    theme.install(qapp, theme.Theme())
    folder = tmp_path / "data"
    folder.mkdir()
    school = make_school(folder)
    made = DeskWorld(school, UiBridge())
    yield made
    assert made.notices.bugs == []
    school.close()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Page], None]:
    """Give a way to show a page with the keyboard on it, as large as it is at 1366×768."""

    def shown(page: Page) -> None:
        qtbot.addWidget(page)
        page.resize(1166, 668)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)

    return shown
