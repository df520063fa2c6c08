"""Single cells: every form a school writes, and every damage, with values worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.records import Boarding, LeftBehind, Relation, Sex, StudentStatus
from xinmiao.features.roster.sheet import numbers, values
from xinmiao.features.roster.sheet.ethnicity import parse_ethnicity

TODAY = date(2026, 11, 23)


def birth(cell: Cell) -> date | None:
    return values.parse_birth_date(cell, today=TODAY)


def problem_of(parse: Callable[[Cell], object], cell: Cell) -> str:
    with pytest.raises(values.CellProblem) as caught:
        parse(cell)
    return str(caught.value.text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("王芳", "王芳"),
        ("王 芳", "王芳"),
        ("王　芳", "王芳"),
        ("  欧阳 天 宇 ", "欧阳天宇"),
        ("王\n芳", "王芳"),
        ("买买提.艾力", "买买提·艾力"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提．艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("买买提 · 艾力", "买买提·艾力"),
        ("㛃䶮𠮷𬭎", "㛃䶮𠮷𬭎"),
        ("𠮷 𬭎", "𠮷𬭎"),
        ("王\U000e0100芳", "王\U000e0100芳"),
        ("﨑山", "﨑山"),
        ("Ａｎｎａ　Ｌｅｅ", "Anna Lee"),
        ("\ufeff王芳\u200b", "王芳"),
        ("王芳1", "王芳1"),
        ("\ue863某", "\ue863某"),
        ("", None),
        (None, None),
    ],
)
def test_names(written: Cell, kept: str | None) -> None:
    assert values.parse_name(written) == kept


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("王\0芳", "U+0000"),
        ("王\u202e芳", "U+202E"),
        ("王\u200f芳", "U+200F"),
        ("王\ud800芳", "U+D800"),
        ("王芳😀", "😀"),
        ("王" * 100_000, "100000 characters"),
        (123, "not a name"),
        ("--", "not a name"),
        ("王①", "①"),
    ],
)
def test_names_that_cannot_be(written: Cell, words: str) -> None:
    assert words in problem_of(values.parse_name, written)


@pytest.mark.parametrize("written", ["男", "1", 1, "1-男", "1—男", "01-男", "M", "male", "男性", " 男 ", "１", 1.0])
def test_male(written: Cell) -> None:
    assert values.parse_sex(written) is Sex.MALE


def test_other_sexes() -> None:
    assert values.parse_sex("2-女") is Sex.FEMALE
    assert values.parse_sex(2) is Sex.FEMALE
    assert values.parse_sex("0") is None
    assert values.parse_sex("9-未说明") is None
    assert values.parse_sex(None) is None
    for wrong in ("3", "1-女", "男女", "甲"):
        assert "not understood" in problem_of(values.parse_sex, wrong)


@pytest.mark.parametrize(
    "written",
    [
        "20140506",
        20140506,
        "2014-05-06",
        "2014-5-6",
        "2014.5.6",
        "2014.05.06",
        "2014年5月6日",
        "2014年05月06日",
        "2014/5/6",
        "２０１４/５/６",
        "2014-05-06 00:00:00",
        41765,
        "41765",
        date(2014, 5, 6),
        datetime(2014, 5, 6, 8, 0),  # noqa: DTZ001 -- as a sheet gives it
    ],
)
def test_one_day_in_all_forms(written: Cell) -> None:
    assert birth(written) == date(2014, 5, 6)


def test_serials_of_1904() -> None:
    assert values.parse_birth_date(40303, today=TODAY, date_1904=True) == date(2014, 5, 6)
    assert values.parse_birth_date(41765, today=TODAY, date_1904=False) == date(2014, 5, 6)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2014-02-30", "no day"),
        ("20141301", "no day"),
        ("2027-01-01", "future"),
        (date(2026, 11, 24), "future"),
        ("1980-01-01", "too long ago"),
        ("5月6日", "not understood"),
        (2014.5, "not understood"),
        ("2014", "not understood"),
        ("不详", "not understood"),
        (True, "not understood"),
    ],
)
def test_days_that_cannot_be(written: Cell, words: str) -> None:
    assert words in problem_of(birth, written)


def test_months_of_enrolment() -> None:
    for written in (
        "202609",
        202609,
        "2026-09",
        "2026-9",
        "2026.9",
        "2026年9月",
        "2026/09",
        "20260901",
        date(2026, 9, 1),
    ):
        assert values.parse_month(written) == "2026-09"
    assert "October" in problem_of(values.parse_month, 2026.1)
    for wrong in ("202613", "2026", "九月"):
        assert "not understood" in problem_of(values.parse_month, wrong)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[(yes, True) for yes in ("是", "1", 1, "1-是", "√", True, "Y", "孤儿")],
        *[(no, False) for no in ("否", "0-否", 0, "无", "非孤儿", "/", "2-否")],
        *[(nothing, None) for nothing in (None, "  ")],
    ],
)
def test_flags(written: Cell, meant: bool | None) -> None:  # noqa: FBT001 -- a value
    assert values.parse_flag(written, "孤儿") is meant


def test_flags_with_words() -> None:
    assert values.parse_flag("1-视力残疾", "残") is True
    assert values.parse_flag("0-无残疾", "残") is False
    for wrong in ("2", "也许", "王芳"):
        assert "not understood" in problem_of(lambda cell: values.parse_flag(cell, "残"), wrong)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (0, LeftBehind.NONE),
        ("0-非留守儿童", LeftBehind.NONE),
        ("否", LeftBehind.NONE),
        ("1", LeftBehind.ONE_PARENT),
        ("1-单亲留守儿童", LeftBehind.ONE_PARENT),
        ("父母一方外出", LeftBehind.ONE_PARENT),
        (2, LeftBehind.BOTH_PARENTS),
        ("2-双亲留守", LeftBehind.BOTH_PARENTS),
        ("父母均外出", LeftBehind.BOTH_PARENTS),
        ("是", LeftBehind.UNSPECIFIED),
        ("留守儿童", LeftBehind.UNSPECIFIED),
        (None, None),
    ],
)
def test_left_behind(written: Cell, meant: LeftBehind | None) -> None:
    assert values.parse_left_behind(written) is meant


def test_boarding() -> None:
    for written in ("走读", "1-走读", 1, "通学"):
        assert values.parse_boarding(written) is Boarding.DAY
    for written in ("住校", "2-住校", 2, "寄宿生", "住宿"):
        assert values.parse_boarding(written) is Boarding.BOARDER
    assert values.parse_boarding("是", as_flag=True) is Boarding.BOARDER
    assert values.parse_boarding("否", as_flag=True) is Boarding.DAY
    assert values.parse_boarding("非住宿", as_flag=True) is Boarding.DAY
    assert "not understood" in problem_of(values.parse_boarding, "骑车")


def test_numbers_in_class() -> None:
    for written in (7, "7", "07", "７", "7号", 7.0, "No.7"):
        assert values.parse_number_in_class(written) == 7
    for wrong in (0, "20260107", "七", -3):
        assert "not understood" in problem_of(values.parse_number_in_class, wrong)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (13800000000, "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("0433-2512345", "0433-2512345"),
        ("(0433)2512345", "04332512345"),
        ("2512345", "2512345"),
        ("13800000000、13900000000", "13800000000、13900000000"),
        ("13800000000/2512345", "13800000000、2512345"),
        (None, None),
    ],
)
def test_phones(written: Cell, kept: str | None) -> None:
    assert values.parse_phone(written) == kept


def test_phones_that_cannot_be() -> None:
    for wrong in ("1380000000", "无", "12345", "138000000001"):
        assert "not understood" in problem_of(values.parse_phone, wrong)
    assert "last digits are lost" in problem_of(values.parse_phone, "1.38E+10")
    assert "two" in problem_of(values.parse_phone, "13800000000、13800000001、13800000002")


def test_relations() -> None:
    expected = {
        "父亲": Relation.FATHER,
        "爸爸": Relation.FATHER,
        "51-父亲": Relation.FATHER,
        "51": Relation.FATHER,
        "母子": Relation.MOTHER,
        "52-母亲": Relation.MOTHER,
        "外祖父": Relation.GRANDFATHER,
        "姥姥": Relation.GRANDMOTHER,
        "姐姐": Relation.SIBLING,
        "伯父": Relation.OTHER_RELATIVE,
        "舅妈": Relation.OTHER_RELATIVE,
        "邻居": Relation.OTHER,
        "父母": Relation.OTHER,
    }
    assert {word: values.parse_relation(word) for word in expected} == expected


def test_status() -> None:
    assert values.parse_status("在读") is StudentStatus.ENROLLED
    assert values.parse_status("休学") is StudentStatus.ON_LEAVE
    assert values.parse_status("已转出") is StudentStatus.TRANSFERRED
    assert values.parse_status("毕业") is StudentStatus.GRADUATED
    assert "not understood" in problem_of(values.parse_status, "不知")


def test_ethnic_groups() -> None:
    for written in ("10", 10, "10-朝鲜族", "朝鲜族", "朝鲜", "１０"):
        assert parse_ethnicity(written) == "朝鲜族"
    assert parse_ethnicity("01-汉族") == "汉族"
    assert parse_ethnicity(56) == "基诺族"
    assert parse_ethnicity("穿青人") == "穿青人"
    assert "88" in problem_of(parse_ethnicity, 88)


ANY_CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=40),
    st.text(alphabet="0123456789０１GJLXx.-/年月日 E+男女是否留守单双父母住走读号、·•\0\u202e\ud800", max_size=24),
)


@pytest.mark.parametrize(
    "parse",
    [
        values.parse_name,
        values.parse_sex,
        birth,
        values.parse_month,
        lambda cell: values.parse_flag(cell, "残"),
        values.parse_left_behind,
        values.parse_boarding,
        values.parse_number_in_class,
        values.parse_phone,
        values.parse_relation,
        values.parse_status,
        lambda cell: values.parse_text(cell, 20),
        parse_ethnicity,
        numbers.parse_student_number,
        numbers.parse_id_number,
    ],
)
def test_any_cell_is_a_value_or_a_sentence(parse: Callable[[Cell], object]) -> None:
    @given(cell=ANY_CELL)
    def check(cell: Cell) -> None:
        try:
            parse(cell)
        except values.CellProblem as problem:
            str(problem.text).encode("utf-8", "surrogatepass")

    check()


@given(name=st.text(alphabet=st.characters(categories=["Lo"]), min_size=1, max_size=20))
def test_letters_of_any_script_are_kept_exactly(name: str) -> None:
    assert values.parse_name(name) == name
