"""Records: the fields that belong together, and the encrypted file they lie in.

A `RecordSpec` is THE declaration of a record: subclass it, give it fields as attributes, make one
instance. `STUDENT.name` is then the field, typed; the mapped class, the form, the table, the print
and the data dictionary refer to it and to nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, ClassVar

from xinmiao.kernel.fields import AnyField, Field
from xinmiao.kernel.texts import Text


class DataFile(StrEnum):
    """The encrypted file a record lies in; who holds its key can read it."""

    SCHOOL = "school"
    COUNSELLING = "counselling"


class RecordSpec:
    """The declaration of one kind of record."""

    record: ClassVar[str]
    label: ClassVar[Text]
    file: ClassVar[DataFile]

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """Return the declared fields in the order they are written."""
        found: dict[str, AnyField] = {}
        for owner in reversed(type(self).__mro__):
            found |= {name: value for name, value in vars(owner).items() if isinstance(value, Field)}
        return tuple(found.values())

    def field(self, name: str) -> AnyField:
        """Return the field called `name`; KeyError when there is none."""
        return {field.name: field for field in self.fields}[name]

    def problems(self, values: Mapping[str, Any], *, only: Iterable[str] | None = None) -> dict[str, Text]:
        """Return what is wrong with `values`, by field name; empty when all is well.

        Fields of `only`, or all declared fields; a value that is not there counts as empty.
        """
        names = set(only) if only is not None else {field.name for field in self.fields}
        return {
            field.name: problem
            for field in self.fields
            if field.name in names and (problem := field.problem(values.get(field.name))) is not None
        }
