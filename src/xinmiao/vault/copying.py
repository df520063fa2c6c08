"""Copying one encrypted file and looking into the copy.

Owns the page-by-page copy under the file's own key, the byte copy without a key, and the check of a
copy that is opened alone. Never `VACUUM INTO`: from a connection with two files it writes the copy under
the first file's key, which every account has.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from xinmiao.kernel.errors import Damaged, DiskFull, StorageError
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.system.files import settle_folder, storage_error
from xinmiao.vault.backup_set import CopiedFile, SetDamaged, chunks, file_digest
from xinmiao.vault.engine import APPLICATION_IDS, SCHEMAS, check_present, connect
from xinmiao.vault.storage_errors import primary_code, translated

PAGES_PER_STEP = 200
"""Between two steps other work of the database thread may run; the slowest step took 57 ms."""

Progress = Callable[[int, int], None]
"""Told pages done and pages in all; may raise `Cancelled`."""


@dataclass(frozen=True)
class Inside:
    """What an opened file says of itself."""

    counter: int
    pair: str
    school: str
    root_fingerprint: str
    schema_version: int
    audit_count: int
    audit_head: bytes


class Unsettled(StorageError):
    """The file was being written when the computer stopped; only its key can settle it."""

    code = "E-UNSETTLED"
    default_message = _("The counselling file was being written when the computer stopped.")
    default_next_step = _("A counsellor has to sign in once; then the backup can be made.")


def copy_pages(raw: Any, data_file: DataFile, key: bytes, target: Path, progress: Progress | None) -> None:
    """Copy an open file into `target` under the same key; a save made meanwhile is in the copy.

    Raises:
        StorageError: the disk is full or did not answer.
    """

    def step(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    _require_room(raw, SCHEMAS[data_file], target)
    try:
        copy = connect(target, key, mode="rwc")
        try:
            raw.backup(copy, name=SCHEMAS[data_file], pages=PAGES_PER_STEP, progress=step)
        finally:
            copy.close()
    except sqlcipher.Error as error:
        if primary_code(error) is None:  # what the driver's copying raises says nothing but words
            _require_room(raw, SCHEMAS[data_file], target)
        raise translated(error) from error
    settle_file(target)


def _require_room(raw: Any, schema: str, target: Path) -> None:
    """Refuse a copy that does not fit; asked again after a failure, when the half copy is gone."""
    pages, size = pages_of(raw, schema)
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError as error:
        raise storage_error(error) from error
    if free < pages * size:
        raise DiskFull


def pages_of(raw: Any, schema: str) -> tuple[int, int]:
    """Return how many pages a file has by its own account, and their size; SQLCipher answers in words."""
    count, size = (int(raw.execute(f"PRAGMA {schema}.{name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return count, size


def copy_bytes(source: Path, target: Path) -> None:
    """Copy a file that nobody writes, and compare what is on the disk with what was read.

    Raises:
        StorageError: the disk is full, or gives back other bytes than it was given.
        OutputFailed: the disk did not answer.
    """
    digest = hashlib.sha256()
    try:
        with target.open("xb") as copy:
            for chunk in chunks(source):
                digest.update(chunk)
                copy.write(chunk)
        settle_file(target)
        if file_digest(target, from_disk=True) != digest.hexdigest():
            raise StorageError(
                _("The disk did not keep what was written to it."), _("Use another disk."), code="E-STICK"
            )
    except OSError as error:
        raise storage_error(error) from error


def settle_file(path: Path) -> None:
    """Make a file and its name survive a power cut.

    Raises:
        StorageError, OutputFailed: the disk refused.
    """
    try:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        settle_folder(path.parent)
    except OSError as error:
        raise storage_error(error) from error


def refuse_unsettled(path: Path) -> None:
    """Refuse a byte copy of a file whose journal still waits to be played back."""
    try:
        if path.with_name(f"{path.name}-journal").stat().st_size:
            raise Unsettled
    except FileNotFoundError:
        return


def inside_of(raw: Any, schema: str) -> Inside:
    """Return what the file attached as `schema` says of itself."""
    counter, pair, school, fingerprint = raw.execute(
        f"SELECT counter, pair, school, root_fingerprint FROM {schema}.file_state"  # noqa: S608 -- constant names
    ).fetchone()
    head = raw.execute(
        f"SELECT seq, mac FROM {schema}.audit_entry ORDER BY seq DESC LIMIT 1"  # noqa: S608 -- constant names
    ).fetchone()
    return Inside(
        counter=counter,
        pair=pair,
        school=school,
        root_fingerprint=fingerprint,
        schema_version=raw.execute(f"PRAGMA {schema}.user_version").fetchone()[0],
        audit_count=head[0] if head else 0,
        audit_head=bytes(head[1]) if head else bytes(32),
    )


def row_counts(raw: Any, schema: str) -> dict[str, int]:
    """Return the number of rows of every table of the file attached as `schema`."""
    names = [
        row[0]
        for row in raw.execute(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'")  # noqa: S608
        if not row[0].startswith("sqlite_")
    ]
    return {name: raw.execute(f'SELECT count(*) FROM {schema}."{name}"').fetchone()[0] for name in names}  # noqa: S608


def integrity_findings(raw: Any, schema: str) -> tuple[str, ...]:
    """Run both checks; each misses what the other sees. The answers name pages, never content."""
    ciphered = [f"cipher: {answer}" for answer in _answers(raw, f"PRAGMA {schema}.cipher_integrity_check")]
    plain = [answer for answer in _answers(raw, f"PRAGMA {schema}.integrity_check") if answer != "ok"]
    return (*ciphered, *plain)


def _answers(raw: Any, check: str) -> list[str]:
    """Return what a check says; the engine may stop in the middle at a page it cannot read."""
    try:
        return [str(row[0]) for row in raw.execute(check)]
    except sqlcipher.DatabaseError as error:
        told = translated(error)
        if not isinstance(told, Damaged):
            raise
        return [told.code]


@dataclass(frozen=True)
class OpenedCopy:
    """A copy that was opened alone with its own key and held."""

    inside: Inside
    rows: dict[str, int]

    def facts(self, path: Path) -> CopiedFile:
        """Return its line of the manifest."""
        inside = self.inside
        return CopiedFile(
            size=path.stat().st_size,
            sha256=file_digest(path, from_disk=True),
            counter=inside.counter,
            schema_version=inside.schema_version,
            audit_count=inside.audit_count,
            audit_head=inside.audit_head,
        )


def open_copy(path: Path, data_file: DataFile, key: bytes) -> OpenedCopy:
    """Open a copy alone, read-only, and check all of it.

    Raises:
        Damaged: it is missing, empty, foreign, or one of the two checks does not hold.
    """
    check_present(path)
    try:
        raw = connect(path, key, mode="ro")
        try:
            return _checked(raw, data_file)
        finally:
            raw.close()
    except sqlcipher.Error as error:
        raise translated(error) from error


def _checked(raw: Any, data_file: DataFile) -> OpenedCopy:
    if raw.execute("PRAGMA main.application_id").fetchone()[0] != APPLICATION_IDS[data_file]:
        raise Damaged(code="E-FOREIGN")
    if integrity_findings(raw, "main") or raw.execute("PRAGMA main.foreign_key_check").fetchone() is not None:
        raise SetDamaged
    return OpenedCopy(inside_of(raw, "main"), row_counts(raw, "main"))
