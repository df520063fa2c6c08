"""The signed-in database: the two files on one connection, and the running of operations on it.

Born at unlock, closed at lock. Used by exactly one thread, which also opens and closes it; only
`interrupt` may be called from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from xinmiao.kernel.access import Actor
from xinmiao.kernel.clock import Clock, Ids
from xinmiao.kernel.errors import Cancelled, Damaged, PermissionDenied, ReadOnly, StorageError
from xinmiao.kernel.operations import Bound, Outcome
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault import audit, history
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned
from xinmiao.vault.custody import Custody
from xinmiao.vault.engine import make_engine, open_connection
from xinmiao.vault.envelopes import arriving as _mapped  # noqa: F401 -- its tables are known before files open
from xinmiao.vault.guard import Guard
from xinmiao.vault.row_scope import limits_rows
from xinmiao.vault.storage_errors import is_interrupt, means_storage_trouble, translated
from xinmiao.vault.unit import Unit

R = TypeVar("R")

READ_ENTRY_INTERVAL = timedelta(minutes=10)
"""Opening the same record again within this time adds no second entry."""


class Database:
    """One school's open files. `keys` maps each file the account can open to its 48 bytes."""

    def __init__(
        self,
        folder: Path,
        keys: Mapping[DataFile, bytes],
        audit_keys: Mapping[DataFile, bytes],
        *,
        clock: Clock,
        ids: Ids,
        custody: Custody | None = None,
        read_only: bool = False,
    ) -> None:
        """Open the files.

        Raises:
            StorageError: a file is missing, empty, damaged, foreign, newer, or from another day than its pair.
        """
        self.folder = folder
        self.files = frozenset(keys)
        self.clock = clock
        self.ids = ids
        self._custody = custody
        self.read_only = read_only
        self._audit_keys = dict(audit_keys)
        self._read_at: dict[tuple[object, ...], datetime] = {}
        self.raw: Any = open_connection(folder, keys, read_only=read_only)
        self.engine = make_engine(lambda: self.raw)
        try:
            _check_pair(self.engine, self.files)
        except StorageError:
            self.raw.close()
            raise
        self.guard = Guard(self.raw)
        self.scoped_models = _scoped_models()

    @property
    def custody(self) -> Custody:
        """Return the keys and the folder behind these files."""
        if self._custody is None:
            raise AssertionError
        return self._custody

    @property
    def has_custody(self) -> bool:
        """Return whether there is a key ring behind these files; without one nothing sealed opens."""
        return self._custody is not None

    @property
    def school_name(self) -> str:
        """Return the school's name as its papers show it; empty for files without a key file."""
        return "" if self._custody is None else self._custody.vault.school_name

    @property
    def account_labels(self) -> dict[str, str]:
        """Return the label of each account by its id, as the lock screen shows them; empty without a key file."""
        return {} if self._custody is None else {entry.id: entry.label for entry in self._custody.vault.accounts()}

    def run(self, actor: Actor, bound: Bound[R]) -> Outcome[R]:
        """Run an operation in a unit of work of its own.

        Raises:
            PermissionDenied: the actor's roles do not grant it; the refusal is audited.
            AppError: whatever the operation or the storage says.
        """
        operation = bound.operation
        if not actor.may(operation.requires):
            self._record_refusals(actor, (operation.name,))
            raise PermissionDenied
        if operation.writes and self.read_only:
            raise ReadOnly
        unit = Unit(self, actor, operation)
        try:
            value = bound.call(unit)
            unit.finish()
        except DBAPIError as error:
            if is_interrupt(error):
                raise Cancelled from error
            if means_storage_trouble(error):
                raise translated(error) from error
            raise
        finally:
            unit.close()
            self.guard.restore()
            self._record_refusals(actor, unit.refused)
        for entry in unit.read_entries():
            self._record_reading(entry)
        return Outcome(value, frozenset(unit.changes))

    def record(
        self,
        account: str,
        action: str,
        *,
        subjects: tuple[tuple[str, str], ...] = (),
        detail: dict[str, object] | None = None,
    ) -> None:
        """Write an entry of its own: sign-in, lock, refusal, failed check. Silent in read-only mode."""
        self._append(audit.Entry(self.clock.now(), account, action, subjects, detail or {}))

    def home_of(self, subjects: Iterable[tuple[str, str]]) -> DataFile:
        """Return the chain an entry without changes belongs to: about a person, the more secret one."""
        personal = DataFile.COUNSELLING in self.files and any(record != "account" for record, _id in subjects)
        return DataFile.COUNSELLING if personal else DataFile.SCHOOL

    def audit_key(self, data_file: DataFile) -> bytes:
        """Return the key of the file's audit chain."""
        return self._audit_keys[data_file]

    def chain_heads(self) -> dict[DataFile, audit.ChainHead]:
        """Return the anchors of the open files' audit chains."""
        with self.engine.connect() as connection:
            return {data_file: audit.head(connection, data_file) for data_file in self.files}

    def counters(self) -> dict[DataFile, int]:
        """Return how often each open file was written."""
        with self.engine.connect() as connection:
            return {data_file: history.file_counter(connection, data_file) for data_file in self.files}

    def pinned(self) -> dict[DataFile, tuple[str, str]]:
        """Return the school id and root fingerprint each open file was made under."""
        with self.engine.connect() as connection:
            return {data_file: history.pinned(connection, data_file) for data_file in self.files}

    def interrupt(self) -> None:
        """Stop the statement that is running; the only method other threads may call."""
        self.raw.interrupt()

    def close(self) -> None:
        """Close the files and let go of the keys."""
        self.engine.dispose()
        self.raw.close()
        self._audit_keys.clear()

    def _record_refusals(self, actor: Actor, names: Iterable[str]) -> None:
        for name in names:
            self.record(actor.account, "operation.refused", detail={"operation": name})

    def _record_reading(self, entry: audit.Entry) -> None:
        key = (entry.account, entry.action, entry.subjects, repr(entry.detail))
        last = self._read_at.get(key)
        if last is not None and entry.at - last < READ_ENTRY_INTERVAL:
            return
        self._append(entry)
        self._read_at[key] = entry.at

    def _append(self, entry: audit.Entry) -> None:
        if self.read_only:
            return
        data_file = self.home_of(entry.subjects)
        try:
            with self.engine.execution_options(writes=True).begin() as connection, self.guard:
                history.count_write(connection, data_file, None)
                audit.append(connection, data_file, self._audit_keys[data_file], entry)
        except DBAPIError as error:
            raise translated(error) from error


def _check_pair(engine: Engine, files: frozenset[DataFile]) -> None:
    """Refuse two files of different days."""
    try:
        with engine.connect() as connection:
            pairs = {history.last_pair(connection, data_file) for data_file in files}
    except DBAPIError as error:
        raise translated(error) from error
    if len(pairs) > 1:
        raise Damaged(
            _("The two data files are from different days."),
            _("Restore a backup, so that both come from the same moment."),
            code="E-PAIR",
        )


def _scoped_models() -> tuple[type[Versioned], ...]:
    """Return the mapped classes that limit what an actor sees."""
    return tuple(
        mapper.class_
        for base in (SchoolBase, CounsellingBase)
        for mapper in base.registry.mappers
        if issubclass(mapper.class_, Versioned) and limits_rows(mapper.class_)
    )
