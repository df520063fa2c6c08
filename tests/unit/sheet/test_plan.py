"""The dry run: every state with its reason, matching, clashes inside the file, one class, JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sample_rosters import id_number
from xinmiao.documents.workbook import Cell, SheetTable
from xinmiao.features.roster.records import LeftBehind, Relation, Sex, Stage, StudentNumberKind
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.features.roster.sheet.header import find_lists
from xinmiao.features.roster.sheet.mapping import propose_mapping
from xinmiao.features.roster.sheet.plan import class_filter, plan_import
from xinmiao.features.roster.sheet.planned import ExistingStudent, ImportPlan, Question, RowState
from xinmiao.features.roster.sheet.rows import GuardianEntry, Reading, RosterRow, read_rows

SCHOOL = SchoolShape(frozenset({Stage.JUNIOR}), 2026)
CLASS_1, CLASS_2 = "junior-2026-1", "junior-2026-2"
HEAD: list[Cell] = [
    "姓名",
    "性别",
    "班级",
    "座号",
    "出生日期",
    "学籍号",
    "身份证号",
    "现住址",
    "监护人姓名",
    "监护人电话",
]
CARD = id_number(date(2014, 5, 6), 12)
CURE = "Correct it in the sheet, save and choose the file again, or leave this row out."
CURE_ZH = "改好后保存，再选择这个文件；也可以不导入这一行。"
OTHER_CARD = id_number(date(2014, 8, 9), 14)


def reading() -> Reading:
    return Reading(SCHOOL, date(2026, 11, 23), lambda number: f"digest of {number}")


def rows_of(*cells: list[Cell], head: list[Cell] | None = None) -> tuple[RosterRow, ...]:
    """Read rows that stand below `HEAD`; the first is row 2 of the file."""
    table = SheetTable("名册", (tuple(head or HEAD), *(tuple(row) for row in cells)))
    return rows_in(table)


def rows_in(table: SheetTable) -> tuple[RosterRow, ...]:
    (found,) = find_lists([table], file="f.xlsx").lists
    return read_rows(found, propose_mapping(found.headings, [row.cells for row in found.rows]), reading())


def person(name: str = "王芳", class_name: str = "七年级1班", /, **more: Cell) -> list[Cell]:
    """Return one row; `more` are seat, birth, number, card, address, guardian, phone."""
    keys = ("seat", "birth", "number", "card", "address", "guardian", "phone")
    return [name, "女", class_name, *(more.get(key) for key in keys)]


def known(**changes: object) -> ExistingStudent:
    student = ExistingStudent(id="s1", version=3, name="王芳", class_key=CLASS_1, sex=Sex.FEMALE)
    return replace(student, **changes)  # type: ignore[arg-type]


def states(plan: ImportPlan) -> list[str]:
    return [row.state.value for row in plan.rows]


def only_row(plan: ImportPlan) -> tuple[str, str, Question | None, tuple[str, ...]]:
    (row,) = plan.rows
    return row.state.value, str(row.reason), row.question, row.changed


def test_new_student() -> None:
    assert only_row(plan_import(rows_of(person()), [])) == ("new", "A new student.", None, ())


def test_unchanged_and_updated_name_the_fields() -> None:
    student = known(number_in_class=5, address="柳河村1组")
    same = plan_import(rows_of(person(seat=5, address="柳河村1组")), [student])
    assert only_row(same) == ("unchanged", "Nothing changes.", None, ())
    moved = plan_import(rows_of(person(seat=6, address="柳河村2组")), [student])
    assert only_row(moved) == (
        "updated",
        "Changes: Number in class, Home address.",
        None,
        ("number_in_class", "address"),
    )
    assert moved.rows[0].match is student


def test_what_the_sheet_does_not_say_changes_nothing() -> None:
    student = known(address="柳河村1组", left_behind=LeftBehind.BOTH_PARENTS, birth_date=date(2014, 5, 6))
    assert states(plan_import(rows_of(person()), [student])) == ["unchanged"]


def test_match_by_student_number_across_classes() -> None:
    student = known(student_number=f"G{CARD}", id_digest=f"digest of {CARD}", class_key=CLASS_2)
    plan = plan_import(rows_of(person(number=f"g{CARD.lower()}")), [student])
    assert only_row(plan) == ("updated", "Changes: Class.", None, ("class",))


def test_number_under_another_name_is_asked() -> None:
    plan = plan_import(rows_of(person(number=f"G{CARD}")), [known(name="王小芳", student_number=f"G{CARD}")])
    assert only_row(plan)[::2] == ("conflict", Question.OTHER_NAME)


def test_temporary_number_becomes_national_by_the_id_inside_it() -> None:
    student = known(student_number="L2199000001260001", id_digest=f"digest of {CARD}", class_key=CLASS_2)
    state, reason, question, changed = only_row(plan_import(rows_of(person(number=f"G{CARD}")), [student]))
    assert (state, question) == ("conflict", Question.ATTACH_NUMBER)
    assert changed == ("class", "student_number")
    assert "The same student?" in reason


def test_temporary_number_becomes_national_by_name_and_birth_date() -> None:
    student = known(student_number="L2199000001260001", birth_date=date(2014, 5, 6), class_key=CLASS_2)
    plan = plan_import(rows_of(person(number=f"G{CARD}", birth="2014-05-06")), [student])
    assert only_row(plan)[::2] == ("conflict", Question.ATTACH_NUMBER)
    assert plan.rows[0].match is student


def test_number_is_attached_to_a_new_student_who_had_none() -> None:
    plan = plan_import(rows_of(person(number=f"G{CARD}")), [known()])
    assert only_row(plan)[::2] == ("conflict", Question.ATTACH_NUMBER)


def test_another_national_number_is_another_student() -> None:
    plan = plan_import(rows_of(person(number=f"G{CARD}")), [known(student_number=f"G{OTHER_CARD}")])
    assert states(plan) == ["new"]


def test_another_national_number_with_the_same_birth_date_is_asked() -> None:
    student = known(student_number="G990000201405069999", birth_date=date(2014, 5, 6))
    plan = plan_import(rows_of(person(number=f"G{CARD}", birth="20140506")), [student])
    assert only_row(plan)[::2] == ("conflict", Question.OTHER_NUMBER)


def test_namesakes_in_the_class_are_told_apart_by_number_in_class_or_birth_date() -> None:
    both = [
        known(id="a", number_in_class=1, birth_date=date(2014, 1, 1)),
        known(id="b", number_in_class=2, birth_date=date(2014, 2, 2)),
    ]
    by_number = plan_import(rows_of(person(seat=2)), both)
    by_birth = plan_import(rows_of(person(birth="2014-01-01")), both)
    neither = plan_import(rows_of(person()), both)
    assert [row.match.id for row in (*by_number.rows, *by_birth.rows) if row.match] == ["b", "a"]
    assert states(neither) == ["ambiguous"]
    assert str(neither.rows[0].reason) == "2 students of this name are known; which one is meant?"


def test_another_birth_date_or_class_is_asked() -> None:
    student = known(birth_date=date(2014, 5, 6))
    other_day = plan_import(rows_of(person(birth="2014-06-05")), [student])
    other_class = plan_import(rows_of(person("王芳", "七(2)班", birth="2014-05-06")), [student])
    assert only_row(other_day)[::2] == ("conflict", Question.OTHER_BIRTH_DATE)
    assert only_row(other_class)[::2] == ("conflict", Question.OTHER_CLASS)
    assert states(plan_import(rows_of(person("王芳", "七(2)班")), [student])) == ["new"]


def test_same_name_in_the_class_without_a_number_is_ambiguous() -> None:
    plan = plan_import(rows_of(person(), person(birth="2014-05-06")), [])
    assert states(plan) == ["ambiguous", "ambiguous"]
    assert "row 3 of sheet “名册”" in str(plan.rows[0].reason)


def test_same_name_told_apart_inside_the_file() -> None:
    assert states(plan_import(rows_of(person(seat=1), person(seat=2)), [])) == ["new", "new"]
    assert states(plan_import(rows_of(person(birth="20140101"), person(birth="20140102")), [])) == ["new", "new"]
    assert states(plan_import(rows_of(person(), person("王芳", "七年级2班")), [])) == ["new", "new"]


@pytest.mark.parametrize("sign", [{"number": f"G{CARD}"}, {"card": CARD}, {"seat": 3}, {"birth": "20140506"}])
def test_repeated_row_names_the_first(sign: dict[str, Cell]) -> None:
    plan = plan_import(rows_of(person(**sign), person("李静"), person(**sign)), [])
    assert states(plan) == ["new", "new", "error"]
    assert str(plan.rows[2].reason) == "The same student already stands in row 2 of sheet “名册”. " + CURE


@pytest.mark.parametrize(
    ("sign", "words"),
    [({"number": f"G{CARD}"}, "student number"), ({"card": CARD}, "ID number"), ({"seat": 3}, "number in the class")],
)
def test_contradicting_rows_are_both_errors(sign: dict[str, Cell], words: str) -> None:
    plan = plan_import(rows_of(person(**sign), person("李静", **sign)), [])
    assert states(plan) == ["error", "error"]
    assert words in str(plan.rows[0].reason)
    assert "row 3" in str(plan.rows[0].reason)
    assert "row 2" in str(plan.rows[1].reason)


def test_two_rows_that_fit_one_known_student_are_ambiguous() -> None:
    student = known(number_in_class=1)
    plan = plan_import(rows_of(person(seat=2), person(seat=3)), [student])
    assert states(plan) == ["ambiguous", "ambiguous"]


def test_errors_name_column_and_heading() -> None:
    plan = plan_import(rows_of(person(birth="2030-01-01", number="2.2E+17", phone="12")), [])
    reason = str(plan.rows[0].reason)
    assert plan.rows[0].state is RowState.ERROR
    assert "Column E (出生日期): The date 2030-01-01 lies in the future." in reason
    assert "Column F (学籍号): Excel has changed the number “2.2E+17”" in reason
    assert "Column J (监护人电话)" in reason


def test_unknown_class_and_missing_name_are_errors() -> None:
    plan = plan_import(rows_of(person("王芳", "重点班"), person(""), person("王芳", "")), [])
    assert states(plan) == ["error"] * 3
    assert "Column C (班级): The class “重点班” is not understood." in str(plan.rows[0].reason)
    assert str(plan.rows[1].reason) == f"Column A (姓名): The name is missing. {CURE}"
    assert str(plan.rows[2].reason) == f"Column C (班级): The class is missing. {CURE}"


def test_a_cell_under_a_merged_one_is_told_with_sheet_row_and_column() -> None:
    head, first, second = (
        ("姓名", "班级", "现住址", "备注"),
        ("王芳", "701", "柳河村1组", "甲"),
        ("李静", "701", None, None),
    )
    merged = ((1, 2, 2, 2), (1, 3, 2, 3))  # the address, which is read, and a remark, which is not
    plan = plan_import(rows_in(SheetTable("名册", (head, first, second), merged=merged)), [])
    assert [str(row.reason) for row in plan.rows] == [
        "A new student.",
        (
            "A new student. Column C (现住址) lies under a merged cell that begins in row 2 of sheet “名册” "
            "and reads as empty."
        ),
    ]


def test_cells_merged_side_by_side_are_told_and_classes_filled_down_are_not() -> None:
    head, first, second = (
        ("姓名", "班级", "现住址", "民族"),
        ("王芳", "701", "柳河村", None),
        ("李静", None, "东街", "汉族"),
    )
    merged = ((1, 1, 2, 1), (1, 2, 1, 3))
    plan = plan_import(rows_in(SheetTable("名册", (head, first, second), merged=merged)), [])
    assert ["merged cell" in str(row.reason) for row in plan.rows] == [True, False]
    assert "Column D (民族)" in str(plan.rows[0].reason)


def test_a_merged_area_as_large_as_a_sheet_is_bounded() -> None:
    merged = ((1, 3, 1_048_575, 16_383),)
    table = SheetTable("名册", (("姓名", "班级", "现住址", "民族"), ("王芳", "701", "柳河村", "汉族")), merged=merged)
    assert [str(row.reason) for row in plan_import(rows_in(table), []).rows] == ["A new student."]


def test_formula_without_value_is_an_error_only_in_a_read_column() -> None:
    table = SheetTable("x", (("姓名", "班级", "备注"), ("王芳", "701", None)), uncalculated=frozenset({(1, 2)}))
    (found,) = find_lists([table], file="f").lists
    assert states(plan_import(read_rows(found, propose_mapping(found.headings), reading()), [])) == ["new"]
    table = replace(table, rows=(table.rows[0], ("王芳", None, None)), uncalculated=frozenset({(1, 1)}))
    (found,) = find_lists([table], file="f").lists
    plan = plan_import(read_rows(found, propose_mapping(found.headings), reading()), [])
    assert "Column B (班级): The formula has no value." in str(plan.rows[0].reason)


def test_warnings_do_not_stop_a_row() -> None:
    wrong = CARD[:17] + ("1" if CARD[17] != "1" else "2")
    plan = plan_import(rows_of(person(number=f"G{wrong}"), person("李静", card=CARD, birth="2014-05-07")), [])
    assert states(plan) == ["new", "new"]
    assert "check digit of the student number" in str(plan.rows[0].reason)
    assert "birth date does not agree" in str(plan.rows[1].reason)


def test_id_number_is_not_kept() -> None:
    (row,) = rows_of(person(card=CARD, number="L2199000001260001"))
    assert row.id_digest == f"digest of {CARD}"
    kept = replace(row, id_digest=None)
    assert CARD not in str([getattr(kept, name) for name in RosterRow.__slots__])
    assert row.student_number_kind is StudentNumberKind.TEMPORARY
    assert "王芳" not in repr(row)


def test_guardians_are_compared_by_what_the_sheet_says() -> None:
    student = known(guardians=(GuardianEntry("王强", Relation.FATHER, "13800000000", is_legal_guardian=True),))
    same = rows_of(person(guardian="王强", phone="138 0000 0000"))
    other = rows_of(person(guardian="王强", phone="139 0000 0000"))
    assert states(plan_import(same, [student])) == ["unchanged"]
    assert only_row(plan_import(other, [student]))[3] == ("guardians",)


def test_parents_columns_and_guardian_columns_are_one_person() -> None:
    head: list[Cell] = ["姓名", "班级", "监护人", "监护人电话", "父亲姓名", "父亲电话", "母亲姓名", "母亲电话"]
    (row,) = rows_of(["王芳", "701", "王强", "13800000000", "王强", "13900000000", "周兰", None], head=head)
    assert row.guardians == (
        GuardianEntry("王强", Relation.FATHER, "13800000000、13900000000"),
        GuardianEntry("周兰", Relation.MOTHER),
    )


def test_only_one_class_keeps_rows_whose_class_cannot_be_read() -> None:
    rows = rows_of(person(), person("李静", "七(2)班"), person("赵兰", "重点班"))
    plan = plan_import(rows, [], only_class=class_filter(SCHOOL, "初一2班"))
    assert [(row.row, row.state.value) for row in plan.rows] == [(3, "new"), (4, "error")]


def test_bad_rows_block_unless_excluded() -> None:
    plan = plan_import(rows_of(person(), person("李静", "重点班")), [])
    assert [row.row for row in plan.blocking()] == [3]
    assert plan.blocking(excluded={("名册", 3)}) == ()
    assert [row.row for row in plan.to_commit()] == [2]
    assert plan.to_commit(excluded={("名册", 2)}) == ()
    assert [name.key for name in plan.new_classes(())] == [CLASS_1]
    assert plan.new_classes({CLASS_1}) == ()


def test_json_form() -> None:
    plan = plan_import(rows_of(person(), person("李静", "重点班")), [])
    assert plan.to_json() == {
        "counts": {"new": 1, "updated": 0, "unchanged": 0, "conflict": 0, "ambiguous": 0, "error": 1},
        "rows": [
            {"sheet": "名册", "row": 2, "state": "new", "reason": "A new student."},
            {
                "sheet": "名册",
                "row": 3,
                "state": "error",
                "reason": "Column C (班级): The class “重点班” is not understood. "
                f"Write it like 七年级1班 or 2026级1班. {CURE}",
            },
        ],
    }


@pytest.mark.usefixtures("chinese")
def test_reasons_in_chinese_name_place_and_next_step() -> None:
    rows = rows_of(
        person(number=2.2e17),
        person("李静", seat=4),
        person("李静", seat=4),
        person("赵兰", "重点班"),
        person("孙梅", birth="2014-02-30"),
    )
    assert [str(row.reason) for row in plan_import(rows, []).rows] == [
        "F 列（学籍号）：号码“2.2E+17”已被 Excel 改动，末几位丢失。请在原表中把这一列设为“文本”格式，重新填写号码。"
        + CURE_ZH,
        "新学生。",
        "这名学生在工作表“名册”第 3 行已经出现。" + CURE_ZH,
        "C 列（班级）：看不懂班级“重点班”，请写成“七年级1班”或“2026级1班”这样的形式。" + CURE_ZH,
        "E 列（出生日期）：日历上没有“2014-02-30”这一天。" + CURE_ZH,
    ]
