"""Row scope: a class teacher meets only his own shelves, whichever way a query is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import ColumnElement, exists, false, func, select, union
from sqlalchemy.orm import aliased
from sqlalchemy.orm import join as orm_join

from slices.vault.ground import COUNSELLOR, TEACHER, Leaf, Pot, save_pot
from xinmiao.kernel.access import Actor, Permission, Role, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.base import Versioned
from xinmiao.vault.database import Database
from xinmiao.vault.row_scope import limits_rows
from xinmiao.vault.unit import Unit

_Other = aliased(Pot)


@query(requires=Permission.STUDENT_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("a test"))
def ask(unit: Unit, question: Callable[[Unit], Any]) -> Any:
    """Ask what a test asks."""
    return question(unit)


@pytest.fixture
def pots(database: Database) -> Database:
    for pot_id, shelf in (("own", "7-1"), ("foreign", "7-2"), ("nowhere", "")):
        database.run(COUNSELLOR, save_pot.bind(pot_id, "red", shelf))
    return database


def _cte(unit: Unit) -> Any:
    found = select(Pot.id).cte("found")
    return sorted(unit.db.scalars(select(found.c.id)))


QUESTIONS: dict[str, tuple[Callable[[Unit], Any], Any]] = {
    "select": (lambda unit: [pot.id for pot in unit.db.scalars(select(Pot))], ["own"]),
    "column": (lambda unit: list(unit.db.scalars(select(Pot.id))), ["own"]),
    "where": (lambda unit: list(unit.db.scalars(select(Pot.id).where(Pot.id == "foreign"))), []),
    "get": (lambda unit: unit.db.get(Pot, "foreign"), None),
    "alias": (lambda unit: list(unit.db.scalars(select(_Other.id))), ["own"]),
    "join_from_an_alias": (
        lambda unit: list(unit.db.scalars(select(_Other.id).join(Pot, Pot.colour == _Other.colour))),
        ["own"],
    ),
    "two_froms": (
        lambda unit: list(unit.db.scalars(select(_Other.id).where(Pot.colour == _Other.colour))),
        ["own"],
    ),
    "count": (lambda unit: unit.db.scalar(select(func.count()).select_from(Pot)), 1),
    "count_column": (lambda unit: unit.db.scalar(select(func.count(Pot.id))), 1),
    "max": (lambda unit: unit.db.scalar(select(func.min(Pot.id))), "own"),
    "exists": (lambda unit: unit.db.scalar(select(exists().where(Pot.id == "foreign"))), False),
    "exists_of_select": (
        lambda unit: unit.db.scalar(select(select(Pot.id).where(Pot.id == "foreign").exists())),
        False,
    ),
    "subquery": (
        lambda unit: list(unit.db.scalars(select(select(Pot.id).subquery().c.id))),
        ["own"],
    ),
    "scalar_subquery": (
        lambda unit: unit.db.scalar(select(select(Pot.colour).where(Pot.id == "foreign").scalar_subquery())),
        None,
    ),
    "in_subquery": (
        lambda unit: list(unit.db.scalars(select(_Other.id).where(_Other.id.in_(select(Pot.id))))),
        ["own"],
    ),
    "union": (
        lambda unit: list(unit.db.scalars(union(select(Pot.id), select(Pot.id).where(Pot.id == "foreign")))),
        ["own"],
    ),
    "cte": (_cte, ["own"]),
    "group_by": (
        lambda unit: [tuple(row) for row in unit.db.execute(select(Pot.colour, func.count()).group_by(Pot.colour))],
        [("red", 1)],
    ),
}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_class_teacher_finds_his_own_only(pots: Database, name: str) -> None:
    question, expected = QUESTIONS[name]
    assert pots.run(TEACHER, ask.bind(question)).value == expected


def test_a_counsellor_finds_all(pots: Database) -> None:
    question, _expected = QUESTIONS["count"]
    assert pots.run(COUNSELLOR, ask.bind(question)).value == 3


def test_a_teacher_without_classes_finds_nothing(pots: Database) -> None:
    nobody = Actor("a-new", "新老师", frozenset({Role.CLASS_TEACHER}))
    assert pots.run(nobody, ask.bind(QUESTIONS["count"][0])).value == 0


def test_a_foreign_record_by_a_crafted_id_is_not_there(pots: Database) -> None:
    with pytest.raises(NotFound):
        pots.run(TEACHER, ask.bind(lambda unit: unit.get(Pot, "foreign")))


def test_the_scope_of_one_person_does_not_stick_to_the_next(pots: Database) -> None:
    question, _expected = QUESTIONS["column"]
    other = Actor("a-other", "王老师", frozenset({Role.CLASS_TEACHER}), frozenset({"7-2"}))
    found = [pots.run(actor, ask.bind(question)).value for actor in (TEACHER, other, TEACHER)]
    assert found == [["own"], ["foreign"], ["own"]]


REFUSED: dict[str, Callable[[Unit], Any]] = {
    "joined_alias": lambda unit: unit.db.execute(select(Pot.id).join(_Other, Pot.colour == _Other.colour)),
    "outer_joined_alias": lambda unit: unit.db.execute(select(Pot.id).outerjoin(_Other, Pot.colour == _Other.colour)),
    "join_object": lambda unit: unit.db.execute(
        select(Pot.id).select_from(orm_join(Pot, _Other, Pot.colour == _Other.colour))
    ),
    "joined_alias_inside": lambda unit: unit.db.execute(
        select(select(Pot.id).join(_Other, Pot.colour == _Other.colour).subquery().c.id)
    ),
    "window": lambda unit: unit.db.execute(select(func.count(Pot.id).over())),
    "window_inside": lambda unit: unit.db.execute(select(select(func.count(Pot.id).over()).scalar_subquery())),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_the_condition_would_not_reach_is_refused(pots: Database, name: str) -> None:
    with pytest.raises(AssertionError):
        pots.run(TEACHER, ask.bind(REFUSED[name]))
    pots.run(COUNSELLOR, ask.bind(REFUSED[name]))


class _OnShelves(Versioned):
    """What stands on shelves, mapped or not."""

    __abstract__ = True

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Show nothing to anybody."""
        del actor, scope
        return false()


class _Vase(_OnShelves):
    """Says nothing itself."""

    __abstract__ = True


def test_a_condition_that_is_inherited_counts() -> None:
    assert limits_rows(_Vase)
    assert limits_rows(Pot)
    assert not limits_rows(Leaf)
