"""Windows only: session notices (Win+L, switching users) and sleep, by a native event filter.

Owns the few calls of the Windows interface; imported on Windows alone by `system_lock`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

_WM_WTSSESSION_CHANGE = 0x02B1
_WTS_SESSION_LOCK = 0x7
_WM_POWERBROADCAST = 0x0218
_PBT_APMSUSPEND = 0x4


def means_lock(message: int, parameter: int) -> bool:
    """Return whether a window message says that the computer is locked or goes to sleep."""
    return (message, parameter) in {
        (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK),
        (_WM_POWERBROADCAST, _PBT_APMSUSPEND),
    }


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class SessionNotices(QAbstractNativeEventFilter):
        """Calls back when Windows tells that the session was locked."""

        def __init__(self, locked: Callable[[], None]) -> None:
            super().__init__()
            self._locked = locked

        def register(self, window_id: int) -> bool:
            """Ask Windows to tell this window; False when it does not."""
            application = QCoreApplication.instance()
            if application is None:
                return False
            application.installNativeEventFilter(self)
            return bool(ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window_id, 0))

        def nativeEventFilter(  # noqa: N802 -- Qt's name
            self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> Any:
            """Look at window messages; never keeps one from anybody."""
            if bytes(event_type) == b"windows_generic_MSG":
                told = wintypes.MSG.from_address(int(message))
                if means_lock(told.message, told.wParam):
                    self._locked()
            return False, 0
