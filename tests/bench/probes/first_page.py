"""Probe: signs in; tells how long Today takes from the keys on, leaving the key derivation out.

The heavy modules are loaded beside the key derivation, which takes about a second; a cheap one stands here, so the
time is counted from where both are over.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from bench.probes.driving import Condition, Driven, drive
from xinmiao.app import indoors
from xinmiao.app.gui_door import GuiDoor

told: dict[str, Any] = {}


class TimedDoor(GuiDoor):
    """Notes when the keys are there and the modules loaded."""

    def unlock(self, account_id: str, password: str) -> object:
        """Unlock, and wait for what is loaded meanwhile."""
        started = time.monotonic_ns()
        keys = super().unlock(account_id, password)
        indoors.import_heavy_modules()
        told["unlocked"] = time.monotonic_ns()
        told["modules_ms"] = (told["unlocked"] - started) / 1e6
        return keys


class TodayPaint(QObject):
    """Sees the first painting of Today after its tasks were answered."""

    def __init__(self, program: Driven) -> None:
        super().__init__(program)
        self._program = program
        self._most = 0
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Look at paint events of the page in front."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and self._program.shell.signed_in:
            page, waiting = self._program.bench.page, self._program.signed_in.tasks.waiting
            self._most = max(self._most, waiting)
            if waiting < self._most and page is not None and (watched is page or page.isAncestorOf(watched)):
                told.setdefault("painted", time.monotonic_ns())
        return super().eventFilter(watched, event)


def walk(program: Driven) -> Iterator[Condition]:
    """Sign in and wait."""
    watch = TodayPaint(program)
    yield from program.sign_in(sys.argv[2])
    yield lambda: "painted" in told
    del watch  # its parent keeps it
    yield from program.settle()


indoors.GuiDoor = TimedDoor  # type: ignore[attr-defined]
sys.exit(drive(walk, Path(sys.argv[1]), told))
