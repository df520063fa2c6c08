"""A school of two encrypted files with one invented table each, and its database, opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock, SequenceIds
from key_schools import KeySchool, found_school
from slices.vault.backing import Backed, make_backed
from slices.vault.ground import Ground, make_founded_ground, make_ground
from xinmiao.vault.database import Database


@pytest.fixture
def ground(tmp_path: Path, clock: FrozenClock, ids: SequenceIds) -> Ground:
    folder = tmp_path / "data"
    folder.mkdir()
    return make_ground(folder, clock, ids)


@pytest.fixture
def database(ground: Ground) -> Iterator[Database]:
    opened = ground.open()
    yield opened
    opened.close()


@pytest.fixture
def founded(tmp_path: Path) -> KeySchool:
    return found_school(tmp_path / "founded")


@pytest.fixture
def founded_ground(founded: KeySchool) -> Ground:
    return make_founded_ground(founded)


@pytest.fixture
def backed(tmp_path: Path) -> Backed:
    return make_backed(tmp_path / "school")
