"""A second start brings the first window to the front.

Owns the local socket over which the two speak; that there are two is known from `folder_lock`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from xinmiao.app.folder_lock import LOCK_NAME, FolderLock, InUseElsewhere, InUseHere
from xinmiao.kernel.errors import AppError

__all__ = [
    "LOCK_NAME",
    "FirstWindow",
    "FolderLock",
    "InUseElsewhere",
    "InUseHere",
    "ask_first_window",
    "second_start",
    "socket_name",
]

_ANSWER_MS = 1500


class FirstWindow(QObject):
    """Listens for a second start and raises the window."""

    def __init__(self, folder: Path, raise_window: Callable[[], None], parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 -- not on the start path

        super().__init__(parent)
        self._raise_window = raise_window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)
        name = socket_name(folder)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by a crash: the folder lock says that nobody is there
            self._server.listen(name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    @Slot()
    def _asked(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnectFromServer()
            connection.deleteLater()
        self._raise_window()


def ask_first_window(folder: Path) -> bool:
    """Ask the program that holds the folder to show its window; False when nobody answers."""
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 -- only a second start needs it

    asking = QLocalSocket()
    asking.connectToServer(socket_name(folder))
    answered = asking.waitForConnected(_ANSWER_MS)
    asking.abort()
    return answered


def second_start(folder: Path) -> bool:
    """Return whether this start can end: this computer has the folder open and its window was asked to come forward."""
    probe = FolderLock(folder)
    try:
        probe.acquire()
    except InUseHere:
        return ask_first_window(folder)
    except AppError:
        return False  # told on the lock screen
    probe.release()
    return False


def socket_name(folder: Path) -> str:
    """Return the name of the socket of a data folder; the path itself does not stand in it."""
    return "xinmiao-" + hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
