"""The ground of every test: invented time and place, a home of its own, and strictness (`strictness.py`)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

# Before Qt is loaded and before any date is shown: no screen, and the school's time zone.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from hypothesis import settings

from doubles import FrozenClock, SequenceIds
from strictness import (  # noqa: F401 -- fixtures and hooks are found here
    _no_leaked_threads,
    _no_leaked_windows,
    _quiet_log,
    expect_log,
    forbid_network,
    no_network,
    pytest_runtest_makereport,
)
from tools.texts import compile_catalogues
from xinmiao.kernel import texts
from xinmiao.system import i18n

# A shared computer is slow at times; that is no finding.
settings.register_profile("project", deadline=None, max_examples=60, print_blob=True)
settings.load_profile("project")

_HOME_VARIABLES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_XDG_VARIABLES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues once, and close the network."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()
    forbid_network()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home folder of its own; nothing it writes touches the developer's."""
    folder = tmp_path_factory.mktemp("home")
    for name in _HOME_VARIABLES:
        monkeypatch.setenv(name, str(folder))
    for name in _XDG_VARIABLES:
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(place))
    monkeypatch.setenv("XINMIAO_CONFIG_DIR", str(folder / "xinmiao_config"))
    return folder


@pytest.fixture(autouse=True)
def _msgids_as_texts() -> Iterator[None]:
    """Show msgids, so that expected values are plain English; `chinese` changes it for one test."""
    texts.install(None)
    yield
    texts.install(None)


@pytest.fixture
def chinese(_msgids_as_texts: None) -> None:
    """Show every text in Chinese."""
    assert i18n.set_language("zh_CN"), "the catalogue is not compiled"


@pytest.fixture
def clock() -> FrozenClock:
    """Give a clock that stands at 2026-11-23 10:05, a Monday."""
    return FrozenClock()


@pytest.fixture
def ids() -> SequenceIds:
    """Give identifiers that count from 1."""
    return SequenceIds()
