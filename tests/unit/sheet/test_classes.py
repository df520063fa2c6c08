"""Class names in all the ways schools write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName, ClassNotUnderstood, SchoolShape, read_class

JUNIOR = SchoolShape(frozenset({Stage.JUNIOR}), 2026)
NINE_YEARS = SchoolShape(frozenset({Stage.PRIMARY, Stage.JUNIOR}), 2026)
SENIOR = SchoolShape(frozenset({Stage.SENIOR}), 2026)
PRIMARY = SchoolShape(frozenset({Stage.PRIMARY}), 2026)
BOTH_SECONDARY = SchoolShape(frozenset({Stage.JUNIOR, Stage.SENIOR}), 2026)
FIVE_FOUR = SchoolShape(frozenset({Stage.PRIMARY, Stage.JUNIOR}), 2026, primary_years=5, junior_years=4)

GRADE_7_CLASS_1 = ClassName(Stage.JUNIOR, 7, 1, 2026)


@pytest.mark.parametrize(
    "name",
    [
        "七年级1班",
        "七年级一班",
        "七年级01班",
        "七年级 1 班",
        "七年级(1)班",
        "七年级（1）班",
        "七年级[1]班",
        "七年级【1】班",
        "七年级第1班",
        "七年级(1)",
        "7年级1班",
        "7年1班",
        "七年1班",
        "七年一班",
        "七(1)班",
        "七（１）班",
        "七(一)班",
        "七1班",
        "七一班",
        "七.一",
        "7.1",
        "7-1",
        "7—1班",
        "701",
        "0701",
        "701班",
        "初一1班",
        "初一(1)班",
        "初一一班",
        "初1(1)班",
        "初中一年级1班",
        "2026级1班",
        "2026级(1)班",
        "26级1班",
        "2026级01",
        "初2026级1班",
        "初中2026级1班",
        "2026级初一(1)班",
        "2026级七年级1班",
        "2029届1班",
    ],
)
def test_forty_ways_to_write_one_class(name: str) -> None:
    assert read_class(JUNIOR, name) == GRADE_7_CLASS_1


@pytest.mark.parametrize(
    ("shape", "name", "meant"),
    [
        (SENIOR, "高一(3)班", ClassName(Stage.SENIOR, 10, 3, 2026)),
        (SENIOR, "1003", ClassName(Stage.SENIOR, 10, 3, 2026)),
        (SENIOR, "高三12班", ClassName(Stage.SENIOR, 12, 12, 2024)),
        (SENIOR, "2025级十一班", ClassName(Stage.SENIOR, 11, 11, 2025)),
        (PRIMARY, "一年级二班", ClassName(Stage.PRIMARY, 1, 2, 2026)),
        (PRIMARY, "六(2)班", ClassName(Stage.PRIMARY, 6, 2, 2021)),
        (PRIMARY, "小学三年级十二班", ClassName(Stage.PRIMARY, 3, 12, 2024)),
        (PRIMARY, "五年四班", ClassName(Stage.PRIMARY, 5, 4, 2022)),
        (NINE_YEARS, "一年级1班", ClassName(Stage.PRIMARY, 1, 1, 2026)),
        (NINE_YEARS, "初一1班", GRADE_7_CLASS_1),
        (NINE_YEARS, "九年级3班", ClassName(Stage.JUNIOR, 9, 3, 2024)),
        (NINE_YEARS, "2021级1班", ClassName(Stage.PRIMARY, 6, 1, 2021)),
        (NINE_YEARS, "小学2025级2班", ClassName(Stage.PRIMARY, 2, 2, 2025)),
        (BOTH_SECONDARY, "八年级5班", ClassName(Stage.JUNIOR, 8, 5, 2025)),
        (BOTH_SECONDARY, "高2024级3班", ClassName(Stage.SENIOR, 12, 3, 2024)),
        (FIVE_FOUR, "六年级1班", ClassName(Stage.JUNIOR, 6, 1, 2026)),
        (FIVE_FOUR, "初四2班", ClassName(Stage.JUNIOR, 9, 2, 2023)),
        (JUNIOR, "一年级1班", GRADE_7_CLASS_1),
    ],
)
def test_the_school_decides_what_a_name_means(shape: SchoolShape, name: str, meant: ClassName) -> None:
    assert read_class(shape, name) == meant


@pytest.mark.parametrize(
    ("name", "grade", "meant"),
    [
        ("1班", "七年级", GRADE_7_CLASS_1),
        ("1", "初一", GRADE_7_CLASS_1),
        ("(01)班", "7", GRADE_7_CLASS_1),
        ("2026级1班", "初中2026级", GRADE_7_CLASS_1),
        ("2026级1班", "七年级", GRADE_7_CLASS_1),
        ("二班", "小学2026级", ClassName(Stage.PRIMARY, 1, 2, 2026)),
        ("七年级1班", "不明", GRADE_7_CLASS_1),
    ],
)
def test_grade_column_completes_the_name(name: str, grade: str, meant: ClassName) -> None:
    assert read_class(NINE_YEARS, name, grade) == meant


@pytest.mark.parametrize(
    ("shape", "name", "grade", "words"),
    [
        (JUNIOR, "重点班", "", "not understood"),
        (JUNIOR, "1班", "", "not understood"),
        (JUNIOR, "七年级", "", "not understood"),
        (JUNIOR, "王芳", "", "not understood"),
        (JUNIOR, "七年级0班", "", "not understood"),
        (JUNIOR, "王" * 500, "", "not understood"),
        (JUNIOR, "高一1班", "", "no class"),
        (JUNIOR, "2019级1班", "", "no class"),
        (NINE_YEARS, "2026级1班", "", "more than one grade"),
        (BOTH_SECONDARY, "一年级1班", "", "more than one grade"),
        (NINE_YEARS, "八年级1班", "七年级", "contradicts"),
    ],
)
def test_what_is_not_understood_is_named(shape: SchoolShape, name: str, grade: str, words: str) -> None:
    with pytest.raises(ClassNotUnderstood) as caught:
        read_class(shape, name, grade)
    assert words in str(caught.value.text)
    assert name[:40] in str(caught.value.text) or words == "contradicts"


def test_key_and_shown_name() -> None:
    assert GRADE_7_CLASS_1.key == "junior-2026-1"
    assert GRADE_7_CLASS_1.shown() == "七年级1班"
    assert ClassName(Stage.SENIOR, 11, 12, 2025).shown() == "高二12班"


@given(name=st.text(max_size=30), grade=st.text(max_size=10))
def test_any_text_is_a_class_or_a_sentence(name: str, grade: str) -> None:
    try:
        found = read_class(NINE_YEARS, name, grade)
    except ClassNotUnderstood as problem:
        text = str(problem.text)
    else:
        text = found.shown()
        assert 1 <= found.grade <= 9
    assert text


@given(grade=st.integers(7, 9), number=st.integers(1, 99))
def test_shown_names_are_read_back(grade: int, number: int) -> None:
    name = ClassName(Stage.JUNIOR, grade, number, 2026 - grade + 7)
    assert read_class(NINE_YEARS, name.shown()) == name
