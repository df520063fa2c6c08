"""One fault per test, each of which a watcher must find. Run by `test_strictness.py` only."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

KEPT: list[QObject] = []
STOP = threading.Event()


def test_clean(qtbot: QtBot, expect_log: Callable[[str], None], home: Path) -> None:
    assert os.environ["HOME"] == str(home)
    expect_log("odd .*")
    logging.getLogger("x").warning("odd thing")
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QTimer(window).start(10_000)
    thread = threading.Thread(target=int)
    thread.start()


def test_network() -> None:
    socket.create_connection(("127.0.0.1", 9))


def test_swallowed_network() -> None:
    with contextlib.suppress(Exception):
        socket.create_connection(("127.0.0.1", 9))


def test_log() -> None:
    logging.getLogger("x").warning("odd")


def test_silent_log(expect_log: Callable[[str], None]) -> None:
    expect_log("boom")


def test_thread() -> None:
    threading.Thread(target=STOP.wait, name="stray", daemon=True).start()


def test_window(qapp: QApplication) -> None:
    KEPT.append(QWidget())


def test_qt_complaint(qapp: QApplication) -> None:
    qWarning("odd")


def test_python_warning() -> None:
    warnings.warn("odd", stacklevel=1)


@pytest.mark.usefixtures("qapp")
def test_timer() -> None:
    timer = QTimer()
    timer.start(10_000)
    KEPT.append(timer)
