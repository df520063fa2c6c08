"""When nobody is there: the idle clock, and the computer's own lock and sleep.

Owns noticing; what is done about it is the shell's affair. The computer's own signals are best effort
(`system_lock`); a computer that slept is noticed by its clock in any case.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

DEFAULT_MINUTES = 5
SHORTEST_MINUTES = 1
LONGEST_MINUTES = 15

_SLEPT_AFTER_S = 60.0
_TICK_MS = 15_000
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
        QEvent.Type.ShortcutOverride,
    }
)


class InactivityWatch(QObject):
    """Tells when keyboard and mouse have rested for the set minutes, or when the computer has slept.

    `elapsed` tells seconds that never run backwards (for idling), `wall` the clock on the wall (for sleep).
    """

    idle = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        minutes: int = DEFAULT_MINUTES,
        elapsed: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._elapsed = elapsed
        self._wall = wall
        self._minutes = DEFAULT_MINUTES
        self._last_activity = elapsed()
        self._last_tick = wall()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        self.set_minutes(minutes)

    @property
    def minutes(self) -> int:
        """Return after how many minutes `idle` is told."""
        return self._minutes

    def set_minutes(self, minutes: int) -> None:
        """Set the minutes, kept between 1 and 15."""
        self._minutes = min(max(minutes, SHORTEST_MINUTES), LONGEST_MINUTES)

    def start(self) -> None:
        """Begin to watch the whole application."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._last_activity = self._elapsed()
        self._last_tick = self._wall()
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    @property
    def watching(self) -> bool:
        """Return whether it watches."""
        return self._timer.isActive()

    def look(self) -> None:
        """Look at both clocks; tell when it is time. Called by its timer every 15 s."""
        now = self._wall()
        slept = now - self._last_tick > _TICK_MS / 1000 + _SLEPT_AFTER_S
        self._last_tick = now
        if slept or self._elapsed() - self._last_activity >= self._minutes * 60:
            self._last_activity = self._elapsed()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Note keys and mouse; never keeps an event from anybody."""
        if event.type() in _ACTIVITY:
            self._last_activity = self._elapsed()
        return super().eventFilter(watched, event)
