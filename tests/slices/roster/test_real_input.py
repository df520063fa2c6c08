"""Rosters as they really arrive, imported by the real operations; what became of them is written here by hand.

Where each kind of real input is tried (P: on the real import page, in Chinese, followed by a good file):

=====================================  =======================================================================
the national export, 60 columns        here; samples, unit/sheet/test_samples
merged titles and two header rows      here; unit/sheet/test_lists
.xls as WPS saves it (BIFF8)           here; unit/sheet/test_workbook
GB18030 CSV                            here; unit/sheet/test_samples
title, total and blank rows            here; unit/sheet/test_lists
hidden sheet first, hidden list only   here (two_header_rows); P screens/roster/test_wrong_sheets
one sheet for each class               here
full-width digits, names with blanks   here (gb18030); P test_wrong_sheets
ID with a small x, in scientific
notation, with a tail of zeros         P test_wrong_sheets; unit/sheet/test_numbers
dates in five forms, 1904              here (wps, mac_1904); unit/sheet/test_values
duplicate rows, one name in one class  P test_wrong_sheets; unit/sheet/test_plan
30 kinds of class names                unit/sheet/test_classes
6,000 rows                             unit/sheet/test_samples; bench roster (dry run, commit, undo)
password (.xlsx, .xls)                 P test_wrong_sheets
a renamed .doc and .docx, a web page   P test_wrong_sheets
empty, truncated, bomb, 200 MB         P test_wrong_sheets, with limits of time and memory
formula without a value                unit/sheet/test_workbook, test_plan
merged cells over names                here; unit/sheet/test_lists
merged cells over other columns        unit/sheet/test_plan
CSV with BOM, without, UTF-16          here; unit/sheet/test_workbook (both byte orders)
=====================================  =======================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from doubles import FrozenClock
from roster_desk import planned
from sample_rosters import FOLDER, id_number, write_workbook
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Boarding, LeftBehind, Relation, StudentView
from xinmiao.features.roster.sheet.planned import RowState


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    """Give a founded school, signed in as its counsellor."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def imported(school: SignedInSchool, path: Path) -> list[tuple[str, str, int | None]]:
    """Import a file and return name, class and number of everybody in the school."""
    plan = planned(school, path)
    assert plan.blocking() == ()
    school.run(roster.commit_import.bind(plan.to_commit(), file_name=path.name))
    lines = school.run(roster.list_students.bind())
    return [(line.name, line.class_label, line.number_in_class) for line in lines]


def opened(school: SignedInSchool, name: str, class_label: str) -> StudentView:
    """Return the one student of this name in this class."""
    (line,) = [
        line for line in school.run(roster.list_students.bind()) if (line.name, line.class_label) == (name, class_label)
    ]
    return school.run(roster.get_student.bind(line.id))


def test_the_national_export(school: SignedInSchool) -> None:
    found = imported(school, FOLDER / "national_export.xlsx")
    assert len(found) == 30
    assert found[:3] == [("王芳", "七年级1班", 1), ("李芳", "七年级1班", 2), ("张芳", "七年级1班", 3)]
    assert [label for _name, label, _number in found] == ["七年级1班"] * 15 + ["七年级2班"] * 15
    second = opened(school, "李芳", "七年级1班")
    told = second.details
    assert (told.birth_date, told.ethnicity, told.enrolled_month) == (date(2013, 10, 8), "朝鲜族", "2026-09")
    assert (told.boarding, told.left_behind, told.needs_aid) == (Boarding.BOARDER, LeftBehind.ONE_PARENT, True)
    assert told.student_number == "G" + id_number(date(2013, 10, 8), 102)
    assert (told.address, told.id_number) == ("春山县青禾镇柳河村2组", "")
    assert [(one.name, one.relation, one.phone) for one in second.guardians] == [
        ("李大山", Relation.FATHER, "13800000001"),
        ("赵兰", Relation.MOTHER, "13700000001"),
    ]


def test_a_school_s_own_sheet_with_merged_titles_and_two_header_rows(school: SignedInSchool) -> None:
    found = imported(school, FOLDER / "two_header_rows.xlsx")
    assert sorted(found) == [
        ("单思远", "八年级1班", None),
        ("李静", "八年级1班", None),
        ("李静", "八年级2班", None),
        ("欧阳天宇", "八年级1班", None),
        ("解雨桐", "八年级2班", None),
    ]
    third = opened(school, "单思远", "八年级1班")
    assert third.details.birth_date == date(2013, 1, 15)
    assert [(one.name, one.relation, one.phone) for one in third.guardians] == [
        ("刘梅", Relation.GRANDMOTHER, "13800000013")
    ]


@pytest.mark.parametrize("name", ["wps.xls", "mac_1904.xlsx", "libreoffice.ods"])
def test_dates_of_every_form_in_every_format(school: SignedInSchool, name: str) -> None:
    names = ("刘志强", "吴诗涵", "杨建国", "陈晓燕", "黄春花")
    assert sorted(imported(school, FOLDER / name)) == [(each, "七年级3班", None) for each in names]
    births = {opened(school, each, "七年级3班").details.birth_date for each in names}
    assert births == {date(2014, 5, 6)}


@pytest.mark.parametrize("name", ["gb18030.csv", "utf8_bom.csv", "utf16.csv"])
def test_delimited_text_in_three_encodings(school: SignedInSchool, name: str) -> None:
    assert imported(school, FOLDER / name) == [
        ("王芳", "七年级1班", 1),
        ("曾小明", "七年级1班", 2),
        ("买买提·艾力", "七年级1班", 3),
        ("𠮷㛃", "七年级1班", 4),
        ("王芳", "七年级2班", 1),
    ]
    first, second = opened(school, "王芳", "七年级1班"), opened(school, "曾小明", "七年级1班")
    assert (first.details.birth_date, second.details.birth_date) == (date(2014, 1, 5), date(2013, 12, 31))
    assert (first.details.boarding, second.details.boarding) == (Boarding.DAY, Boarding.BOARDER)
    assert [one.phone for one in second.guardians] == ["13800001234"]


def test_one_sheet_for_each_class(school: SignedInSchool) -> None:
    assert imported(school, FOLDER / "sheet_per_class.xlsx") == [
        ("赵浩然", "九年级1班", 1),
        ("朴美玲", "九年级1班", 2),
        ("查子轩", "九年级2班", 1),
        ("覃欣妍", "九年级2班", 2),
    ]


@pytest.mark.usefixtures("chinese")
def test_a_name_merged_over_rows_is_refused_with_its_place(school: SignedInSchool, tmp_path: Path) -> None:
    path = tmp_path / "合并.xlsx"
    rows: list[list[str | int | float | date | None]] = [
        ["姓名", "性别", "班级"],
        ["王芳", "女", "七年级1班"],
        [None, "男", "七年级1班"],
    ]
    write_workbook(path, {"名册": rows}, merged={"名册": ["A2:A3"]})
    plan = planned(school, path)
    (wrong,) = plan.blocking()
    assert (wrong.sheet, wrong.row, wrong.state) == ("名册", 3, RowState.ERROR)
    assert str(wrong.reason) == (
        "姓名属于从第 2 行开始的合并单元格；请取消合并，每名学生占一行。"
        "改好后保存，再选择这个文件；也可以不导入这一行。"
    )
    assert school.run(roster.list_students.bind()) == ()
