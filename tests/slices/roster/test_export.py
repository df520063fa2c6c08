"""Handing a list out: in the order asked, with an entry of how many and what for."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from counselling_room import add_student
from schools import ADMINISTRATOR, School, teacher
from xinmiao.documents.spreadsheet import csv_bytes
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.prints import student_table
from xinmiao.features.roster.records import (
    EXPORT_COLUMNS,
    STUDENT_DETAILS,
    ExportChoice,
    ExportPurpose,
    LeftBehind,
    Relation,
    StudentDetailsView,
)
from xinmiao.kernel.errors import NotFound, PermissionDenied
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit


def two_students(school: School) -> tuple[str, str]:
    """Add 王芳 and a name that begins like a formula."""
    first = add_student(school, "王芳", 1)
    class_id = school.run(roster.list_classes.bind())[0].id
    values = {"name": "＝HYPERLINK(1)", "class_id": class_id, "number_in_class": 2}
    return first, school.run(roster.add_student.bind(values, {}))


def test_the_list_comes_in_the_order_asked_and_the_trail_says_what_for(school: School) -> None:
    first, second = two_students(school)
    lines = school.run(roster.export_students.bind((second, first, "nobody"), ExportChoice(ExportPurpose.REPORT)))
    assert [row.line.id for row in lines] == [second, first]
    actions = school.actions(DataFile.SCHOOL)
    assert actions[-1] == "student_list.exported"
    with school.database.engine.connect() as connection:
        detail = connection.exec_driver_sql("SELECT detail FROM audit_entry ORDER BY seq DESC LIMIT 1").scalar_one()
    said = json.loads(detail)
    assert (said["count"], said["purpose"]) == (2, "report")
    assert "王芳" not in detail


def test_every_export_is_an_entry_of_its_own(school: School) -> None:
    first, _second = two_students(school)
    for _time in range(2):
        school.run(roster.export_students.bind((first,), ExportChoice(ExportPurpose.ACTIVITY)))
    assert school.actions(DataFile.SCHOOL).count("student_list.exported") == 2


def test_a_long_list_is_read_in_parts(school: School) -> None:
    first, second = two_students(school)
    ids = (first, *(f"nobody-{number}" for number in range(1200)), second)
    assert [row.line.id for row in school.run(roster.export_students.bind(ids, ExportChoice(ExportPurpose.OTHER)))] == [
        first,
        second,
    ]


def test_an_empty_list_is_no_export(school: School) -> None:
    for ids in ((), ("nobody",)):
        with pytest.raises(NotFound):
            school.run(roster.export_students.bind(ids, ExportChoice(ExportPurpose.OTHER)))
    assert "student_list.exported" not in school.actions(DataFile.SCHOOL)


@pytest.mark.parametrize("actor", [teacher("class-1"), ADMINISTRATOR])
def test_only_counsellors_export(school: School, actor: object) -> None:
    first, _second = two_students(school)
    with pytest.raises(PermissionDenied):
        school.database.run(actor, roster.export_students.bind((first,), ExportChoice(ExportPurpose.OTHER)))  # type: ignore[arg-type]


def test_the_table_holds_the_list_and_no_formula(school: School) -> None:
    lines = school.run(roster.export_students.bind(two_students(school), ExportChoice(ExportPurpose.CLASS_WORK)))
    text = csv_bytes(student_table("七年级2班", lines)).decode("utf-8-sig").splitlines()
    assert text[0] == '"Class","Number in class","Name","Sex","Status"'
    assert text[1].endswith('"1","王芳","","Enrolled"')
    assert text[2].endswith('"2","\'＝HYPERLINK(1)","","Enrolled"')


DETAILS = {
    "student_number": "G990000201301010017",
    "id_number": "",
    "address": "=HYPERLINK(2)",
    "left_behind": LeftBehind.ONE_PARENT,
    "orphan": False,
    "birth_date": date(2013, 1, 1),
}
FAMILY = (
    {"name": "王大", "relation": Relation.FATHER, "phone": "13900000001", "no_contact": True},
    {"name": "李二", "relation": Relation.MOTHER, "phone": "13900000002", "is_legal_guardian": True},
)


def known_student(school: School) -> str:
    """Add a student of whom the counselling room knows something."""
    add_student(school, "李雷", 2)
    class_id = school.run(roster.list_classes.bind())[0].id
    values = {"name": "王芳", "class_id": class_id, "number_in_class": 1}
    return school.run(roster.add_student.bind(values, DETAILS, FAMILY))


def detail_of_last_entry(school: School, data_file: DataFile) -> dict[str, Any]:
    """Return what the trail kept of the last deed."""
    with school.database.engine.connect() as connection:
        table = f"{audit.SCHEMA_PREFIX[data_file]}.audit_entry"
        statement = f"SELECT detail FROM {table} ORDER BY seq DESC LIMIT 1"  # noqa: S608 -- no value of a user's
        found: dict[str, Any] = json.loads(connection.exec_driver_sql(statement).scalar_one())
        return found


def test_only_what_was_chosen_leaves_and_numbers_are_cut(school: School) -> None:
    student_id = known_student(school)
    choice = ExportChoice(ExportPurpose.OTHER, ("orphan", "student_number", "name", "nonsense"))
    (row,) = school.run(roster.export_students.bind((student_id,), choice))
    assert row.details == StudentDetailsView(student_number="····0017", orphan=False)
    assert row.guardians == ()
    assert choice.in_order == ("name", "student_number", "orphan")
    kept = detail_of_last_entry(school, DataFile.COUNSELLING)
    assert kept["columns"] == ["name", "student_number", "orphan"]
    assert kept["subjects"] == [["student", student_id]]
    assert "whole_numbers" not in kept


def test_whole_numbers_are_given_when_asked_for_and_that_is_kept(school: School) -> None:
    student_id = known_student(school)
    choice = ExportChoice(ExportPurpose.REPORT, ("student_number",), whole_numbers=True)
    (row,) = school.run(roster.export_students.bind((student_id,), choice))
    assert row.details.student_number == DETAILS["student_number"]
    assert detail_of_last_entry(school, DataFile.COUNSELLING)["whole_numbers"] is True


def test_every_column_has_words_a_value_and_no_formula(school: School) -> None:
    student_id = known_student(school)
    choice = ExportChoice(ExportPurpose.OTHER, EXPORT_COLUMNS)
    rows = school.run(roster.export_students.bind((student_id,), choice))
    table = student_table("七年级2班", rows, choice.in_order)
    shown = dict(zip((column.title for column in table.columns), table.rows[0], strict=True))
    assert len(shown) == len(EXPORT_COLUMNS)
    assert shown["Guardians"] == ("Father 王大 13900000001 Do not contact\nMother 李二 13900000002 Legal guardian")
    assert (shown["Birth date"], shown["Left-behind child"], shown["Orphan"], shown["Number in class"]) == (
        date(2013, 1, 1),
        "One parent away",
        "No",
        1,
    )
    text = csv_bytes(table).decode("utf-8-sig")
    assert '"\'=HYPERLINK(2)"' in text
    assert '"=HYPERLINK' not in text


def test_every_detail_of_a_student_can_be_exported() -> None:
    """Only the record's own id, the digest and the row's version are no column."""
    known = {field.name for field in STUDENT_DETAILS.fields}
    assert known - set(EXPORT_COLUMNS) == {"student_id", "id_digest"}
