"""A real sheet imported: dry run, commit, again, one changed; all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import LeftBehind, Relation
from xinmiao.features.roster.sheet.planned import ImportPlan, RowState
from xinmiao.kernel.errors import Conflict, RuleBroken

HEADINGS = ["姓名", "性别", "班级", "学号", "出生日期", "留守儿童", "监护人", "与学生关系", "联系电话"]
ROWS = [
    ["王芳", "女", "七(1)班", "1", "2013-09-02", "1", "王建国", "父亲", "10000000001"],
    ["欧阳娜", "女", "七(1)班", "2", "2013.10.3", "0", "李秀英", "母亲", "10000000002"],
    ["李𠮷", "男", "七(2)班", "1", "20131104", "2", "李桂兰", "祖母", "10000000003"],
]


@pytest.fixture
def signed_in(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def sheet(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "名单.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def planned(school: SignedInSchool, path: Path) -> ImportPlan:
    basis = school.run(roster.get_import_basis.bind())
    found = dry_run.open_roster(path)
    return dry_run.dry_run(found, dry_run.proposed_mappings(found, basis), basis, today=school.clock.today())


def counts(plan: ImportPlan) -> dict[str, int]:
    return {state.value: count for state, count in plan.counts.items() if count}


def test_a_sheet_becomes_students_classes_and_guardians(signed_in: SignedInSchool, tmp_path: Path) -> None:
    plan = planned(signed_in, sheet(tmp_path, ROWS))
    assert counts(plan) == {"new": 3}
    assert signed_in.run(roster.list_students.bind()) == ()
    result = signed_in.run(roster.commit_import.bind(plan.to_commit()))
    assert (result.added, result.updated, result.classes_added) == (3, 0, 2)
    lines = signed_in.run(roster.list_students.bind())
    assert [(line.name, line.class_label, line.number_in_class) for line in lines] == [
        ("王芳", "七年级1班", 1),
        ("欧阳娜", "七年级1班", 2),
        ("李𠮷", "七年级2班", 1),
    ]
    view = signed_in.run(roster.get_student.bind(lines[2].id))
    assert view.details.left_behind is LeftBehind.BOTH_PARENTS
    assert [(g.name, g.relation, g.phone) for g in view.guardians] == [("李桂兰", Relation.GRANDMOTHER, "10000000003")]


def test_the_same_sheet_again_changes_nothing(signed_in: SignedInSchool, tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS)
    signed_in.run(roster.commit_import.bind(planned(signed_in, path).to_commit()))
    assert counts(planned(signed_in, path)) == {"unchanged": 3}


def test_a_changed_row_is_an_update_and_keeps_what_the_sheet_does_not_say(
    signed_in: SignedInSchool, tmp_path: Path
) -> None:
    signed_in.run(roster.commit_import.bind(planned(signed_in, sheet(tmp_path, ROWS)).to_commit()))
    changed = [["王芳", "女", "七(1)班", "1", "2013-09-02", "", "王建国", "父亲", "10000000009"]]
    plan = planned(signed_in, sheet(tmp_path, changed))
    assert counts(plan) == {"updated": 1}
    assert plan.rows[0].changed == ("guardians",)
    signed_in.run(roster.commit_import.bind(plan.to_commit()))
    view = signed_in.run(roster.get_student.bind(plan.rows[0].match.id if plan.rows[0].match else ""))
    assert [g.phone for g in view.guardians] == ["10000000009"]
    assert view.details.left_behind is LeftBehind.ONE_PARENT


def test_a_student_changed_since_the_dry_run_stops_the_whole_import(signed_in: SignedInSchool, tmp_path: Path) -> None:
    signed_in.run(roster.commit_import.bind(planned(signed_in, sheet(tmp_path, ROWS)).to_commit()))
    changed = [[*ROWS[0][:3], "11", *ROWS[0][4:]], ["新来的", "男", "七(1)班", "30", "", "", "", "", ""]]
    plan = planned(signed_in, sheet(tmp_path, changed))
    fang = next(line for line in signed_in.run(roster.list_students.bind()) if line.name == "王芳")
    opened = signed_in.run(roster.get_student.bind(fang.id))
    signed_in.run(roster.correct_student.bind(opened, {"name": "王芳", "number_in_class": 9}, {}, ()))
    with pytest.raises(Conflict):
        signed_in.run(roster.commit_import.bind(plan.to_commit()))
    assert len(signed_in.run(roster.list_students.bind())) == 3


def test_rows_nobody_decided_are_refused(signed_in: SignedInSchool, tmp_path: Path) -> None:
    plan = planned(signed_in, sheet(tmp_path, [ROWS[0], ["", "男", "七(1)班", "3", "", "", "", "", ""]]))
    assert [row.state for row in plan.rows if row.state is RowState.ERROR] == [RowState.ERROR]
    with pytest.raises(RuleBroken):
        signed_in.run(roster.commit_import.bind(plan.rows))
    assert signed_in.run(roster.list_students.bind()) == ()


def test_columns_are_remembered(signed_in: SignedInSchool, tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS)
    found = dry_run.open_roster(path)
    basis = signed_in.run(roster.get_import_basis.bind())
    mapping = dry_run.proposed_mappings(found, basis)[0].changed(5, None)
    signed_in.run(roster.commit_import.bind((), ((found.lists[0].headings, mapping),)))
    again = dry_run.proposed_mappings(found, signed_in.run(roster.get_import_basis.bind()))[0]
    assert again == mapping


def test_an_id_number_is_never_kept(signed_in: SignedInSchool, tmp_path: Path) -> None:
    path = tmp_path / "证件.csv"
    path.write_text("姓名,班级,身份证号\n王芳,七(1)班,990000201309020016\n", encoding="utf-8-sig")
    signed_in.run(roster.commit_import.bind(planned(signed_in, path).to_commit()))
    with signed_in.workspace.database.engine.connect() as connection:
        dump = str(connection.exec_driver_sql("SELECT * FROM counselling.student_details").all())
    assert "990000201309020016" not in dump
