"""A founded school for every test of the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from key_schools import KeySchool, found_school


@pytest.fixture
def school(tmp_path: Path) -> KeySchool:
    """Found a school in a folder of the test's own."""
    return found_school(tmp_path)
