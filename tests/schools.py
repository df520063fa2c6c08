"""A school on disk for the tests of slices: both real files, opened as whoever a test wants to be."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from doubles import FrozenClock, SequenceIds
from xinmiao.kernel.access import Actor, Role
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit
from xinmiao.vault.database import Database
from xinmiao.vault.migrate import create_files

R = TypeVar("R")

COUNSELLOR = Actor("account-counsellor", "周老师", frozenset({Role.COUNSELLOR}))
FOUNDER = Actor("account-founder", "周老师", frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR}))
ADMINISTRATOR = Actor("account-administrator", "教务处", frozenset({Role.ADMINISTRATOR}))


def teacher(*class_ids: str) -> Actor:
    """Return a class teacher of these classes."""
    return Actor("account-teacher", "林老师", frozenset({Role.CLASS_TEACHER}), frozenset(class_ids))


@dataclass
class School:
    """Two open files and a way to run operations on them."""

    folder: Path
    keys: dict[DataFile, bytes]
    clock: FrozenClock
    ids: SequenceIds
    database: Database

    def run(self, bound: Bound[R], actor: Actor = COUNSELLOR) -> R:
        """Run an operation as `actor` and return its value."""
        return self.database.run(actor, bound).value

    def actions(self, data_file: DataFile) -> list[str]:
        """Return the actions of the file's audit trail, oldest first; also proves that the chain holds."""
        with self.database.engine.connect() as connection:
            assert audit.verify(connection, data_file, self.database.audit_key(data_file)) is None
            prefix = audit.SCHEMA_PREFIX[data_file]
            rows = connection.exec_driver_sql(f"SELECT action FROM {prefix}.audit_entry ORDER BY seq")  # noqa: S608
            return [row[0] for row in rows]

    def subjects(self, data_file: DataFile, record_id: str) -> list[str]:
        """Return the actions that concern a record, oldest first."""
        with self.database.engine.connect() as connection:
            prefix = audit.SCHEMA_PREFIX[data_file]
            rows = connection.exec_driver_sql(
                f"SELECT e.action FROM {prefix}.audit_entry e JOIN {prefix}.audit_subject s ON s.seq = e.seq"  # noqa: S608
                " WHERE s.record_id = ? ORDER BY e.seq",
                (record_id,),
            )
            return [row[0] for row in rows]

    def close(self) -> None:
        """Close the files."""
        self.database.close()


@cache
def _empty_files() -> tuple[dict[DataFile, bytes], dict[str, bytes]]:
    """Return keys and files of an empty school, made once in this process: migrating takes longer than most tests."""
    keys = {data_file: os.urandom(48) for data_file in DataFile}
    with tempfile.TemporaryDirectory() as place:
        create_files(Path(place), keys, school="school-1", root_fingerprint="fingerprint-1")
        return keys, {file.name: file.read_bytes() for file in Path(place).iterdir()}


def make_school(folder: Path) -> School:
    """Make an empty school of two files in `folder`."""
    keys, files = _empty_files()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    clock, ids = FrozenClock(), SequenceIds()
    database = Database(folder, keys, {name: key[:32] for name, key in keys.items()}, clock=clock, ids=ids)
    return School(folder, dict(keys), clock, ids, database)
