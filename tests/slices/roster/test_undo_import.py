"""An import taken back as one step: everything as before, or refused with who and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from doubles import FrozenClock
from roster_desk import planned_sheet
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.operations import ImportResult, UndoRefused
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.errors import RuleBroken

FANG = ["王芳", "女", "七(1)班", "1", "2013-09-02", "1", "王建国", "父亲", "10000000001"]
NA = ["欧阳娜", "女", "七(1)班", "2", "2013.10.3", "0", "李秀英", "母亲", "10000000002"]
_TABLES = (
    *("main.student", "main.school_class", "main.class_stay", "counselling.student_details", "counselling.guardian"),
    "counselling.student_move",
)
_STAMPS = {"version", "changed_at", "changed_by", "created_at", "created_by"}


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def imported(school: SignedInSchool, folder: Path, rows: Sequence[Sequence[str]]) -> ImportResult:
    plan = planned_sheet(school, folder, rows)
    return school.run(roster.commit_import.bind(plan.to_commit(), file_name="名单.csv"))


def undo(school: SignedInSchool, result: ImportResult) -> int:
    line = next(one for one in school.run(roster.list_imports.bind()) if one.id == result.import_id)
    return school.run(roster.undo_import.bind(line.id, line.version))


def content(school: SignedInSchool) -> dict[str, list[dict[str, Any]]]:
    """Return what stands in the tables, without versions and stamps."""
    found = {}
    with school.workspace.database.engine.connect() as connection:
        for table in _TABLES:
            rows = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id").mappings()  # noqa: S608 -- constants
            found[table] = [{name: row[name] for name in row if name not in _STAMPS} for row in rows]
    return found


def student(school: SignedInSchool, name: str) -> StudentLine:
    return next(line for line in school.run(roster.list_students.bind(include_gone=True)) if line.name == name)


def test_a_first_import_leaves_nothing_behind(school: SignedInSchool, tmp_path: Path) -> None:
    before = content(school)
    result = imported(school, tmp_path, [FANG, NA])
    assert content(school) != before
    assert undo(school, result) == 2
    assert content(school) == before


def test_updates_new_students_and_moves_to_another_class_go_back_together(
    school: SignedInSchool, tmp_path: Path, clock: FrozenClock
) -> None:
    imported(school, tmp_path, [FANG])
    before = content(school)
    clock.advance(days=3)
    moved = [*FANG[:2], "七(2)班", "9", FANG[4], "2", "王建国", "父亲", "10000000009"]
    plan = planned_sheet(school, tmp_path, [moved, NA])
    rows = [row for row in plan.rows if row.match is not None]
    assert [row.state.value for row in rows] == ["conflict"]
    result = school.run(roster.commit_import.bind(plan.rows, file_name="名单.csv"))
    assert student(school, "王芳").class_label == "七年级2班"
    assert undo(school, result) == 2
    assert content(school) == before


def test_only_what_the_import_changed_goes_back(school: SignedInSchool, tmp_path: Path) -> None:
    imported(school, tmp_path, [FANG])
    result = imported(school, tmp_path, [[*FANG[:3], "7", *FANG[4:]]])
    opened = school.run(roster.get_student.bind(student(school, "王芳").id))
    changed = {"name": "王芳", "class_id": opened.line.class_id, "number_in_class": 7, "sex": "male"}
    school.run(roster.correct_student.bind(opened, changed, {}, (guardian_of(opened),)))
    undo(school, result)
    line = student(school, "王芳")
    assert (line.number_in_class, line.sex) == (1, "male"), "what was corrected by hand since stays"


def guardian_of(opened: Any) -> dict[str, Any]:
    one = opened.guardians[0]
    names = ("id", "version", "name", "relation", "phone", "is_legal_guardian", "no_contact", "note", "reachable")
    return {name: getattr(one, name) for name in names}


def test_a_later_edit_of_the_same_field_refuses_and_names_the_student(school: SignedInSchool, tmp_path: Path) -> None:
    imported(school, tmp_path, [FANG])
    result = imported(school, tmp_path, [[*FANG[:3], "7", *FANG[4:]], NA])
    imported(school, tmp_path, [[*FANG[:3], "8", *FANG[4:]]])
    before = content(school)
    with pytest.raises(UndoRefused) as refused:
        undo(school, result)
    assert [(one.student, str(one.reason)) for one in refused.value.obstacles] == [
        ("王芳（七年级1班）", "“Student” was changed since.")
    ]
    assert content(school) == before
    assert [line.undone_at for line in school.run(roster.list_imports.bind())] == [None] * 3


def test_a_record_that_refers_to_an_added_student_refuses_and_is_named(school: SignedInSchool, tmp_path: Path) -> None:
    result = imported(school, tmp_path, [FANG, NA])
    school.run(growth_files.open_growth_file.bind(student(school, "欧阳娜").id, OpeningReason.PRIORITY_GROUP))
    before = content(school)
    with pytest.raises(UndoRefused) as refused:
        undo(school, result)
    assert [(one.student, str(one.reason)) for one in refused.value.obstacles] == [
        ("欧阳娜（七年级1班）", "“Growth file” was made since.")
    ]
    assert content(school) == before


def test_a_student_put_into_an_added_class_refuses(school: SignedInSchool, tmp_path: Path) -> None:
    result = imported(school, tmp_path, [FANG])
    class_id = student(school, "王芳").class_id
    school.run(roster.add_student.bind({"name": "新来的", "class_id": class_id}, {}))
    with pytest.raises(UndoRefused) as refused:
        undo(school, result)
    assert [str(one.reason) for one in refused.value.obstacles] == ["“Student” was made since."]


def test_the_later_import_is_undone_first(school: SignedInSchool, tmp_path: Path) -> None:
    before = content(school)
    first = imported(school, tmp_path, [FANG])
    second = imported(school, tmp_path, [[*FANG[:3], "7", *FANG[4:]]])
    with pytest.raises(UndoRefused):
        undo(school, first)
    undo(school, second)
    undo(school, first)
    assert content(school) == before


def test_an_import_is_undone_once_and_the_trail_says_so(school: SignedInSchool, tmp_path: Path) -> None:
    result = imported(school, tmp_path, [FANG])
    undo(school, result)
    line = school.run(roster.list_imports.bind())[0]
    assert (line.file_name, line.added, line.updated, line.classes_added) == ("名单.csv", 1, 0, 1)
    assert line.undone_at == school.clock.now()
    assert line.undone_by == line.made_by != ""
    with pytest.raises(RuleBroken):
        undo(school, result)
    with school.workspace.database.engine.connect() as connection:
        told = connection.exec_driver_sql("SELECT action FROM counselling.audit_entry ORDER BY seq").scalars().all()
    assert [action for action in told if action.startswith("roster.")] == ["roster.imported", "roster.import_undone"]


def test_an_import_that_wrote_nothing_is_not_listed(school: SignedInSchool) -> None:
    assert school.run(roster.commit_import.bind(())).import_id == ""
    assert school.run(roster.list_imports.bind()) == ()
