"""Finding lists and mapping columns: titles, two header rows, totals, notes, sections, memory."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinmiao.documents.workbook import Cell, SheetTable
from xinmiao.features.roster.sheet.header import FoundList, FoundLists, RosterNotFound, find_lists
from xinmiao.features.roster.sheet.mapping import (
    COLUMN_LABELS,
    Column,
    Mapping,
    propose_mapping,
    recognise,
    remember,
    signature,
)

HEAD: list[Cell] = ["姓名", "性别", "班级"]


def table(
    *rows: list[Cell], name: str = "名册", hidden: bool = False, merged: tuple[tuple[int, int, int, int], ...] = ()
) -> SheetTable:
    return SheetTable(name, tuple(tuple(row) for row in rows), hidden, merged=merged)


def only(*rows: list[Cell], merged: tuple[tuple[int, int, int, int], ...] = ()) -> FoundList:
    (found,) = find_lists([table(*rows, merged=merged)], file="f.xlsx").lists
    return found


def test_header_below_title_rows() -> None:
    found = only(["春山中学"], [], ["2026年9月", None, "七年级2班"], HEAD, ["王芳", "女", "七年级1班"])
    assert found.header_row == 4
    assert [(row.number, row.cells[0]) for row in found.rows] == [(5, "王芳")]
    assert found.title == "七年级2班"


def test_two_header_rows_with_merged_groups() -> None:
    upper: list[Cell] = ["班级", "学生信息", None, "监护人1", None, None, "监护人2", None, None]
    lower: list[Cell] = [None, "姓名", "性别", "姓名", "关系", "电话", "姓名", "关系", "电话"]
    found = only(["标题"], upper, lower, ["七年级1班", "王芳", "女", "王强", "父", "1", "周兰", "母", "2"],
                 merged=((1, 1, 1, 2), (1, 3, 1, 5), (1, 6, 1, 8), (1, 0, 2, 0)))  # fmt: skip
    assert found.header_row == 3
    assert propose_mapping(found.headings).columns == (
        (0, Column.CLASS),
        (1, Column.NAME),
        (2, Column.SEX),
        (3, Column.GUARDIAN_1_NAME),
        (4, Column.GUARDIAN_1_RELATION),
        (5, Column.GUARDIAN_1_PHONE),
        (6, Column.GUARDIAN_2_NAME),
        (7, Column.GUARDIAN_2_RELATION),
        (8, Column.GUARDIAN_2_PHONE),
    )


def test_totals_notes_blank_rows_and_repeated_headers_are_passed_over_and_told() -> None:
    found = only(
        ["序号", *HEAD],
        [1, "王芳", "女", "七年级1班"],
        [],
        [2, None, None, None],
        ["序号", *HEAD],
        [3, "李静", "女", "七年级1班"],
        ["合 计", 2, None, None],
        ["小计：", 2, None, None],
        [None, "总计", 2, None],
        [None, None, None, "以上学生均已核实"],
    )
    assert [row.number for row in found.rows] == [2, 6]
    assert [(passed.row, passed.reason.msgid) for passed in found.passed_over] == [
        (5, "The header again."),
        (7, "A row of totals."),
        (8, "A row of totals."),
        (9, "A row of totals."),
        (10, "A note, no student."),
    ]


def test_row_with_values_but_no_name_is_not_passed_over() -> None:
    found = only(HEAD, [None, "女", "七年级1班"])
    assert [row.number for row in found.rows] == [2]


@pytest.mark.parametrize("head", [["姓名", "性别"], ["序号", "姓名", "性别"], ["班", "性别", "姓名"]])
def test_headings_between_rows_name_the_class_below(head: list[Cell]) -> None:
    first: list[Cell] = [{"姓名": "王芳", "性别": "女"}.get(str(word)) for word in head]
    second: list[Cell] = [{"姓名": "李静", "性别": "女"}.get(str(word)) for word in head]
    found = only(head, ["七年级1班"], first, ["七年级（2）班（共40人）"], second)
    assert [(row.number, row.section) for row in found.rows] == [(3, "七年级1班"), (5, "七年级（2）班")]


def test_class_merged_over_rows_is_filled_down() -> None:
    found = only(
        HEAD, ["王芳", "女", "七年级1班"], ["李静", "女", None], [], ["赵兰", "女", None], merged=((1, 2, 4, 2),)
    )
    assert [(row.number, row.cells[2]) for row in found.rows] == [(2, "七年级1班"), (3, "七年级1班"), (5, "七年级1班")]


def test_name_merged_over_rows_is_told() -> None:
    found = only(HEAD, ["王芳", "女", "七年级1班"], [None, "男", "七年级1班"], merged=((1, 0, 2, 0),))
    assert [row.merged_from for row in found.rows] == [0, 2]


def test_hidden_sheet_first_and_sheets_without_a_list() -> None:
    found = find_lists(
        [
            table(HEAD, ["藏", "男", "七年级1班"], name="藏", hidden=True),
            table(["说明"], name="说明"),
            table(),
            table(HEAD, ["王芳", "女", "1"]),
        ],
        file="f.xlsx",
    )
    assert [one.sheet for one in found.lists] == ["名册"]
    assert [(passed.sheet, passed.reason.msgid) for passed in found.passed_over] == [
        ("藏", "This sheet is hidden."),
        ("说明", "No row with the names of columns was found."),
    ]


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ([table(["甲", "乙"], ["丙", "丁"])], "No list of students was found in the file “f.xlsx”"),
        ([table(HEAD, ["藏", "男", "1"], name="藏", hidden=True)], "only the hidden sheet “藏”"),
        (
            [table(["姓名", "性别", None, "姓名", "性别"], ["王芳", "女", None, "李静", "女"])],
            "two columns of names in row 1",
        ),
        ([table(HEAD)], "No list"),
        ([], "No list"),
    ],
)
def test_files_without_a_list_end_in_a_sentence(tables: list[SheetTable], words: str) -> None:
    with pytest.raises(RosterNotFound) as caught:
        find_lists(tables, file="f.xlsx")
    assert words in caught.value.told()
    assert caught.value.code == "E-SHEET-HEADER"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("姓  名", Column.NAME),
        ("姓名（必填）*", Column.NAME),
        ("性别\n(男/女)", Column.SEX),
        ("全国学籍号", Column.STUDENT_NUMBER),
        ("身份证号码", Column.ID_NUMBER),
        ("班　级", Column.CLASS),
        ("是否进城务工人员随迁子女", Column.MIGRANT_CHILD),
        ("家长姓名", Column.GUARDIAN_1_NAME),
        ("家长电话", Column.GUARDIAN_1_PHONE),
        ("联系电话", Column.GUARDIAN_1_PHONE),
        ("第二监护人电话", Column.GUARDIAN_2_PHONE),
        ("监护人2手机号", Column.GUARDIAN_2_PHONE),
        ("成员1是否监护人", Column.GUARDIAN_1_LEGAL),
        ("父亲", Column.FATHER_NAME),
        ("母亲联系电话", Column.MOTHER_PHONE),
        ("监护人关系", Column.GUARDIAN_1_RELATION),
        ("班主任", Column.CLASS_TEACHER),
        ("班主任电话", None),
        ("备注", None),
        ("王芳", None),
        ("", None),
    ],
)
def test_headings(heading: str, column: Column | None) -> None:
    assert recognise(heading) is column


def test_number_called_xuehao_is_told_by_its_content() -> None:
    heads = ["学号", "姓名"]
    assert propose_mapping(heads, [[1, "王芳"], ["02", "李静"]]).columns[0] == (0, Column.NUMBER_IN_CLASS)
    assert propose_mapping(heads, [["G990000201405060128", "王芳"]]).columns[0] == (0, Column.STUDENT_NUMBER)
    assert propose_mapping(heads, [["20260107", "王芳"]]).columns == ((1, Column.NAME),)


def test_mapping_is_changed_by_hand() -> None:
    mapping = Mapping(((0, Column.NAME), (1, Column.SEX)))
    assert mapping.changed(2, Column.NAME).columns == ((1, Column.SEX), (2, Column.NAME))
    assert mapping.changed(1, None).columns == ((0, Column.NAME),)
    assert mapping.column_of(Column.SEX) == 1
    assert mapping.column_of(Column.CLASS) is None


def test_mapping_is_remembered_as_plain_data() -> None:
    heads = ["姓名", "学号", "甲"]
    chosen = propose_mapping(heads).changed(2, Column.CLASS)
    kept = json.loads(json.dumps(remember({}, heads, chosen)))
    assert propose_mapping(heads, (), kept) == chosen
    assert propose_mapping(["姓名", "学号", "乙"], (), kept) != chosen
    assert signature(["姓 名", "学号*", "甲", ""]) == signature(heads)
    assert Mapping.from_dict({"0": "name", "1": "of a later version", "x": "sex"}).columns == ((0, Column.NAME),)


def test_every_column_has_a_label() -> None:
    assert set(COLUMN_LABELS) == set(Column)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.sampled_from(["姓名", "性别", "班级", "合计", "王芳"]), st.text(max_size=6)),
            max_size=5,
        ),
        max_size=8,
    )
)
def test_any_sheet_is_lists_or_a_sentence(rows: list[list[Cell]]) -> None:
    told = ""
    found: FoundLists | None
    try:
        found = find_lists([table(*rows)], file="f.xlsx")
    except RosterNotFound as error:
        found = None
        told = error.told()
    assert told if found is None else all(row.number > one.header_row for one in found.lists for row in one.rows)
