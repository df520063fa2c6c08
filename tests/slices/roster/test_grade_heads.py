"""Heads of grade: from which day, and which students they meet whichever way a query is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import exists, func, select, union
from sqlalchemy.orm import aliased

from schools import School, teacher
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.model import SchoolClass, Student
from xinmiao.features.roster.records import GradeHeadLine, Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Actor, Permission, Role, Scope
from xinmiao.kernel.errors import NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.vault.unit import Unit

_Other = aliased(Student)
HEAD = "account-head"


def head(*grades: int) -> Actor:
    return Actor(HEAD, "年级主任", frozenset({Role.GRADE_HEAD}), grades=frozenset(grades))


def leader(role: Role) -> Actor:
    return Actor("account-leader", "校长", frozenset({role}))


@query(requires=Permission.STUDENT_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("a test"))
def ask(unit: Unit, question: Callable[[Unit], Any]) -> Any:
    """Ask what a test asks."""
    return question(unit)


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="class.archived")
def archive(unit: Unit, grade: int) -> None:
    """Archive the classes of a grade, as its graduation does."""
    for school_class in unit.db.scalars(select(SchoolClass).where(SchoolClass.grade == grade)):
        school_class.archived = True


@pytest.fixture
def peopled(school: School) -> School:
    """Give two classes of grade 7, one of grade 8, and somebody without a class."""
    for name, grade, number in (("王芳", 7, 1), ("李雷", 7, 2), ("韩梅", 8, 1)):
        where = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, grade, number, 2033 - grade)))
        school.run(roster.add_student.bind({"name": name, "class_id": where}, {}))
    school.run(roster.add_student.bind({"name": "无班"}, {}))
    return school


def names(school: School, actor: Actor) -> list[str]:
    return sorted(line.name for line in school.run(roster.list_students.bind(include_gone=True), actor))


QUESTIONS: dict[str, tuple[Callable[[Unit], Any], Any]] = {
    "select": (lambda unit: [student.name for student in unit.db.scalars(select(Student))], ["韩梅"]),
    "alias": (lambda unit: list(unit.db.scalars(select(_Other.name))), ["韩梅"]),
    "count": (lambda unit: unit.db.scalar(select(func.count()).select_from(Student)), 1),
    "exists": (lambda unit: unit.db.scalar(select(exists().where(Student.name == "王芳"))), False),
    "joined_with_classes": (
        lambda unit: list(unit.db.scalars(select(Student.name).join(SchoolClass, SchoolClass.id == Student.class_id))),
        ["韩梅"],
    ),
    "classes_with_students": (
        lambda unit: [
            tuple(row)
            for row in unit.db.execute(
                select(SchoolClass.grade, func.count(Student.id))
                .join(Student, Student.class_id == SchoolClass.id)
                .group_by(SchoolClass.grade)
            )
        ],
        [(8, 1)],
    ),
    "union": (
        lambda unit: list(unit.db.scalars(union(select(Student.name), select(Student.name).where(Student.id != "")))),
        ["韩梅"],
    ),
}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_head_of_grade_finds_his_grade_only(peopled: School, name: str) -> None:
    question, expected = QUESTIONS[name]
    assert peopled.run(ask.bind(question), head(8)) == expected


def test_a_student_of_another_grade_is_not_there_by_his_id(peopled: School) -> None:
    ids = {line.name: line.id for line in peopled.run(roster.list_students.bind())}
    for get in (lambda unit: unit.get(Student, ids["王芳"]), lambda unit: unit.editable(Student, ids["王芳"], 1)):
        with pytest.raises(NotFound):
            peopled.run(ask.bind(get), head(8))
    assert peopled.run(ask.bind(lambda unit: unit.db.get(Student, ids["王芳"])), head(8)) is None
    assert peopled.run(roster.student_lines.bind(tuple(ids.values())), head(8))[0].name == "韩梅"


def test_several_grades_none_and_a_class_beside_them(peopled: School) -> None:
    [seven_two] = [line.id for line in peopled.run(roster.list_classes.bind()) if (line.grade, line.number) == (7, 2)]
    both = Actor(
        HEAD, "年级主任", frozenset({Role.CLASS_TEACHER, Role.GRADE_HEAD}), frozenset({seven_two}), frozenset({8})
    )
    assert names(peopled, head(7, 8)) == ["李雷", "王芳", "韩梅"]
    assert names(peopled, head()) == []
    assert names(peopled, both) == ["李雷", "韩梅"]
    assert names(peopled, teacher(seven_two)) == ["李雷"]


def test_a_class_that_left_belongs_to_no_head_of_grade(peopled: School) -> None:
    assert names(peopled, head(8)) == ["韩梅"]
    peopled.run(archive.bind(8))
    assert names(peopled, head(8)) == []


@pytest.mark.parametrize("role", [Role.MORAL_OFFICE, Role.PRINCIPAL])
def test_moral_office_and_principal_find_all_names_and_no_details(peopled: School, role: Role) -> None:
    assert names(peopled, leader(role)) == ["无班", "李雷", "王芳", "韩梅"]
    [first, *_rest] = peopled.run(roster.list_students.bind())
    with pytest.raises(PermissionDenied):
        peopled.run(roster.get_student.bind(first.id), leader(role))
    with pytest.raises(PermissionDenied):
        peopled.run(roster.head_of_list.bind(), leader(role))


def test_head_counts_of_classes_are_those_of_his_grades(peopled: School) -> None:
    lines = peopled.run(roster.list_classes.bind(), head(7))
    assert [(line.label, line.students) for line in lines] == [("七年级1班", 1), ("七年级2班", 1), ("八年级1班", 0)]


def test_grades_hold_from_their_day_and_end_the_day_before_the_next(school: School) -> None:
    school.run(roster.set_grade_head.bind(HEAD, frozenset({7, 8}), date(2026, 9, 1)))
    school.run(roster.set_grade_head.bind("account-second", frozenset({8}), date(2026, 9, 1)))
    assert school.run(roster.own_grades.bind(), head()) == {7, 8}
    school.run(roster.set_grade_head.bind(HEAD, frozenset({8, 9}), date(2026, 11, 23)))
    assert school.run(roster.own_grades.bind(), head()) == {8, 9}
    assert school.run(roster.list_grade_heads.bind()) == (
        GradeHeadLine(HEAD, 8),
        GradeHeadLine("account-second", 8),
        GradeHeadLine(HEAD, 9),
    )
    with school.database.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT until_date FROM grade_head WHERE grade = 7").scalar_one()
    assert found == "2026-11-22"


def test_a_grade_from_tomorrow_is_not_one_of_today(school: School) -> None:
    school.run(roster.set_grade_head.bind(HEAD, frozenset({7}), date(2026, 11, 24)))
    assert school.run(roster.own_grades.bind(), head()) == frozenset()
    with pytest.raises(RuleBroken):
        school.run(roster.set_grade_head.bind(HEAD, frozenset(), date(2026, 11, 23)))


def test_a_slip_of_the_same_day_is_taken_out(school: School) -> None:
    today = date(2026, 11, 23)
    school.run(roster.set_grade_head.bind(HEAD, frozenset({7}), today))
    school.run(roster.set_grade_head.bind(HEAD, frozenset({8}), today))
    assert school.run(roster.own_grades.bind(), head()) == {8}


def test_a_grade_that_does_not_exist_is_refused(school: School) -> None:
    with pytest.raises(ValidationFailed):
        school.run(roster.set_grade_head.bind(HEAD, frozenset({13}), date(2026, 11, 23)))
    with pytest.raises(PermissionDenied):
        school.run(roster.set_grade_head.bind(HEAD, frozenset({7}), date(2026, 11, 23)), head(7))
