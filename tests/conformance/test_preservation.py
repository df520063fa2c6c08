"""保全 is asked for by everything that erases: every table that leads to a student, and no way round the unit."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from counselling_room import add_student
from file_desk import accepted
from schools import School, make_school
from source_tree import SRC
from xinmiao.app import features as _all_mapped  # noqa: F401 -- every table is asked
from xinmiao.kernel.access import Permission, Scope
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
)
from xinmiao.kernel.operations import command
from xinmiao.kernel.preservation import HOLD
from xinmiao.kernel.records import DataFile
from xinmiao.vault.base import Versioned
from xinmiao.vault.holds import Preserved, mapped_by_kind, ways_to_student
from xinmiao.vault.unit import Unit

DAY = date(2026, 11, 2)
_NUMBERS = itertools.count(50)
_PLAIN: dict[type[AnyField], Any] = {
    BinaryField: b"x",
    BooleanField: True,
    ChoicesField: (),
    CodesField: (),
    DateField: DAY,
    DateTimeField: datetime(2026, 11, 2, tzinfo=UTC),
}


def kinds() -> list[str]:
    """Return the kinds of records of counselling.db that lead to a student."""
    models = mapped_by_kind()
    return sorted(
        kind
        for kind, model in models.items()
        if model.spec.file is DataFile.COUNSELLING and ways_to_student(model, models) and kind != HOLD
    )


def value_of(field: AnyField, ids: Any) -> Any:
    if isinstance(field, ChoiceField):
        choices: Any = field.choices
        return next(iter(choices))
    if isinstance(field, IntegerField):
        return next(_NUMBERS)  # numbers of a table are often taken once only
    if isinstance(field, ReferenceField):
        return ids.new()
    return _PLAIN.get(type(field), "x")


def made(unit: Unit, kind: str, student: str, seen: frozenset[str] = frozenset()) -> Versioned:
    """Add a bare record of a kind that leads to the student, over as many others as it takes."""
    models = mapped_by_kind()
    model: Any = models[kind]
    values = {field.name: value_of(field, unit.ids) for field in model.spec.fields if field.required}
    ways = [(name, to) for name, to in ways_to_student(model, models) if to not in seen]
    name, to = min(ways, key=lambda way: way[1] != "student")
    if to == "student" and (there := unit.db.scalar(select(model).where(getattr(model, name) == student))):
        assert isinstance(there, Versioned)
        return there
    values[name] = student if to == "student" else made(unit, to, student, seen | {kind}).id
    record: Versioned = model(id=unit.ids.new(), **values)
    unit.db.add(record)
    unit.db.flush()
    return record


@command(requires=Permission.CASE_WRITE, scope=Scope.OWN_ACCOUNT, audit="test.made")
def make(unit: Unit, kind: str, student: str) -> str:
    """Add a bare record."""
    record = made(unit, kind, student)
    if hasattr(record, "account_id"):
        record.account_id = unit.actor.account
    return record.id


@command(requires=Permission.CASE_WRITE, scope=Scope.OWN_ACCOUNT, audit="test.erased")
def erase(unit: Unit, kind: str, record_id: str) -> None:
    """Erase it."""
    unit.db.delete(unit.get(mapped_by_kind()[kind], record_id))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[School, str, str]]:
    """Give a school with a student whose file is preserved and one whose file is not."""
    school = make_school(tmp_path_factory.mktemp("preserved"))
    held, free = add_student(school, "王芳"), add_student(school, "李强", 2)
    accepted(school, held)
    yield school, held, free
    school.close()


def test_there_are_such_kinds() -> None:
    assert {"student_details", "guardian", "case", "counselling_note", "attachment", "plan_goal"} <= set(kinds())


@pytest.mark.parametrize("kind", kinds())
def test_nothing_of_a_preserved_file_is_erased_whatever_table_it_lies_in(
    room: tuple[School, str, str], kind: str
) -> None:
    school, held, free = room
    school.run(erase.bind(kind, school.run(make.bind(kind, free))))
    record = school.run(make.bind(kind, held))
    with pytest.raises(Preserved):
        school.run(erase.bind(kind, record))


def test_no_slice_writes_statements_of_its_own() -> None:
    """A DELETE or UPDATE of one's own would go round the unit's flush; the authorizer refuses it as well."""
    found = [
        str(path)
        for path in sorted((SRC / "features").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("sqlalchemy")
        and {alias.name for alias in node.names} & {"delete", "update", "insert", "text"}
    ]
    assert found == []
