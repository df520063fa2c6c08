"""Revisions and the state of a file: what a record was before, and how often the file was written."""

from __future__ import annotations

from sqlalchemy import Connection, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from xinmiao.kernel.records import DataFile
from xinmiao.vault.audit import SCHEMA_PREFIX
from xinmiao.vault.base import ID_LENGTH, CounsellingBase, SchoolBase


class RevisionColumns:
    """The values a record had before a change, as JSON, in the record's own file."""

    row: Mapped[int] = mapped_column(Integer, primary_key=True)
    record: Mapped[str] = mapped_column(String(40), nullable=False)
    record_id: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False, index=True)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    at: Mapped[str] = mapped_column(String(32), nullable=False)
    account: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)
    content: Mapped[str] = mapped_column(Text, nullable=False)
    deleted: Mapped[int] = mapped_column(Integer, nullable=False, default=0)


class SchoolRevision(RevisionColumns, SchoolBase):
    """Earlier versions of records of school.db."""

    __tablename__ = "revision"


class CounsellingRevision(RevisionColumns, CounsellingBase):
    """Earlier versions of records of counselling.db."""

    __tablename__ = "revision"


class FileStateColumns:
    """One row: how often the file was written, and the last unit that wrote both files."""

    row: Mapped[int] = mapped_column(Integer, primary_key=True)
    counter: Mapped[int] = mapped_column(Integer, nullable=False)
    pair: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)
    school: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)
    root_fingerprint: Mapped[str] = mapped_column(String(80), nullable=False)


class SchoolFileState(FileStateColumns, SchoolBase):
    """The state of school.db."""

    __tablename__ = "file_state"


class CounsellingFileState(FileStateColumns, CounsellingBase):
    """The state of counselling.db."""

    __tablename__ = "file_state"


def count_write(connection: Connection, data_file: DataFile, pair: str | None) -> None:
    """Raise the file's counter; `pair` marks a unit that writes both files."""
    prefix = SCHEMA_PREFIX[data_file]
    connection.exec_driver_sql(
        f"UPDATE {prefix}.file_state SET counter = counter + 1, pair = coalesce(?, pair)",  # noqa: S608
        (pair,),
    )


def file_counter(connection: Connection, data_file: DataFile) -> int:
    """Return how often the file was written."""
    return int(connection.exec_driver_sql(f"SELECT counter FROM {SCHEMA_PREFIX[data_file]}.file_state").scalar_one())  # noqa: S608


def last_pair(connection: Connection, data_file: DataFile) -> str:
    """Return the id of the last unit that wrote both files."""
    return str(connection.exec_driver_sql(f"SELECT pair FROM {SCHEMA_PREFIX[data_file]}.file_state").scalar_one())  # noqa: S608


def pinned(connection: Connection, data_file: DataFile) -> tuple[str, str]:
    """Return the school id and the root key's fingerprint the file was made under."""
    row = connection.exec_driver_sql(
        f"SELECT school, root_fingerprint FROM {SCHEMA_PREFIX[data_file]}.file_state"  # noqa: S608
    ).one()
    return str(row[0]), str(row[1])
