"""The authorizer: what SQL may do on the signed-in connection, whoever wrote it.

Reading is always allowed; writing only while the unit of work flushes; attaching, detaching, extension
loading and exporting never. It is toggled by setting a callback again, which expires prepared
statements; a flag inside one callback would let an already prepared INSERT pass.
"""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

_READS = frozenset(
    {sqlcipher.SQLITE_SELECT, sqlcipher.SQLITE_READ, sqlcipher.SQLITE_TRANSACTION, sqlcipher.SQLITE_SAVEPOINT}
    | {sqlcipher.SQLITE_RECURSIVE}
)
_WRITES = frozenset({sqlcipher.SQLITE_INSERT, sqlcipher.SQLITE_UPDATE, sqlcipher.SQLITE_DELETE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "sqlcipher_export", "fts3_tokenizer", "writefile", "readfile"})
_READ_PRAGMAS = frozenset({"data_version", "cipher_integrity_check", "integrity_check", "foreign_key_check"})
_STATE_PRAGMAS = frozenset({"user_version", "application_id", "page_count", "page_size"})
"""May be read; with an argument they would be written."""


def _decide(action: int, first: str | None, second: str | None, *, writing: bool) -> int:
    if action in _READS or (writing and action in _WRITES):
        return int(sqlcipher.SQLITE_OK)
    if action == sqlcipher.SQLITE_FUNCTION and second in _FORBIDDEN_FUNCTIONS:
        return int(sqlcipher.SQLITE_DENY)
    if action == sqlcipher.SQLITE_PRAGMA and (first in _READ_PRAGMAS or (first in _STATE_PRAGMAS and second is None)):
        return int(sqlcipher.SQLITE_OK)
    return int(sqlcipher.SQLITE_OK if action == sqlcipher.SQLITE_FUNCTION else sqlcipher.SQLITE_DENY)


def _reading(action: int, first: str | None, second: str | None, _schema: str | None, _trigger: str | None) -> int:
    return _decide(action, first, second, writing=False)


def _flushing(action: int, first: str | None, second: str | None, _schema: str | None, _trigger: str | None) -> int:
    return _decide(action, first, second, writing=True)


class Guard:
    """Holds the connection read-only, and lifts that for a flush. Usable as a context manager, nested too."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._depth = 0
        connection.set_authorizer(_reading)

    def __enter__(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self._connection.set_authorizer(_flushing)

    def __exit__(self, *_exc: object) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._connection.set_authorizer(_reading)

    def lift_for_copy(self) -> None:
        """Remove the authorizer, before the connection is closed or copied page by page."""
        self._connection.set_authorizer(None)

    def restore(self) -> None:
        """Hold the connection read-only again, also after a flush that failed half way."""
        self._depth = 0
        self._connection.set_authorizer(_reading)
