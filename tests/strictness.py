"""What fails a test besides its assertions: the network, unexpected log lines, leaked threads, windows, timers.

Owns the fixtures that watch every test; `conftest.py` switches them on.
"""

from __future__ import annotations

import gc
import logging
import re
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest

OUTCOME: pytest.StashKey[bool] = pytest.StashKey()
"""Whether the body of the test failed; then leaks are no news."""
_NETWORK_EVENTS = frozenset(
    {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
)
_GRACE_S = 2.0
_attempts: list[str] = []
_hook_is_on = False


class NetworkRefused(RuntimeError):
    """The program works without a network, and so do its tests."""


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _NETWORK_EVENTS:
        return
    address = arguments[0] if event in {"socket.getaddrinfo", "socket.gethostbyname"} else arguments[1]
    if isinstance(address, (str, bytes)) and not event.startswith("socket.get"):
        return  # a socket in the file system
    _attempts.append(f"{event} {address!r}")
    raise NetworkRefused(_attempts[-1])


def forbid_network() -> None:
    """Refuse every internet socket in this process from now on; it cannot be switched off again."""
    global _hook_is_on  # noqa: PLW0603 -- an audit hook is a property of the process
    if not _hook_is_on:
        sys.addaudithook(_refuse_network)
        _hook_is_on = True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the body failed."""
    report = yield
    if report.when == "call":
        item.stash[OUTCOME] = report.failed
    return report


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail a test that tried to use the network, also when the program swallowed the refusal."""
    _attempts.clear()
    yield
    tried, _attempts[:] = list(_attempts), []
    if tried:
        pytest.fail(f"used the network: {tried}")


class _Watch(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.expected: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def unexpected(self) -> list[str]:
        return [line for line in self.lines if not any(pattern.search(line) for pattern in self.expected)]

    def never_said(self) -> list[str]:
        return [pattern.pattern for pattern in self.expected if not any(map(pattern.search, self.lines))]


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[_Watch]:
    watch = _Watch()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    if watch.unexpected():
        pytest.fail(f"unexpected log lines: {watch.unexpected()}")
    if watch.never_said():
        pytest.fail(f"expected log lines that never came: {watch.never_said()}")


@pytest.fixture
def expect_log(_quiet_log: _Watch) -> Callable[[str], None]:
    """Give a function that announces a log line ≥ WARNING (a regular expression); it must then come."""
    return lambda pattern: _quiet_log.expected.append(re.compile(pattern))


def _foreign_threads(known: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        if thread not in known and not isinstance(thread, threading._DummyThread)  # noqa: SLF001 -- Qt's own threads
    ]


@pytest.fixture(autouse=True)
def _no_leaked_threads(request: pytest.FixtureRequest) -> Iterator[None]:
    known = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _GRACE_S
    for thread in _foreign_threads(known):
        thread.join(max(deadline - time.monotonic(), 0))
    leaked = [thread.name for thread in _foreign_threads(known)]
    if leaked and not request.node.stash.get(OUTCOME, False):
        pytest.fail(f"threads outlive the test: {leaked}")


def _qt_is_up() -> bool:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets is not None and widgets.QApplication.instance() is not None


def _windows() -> dict[int, str]:
    """Return the top-level widgets that are there, by the address of the Qt object."""
    import shiboken6  # noqa: PLC0415 -- only where Qt is already loaded
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    return {
        shiboken6.getCppPointer(widget)[0]: f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in QApplication.topLevelWidgets()
        if str(widget.metaObject().className()) not in {"QTipLabel", "QComboBoxPrivateContainer"}
    }


def _settle_qt() -> None:
    """Let deleted widgets really go."""
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415

    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _running_timers() -> list[str]:
    import shiboken6  # noqa: PLC0415
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    timers = [found for found in gc.get_objects() if isinstance(found, QTimer)]
    return [
        f"QTimer {timer.objectName()!r} of {type(timer.parent()).__name__} every {timer.interval()} ms"
        for timer in timers
        if shiboken6.isValid(timer) and timer.isActive()
    ]


@pytest.fixture(autouse=True)
def _no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    before = _windows() if _qt_is_up() else {}
    yield
    if not _qt_is_up() or request.node.stash.get(OUTCOME, False):
        return
    _settle_qt()
    leaked = {address: name for address, name in _windows().items() if address not in before}
    uses_qt = "qapp" in request.fixturenames
    timers = _running_timers() if uses_qt else []
    if leaked or timers:
        gc.collect()
        _settle_qt()
        leaked = {address: name for address, name in _windows().items() if address not in before}
        timers = _running_timers() if uses_qt else []
    if leaked:
        pytest.fail(f"windows outlive the test: {sorted(leaked.values())}")
    if timers:
        pytest.fail(f"timers outlive the test: {timers}")
