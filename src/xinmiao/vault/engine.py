"""Opening the two encrypted files on one connection.

Each file is opened with its own raw key and salt; counselling.db is attached to school.db as the
schema `counselling` when the account holds its key. Opening never creates a file. Figures and reasons
for each pragma: `design/security.md` (simulated power loss, kill -9, hex reads).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import StaticPool

from xinmiao.kernel.errors import Damaged, ReadOnly, StorageError, TooNew
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.system.files import storage_error
from xinmiao.vault.base import COUNSELLING_SCHEMA
from xinmiao.vault.file_names import RESTORE_MARKER_NAME
from xinmiao.vault.storage_errors import translated

APPLICATION_IDS = {DataFile.SCHOOL: 0x584D5343, DataFile.COUNSELLING: 0x584D434F}
"""`XMSC` and `XMCO`; a file of another program, or the two files swapped, is told apart by them."""

SCHEMA_VERSION = 22
"""The number of the newest migration; kept in each file's `user_version`."""

FILE_NAMES = {DataFile.SCHOOL: "school.db", DataFile.COUNSELLING: "counselling.db"}
SCHEMAS = {DataFile.SCHOOL: "main", DataFile.COUNSELLING: COUNSELLING_SCHEMA}
KEY_LENGTH = 48

_FILE_PRAGMAS: dict[str, object] = {"journal_mode": "truncate", "synchronous": 3, "secure_delete": 1, "mmap_size": 0}
_CONNECTION_PRAGMAS: dict[str, object] = {
    "fullfsync": 1,
    "temp_store": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}
_BUSY_TIMEOUT_S = 2.0


def sqlite_uri(path: Path, mode: str) -> str:
    """Return the file URI of `path`; `#`, `?` and `%` in it are quoted, else another file is opened."""
    return f"file:{quote(str(path.resolve()))}?mode={mode}"


def raw_key(key: bytes) -> bytes:
    """Return the key in SQLCipher's raw form; a key of another length would silently be a passphrase."""
    if len(key) != KEY_LENGTH:
        raise AssertionError
    return b"x'" + key.hex().encode("ascii") + b"'"


def connect(path: Path, key: bytes, *, mode: str = "rw") -> Any:
    """Open one file with its key; `mode` is rw, ro or rwc. No pragma but the key is set."""
    connection = sqlcipher.connect(
        sqlite_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.set_key(raw_key(key))
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        connection.close()
        raise StorageError(
            _("The encryption library is missing from this installation."),
            _("Please install the program again."),
            code="E-NOCIPHER",
        )
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection


def check_present(path: Path) -> None:
    """Tell a missing, an empty and an unencrypted file apart before any key is tried."""
    restore = _("Restore a backup; the program never makes a new file in its place.")
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError:
        raise Damaged(
            _("The data file {name} is not there.").format(name=path.name),
            _("Look in the antivirus quarantine and the recycle bin, or restore a backup."),
            code="E-MISSING",
        ) from None
    except OSError as error:
        raise storage_error(error) from error
    if not head:
        raise Damaged(_("The data file {name} is empty.").format(name=path.name), restore, code="E-EMPTY")
    if head == b"SQLite format 3\x00":
        raise Damaged(
            _("The data file {name} is not an encrypted file of this program.").format(name=path.name),
            restore,
            code="E-PLAIN",
        )


def _refuse_half_restored(folder: Path) -> None:
    if (folder / RESTORE_MARKER_NAME).exists():
        raise Damaged(
            _("Restoring a backup was interrupted."),
            _("Start the program again: it goes on by itself."),
            code="E-RESTORE",
        )


def _check_writable(path: Path) -> None:
    """Refuse what the engine would silently open read-only, so that nobody types into it."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ReadOnly


def open_connection(folder: Path, keys: Mapping[DataFile, bytes], *, read_only: bool = False) -> Any:
    """Open school.db and, with its key, counselling.db on one connection, checked and configured."""
    mode = "ro" if read_only else "rw"
    _refuse_half_restored(folder)
    for data_file in keys:
        check_present(folder / FILE_NAMES[data_file])
        if not read_only:
            _check_writable(folder / FILE_NAMES[data_file])
    try:
        connection = connect(folder / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL], mode=mode)
        try:
            if DataFile.COUNSELLING in keys:
                attach(connection, folder / FILE_NAMES[DataFile.COUNSELLING], keys[DataFile.COUNSELLING], mode=mode)
            for data_file in keys:
                _check_identity(connection, data_file)
            configure(connection, keys, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    except sqlcipher.Error as error:
        raise translated(error) from error
    return connection


def attach(connection: Any, path: Path, key: bytes, *, mode: str = "rw") -> None:
    """Attach counselling.db under its own key, given as a bound value so that no trace shows it."""
    connection.execute(f"ATTACH ? AS {COUNSELLING_SCHEMA} KEY ?", (sqlite_uri(path, mode), raw_key(key)))


def _check_identity(connection: Any, data_file: DataFile) -> None:
    schema = SCHEMAS[data_file]
    found = connection.execute(f"PRAGMA {schema}.application_id").fetchone()[0]
    if found != APPLICATION_IDS[data_file]:
        raise Damaged(
            _("The file {name} belongs to another program or is the wrong one of the two.").format(
                name=FILE_NAMES[data_file]
            ),
            code="E-FOREIGN",
        )
    version = connection.execute(f"PRAGMA {schema}.user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise TooNew(
            _("These files have schema {found}; this program knows up to {known}.").format(
                found=version, known=SCHEMA_VERSION
            )
        )


def configure(connection: Any, files: Mapping[DataFile, bytes], *, read_only: bool = False) -> None:
    """Set every pragma for every file and read each back; an engine that ignores one is refused."""
    connection.set_busy_timeout(_BUSY_TIMEOUT_S)
    for name, value in _CONNECTION_PRAGMAS.items():
        _set_pragma(connection, name, value)
    for data_file in files:
        for name, value in _FILE_PRAGMAS.items():
            if read_only and name == "journal_mode":
                continue
            _set_pragma(connection, f"{SCHEMAS[data_file]}.{name}", value)


def _set_pragma(connection: Any, name: str, value: object) -> None:
    connection.execute(f"PRAGMA {name} = {value}").fetchall()
    row = connection.execute(f"PRAGMA {name}").fetchone()
    if row is not None and row[0] != value:
        raise StorageError(
            _("The storage engine refused the safety setting {name}.").format(name=re.sub(r"\W", " ", name)),
            _("Please install the program again."),
            code="E-ENGINE",
        )


def make_engine(connection_factory: Callable[[], Any]) -> Engine:
    """Return an engine on the one connection that `connection_factory` makes.

    Transactions are begun by us: BEGIN IMMEDIATE for writing, so that a conflict shows at the start; the
    driver's own handling would let DDL and released savepoints survive a rollback. Parameters are hidden,
    else names of children would stand in exceptions.
    """
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connection_factory,
        poolclass=StaticPool,
        hide_parameters=True,
        query_cache_size=1_000,
    )

    @event.listens_for(engine, "connect")
    def _no_driver_transactions(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")

    return engine
