"""A founded school for the wizard of a school year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from doubles import FrozenClock
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.ui import theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """Dress the application."""
    theme.install(qapp, theme.Theme())


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    """Give a founded school, signed in as its counsellor."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()
