"""Mapped bases, column types and the one way from a declared field to a column.

Tables of school.db carry no schema; tables of counselling.db lie in the attached schema
`counselling`. Every record has an id made before saving, a version that rises with each save, and who
and when; those are stamped by the unit of work, never by an operation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    inspect,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from xinmiao.kernel.access import Actor, Scope
from xinmiao.kernel.fields import (
    AnyField,
    BinaryField,
    BooleanField,
    ChoiceField,
    ChoicesField,
    CodesField,
    DateField,
    DateTimeField,
    IntegerField,
    ReferenceField,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.times_of_day import TimeOfDayField
from xinmiao.vault.merge_rules import MOVE, MergeRule

COUNSELLING_SCHEMA = "counselling"
ID_LENGTH = 36
_BEHIND_ALL = 1000


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as ISO 8601 text in UTC so that text order is time order."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Store UTC with microseconds."""
        del dialect
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return an aware moment in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class EnumText(TypeDecorator[StrEnum]):
    """A member of a closed list, stored as its lower-case English value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Store the value; a value that is none of the list is an error of ours."""
        del dialect
        return None if value is None else self.choices(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], StrEnum | None]:
        """Return what looks members up by their values: lists of thousands of rows hold seven of them each."""
        del dialect, coltype
        members: dict[Any, StrEnum | None] = {None: None, **{choice.value: choice for choice in self.choices}}

        def member(value: Any) -> StrEnum | None:
            return members[value] if value in members else self.choices(value)

        return member


class EnumTexts(TypeDecorator[tuple[StrEnum, ...]]):
    """Members of a closed list, stored as their values separated by commas; none of them as an empty text."""

    impl = String(400)
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: tuple[StrEnum, ...] | None, dialect: Dialect) -> str | None:
        """Store the values."""
        del dialect
        return None if value is None else ",".join(self.choices(choice).value for choice in value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[StrEnum, ...] | None:
        """Return the members."""
        del dialect
        return None if value is None else tuple(self.choices(word) for word in value.split(",") if word)


class CodeTexts(TypeDecorator[tuple[str, ...]]):
    """Codes of an open list, stored separated by commas; none of them as an empty text."""

    impl = String(400)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Store the codes."""
        del dialect
        return None if value is None else ",".join(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        """Return the codes."""
        del dialect
        return None if value is None else tuple(word for word in value.split(",") if word)


def _column_type(field: AnyField) -> Any:
    if isinstance(field, TextField):
        return Text() if field.multiline else String(field.max_length)
    if isinstance(field, ChoiceField):
        return EnumText(field.choices)
    if isinstance(field, ChoicesField):
        return EnumTexts(field.choices)
    if isinstance(field, CodesField):
        return CodeTexts()
    if isinstance(field, ReferenceField):
        return String(ID_LENGTH)
    simple: dict[type[AnyField], Any] = {
        IntegerField: Integer(),
        BooleanField: Boolean(),
        DateField: Date(),
        DateTimeField: UtcDateTime(),
        BinaryField: LargeBinary(),
        TimeOfDayField: Integer(),
    }
    return simple[type(field)]


def column(field: AnyField, *, index: bool = False, unique: bool = False) -> Any:
    """Return the mapped column of a declared field: its type and whether it may be empty.

    Bytes come last in the table and are loaded only when asked for: SQLite walks over everything before a column.
    """
    large = isinstance(field, BinaryField)
    return mapped_column(
        field.name,
        _column_type(field),
        nullable=not field.required,
        index=index,
        unique=unique,
        deferred=large,
        sort_order=_BEHIND_ALL if large else 0,
    )


class Versioned:
    """What every record has: id, version, and who created and changed it when."""

    spec: ClassVar[RecordSpec]
    __tablename__: str
    merging: ClassVar[MergeRule] = MOVE
    """How its rows follow when two records they refer to become one."""
    merged_in_words: ClassVar[tuple[str, ...]] = ()
    """Fields whose words hold ids of records, such as the key of a task."""

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, nullable=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, nullable=False)
    changed_by: Mapped[str] = mapped_column(String(ID_LENGTH), nullable=False)

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Return the condition added to every select of this class, or None for no condition."""
        del actor, scope
        return None

    def searched_text(self) -> str | None:
        """Return the text the character index holds for this record, or None for no index."""
        return None


STAMPS = frozenset({"version", "created_at", "created_by", "changed_at", "changed_by"})


class SchoolBase(DeclarativeBase):
    """Tables of school.db, which every staff account can open."""

    metadata = MetaData()


class CounsellingBase(DeclarativeBase):
    """Tables of counselling.db, which only counsellors can open."""

    metadata = MetaData(schema=COUNSELLING_SCHEMA)


def data_file_of(instance: object) -> DataFile:
    """Return the file a mapped object lies in."""
    return file_of_class(type(instance))


def file_of_class(model: type) -> DataFile:
    """Return the file the objects of a mapped class lie in."""
    return DataFile.COUNSELLING if issubclass(model, CounsellingBase) else DataFile.SCHOOL


def value_of_plain(model: type[Versioned], name: str, plain: Any) -> Any:
    """Return the value of a column out of what `plain_value` and JSON made of it."""
    kind = inspect(model).columns[name].type
    if plain is None:
        return None
    if isinstance(kind, Date):
        return date.fromisoformat(plain)
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(plain)
    if isinstance(kind, LargeBinary):
        return bytes.fromhex(plain)
    if isinstance(kind, EnumText):
        return kind.choices(plain)
    return tuple(map(kind.choices, plain)) if isinstance(kind, EnumTexts) else plain


def plain_value(value: object) -> object:
    """Return a value as JSON can hold it, for revision rows."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value
