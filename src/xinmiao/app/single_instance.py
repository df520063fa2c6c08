"""One program per data folder: a lock of the operating system on an open handle, and a word to the first window.

Owns the lock file and the local socket. The lock dies with the process, so a crash leaves nothing behind; the name of
the computer stands in the file, so that another PC can be named.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, Slot

from xinmiao.kernel.errors import Locked
from xinmiao.kernel.texts import _
from xinmiao.system.files import storage_error

LOCK_NAME = "in-use.lock"
_LOCK_BYTE = 1 << 20
"""Locked far behind the text, so that the text can be read while the lock is held (Windows locks are mandatory)."""
_ANSWER_MS = 1500


class InUseHere(Locked):
    """This computer has the folder open already."""

    code = "E-OPEN"
    default_message = _("The program is already open on this computer.")
    default_next_step = _("Look for its window; it has been asked to come to the front.")


class InUseElsewhere(Locked):
    """Another computer has the folder open."""

    code = "E-OTHERPC"


class FolderLock:
    """Holds a data folder for this process until `release`."""

    def __init__(self, folder: Path, *, host: str = "") -> None:
        self._path = folder / LOCK_NAME
        self._host = host or socket.gethostname()
        self._stream: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Return whether this process holds the folder."""
        return self._stream is not None

    def acquire(self) -> None:
        """Take the folder.

        Raises:
            InUseHere: another program on this computer has it.
            InUseElsewhere: another computer has it, which is named.
            StorageError: the folder cannot be written.
        """
        try:
            stream = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise storage_error(error) from error
        if not _lock(stream):
            holder = _holder(stream)
            stream.close()
            if holder and holder != self._host:
                message = _("These files are open on the computer {host}.").format(host=holder)
                raise InUseElsewhere(message, _("Close the program there, then start it here again."))
            raise InUseHere
        stream.truncate(0)
        stream.write(json.dumps({"host": self._host, "pid": os.getpid()}).encode())
        stream.flush()
        self._stream = stream

    def release(self) -> None:
        """Give the folder back; the file stays, it says nothing any more."""
        if self._stream is not None:
            self._stream.truncate(0)
            self._stream.close()
            self._stream = None


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


def socket_name(folder: Path) -> str:
    """Return the name of the socket of a data folder; the path itself does not stand in it."""
    return "xinmiao-" + hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _holder(stream: IO[bytes]) -> str:
    """Return the name of the computer in the file, or nothing when it cannot be read."""
    try:
        stream.seek(0)
        found = json.loads(stream.read(4096))
    except (OSError, ValueError):
        return ""
    host = found.get("host") if isinstance(found, dict) else None
    return host if isinstance(host, str) else ""


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> bool:
        stream.seek(_LOCK_BYTE)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        stream.seek(0)
        return True

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _LOCK_BYTE)
        except OSError:
            return False
        return True
