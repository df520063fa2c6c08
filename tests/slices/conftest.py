"""What the tests of all slices share: one open school."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schools import School, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """Give an empty school, opened; closed after the test."""
    folder = tmp_path / "data"
    folder.mkdir()
    made = make_school(folder)
    yield made
    made.close()
