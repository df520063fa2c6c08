"""Rows as operations would have written them, by the hundred thousand.

Owns the writing of cases, growth files and signed notes with index and audit entries, without running the
operations. `tests/slices/bench_corpus` proves each kind of row equal to the one its operation writes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

from xinmiao.features.casework.model import Case, Note
from xinmiao.features.casework.records import (
    CASE,
    CONTENT_FIELDS,
    NOTE,
    SEARCHED,
    CaseSource,
    CaseState,
    NoteContent,
    NoteState,
    Problem,
)
from xinmiao.features.growth_files.model import GrowthFile
from xinmiao.features.growth_files.records import GROWTH_FILE, OpeningReason
from xinmiao.kernel.access import Actor
from xinmiao.kernel.finding import indexed
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.school_year import school_year_of
from xinmiao.vault import audit
from xinmiao.vault.history import CounsellingFileState
from xinmiao.vault.search import INDEX_TABLE, IndexedText, characters

PROBLEMS = (Problem.EMOTION.value,)


@dataclass(frozen=True)
class BulkCase:
    """A case opened at a moment, with the growth file that opening it made."""

    case_id: str
    file_id: str
    student_id: str
    number_in_year: int
    at: datetime


@dataclass(frozen=True)
class BulkNote:
    """A note written and signed at a moment."""

    note_id: str
    case_id: str
    student_id: str
    nth: int
    content: NoteContent
    at: datetime


@dataclass
class Chain:
    """Goes on with the audit chain of counselling.db."""

    key: bytes
    head: audit.ChainHead
    entries: list[tuple[object, ...]] = field(default_factory=list)
    subjects: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, at: datetime, account: str, action: str, *, subjects: Subjects, detail: dict[str, object]) -> None:
        """Add one entry."""
        seq = self.head.seq + 1
        told = json.dumps({**detail, "subjects": subjects}, ensure_ascii=False, sort_keys=True)
        values = (seq, at.astimezone(UTC).isoformat(timespec="microseconds"), account, action, told)
        mac = hmac.digest(self.key, self.head.mac + json.dumps(values, ensure_ascii=False).encode(), hashlib.sha256)
        self.entries.append((*values, mac))
        self.subjects += [(record, record_id, seq) for record, record_id in dict.fromkeys(subjects)]
        self.head = audit.ChainHead(seq, mac)

    def write(self, connection: Connection) -> None:
        """Write what was added since the last writing."""
        if self.entries:
            connection.exec_driver_sql("INSERT INTO counselling.audit_entry VALUES (?, ?, ?, ?, ?, ?)", self.entries)
            connection.exec_driver_sql("INSERT INTO counselling.audit_subject VALUES (?, ?, ?)", sorted(self.subjects))
        self.entries, self.subjects = [], []


Subjects = tuple[tuple[str, str], ...]


class BulkWriter:
    """Writes on a connection of its own, which holds no authorizer; the caller begins and commits."""

    def __init__(self, connection: Connection, audit_key: bytes, actor: Actor) -> None:
        self._connection = connection
        self._actor = actor
        self._chain = Chain(audit_key, audit.head(connection, DataFile.COUNSELLING))

    def cases(self, cases: Iterable[BulkCase]) -> None:
        """Open cases, each the first of its student."""
        made = list(cases)
        for case in made:
            self._chain_case(case)
        self._insert(_table(GrowthFile), [self._file_row(case) for case in made])
        self._insert(_table(Case), [self._case_row(case) for case in made])
        self._finish(len(made))

    def notes(self, notes: Iterable[BulkNote]) -> None:
        """Write and sign notes."""
        made = list(notes)
        for note in made:
            subjects = (("student", note.student_id), ("case", note.case_id), (NOTE.record, note.note_id))
            detail: dict[str, object] = {"changes": {NOTE.record: _count(note.note_id)}}
            account = self._actor.account
            self._chain.add(note.at, account, "counselling_note.signed", subjects=subjects, detail=detail)
        self._insert(_table(Note), [self._note_row(note) for note in made])
        self._index(made)
        self._finish(len(made))

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _finish(self, units: int) -> None:
        self._chain.write(self._connection)
        state = _table(CounsellingFileState)
        self._connection.execute(state.update().values(counter=state.c.counter + units))

    def _index(self, notes: list[BulkNote]) -> None:
        names = _table(IndexedText)
        last = self._connection.exec_driver_sql(f"SELECT coalesce(max(row), 0) FROM {names}").scalar_one()  # noqa: S608
        self._insert(
            names,
            [
                {"row": row, "record": NOTE.record, "record_id": note.note_id}
                for row, note in enumerate(notes, last + 1)
            ],
        )
        rows = [(row, characters(_searched(note.content))) for row, note in enumerate(notes, last + 1)]
        if rows:
            self._connection.exec_driver_sql(f"INSERT INTO {INDEX_TABLE}(rowid, body) VALUES (?, ?)", rows)  # noqa: S608

    def _chain_case(self, case: BulkCase) -> None:
        student, account = ("student", case.student_id), self._actor.account
        ensured = (student, student, (GROWTH_FILE.record, case.file_id))
        self._chain.add(case.at, account, "growth_file.ensured", subjects=ensured, detail={})
        changes = {CASE.record: _count(case.case_id), GROWTH_FILE.record: _count(case.file_id)}
        opened = (student, (CASE.record, case.case_id))
        self._chain.add(case.at, account, "case.created", subjects=opened, detail={"changes": changes})

    def _stamps(self, record_id: str, at: datetime) -> dict[str, Any]:
        who = self._actor.account
        return {
            "id": record_id,
            "version": 1,
            "created_at": at,
            "created_by": who,
            "changed_at": at,
            "changed_by": who,
        }

    def _file_row(self, case: BulkCase) -> dict[str, Any]:
        day = case.at.astimezone().date()
        made = {"student_id": case.student_id, "opened_on": day, "reason": OpeningReason.COUNSELLING}
        return {**self._stamps(case.file_id, case.at), **made}

    def _case_row(self, case: BulkCase) -> dict[str, Any]:
        day = case.at.astimezone().date()
        return {
            **self._stamps(case.case_id, case.at),
            "school_year": school_year_of(day),
            "number_in_year": case.number_in_year,
            "student_id": case.student_id,
            "counsellor": self._actor.account,
            "counsellor_name": self._actor.label,
            "source": CaseSource.SELF,
            "presenting_problems": PROBLEMS,
            "opened_on": day,
            "state": CaseState.OPEN,
        }

    def _note_row(self, note: BulkNote) -> dict[str, Any]:
        who, label = self._actor.account, self._actor.label
        written = {name: getattr(note.content, name) for name in CONTENT_FIELDS}
        return {
            **self._stamps(note.note_id, note.at),
            **{name: None if value == "" else value for name, value in written.items()},
            "case_id": note.case_id,
            "student_id": note.student_id,
            "nth": note.nth,
            "entered_at": note.at,
            "author": who,
            "author_name": label,
            "state": NoteState.SIGNED,
            "signed_at": note.at,
            "signed_by": who,
            "signed_name": label,
        }


def portions(notes: Iterable[BulkNote], size: int) -> Iterator[list[BulkNote]]:
    """Yield the notes in lists of at most `size`."""
    held: list[BulkNote] = []
    for note in notes:
        held.append(note)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


def _count(record_id: str) -> dict[str, object]:
    return {"count": 1, "ids": [record_id], "fields": []}


def _searched(content: NoteContent) -> str:
    return indexed(getattr(content, part.name) for part in SEARCHED)
