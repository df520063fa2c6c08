"""The unit of work: one operation's reading and writing, whole or not at all.

It adds the row scope to every select, holds the connection read-only except while it flushes, stamps
version, author and time, writes revision rows, the audit entry and the character index, and commits
once. Operations see only this object.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm import Session as OrmWork

from xinmiao.kernel.access import Actor
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied
from xinmiao.kernel.operations import Bound, Change, NotAudited, Operation
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit, history, search
from xinmiao.vault.answers import Answers
from xinmiao.vault.base import Versioned
from xinmiao.vault.holds import Holds
from xinmiao.vault.row_scope import RowScope
from xinmiao.vault.sealed_rows import INFO, Seals
from xinmiao.vault.traces import Hand, Traces, added_at_once, changed_fields, deleted_at_once, revision_of

if TYPE_CHECKING:
    from xinmiao.vault.custody import Custody
    from xinmiao.vault.database import Database

OF_EVERYBODY = "of_everybody"
"""Option of a statement of `vault.merging` alone: rows of all accounts, because all of them follow."""

R = TypeVar("R")
M = TypeVar("M", bound=Versioned)


@dataclass
class _Deed:
    """One operation while it runs, and what its audit entry names."""

    operation: Operation[..., Any]
    subjects: list[tuple[str, str]] = field(default_factory=list)
    remarks: dict[str, object] = field(default_factory=dict)

    def begin_writing(self, answers: Answers) -> None:
        if not self.operation.writes:
            raise AssertionError(self.operation.name)
        answers.read.clear()

    def entry(self, hand: Hand, action: str, detail: Mapping[str, object]) -> audit.Entry:
        return audit.Entry(hand.at, hand.account, action, tuple(self.subjects), {**self.remarks, **detail})


class Unit:
    """One transaction on behalf of one actor. `db` is SQLAlchemy's; the rest is stamped by the unit."""

    def __init__(self, database: Database, actor: Actor, operation: Operation[..., Any]) -> None:
        self.database = database
        self.actor = actor
        self.clock, self.ids = database.clock, database.ids
        self.refused: list[str] = []
        """Names of operations that were asked for inside this unit and that the actor may not run."""
        self.db = OrmWork(database.engine.execution_options(writes=operation.writes), expire_on_commit=False)
        self._deed, self.answers = _Deed(operation), Answers(kept=not operation.writes)
        self._row_scope = RowScope(database.scoped_models, actor)
        self._traces = Traces()
        self._put_back: dict[str, tuple[int, datetime, str]] = {}
        self._nested: list[audit.Entry] = []
        self.seals, self.holds = Seals(database), Holds(database, self.db)
        """Restricted records (`vault.sealed_rows`) and preserved files (`vault.holds`)."""
        self.db.info[INFO] = self.seals
        event.listen(self.db, "do_orm_execute", self._add_row_scope)
        event.listen(self.db, "before_flush", self._before_flush)
        event.listen(self.db, "after_flush_postexec", self._after_flush)

    @property
    def changes(self) -> frozenset[Change]:
        """Return the records written so far."""
        return frozenset(self._traces.changes)

    @property
    def added(self) -> frozenset[Change]:
        """Return those of the records written so far that were not there before."""
        return frozenset(self._traces.added)

    # -- what operations use ---------------------------------------------------------------------

    def run(self, bound: Bound[R]) -> R:
        """Run another operation inside this transaction, with its own permission and audit entry."""
        operation = bound.operation
        if not self.actor.may(operation.requires):
            self.refused.append(operation.name)
            raise PermissionDenied
        if operation.writes and not self._deed.operation.writes:
            raise AssertionError(operation.name)
        if self._deed.operation.writes and not operation.writes:
            self.db.flush()  # what was written so far is the outer operation's, and a query must find it
        outer, self._deed = self._deed, _Deed(operation)
        try:
            value = self.answers.to(bound, self)
            if isinstance(operation.audit, str):
                self._nested.append(self._deed.entry(self._hand(), operation.audit, {}))
        finally:
            self._deed = outer
        return value

    def concerns(self, record: str, record_id: str | None) -> None:
        """Name a record this operation is about, for the audit trail; None (nobody known yet) names nothing."""
        if record_id is not None:
            self._deed.subjects.append((record, record_id))

    def remark(self, **remarks: object) -> None:
        """Add counts, numbers or names of files to this operation's audit entry; never a person's words."""
        self._deed.remarks |= remarks

    def wrote(self, data_file: DataFile, change: Change) -> None:
        """Name what this operation writes that is no declared record, such as an envelope."""
        self._traces.note_other(data_file, change)

    @property
    def custody(self) -> Custody:
        """Return the vault, the keys held, the drafts and the folder; only accounts and data care use them."""
        return self.database.custody

    def get(self, model: type[M], record_id: str) -> M:
        """Return a record, or raise NotFound when it is not there for this actor."""
        found = self.db.get(model, record_id)
        if found is None:
            raise NotFound
        return found

    def editable(self, model: type[M], record_id: str, base_version: int) -> M:
        """Return a record to be changed; Conflict when it is not the version the editor started from."""
        found = self.get(model, record_id)
        if found.version != base_version:
            raise Conflict
        return found

    def add_many(self, model: type[Versioned], rows: Sequence[Mapping[str, Any]]) -> None:
        """Add many new records of one kind at once; each row holds its id. They are stamped and traced like others."""
        self._deed.begin_writing(self.answers)
        with self.database.guard:
            added_at_once(self.db.connection(), model, rows, self._hand())
        self._traces.note_added(model, [row["id"] for row in rows])

    def delete_many(self, model: type[Versioned], ids: Sequence[str]) -> None:
        """Delete many records of one kind at once; what they were is kept and traced as of others."""
        self._deed.begin_writing(self.answers)
        self.holds.before_deleting(model, ids)
        with self.database.guard:
            gone = deleted_at_once(self.db.connection(), model, ids, self._hand())
        self._traces.note_deleted(model, gone)

    def put_back(self, record: Versioned, version: int, created_at: datetime, created_by: str) -> None:
        """Add a record again that was taken out: it goes on from its version, and keeps who made it when."""
        self._put_back[record.id] = version, created_at, created_by
        self.db.add(record)

    def search(
        self, record: str, words: str, *, limit: int = 200, among: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """Return ids of records (of `among`, where given) whose indexed text holds `words`, newest first."""
        return search.find(self.db.connection(), record, words, limit=limit, among=among)

    # -- what the database uses ------------------------------------------------------------------

    def finish(self) -> None:
        """Flush, write counters and audit entries, and commit."""
        connection = self.db.connection()
        if self._deed.operation.writes:
            self.db.flush()
            files = self._traces.files or {self.database.home_of(self._deed.subjects)}
            with self.database.guard:
                pair = self.ids.new() if len(files) > 1 else None
                for data_file in sorted(files):
                    history.count_write(connection, data_file, pair)
                    for entry in self._entries_for(data_file, files):
                        audit.append(connection, data_file, self.database.audit_key(data_file), entry)
        self.db.commit()

    def read_entries(self) -> tuple[audit.Entry, ...]:
        """Return the entries for what was read; commands wrote theirs when they finished."""
        if self._deed.operation.writes:
            return ()
        own = self._deed.operation.audit
        return (*self._nested, *(() if isinstance(own, NotAudited) else (self._deed.entry(self._hand(), own, {}),)))

    def close(self) -> None:
        """Roll back whatever was not committed and let go of the connection."""
        self.db.close()

    def _hand(self) -> Hand:
        return Hand(self.actor.account, self.clock.now())

    def _entries_for(self, data_file: DataFile, files: set[DataFile]) -> list[audit.Entry]:
        """Return a file's entries: school.db, which all staff open, never names what lies in counselling.db."""
        detail = self._traces.detail(data_file) | self.seals.ledger.detail(data_file)
        entries = [*self._nested, self._deed.entry(self._hand(), str(self._deed.operation.audit), detail)]
        if data_file is DataFile.SCHOOL and DataFile.COUNSELLING in files:
            entries = [replace(entry, subjects=()) for entry in entries]
        return entries

    def _add_row_scope(self, state: ORMExecuteState) -> None:
        if state.is_select and not state.execution_options.get(OF_EVERYBODY):
            state.statement = self._row_scope.limited(state.statement, self._deed.operation.scope)

    def _before_flush(self, db: OrmWork, _context: object, _instances: object) -> None:
        self._deed.begin_writing(self.answers)
        self.holds.before_flush()
        self.seals.before_flush(db)
        hand = self._hand()
        _stamp_new(db, hand, self._traces, self._put_back)
        db.add_all(_stamp_changed(db, hand, self._traces, self.seals))
        self.database.guard.__enter__()

    def _after_flush(self, db: OrmWork, _context: object) -> None:
        _index(db.connection(), self._traces)
        self.seals.after_flush()
        self.database.guard.__exit__(None, None, None)


def _index(connection: Connection, traces: Traces) -> None:
    for (record, record_id), text in traces.to_index.items():
        search.put(connection, search.IndexEntry(record, record_id, text))
    traces.to_index.clear()


def _stamp_new(db: OrmWork, hand: Hand, traces: Traces, put_back: dict[str, tuple[int, datetime, str]]) -> None:
    """Stamp and note what was not there before; what is put back goes on from its old version."""
    for record in _records(db.new):
        made = put_back.pop(record.id, (0, hand.at, hand.account))
        record.version, record.created_at, record.created_by = made[0] + 1, made[1], made[2]
        record.changed_at, record.changed_by = hand.at, hand.account
        traces.note_added(type(record), [record.id])
        traces.note(record, set())


def _stamp_changed(db: OrmWork, hand: Hand, traces: Traces, seals: Seals) -> list[Any]:
    """Stamp and note what is changed or deleted; return the revision rows of what it was."""
    revisions = []
    for record in _records(db.dirty):
        changed = changed_fields(record)
        if changed:
            revisions.append(revision_of(record, changed | seals.masks(record, changed), hand))
            record.version, record.changed_at, record.changed_by = record.version + 1, hand.at, hand.account
            traces.note(record, set(changed))
    for record in _records(db.deleted):
        revisions.append(revision_of(record, seals.masks(record, {}), hand, deleted=True))
        traces.note(record, set(), deleted=True)
    return revisions


def _records(instances: Iterable[object]) -> list[Versioned]:
    return [instance for instance in instances if isinstance(instance, Versioned)]
