"""The pages of staff and of students entered twice, on a real school."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk
from signed_in import make_signed_in_school
from xinmiao.ui import theme


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FrozenClock) -> Iterator[PageDesk]:
    """Give a founded school whose founder is signed in."""
    theme.install(qapp, theme.Theme())
    made = PageDesk(make_signed_in_school(tmp_path / "data", tmp_path / "config", clock), qtbot)
    yield made
    made.school.lock()
