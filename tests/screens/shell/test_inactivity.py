"""Noticing that nobody is there: idle time, sleep, the notices of Windows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from xinmiao.ui.inactivity import InactivityWatch
from xinmiao.ui.system_lock import SystemLock
from xinmiao.ui.windows_lock import means_lock


class Clocks:
    """Two clocks that stand until they are moved."""

    def __init__(self) -> None:
        self.elapsed = 100.0
        self.wall = 1_000_000.0

    def move(self, seconds: float, *, asleep: bool = False) -> None:
        """Let time pass; asleep, only the clock on the wall moves."""
        self.wall += seconds
        self.elapsed += 0 if asleep else seconds


def watch(clocks: Clocks, minutes: int = 5) -> tuple[InactivityWatch, list[bool]]:
    made = InactivityWatch(minutes=minutes, elapsed=lambda: clocks.elapsed, wall=lambda: clocks.wall)
    told: list[bool] = []
    made.idle.connect(lambda: told.append(True))
    made.start()
    return made, told


def rest(made: InactivityWatch, clocks: Clocks, seconds: int) -> None:
    for _tick in range(seconds // 15):
        clocks.move(15)
        made.look()


def test_after_the_set_minutes_without_a_key_it_tells_once(qtbot: QtBot) -> None:
    clocks = Clocks()
    made, told = watch(clocks)
    rest(made, clocks, 285)
    assert told == []
    rest(made, clocks, 15)
    assert told == [True]
    rest(made, clocks, 15)
    assert told == [True]
    made.stop()


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_keys_and_mouse_begin_the_time_anew(qtbot: QtBot, way: str) -> None:
    clocks, widget = Clocks(), QWidget()
    qtbot.addWidget(widget)
    widget.show()
    made, told = watch(clocks)
    rest(made, clocks, 285)
    if way == "key":
        qtbot.keyClick(widget, Qt.Key.Key_A)
    else:
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    rest(made, clocks, 285)
    assert told == []
    made.stop()


def test_a_computer_that_slept_is_noticed_on_its_return(qtbot: QtBot) -> None:
    clocks = Clocks()
    made, told = watch(clocks)
    clocks.move(3600, asleep=True)
    made.look()
    assert told == [True]
    made.stop()


@pytest.mark.parametrize(("wanted", "kept"), [(0, 1), (1, 1), (15, 15), (60, 15)])
def test_the_minutes_are_kept_between_1_and_15(qtbot: QtBot, wanted: int, kept: int) -> None:
    assert InactivityWatch(minutes=wanted).minutes == kept


def test_logind_tells_before_sleeping_and_not_after(qtbot: QtBot) -> None:
    lock, told = SystemLock(), list[bool]()
    lock.locking.connect(lambda: told.append(True))
    lock.prepare_for_sleep(going=False)
    assert told == []
    lock.prepare_for_sleep(going=True)
    lock.locked()
    assert told == [True, True]


@pytest.mark.parametrize(
    ("message", "parameter", "locks"),
    [(0x02B1, 0x7, True), (0x02B1, 0x8, False), (0x0218, 0x4, True), (0x0218, 0x12, False), (0x0010, 0x7, False)],
)
def test_the_notices_of_windows_that_mean_a_lock(message: int, parameter: int, *, locks: bool) -> None:
    assert means_lock(message, parameter) is locks
