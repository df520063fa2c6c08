"""What the storage engine's error codes mean to the user."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from xinmiao.kernel.errors import Damaged, DiskFull, Locked, ReadOnly, StorageError
from xinmiao.kernel.texts import _

# Primary result codes, https://sqlite.org/rescode.html
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_INTERRUPT = 9

_MEANINGS: dict[int, type[StorageError]] = {
    _BUSY: Locked,
    _LOCKED: Locked,
    _READONLY: ReadOnly,
    _CORRUPT: Damaged,
    _FULL: DiskFull,
    _NOTADB: Damaged,
}


def primary_code(error: BaseException) -> int | None:
    """Return SQLite's primary result code of a driver error, or None."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def is_interrupt(error: BaseException) -> bool:
    """Return whether the statement was interrupted on purpose (lock, cancel)."""
    return primary_code(error) == _INTERRUPT


def translated(error: BaseException) -> StorageError:
    """Return the world's error for a driver error; the cause is chained by the caller."""
    code = primary_code(error)
    if code in _MEANINGS:
        return _MEANINGS[code]()
    if code == _CANTOPEN:
        return StorageError(
            _("A data file could not be opened."),
            _("Check that the disk is there and that the antivirus does not hold the file."),
            code="E-OPEN",
        )
    if code == _IOERR:
        return StorageError(
            _("The disk did not answer while reading or writing."),
            _("Keep the program open, check the disk, and save again."),
            code="E-DISK",
        )
    return StorageError(code="E-STORAGE")


def means_storage_trouble(error: DBAPIError) -> bool:
    """Return whether a driver error is the world's (disk, lock, damage) and not a bug of ours."""
    return primary_code(error) in {*_MEANINGS, _CANTOPEN, _IOERR}
