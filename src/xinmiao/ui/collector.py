"""Garbage is collected on the UI thread only.

Owns one timer. Python collects cycles on whichever thread happens to allocate; a widget
that is deleted on a lane's thread takes the program with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000


class UiCollector(QObject):
    """Takes the collector over while the program runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Switch the automatic collection off and collect by the clock."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> None:
        """Collect the youngest generation whose count is over its threshold, as Python would."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if 0 < thresholds[generation] < counts[generation]]
        if due:
            gc.collect(due[-1])
