"""One program per data folder: a lock of the operating system on an open handle.

The lock dies with the process, so a crash leaves nothing behind; the name of the computer stands in the file, so that
another PC can be named.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO

from xinmiao.kernel.errors import Locked
from xinmiao.kernel.texts import _
from xinmiao.system.files import storage_error

LOCK_NAME = "in-use.lock"
_LOCK_BYTE = 1 << 20
"""Locked far behind the text, so that the text can be read while the lock is held (Windows locks are mandatory)."""


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
        self._host = host
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
        host = self._host or _own_host()
        if not _lock(stream):
            holder = _holder(stream)
            stream.close()
            if holder and holder != host:
                message = _("These files are open on the computer {host}.").format(host=holder)
                raise InUseElsewhere(message, _("Close the program there, then start it here again."))
            raise InUseHere
        stream.truncate(0)
        stream.write(json.dumps({"host": host, "pid": os.getpid()}).encode())
        stream.flush()
        self._stream = stream

    def is_free(self) -> bool:
        """Return whether nobody seems to have the folder: a quick look that takes nothing."""
        try:
            with self._path.open("r+b") as stream:
                return _lock(stream)
        except OSError:
            return True  # never taken, or not to be written to: `acquire` says which

    def release(self) -> None:
        """Give the folder back; the file stays, it says nothing any more."""
        if self._stream is not None:
            self._stream.truncate(0)
            self._stream.close()
            self._stream = None


def _own_host() -> str:
    import socket  # noqa: PLC0415 -- not on the way to the lock screen

    return socket.gethostname()


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
        try:  # flock, not lockf: that one is lost as soon as this process closes any other handle of the file
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
