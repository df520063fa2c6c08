"""Two students made one and two again: every table follows, and nothing but the stamps tells that it happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from counselling_room import open_case, saved
from schools import School, make_school
from xinmiao.app import features as _all_mapped  # noqa: F401 -- a merge covers what is mapped
from xinmiao.features.attachments import operations as attachments
from xinmiao.features.attachments.records import Host
from xinmiao.features.casework import operations as casework
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Likeness, Relation, Stage, StudentNumberKind
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.staff import operations as staff
from xinmiao.features.today import operations as today
from xinmiao.kernel.access import Actor, Role
from xinmiao.kernel.errors import Conflict, PermissionDenied, RuleBroken
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault import audit
from xinmiao.vault.base import STAMPS
from xinmiao.vault.merging import mapped

OTHER = Actor("account-other", "吴老师", frozenset({Role.COUNSELLOR}))
_STAMPS_OF_MERGE = {"student_merge"}


def task(key: str) -> Task:
    """Return a task that can be put aside."""
    return Task(key, _("Do"), _("Because"), Urgency.DUE, Target("today"))


def everything(school: School) -> dict[str, dict[str, dict[str, Any]]]:
    """Return all rows of all declared tables without their stamps, read behind the program's back."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with school.database.engine.connect() as connection:
        for model in mapped():
            table = inspect(model).local_table
            if model.spec.record in _STAMPS_OF_MERGE or table.name.startswith("test_"):
                continue
            prefix = audit.SCHEMA_PREFIX[model.spec.file]
            names = [column.name for column in table.columns if column.name not in STAMPS]
            quoted = ", ".join(f'"{name}"' for name in names)
            rows = connection.exec_driver_sql(f"SELECT {quoted} FROM {prefix}.{table.name}")  # noqa: S608
            found[model.spec.record] = {row[names.index("id")]: dict(zip(names, row, strict=True)) for row in rows}
    return found


def referring(school: School, student_id: str) -> dict[str, int]:
    """Return how often a student's id stands in any row."""
    found = {
        kind: sum(student_id in str(value) for row in rows.values() for value in row.values())
        for kind, rows in everything(school).items()
    }
    return {kind: count for kind, count in found.items() if count}


def add(school: School, name: str, details: dict[str, Any] | None = None, **student: Any) -> str:
    guardians = student.pop("guardians", ())
    return school.run(roster.add_student.bind({"name": name, **student}, details or {}, guardians))


def file_with_case(school: School, student_id: str, words: str) -> None:
    """Open a file, a case with a note, a reminder."""
    file_id = school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.PRIORITY_GROUP))
    school.run(growth_files.save_profile.bind(file_id, 1, Profile(family=words, strengths=words)))
    saved(school, open_case(school, student_id), free_text=words)
    school.run(today.add_reminder.bind(words, school.clock.today(), student_id))


@pytest.fixture
def twice(school: School) -> tuple[str, str]:
    """One child, entered twice, with a history on both sides."""
    first = add(
        school,
        "王芳",
        {"birth_date": date(2013, 5, 1), "student_number": "L220000001", "address": "虚构县向阳路1号"},
        guardians=({"name": "王某", "phone": "10000000001", "relation": Relation.FATHER},),
    )
    second = add(
        school,
        "王方",
        {"birth_date": date(2013, 5, 1), "student_number": "G990000201305010018", "ethnicity": "汉族"},
        guardians=(
            {"name": "王某", "phone": "10000000001", "note": "晚上可接"},
            {"name": "李某", "phone": "10000000002"},
        ),
    )
    file_with_case(school, first, "第一份")
    file_with_case(school, second, "第二份")
    [one, two] = school.run(staff.find_or_add_staff.bind(("林老师", "陈老师"))).values()
    school.run(roster.assign_mentor.bind((first,), one, date(2026, 9, 1)))
    school.run(roster.assign_mentor.bind((second,), two, date(2026, 9, 1)))
    school.run(today.add_reminder.bind("别人的提醒", school.clock.today(), second), OTHER)
    return first, second


def merge(school: School, first: str, second: str, *take: str) -> str:
    compared = school.run(roster.compare_students.bind(first, second))
    return school.run(roster.merge_students.bind(compared, take=frozenset(take)))


def test_two_histories_become_one(school: School, twice: tuple[str, str]) -> None:
    first, second = twice
    before = referring(school, second)
    assert before["reminder"] == 2, "another account's reminder follows too"
    merge(school, first, second, "student_details.student_number")
    assert referring(school, second) == {}
    view = school.run(roster.get_student.bind(first))
    assert (view.line.name, view.details.ethnicity, view.details.address) == ("王芳", "汉族", "虚构县向阳路1号")
    assert view.details.student_number == "G990000201305010018"
    assert view.details.student_number_kind is not StudentNumberKind.TEMPORARY
    assert sorted((one.name, one.phone, one.note) for one in view.guardians) == [
        ("李某", "10000000002", ""),
        ("王某", "10000000001", "晚上可接"),
    ]
    file = school.run(growth_files.get_growth_file.bind(first)).file
    assert file is not None
    assert file.profile.family == "第一份\n第二份"
    assert len(school.run(casework.list_cases.bind())) == 2
    stays = school.run(roster.list_mentors_of.bind(first))
    assert sorted((stay.name, stay.until_date) for stay in stays) == [
        ("林老师", None),
        ("陈老师", school.clock.today()),
    ]
    [line] = school.run(roster.list_merges.bind())
    assert (line.former_name, line.former_number, line.survivor.id) == ("王方", "G990000201305010018", first)


def test_undone_everything_is_as_it_was(school: School, twice: tuple[str, str]) -> None:
    before = everything(school)
    merge_id = merge(school, *twice, "student.name", "student_details.student_number")
    assert school.run(roster.get_student.bind(twice[0])).line.name == "王方"
    view = school.run(roster.get_merge.bind(merge_id))
    assert view.added == ()
    assert school.run(roster.unmerge_students.bind(merge_id, view.version)) == ()
    assert everything(school) == before
    assert school.run(roster.list_merges.bind()) == ()
    trail = school.actions(DataFile.COUNSELLING)
    assert "student.merged" in trail
    assert "student.unmerged" in trail
    with pytest.raises(RuleBroken):
        school.run(roster.unmerge_students.bind(merge_id, view.version + 1))


def test_what_was_made_since_stays_or_is_given(school: School, twice: tuple[str, str]) -> None:
    first, second = twice
    merge_id = merge(school, first, second)
    school.clock.advance(minutes=5)
    for words in ("留下", "给另一个"):
        school.run(today.add_reminder.bind(words, school.clock.today(), first))
    opened = school.run(roster.get_student.bind(first))
    school.run(roster.correct_student.bind(opened, {"name": "王芳"}, {"address": "虚构县新路9号"}, _kept(opened)))
    view = school.run(roster.get_merge.bind(merge_id))
    assert [each.change.record for each in view.added] == ["reminder", "reminder"]
    kept = school.run(roster.unmerge_students.bind(merge_id, view.version, given=frozenset({view.added[1].change})))
    assert kept == ()
    reminders = everything(school)["reminder"]
    of = {row["line"]: row["student_id"] for row in reminders.values()}
    assert (of["留下"], of["给另一个"]) == (first, second)
    assert school.run(roster.get_student.bind(first)).details.address == "虚构县新路9号"


def _kept(opened: Any) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "id": one.id,
            "version": one.version,
            "name": one.name,
            "phone": one.phone,
            "relation": one.relation,
            "note": one.note,
        }
        for one in opened.guardians
    )


def test_a_later_merge_is_undone_first(school: School, twice: tuple[str, str]) -> None:
    third = add(school, "王芳芳")
    earlier = merge(school, *twice)
    school.clock.advance(minutes=1)
    later = merge(school, twice[0], third)
    with pytest.raises(RuleBroken, match="E-RULE"):
        school.run(roster.unmerge_students.bind(earlier, 1))
    school.run(roster.unmerge_students.bind(later, 1))
    school.run(roster.unmerge_students.bind(earlier, 1))
    assert {line.id for line in school.run(roster.list_students.bind())} == {*twice, third}


def test_a_merge_of_what_changed_meanwhile_is_refused_and_touches_nothing(
    school: School, twice: tuple[str, str]
) -> None:
    compared = school.run(roster.compare_students.bind(*twice))
    opened = school.run(roster.get_student.bind(twice[1]))
    school.run(roster.correct_student.bind(opened, {"name": "王方方"}, {}, _kept(opened)))
    before = everything(school)
    with pytest.raises(Conflict):
        school.run(roster.merge_students.bind(compared))
    with pytest.raises(RuleBroken):
        merge(school, twice[0], twice[0])
    with pytest.raises(PermissionDenied):
        school.run(roster.list_duplicates.bind(), Actor("a", "教务处", frozenset({Role.ADMINISTRATOR})))
    assert everything(school) == before


def test_attachments_and_dismissed_tasks_follow(school: School, twice: tuple[str, str]) -> None:
    first, second = twice
    school.run(attachments.set_paper_place.bind(Host("student", second), "1-2-3", None))
    school.run(today.dismiss_tasks.bind((task(f"no_guardian:{second}"),), "已知"))
    before = everything(school)
    merge_id = merge(school, first, second)
    rows = everything(school)
    assert [row["of_id"] for row in rows["paper_place"].values()] == [first]
    assert [row["key"] for row in rows["task_dismissal"].values()] == [f"no_guardian:{first}"]
    school.run(roster.unmerge_students.bind(merge_id, 1))
    assert everything(school) == before


def test_pairs_are_found_with_their_reasons(school: School) -> None:
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    birth = {"birth_date": date(2013, 5, 1)}
    add(school, "王芳", birth, class_id=class_id, number_in_class=1)
    add(school, "王芳", birth)
    add(school, "王方", birth)
    same = [add(school, "李雷", class_id=class_id, number_in_class=number) for number in (2, 3)]
    temporary, lasting = StudentNumberKind.TEMPORARY, StudentNumberKind.NATIONAL
    add(school, "韩梅", {"student_number": "L1", "student_number_kind": temporary}, number_in_class=9)
    add(school, "韩梅", {"student_number": "G1", "student_number_kind": lasting})
    found = {
        frozenset((pair.first.name, pair.second.name)): pair.reasons
        for pair in school.run(roster.list_duplicates.bind())
    }
    assert found == {
        frozenset(("王芳",)): (Likeness.SAME_NAME_AND_BIRTH,),
        frozenset(("王芳", "王方")): (Likeness.SAME_READING_AND_BIRTH,),
        frozenset(("李雷",)): (Likeness.SAME_NAME_AND_CLASS,),
        frozenset(("韩梅",)): (Likeness.TEMPORARY_NUMBER,),
    }
    school.run(roster.keep_apart.bind(*same))
    assert frozenset(("李雷",)) not in {
        frozenset((pair.first.name, pair.second.name)) for pair in school.run(roster.list_duplicates.bind())
    }


_STEPS = st.lists(
    st.tuples(st.sampled_from(("case", "guardian", "mentor", "reminder", "details", "dismiss")), st.booleans()),
    max_size=8,
)


@given(steps=_STEPS, take=st.sets(st.sampled_from(("student.name", "student_details.address", "student.sex"))))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_hangs_on_two_students_comes_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]], take: set[str]
) -> None:
    school = make_school(tmp_path_factory.mktemp("merge"))
    try:
        pair = add(school, "王芳"), add(school, "王方")
        member = school.run(staff.add_staff.bind({"name": "林老师"}))
        for number, (kind, on_second) in enumerate(steps):
            _act(school, kind, pair[on_second], member, str(number))
        before = everything(school)
        merge_id = merge(school, *pair, *take)
        assert referring(school, pair[1]) == {}
        school.run(roster.unmerge_students.bind(merge_id, 1))
        assert everything(school) == before
    finally:
        school.close()


def _act(school: School, kind: str, student: str, member: str, words: str) -> None:
    opened = school.run(roster.get_student.bind(student))
    acts: dict[str, Callable[[], object]] = {
        "case": lambda: open_case(school, student, Actor(f"account-{words}", "吴老师", frozenset({Role.COUNSELLOR}))),
        "guardian": lambda: school.run(
            roster.correct_student.bind(opened, {"name": opened.line.name}, {}, (*_kept(opened), {"name": words}))
        ),
        "mentor": lambda: school.run(roster.assign_mentor.bind((student,), member, date(2026, 9, 1))),
        "reminder": lambda: school.run(today.add_reminder.bind(words, school.clock.today(), student)),
        "details": lambda: school.run(
            roster.correct_student.bind(opened, {"name": opened.line.name}, {"address": words}, _kept(opened))
        ),
        "dismiss": lambda: school.run(today.dismiss_tasks.bind((task(f"task:{student}"),), "已知")),
    }
    acts[kind]()
