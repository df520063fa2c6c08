"""Handing a list out: in the order asked, with an entry of how many and what for."""

from __future__ import annotations

import json

import pytest

from counselling_room import add_student
from schools import ADMINISTRATOR, School, teacher
from xinmiao.documents.spreadsheet import csv_bytes
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.export_purposes import ExportPurpose
from xinmiao.features.roster.prints import student_table
from xinmiao.kernel.errors import NotFound, PermissionDenied
from xinmiao.kernel.records import DataFile


def two_students(school: School) -> tuple[str, str]:
    """Add 王芳 and a name that begins like a formula."""
    first = add_student(school, "王芳", 1)
    class_id = school.run(roster.list_classes.bind())[0].id
    values = {"name": "＝HYPERLINK(1)", "class_id": class_id, "number_in_class": 2}
    return first, school.run(roster.add_student.bind(values, {}))


def test_the_list_comes_in_the_order_asked_and_the_trail_says_what_for(school: School) -> None:
    first, second = two_students(school)
    lines = school.run(roster.export_students.bind((second, first, "nobody"), ExportPurpose.REPORT))
    assert [line.id for line in lines] == [second, first]
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
        school.run(roster.export_students.bind((first,), ExportPurpose.ACTIVITY))
    assert school.actions(DataFile.SCHOOL).count("student_list.exported") == 2


def test_a_long_list_is_read_in_parts(school: School) -> None:
    first, second = two_students(school)
    ids = (first, *(f"nobody-{number}" for number in range(1200)), second)
    assert [line.id for line in school.run(roster.export_students.bind(ids, ExportPurpose.OTHER))] == [first, second]


def test_an_empty_list_is_no_export(school: School) -> None:
    for ids in ((), ("nobody",)):
        with pytest.raises(NotFound):
            school.run(roster.export_students.bind(ids, ExportPurpose.OTHER))
    assert "student_list.exported" not in school.actions(DataFile.SCHOOL)


@pytest.mark.parametrize("actor", [teacher("class-1"), ADMINISTRATOR])
def test_only_counsellors_export(school: School, actor: object) -> None:
    first, _second = two_students(school)
    with pytest.raises(PermissionDenied):
        school.database.run(actor, roster.export_students.bind((first,), ExportPurpose.OTHER))  # type: ignore[arg-type]


def test_the_table_holds_the_list_and_no_formula(school: School) -> None:
    lines = school.run(roster.export_students.bind(two_students(school), ExportPurpose.CLASS_WORK))
    text = csv_bytes(student_table("七年级2班", lines)).decode("utf-8-sig").splitlines()
    assert text[0] == '"Class","Number in class","Name","Sex","Status"'
    assert text[1].endswith('"1","王芳","","Enrolled"')
    assert text[2].endswith('"2","\'＝HYPERLINK(1)","","Enrolled"')
