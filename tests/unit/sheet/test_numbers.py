"""Identifying numbers: check characters, kinds, and the damage Excel does to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sample_rosters import id_number
from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.records import Sex, StudentNumberKind
from xinmiao.features.roster.sheet import numbers, values


def problem_of(parse: Callable[[Cell], object], cell: Cell) -> str:
    with pytest.raises(values.CellProblem) as caught:
        parse(cell)
    return str(caught.value.text)


def test_check_characters_worked_out_by_hand() -> None:
    # 11010519491231002X is the example printed in GB 11643-1999.
    assert numbers.check_character("11010519491231002") == "X"
    assert numbers.has_right_check_character("11010519491231002X")
    assert not numbers.has_right_check_character("110105194912310021")


@pytest.mark.parametrize("prefix", ["G", "g", "Ｇ", " G "])
def test_national_number(prefix: str) -> None:
    found = numbers.parse_student_number(f"{prefix}11010519491231002x")
    assert found is not None
    assert (found.number, found.kind, found.warning) == ("G11010519491231002X", StudentNumberKind.NATIONAL, None)
    assert found.id_number == "11010519491231002X"


def test_other_numbers() -> None:
    special = numbers.parse_student_number("J11010519491231002X")
    temporary = numbers.parse_student_number("L2199000001260001")
    own = numbers.parse_student_number("20260107")
    assert special is not None
    assert temporary is not None
    assert own is not None
    assert (special.kind, special.id_number) == (StudentNumberKind.SPECIAL, "")
    assert temporary.kind is StudentNumberKind.TEMPORARY
    assert own.kind is StudentNumberKind.OTHER
    assert own.warning is not None


def test_wrong_check_digit_is_a_warning() -> None:
    found = numbers.parse_student_number("G110105194912310021")
    assert found is not None
    assert "check digit" in str(found.warning)


@pytest.mark.parametrize(
    "damaged",
    [
        2.2e17,
        9.90000201405060e17,
        "2.2E+17",
        "9.90000201405E+17",
        "G9.9E+17",
        "990000201405060000",
        "G990000201405060000",
    ],
)
def test_numbers_damaged_by_excel_are_refused_with_the_cure(damaged: Cell) -> None:
    for parse in (numbers.parse_student_number, numbers.parse_id_number):
        told = problem_of(parse, damaged)
        assert "last digits are lost" in told
        assert "Text" in told


def test_number_that_ends_in_zeros_by_right_is_no_damage() -> None:
    card = next(
        candidate
        for candidate in (f"99000020140506{last}00" for last in range(10))
        if numbers.has_right_check_character(candidate + "0")
    )
    found = numbers.parse_student_number(f"G{card}0")
    assert found is not None
    assert found.warning is None


@pytest.mark.parametrize(
    ("written", "words"), [("G123", "it has 3"), ("J9900002014050601", "needs 18"), ("王芳", "not a")]
)
def test_numbers_of_the_wrong_form(written: str, words: str) -> None:
    assert words in problem_of(numbers.parse_student_number, written)


def test_id_number_is_checked_against_birth_date_and_sex() -> None:
    card = id_number(date(2014, 5, 6), 13)
    assert numbers.id_contradictions(card, date(2014, 5, 6), Sex.MALE) == ()
    told = " ".join(map(str, numbers.id_contradictions(card, date(2014, 5, 7), Sex.FEMALE)))
    assert "birth date" in told
    assert "sex" in told
    assert "check digit" in str(numbers.id_contradictions("990000201405060131", None, None)[0])


def test_other_documents_are_passed_over() -> None:
    assert numbers.parse_id_number("H12345678") is None
    assert numbers.parse_id_number(None) is None
