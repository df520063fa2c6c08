"""The computer's own lock and sleep, as far as it tells: logind on Linux, the session notices of Windows.

Owns the two platform dialects. Best effort: where the system says nothing, the idle clock remains.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QWindow

_LOGIND = "org.freedesktop.login1"
_LOGIND_PATH = "/org/freedesktop/login1"


class SystemLock(QObject):
    """Tells that the computer was locked or is going to sleep."""

    locking = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._native: object = None
        self.connected = False

    def watch(self, window: QWindow | None) -> None:
        """Begin to listen; `window` receives the notices of Windows."""
        self.connected = self._watch_windows(window) if sys.platform == "win32" else self._watch_logind()

    @Slot(bool)
    def prepare_for_sleep(self, going: bool) -> None:  # noqa: FBT001 -- logind's signature
        """Answer logind: the computer goes to sleep (true) or is back (false)."""
        if going:
            self.locking.emit()

    @Slot()
    def locked(self) -> None:
        """Answer that the screen was locked."""
        self.locking.emit()

    def _watch_logind(self) -> bool:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 -- only where there is a bus; not on the start path

        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return False
        sleeping = bus.connect(
            _LOGIND, _LOGIND_PATH, f"{_LOGIND}.Manager", "PrepareForSleep", self, b"1prepare_for_sleep(bool)"
        )
        locking = bus.connect(_LOGIND, f"{_LOGIND_PATH}/session/auto", f"{_LOGIND}.Session", "Lock", self, b"1locked()")
        return bool(sleeping or locking)

    if sys.platform == "win32":

        def _watch_windows(self, window: QWindow | None) -> bool:
            from xinmiao.ui.windows_lock import SessionNotices  # noqa: PLC0415 -- Windows only

            if window is None:
                return False
            notices = SessionNotices(self.locked)
            self._native = notices
            return notices.register(int(window.winId()))

    else:

        def _watch_windows(self, window: QWindow | None) -> bool:  # noqa: ARG002 -- the Windows side of the pair
            return False
