"""Mentors and class teachers out of the sheet, and rows of which the user says whom they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from doubles import FrozenClock
from roster_desk import planned
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.sheet.planned import NEW_STUDENT, Decisions, ImportPlan, RowState
from xinmiao.features.staff import operations as staff

HEADINGS = ["姓名", "性别", "班级", "班内学号", "出生日期", "导师", "班主任"]
FANG = ["王芳", "女", "七(1)班", "1", "2013-09-02", "王强", "李红老师"]
NA = ["欧阳娜", "女", "七(1)班", "2", "2013.10.3", "张 伟", "李红"]


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def written(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "导师.csv"
    path.write_text("\n".join(",".join(row) for row in [HEADINGS, *rows]), encoding="utf-8-sig")
    return path


def decided(school: SignedInSchool, path: Path, decisions: Decisions) -> ImportPlan:
    basis, found = school.run(roster.get_import_basis.bind()), dry_run.open_roster(path)
    mappings = dry_run.proposed_mappings(found, basis)
    return dry_run.dry_run(found, mappings, basis, today=school.clock.today(), decisions=decisions)


def commit(school: SignedInSchool, plan: ImportPlan) -> roster.ImportResult:
    return school.run(roster.commit_import.bind(plan.to_commit(), file_name="导师.csv"))


def mentors(school: SignedInSchool) -> dict[str, str]:
    names = {line.id: line.name for line in school.run(roster.list_students.bind())}
    return {names[student]: name for student, name in school.run(roster.mentor_names.bind()).items()}


def staff_names(school: SignedInSchool) -> list[str]:
    return sorted(line.name for line in school.run(staff.list_staff.bind()))


def test_mentors_and_class_teachers_are_added_and_taken_back(school: SignedInSchool, tmp_path: Path) -> None:
    before = staff_names(school)
    result = commit(school, planned(school, written(tmp_path, [FANG, NA])))
    assert mentors(school) == {"王芳": "王强", "欧阳娜": "张伟"}
    assert school.run(roster.list_classes.bind())[0].teacher_names == ("李红",)
    assert staff_names(school) == sorted([*before, "王强", "张伟", "李红"])
    again = planned(school, written(tmp_path, [FANG, NA]))
    assert again.counts[RowState.UNCHANGED] == 2
    line = school.run(roster.list_imports.bind())[0]
    assert line.id == result.import_id
    school.run(roster.undo_import.bind(line.id, line.version))
    assert mentors(school) == {}
    assert staff_names(school) == before
    assert school.run(roster.list_classes.bind()) == ()


def test_another_mentor_is_an_update_from_today_and_goes_back(
    school: SignedInSchool, tmp_path: Path, clock: FrozenClock
) -> None:
    commit(school, planned(school, written(tmp_path, [FANG])))
    began = clock.today()
    clock.advance(days=9)
    plan = planned(school, written(tmp_path, [[*FANG[:5], "刘洋", "李红"]]))
    assert [(row.state, row.changed) for row in plan.rows] == [(RowState.UPDATED, ("mentor",))]
    result = commit(school, plan)
    student = school.run(roster.list_students.bind())[0].id
    stays = school.run(roster.list_mentors_of.bind(student))
    assert [(stay.name, stay.from_date, stay.until_date) for stay in stays] == [
        ("刘洋", clock.today(), None),
        ("王强", began, date.fromordinal(clock.today().toordinal() - 1)),
    ]
    line = next(one for one in school.run(roster.list_imports.bind()) if one.id == result.import_id)
    school.run(roster.undo_import.bind(line.id, line.version))
    stays = school.run(roster.list_mentors_of.bind(student))
    assert [(stay.name, stay.from_date, stay.until_date) for stay in stays] == [("王强", began, None)]


def test_two_staff_members_of_one_name_are_asked_about(school: SignedInSchool, tmp_path: Path) -> None:
    chinese = school.run(staff.add_staff.bind({"name": "王强", "duties": "语文"}))
    school.run(staff.add_staff.bind({"name": "王强", "duties": "体育"}))
    path = written(tmp_path, [FANG, NA])
    row = planned(school, path).rows[0]
    assert row.state is RowState.AMBIGUOUS
    assert str(row.reason) == "2 staff members are called 王强; which one is meant?"
    assert [str(one.words) for one in row.offered] == ["王强 (语文)", "王强 (体育)", "Leave this name out"]
    plan = decided(school, path, Decisions(staff={"王强": chinese}))
    assert plan.blocking() == ()
    commit(school, plan)
    held = school.run(roster.list_mentees.bind(chinese))
    assert [one.student.name for one in held] == ["王芳"]


def test_a_name_left_out_leaves_the_row(school: SignedInSchool, tmp_path: Path) -> None:
    for duties in ("语文", "体育"):
        school.run(staff.add_staff.bind({"name": "王强", "duties": duties}))
    commit(school, decided(school, written(tmp_path, [FANG]), Decisions(staff={"王强": ""})))
    assert mentors(school) == {}
    assert len(school.run(roster.list_students.bind())) == 1


def test_two_class_teachers_of_one_class_contradict(school: SignedInSchool, tmp_path: Path) -> None:
    plan = planned(school, written(tmp_path, [FANG, [*NA[:6], "赵敏"]]))
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.ERROR]
    assert "Another class teacher of the same class stands in row 2" in str(plan.rows[1].reason)


def test_several_names_in_one_cell_are_refused_with_the_column(school: SignedInSchool, tmp_path: Path) -> None:
    plan = planned(school, written(tmp_path, [[*FANG[:5], "王强、张伟", "李红"]]))
    assert str(plan.rows[0].reason) == (
        "Column F (导师): Several names stand in “王强、张伟”; only one can be taken. "
        "Correct it in the sheet, save and choose the file again, or leave this row out."
    )


def test_the_user_says_which_of_two_students_is_meant(school: SignedInSchool, tmp_path: Path) -> None:
    twins = [["王芳", "女", "七(1)班", "1", "2013-09-02", "", ""], ["王芳", "女", "七(1)班", "2", "2013-10-02", "", ""]]
    commit(school, planned(school, written(tmp_path, twins)))
    path = written(tmp_path, [["王芳", "男", "七(1)班", "", "", "", ""]])
    row = planned(school, path).rows[0]
    assert row.state is RowState.AMBIGUOUS
    assert [str(one.words) for one in row.offered] == [
        "王芳, number in class: 1, 2013-09-02, without a student number",
        "王芳, number in class: 2, 2013-10-02, without a student number",
        "None of these: a new student",
    ]
    chosen = decided(school, path, Decisions({row.place: row.offered[1].value}))
    assert [(one.state, one.match.number_in_class if one.match else None) for one in chosen.rows] == [
        (RowState.UPDATED, 2)
    ]
    new = decided(school, path, Decisions({row.place: NEW_STUDENT}))
    assert [one.state for one in new.rows] == [RowState.NEW]


def test_two_of_one_name_in_the_sheet_are_new_when_the_user_says_so(school: SignedInSchool, tmp_path: Path) -> None:
    path = written(
        tmp_path, [["王芳", "女", "七(1)班", "", "", "", ""], ["王芳", "女", "七(1)班", "", "2013-10-02", "", ""]]
    )
    rows = planned(school, path).rows
    assert [row.state for row in rows] == [RowState.AMBIGUOUS, RowState.AMBIGUOUS]
    plan = decided(school, path, Decisions({row.place: NEW_STUDENT for row in rows}))
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.NEW]
    assert commit(school, plan).added == 2


def test_a_conflict_may_be_somebody_else(school: SignedInSchool, tmp_path: Path) -> None:
    commit(school, planned(school, written(tmp_path, [FANG])))
    path = written(tmp_path, [["王芳", "女", "七(1)班", "9", "2012-01-01", "", ""]])
    row = planned(school, path).rows[0]
    assert row.state is RowState.CONFLICT
    assert [one.value for one in row.offered] == [NEW_STUDENT]
    plan = decided(school, path, Decisions({row.place: NEW_STUDENT}))
    assert commit(school, plan).added == 1
    assert len(school.run(roster.list_students.bind())) == 2
