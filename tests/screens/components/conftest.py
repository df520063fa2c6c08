"""The components under the program's own look, and the picture book's invented people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from xinmiao.ui import theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    """Dress the application lightly, before and after each test."""
    theme.install(qapp, theme.Theme())
    yield
    theme.install(qapp, theme.Theme())


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Give a way to put widgets into a window that has the keyboard; the window lives as long as the test."""
    kept: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 600, height: int = 400) -> QWidget:
        window = QWidget()
        kept.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show
