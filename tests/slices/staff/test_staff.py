"""Staff members: added, found, linked, leaving; their posts, and who sees whose students."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schools import ADMINISTRATOR, School, teacher
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import MentorChange, Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed

START = date(2026, 9, 1)
TODAY = date(2026, 11, 23)


def member(school: School, name: str, **more: str) -> str:
    return school.run(staff.add_staff.bind({"name": name, **more}))


def students(school: School, *names: str) -> tuple[str, ...]:
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    return tuple(
        school.run(roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": number}, {}))
        for number, name in enumerate(names, start=1)
    )


def test_staff_are_found_by_name_pinyin_initials_and_duties(school: School) -> None:
    lin = member(school, "林丽华", duties="语文", phone="10000000001")
    for words in ("林", "linlihua", "llh", "语文", "lin 语文"):
        assert [line.id for line in school.run(staff.find_staff.bind(words))] == [lin], words
    assert school.run(staff.find_staff.bind("数学")) == ()
    assert school.run(staff.get_staff.bind(lin), ADMINISTRATOR).phone == "10000000001"
    assert school.run(staff.get_staff.bind(lin), teacher()).phone == "", "a colleague sees the name only"


def test_names_are_added_once_and_namesakes_are_asked_about(school: School) -> None:
    first = school.run(staff.find_or_add_staff.bind(("林丽华", "陈敏")))
    assert school.run(staff.find_or_add_staff.bind(("陈 敏", "王建国")))["陈 敏"] == first["陈敏"]
    assert len(school.run(staff.list_staff.bind())) == 3
    with pytest.raises(ValidationFailed):
        member(school, "陈敏")
    member(school, "陈敏", duties="体育")
    with pytest.raises(RuleBroken) as refused:
        school.run(staff.find_or_add_staff.bind(("陈敏",)))
    assert refused.value.code == "E-NAMESAKE"
    with pytest.raises(PermissionDenied):
        school.run(staff.add_staff.bind({"name": "自己"}), teacher())


def test_an_account_belongs_to_one(school: School) -> None:
    lin, chen = member(school, "林丽华"), member(school, "陈敏")
    opened = school.run(staff.get_staff.bind(lin))
    school.run(staff.link_account.bind(opened, "account-teacher"))
    assert school.run(staff.own_staff_id.bind(), teacher()) == lin
    with pytest.raises(Conflict):
        school.run(staff.link_account.bind(opened, None))
    with pytest.raises(RuleBroken):
        school.run(staff.link_account.bind(school.run(staff.get_staff.bind(chen)), "account-teacher"))


def test_a_mentor_sees_his_mentees_and_nobody_else(school: School) -> None:
    lin = school.run(staff.member_of_account.bind("account-teacher"))
    fang, _lei = students(school, "王芳", "李雷")
    school.run(roster.assign_mentor.bind((fang,), lin, START))
    actor = replace(teacher(), mentee_ids=school.run(roster.own_mentee_ids.bind(), teacher()))
    assert [line.name for line in school.run(roster.list_students.bind(), actor)] == ["王芳"]
    assert [line.id for line in school.run(roster.list_mentees.bind(lin), actor)] == [fang]
    assert school.run(roster.list_students.bind(), teacher()) == ()
    assert school.run(roster.mentor_names.bind(), teacher()) == {}
    with pytest.raises(PermissionDenied):
        school.run(roster.list_mentees.bind(lin), ADMINISTRATOR)


def test_a_change_of_mentor_holds_from_its_day_and_the_history_stays(school: School) -> None:
    lin, chen = member(school, "林丽华"), member(school, "陈敏")
    fang, lei = students(school, "王芳", "李雷")
    school.run(roster.assign_mentor.bind((fang, lei), lin, START))
    assert school.run(roster.assign_mentor.bind((fang, lei), lin, TODAY)) == MentorChange((), (fang, lei))
    assert school.run(roster.assign_mentor.bind((fang,), chen, TODAY)) == MentorChange((fang,), ())
    stays = school.run(roster.list_mentors_of.bind(fang))
    assert [(stay.name, stay.from_date, stay.until_date) for stay in stays] == [
        ("陈敏", TODAY, None),
        ("林丽华", START, date(2026, 11, 22)),
    ]
    assert school.run(roster.mentor_names.bind()) == {fang: "陈敏", lei: "林丽华"}
    assert school.run(roster.mentor_workload.bind()) == {lin: 1, chen: 1}
    with pytest.raises(RuleBroken):
        school.run(roster.assign_mentor.bind((fang,), lin, START))
    with pytest.raises(NotFound):
        school.run(roster.assign_mentor.bind(("nobody",), lin, TODAY))


def test_coverage_names_who_has_nobody(school: School) -> None:
    lin = member(school, "林丽华")
    fang, lei = students(school, "王芳", "李雷")
    school.run(roster.assign_mentor.bind((fang,), lin, START))
    [grade] = school.run(roster.mentor_coverage.bind())
    assert (grade.grade, grade.students, grade.with_mentor, grade.without) == (7, 2, 1, (lei,))


def test_who_leaves_leaves_his_posts(school: School) -> None:
    lin = member(school, "林丽华")
    [fang] = students(school, "王芳")
    [line] = school.run(roster.list_classes.bind())
    school.run(roster.set_class_teacher.bind(line.id, lin, START))
    school.run(roster.assign_mentor.bind((fang,), lin, START))
    school.run(roster.let_staff_leave.bind(school.run(staff.get_staff.bind(lin)), date(2026, 11, 22)))
    assert school.run(roster.class_teacher_names.bind(line.id)) == ()
    assert school.run(roster.mentor_names.bind()) == {}
    assert school.run(staff.list_staff.bind()) == ()
    [post] = school.run(roster.get_staff_posts.bind(lin)).classes
    assert (post.from_date, post.until_date) == (START, date(2026, 11, 22))
    with pytest.raises(RuleBroken):
        school.run(roster.assign_mentor.bind((fang,), lin, TODAY))


def test_the_post_of_a_class_teacher_is_ended(school: School) -> None:
    lin = member(school, "林丽华")
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    school.run(roster.set_class_teacher.bind(class_id, lin, START))
    [post] = school.run(roster.get_staff_posts.bind(lin)).classes
    school.run(roster.end_class_post.bind(post.id, date(2026, 11, 22)))
    assert school.run(roster.class_teacher_names.bind(class_id)) == ()
    with pytest.raises(RuleBroken):
        school.run(roster.end_class_post.bind(post.id, TODAY))
    with pytest.raises(NotFound):
        school.run(roster.set_class_teacher.bind(class_id, "nobody", TODAY))
