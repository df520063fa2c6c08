"""Every committed sample is imported, from the file to the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sample_rosters import FOLDER, NATIONAL_HEADINGS, id_number, national_row, write_all, write_workbook
from xinmiao.documents.workbook import read_tables
from xinmiao.features.roster.records import Boarding, LeftBehind, Relation, Sex, Stage
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.features.roster.sheet.header import FoundLists, find_lists
from xinmiao.features.roster.sheet.mapping import propose_mapping
from xinmiao.features.roster.sheet.plan import plan_import
from xinmiao.features.roster.sheet.planned import ImportPlan, RowState
from xinmiao.features.roster.sheet.rows import Reading, RosterRow, read_rows

JUNIOR = SchoolShape(frozenset({Stage.JUNIOR}), 2026)


def dry_run(path: Path) -> tuple[FoundLists, ImportPlan]:
    """Import a file into an empty school."""
    found = find_lists(read_tables(path), file=path.name)
    reading = Reading(JUNIOR, date(2026, 11, 23))
    rows: list[RosterRow] = []
    for one in found.lists:
        mapping = propose_mapping(one.headings, [row.cells for row in one.rows[:20]])
        rows += read_rows(one, mapping, reading)
    return found, plan_import(rows, [])


def shown(plan: ImportPlan) -> list[tuple[int, str, str, str]]:
    return [
        (row.row, row.state.value, row.values.name, row.values.class_name.shown() if row.values.class_name else "")
        for row in plan.rows
    ]


@pytest.mark.parametrize("name", ["gb18030.csv", "utf8_bom.csv", "utf16.csv"])
def test_school_list_in_three_encodings(name: str) -> None:
    found, plan = dry_run(FOLDER / name)
    assert shown(plan) == [
        (3, "new", "王芳", "七年级1班"),
        (4, "new", "曾小明", "七年级1班"),
        (5, "new", "买买提·艾力", "七年级1班"),
        (6, "new", "𠮷㛃", "七年级1班"),
        (8, "new", "王芳", "七年级2班"),
    ]
    assert [row.values.birth_date for row in plan.rows] == [
        date(2014, 1, 5),
        date(2013, 12, 31),
        date(2014, 3, 8),
        date(2014, 2, 1),
        date(2014, 2, 3),
    ]
    assert [row.values.boarding for row in plan.rows[:2]] == [Boarding.DAY, Boarding.BOARDER]
    assert [row.values.guardians[0].phone for row in plan.rows[:3]] == ["13800000001", "13800001234", "0433-2512345"]
    assert [passed.row for passed in found.passed_over] == [9]


def test_national_export() -> None:
    found, plan = dry_run(FOLDER / "national_export.xlsx")
    assert (len(NATIONAL_HEADINGS), found.lists[0].header_row, plan.counts[RowState.NEW], len(plan.rows)) == (
        60,
        2,
        30,
        30,
    )
    second = plan.rows[1].values
    birth = date(2013, 10, 8)
    assert (second.row, second.name, second.sex, second.birth_date) == (4, "李芳", Sex.FEMALE, birth)
    assert second.class_name is not None
    assert (second.class_name.key, second.number_in_class, second.enrolled_month) == ("junior-2026-1", 2, "2026-09")
    assert second.student_number == f"G{id_number(birth, 102)}"
    assert (second.ethnicity, second.left_behind, second.boarding) == (
        "朝鲜族",
        LeftBehind.ONE_PARENT,
        Boarding.BOARDER,
    )
    assert (second.needs_aid, second.orphan, second.disability, second.inclusive_class) == (True, False, False, False)
    assert second.address == "春山县青禾镇柳河村2组"
    assert [(one.name, one.relation, one.phone, one.is_legal_guardian) for one in second.guardians] == [
        ("李大山", Relation.FATHER, "13800000001", True),
        ("赵兰", Relation.MOTHER, "13700000001", True),
    ]
    assert second.warnings == ()


def test_two_header_rows() -> None:
    found, plan = dry_run(FOLDER / "two_header_rows.xlsx")
    assert shown(plan) == [
        (5, "new", "李静", "八年级1班"),
        (6, "new", "欧阳天宇", "八年级1班"),
        (8, "new", "单思远", "八年级1班"),
        (9, "new", "解雨桐", "八年级2班"),
        (10, "new", "李静", "八年级2班"),
    ]
    assert [(passed.sheet, passed.row) for passed in found.passed_over] == [("代码表", 0), ("学生", 11), ("学生", 12)]
    assert [(one.name, one.phone) for one in plan.rows[0].values.guardians] == [
        ("李大山", "13800000011"),
        ("周兰", "13900000011"),
    ]


def test_one_sheet_for_each_class() -> None:
    _found, plan = dry_run(FOLDER / "sheet_per_class.xlsx")
    assert shown(plan) == [
        (2, "new", "赵浩然", "九年级1班"),
        (3, "new", "朴美玲", "九年级1班"),
        (2, "new", "查子轩", "九年级2班"),
        (3, "new", "覃欣妍", "九年级2班"),
    ]


@pytest.mark.parametrize("name", ["mac_1904.xlsx", "wps.xls", "libreoffice.ods"])
def test_dates_of_every_format_and_system(name: str) -> None:
    _found, plan = dry_run(FOLDER / name)
    assert [row.values.birth_date for row in plan.rows] == [date(2014, 5, 6)] * 5


def test_samples_are_what_their_generator_writes(tmp_path: Path) -> None:
    write_all(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in FOLDER.iterdir())
    for path in tmp_path.iterdir():
        assert read_tables(path) == tuple(read_tables(FOLDER / path.name)), path.name


def test_six_thousand_students_are_all_planned(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    rows = [national_row(number, number // 70 + 1, number % 70 + 1) for number in range(6_000)]
    write_workbook(path, {"学生": [["全校"], list(NATIONAL_HEADINGS), *rows]})
    _found, plan = dry_run(path)
    assert plan.counts[RowState.NEW] == 6_000
    assert len(plan.new_classes(())) == 86
