"""Students by hand: added, listed, opened, corrected; who sees whom; what lies in which file."""

from __future__ import annotations

from datetime import date

import pytest

from schools import COUNSELLOR, School, teacher
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import LeftBehind, Relation, Sex, Stage, StudentStatus
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile

SEVEN_ONE = ClassName(Stage.JUNIOR, 7, 1, 2026)
SEVEN_TWO = ClassName(Stage.JUNIOR, 7, 2, 2026)


def add(school: School, name: str, class_id: str | None = None, **more: object) -> str:
    return school.run(roster.add_student.bind({"name": name, "class_id": class_id, **more}, {}))


def test_a_student_keeps_what_was_typed(school: School) -> None:
    class_id = school.run(roster.add_class.bind(SEVEN_ONE))
    student_id = school.run(
        roster.add_student.bind(
            {"name": "曾𠮷", "sex": Sex.FEMALE, "class_id": class_id, "number_in_class": 7},
            {"birth_date": date(2013, 9, 2), "left_behind": LeftBehind.ONE_PARENT, "address": "虚构县向阳路1号"},
            ({"name": "曾某", "relation": Relation.FATHER, "phone": "10000000001", "no_contact": True},),
        )
    )
    view = school.run(roster.get_student.bind(student_id))
    assert (view.line.name, view.line.class_label, view.line.number_in_class) == ("曾𠮷", "七年级1班", 7)
    assert view.line.initials.startswith("z")
    assert view.details.birth_date == date(2013, 9, 2)
    assert view.details.left_behind is LeftBehind.ONE_PARENT
    assert [(g.name, g.phone, g.no_contact) for g in view.guardians] == [("曾某", "10000000001", True)]
    assert view.line.status is StudentStatus.ENROLLED


def test_a_class_teacher_sees_the_names_of_his_class_and_nothing_else(school: School) -> None:
    own, other = school.run(roster.add_class.bind(SEVEN_ONE)), school.run(roster.add_class.bind(SEVEN_TWO))
    mine, theirs = add(school, "王芳", own), add(school, "李雷", other)
    actor = teacher(own)
    assert [line.name for line in school.run(roster.list_students.bind(), actor)] == ["王芳"]
    assert school.run(roster.student_lines.bind((mine, theirs)), actor)[0].id == mine
    assert [(line.label, line.students) for line in school.run(roster.list_classes.bind(), actor)] == [
        ("七年级1班", 1),
        ("七年级2班", 0),
    ]
    with pytest.raises(PermissionDenied):
        school.run(roster.get_student.bind(mine), actor)
    assert school.actions(DataFile.SCHOOL)[-1] == "operation.refused"


def test_opening_a_student_is_recorded_once_in_ten_minutes(school: School) -> None:
    student_id = add(school, "王芳")
    for _time in range(3):
        school.run(roster.get_student.bind(student_id))
    school.clock.advance(minutes=11)
    school.run(roster.get_student.bind(student_id))
    assert school.subjects(DataFile.COUNSELLING, student_id) == ["student.opened", "student.opened"]


def test_what_is_refused_is_said_at_the_field(school: School) -> None:
    with pytest.raises(ValidationFailed) as refused:
        school.run(roster.add_student.bind({"name": "", "number_in_class": 0}, {"birth_date": date(1950, 1, 1)}))
    assert set(refused.value.problems) == {"name", "number_in_class", "birth_date"}
    with pytest.raises(ValidationFailed):
        add(school, "王" * 61)
    with pytest.raises(ValidationFailed):
        add(school, "王\x00芳")
    assert school.run(roster.list_students.bind()) == ()


def test_the_same_name_needs_a_number_to_tell_two_apart(school: School) -> None:
    class_id = school.run(roster.add_class.bind(SEVEN_ONE))
    add(school, "王芳", class_id, number_in_class=1)
    with pytest.raises(ValidationFailed):
        add(school, "王芳", class_id, number_in_class=1)
    add(school, "王芳", class_id, number_in_class=2)


def test_correcting_keeps_the_earlier_words_and_refuses_a_stale_editor(school: School) -> None:
    student_id = add(school, "王方")
    opened = school.run(roster.get_student.bind(student_id))
    school.run(roster.correct_student.bind(opened, {"name": "王芳"}, {"address": "虚构县"}, ()))
    corrected = school.run(roster.get_student.bind(student_id))
    assert (corrected.line.name, corrected.line.pinyin, corrected.details.address) == ("王芳", "wangfang", "虚构县")
    with pytest.raises(Conflict):
        school.run(roster.correct_student.bind(opened, {"name": "王放"}, {}, ()))
    with school.database.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT content FROM revision WHERE record_id = ?", (student_id,))
        kept = found.scalar_one()
    assert "王方" in kept


def test_guardians_are_added_changed_and_removed(school: School) -> None:
    student_id = school.run(roster.add_student.bind({"name": "王芳"}, {}, ({"name": "甲"}, {"name": "乙"})))
    opened = school.run(roster.get_student.bind(student_id))
    kept = opened.guardians[0]
    changed = {"id": kept.id, "version": kept.version, "name": kept.name, "phone": "10000000002"}
    school.run(roster.correct_student.bind(opened, {"name": "王芳"}, {}, (changed, {"name": "丙"})))
    after = school.run(roster.get_student.bind(student_id)).guardians
    assert sorted((g.name, g.phone) for g in after) == sorted([(kept.name, "10000000002"), ("丙", "")])


def test_a_class_exists_once(school: School) -> None:
    assert school.run(roster.add_class.bind(SEVEN_ONE)) == school.run(roster.add_class.bind(SEVEN_ONE))


def test_a_class_takes_its_new_grade_with_the_school_year(school: School) -> None:
    class_id = school.run(roster.add_class.bind(SEVEN_ONE))
    assert school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 8, 1, 2026))) == class_id
    assert [line.label for line in school.run(roster.list_classes.bind())] == ["八年级1班"]


def test_a_change_of_class_teacher_holds_from_its_day(school: School) -> None:
    class_id = school.run(roster.add_class.bind(SEVEN_ONE))
    school.run(roster.give_class_to_account.bind(class_id, "account-old", date(2026, 9, 1)))
    school.run(roster.give_class_to_account.bind(class_id, "account-teacher", date(2026, 11, 23)))
    assert school.run(roster.own_class_ids.bind(), teacher()) == {class_id}
    member = school.run(staff.member_of_account.bind("account-teacher"))
    assert school.run(roster.list_classes.bind())[0].teachers == (member,)
    with pytest.raises(RuleBroken):
        school.run(roster.give_class_to_account.bind(class_id, "account-third", date(2026, 11, 1)))


def test_a_student_that_is_not_there(school: School) -> None:
    with pytest.raises(NotFound):
        school.run(roster.get_student.bind("nobody"))


def test_stages_are_kept(school: School) -> None:
    school.run(roster.save_school_profile.bind(frozenset({Stage.PRIMARY, Stage.JUNIOR})))
    shape = school.run(roster.get_shape.bind())
    assert (shape.stages, shape.school_year) == (frozenset({Stage.PRIMARY, Stage.JUNIOR}), 2026)
    with pytest.raises(ValidationFailed):
        school.run(roster.save_school_profile.bind(frozenset()), COUNSELLOR)
