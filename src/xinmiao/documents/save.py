"""Saving what was made where the user says.

Owns the words for what can go wrong. The file appears whole under its final name or not at all.
"""

from __future__ import annotations

from pathlib import Path

from xinmiao.kernel.errors import DiskFull, OutputFailed, StorageError
from xinmiao.kernel.texts import _
from xinmiao.system.files import atomic_write


def save_output(path: Path, content: bytes) -> None:
    """Write `content` to `path`, replacing what is there only when all of it is on the disk.

    Raises:
        OutputFailed: no room (E-FULL), no write access (E-READONLY), held by another program (E-BUSY),
            or anything else the operating system refuses (E-OUTPUT); nothing is left behind.
    """
    try:
        atomic_write(path, content)
    except DiskFull as error:
        raise OutputFailed(
            _("There is no room left on this disk."), _("Free some space or choose another place."), code=error.code
        ) from error
    except StorageError as error:
        raise OutputFailed(
            _("The file could not be written there."),
            _("Close it in other programs, or choose another place."),
            code=error.code,
        ) from error
