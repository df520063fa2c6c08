"""The table of the minimal slip: for every role exactly its parts, whatever else is known."""

from __future__ import annotations

from datetime import date

import pytest

from xinmiao.features.roster.records import Sex, StudentLine, StudentStatus
from xinmiao.features.secrecy_exceptions.records import (
    SECRECY_EXCEPTION,
    ExceptionForm,
    ExceptionGround,
    ExceptionHow,
    ReceiverRole,
)
from xinmiao.features.secrecy_exceptions.rules.checking import form_problems, without_what_is_not_needed
from xinmiao.features.secrecy_exceptions.rules.slips import PARTS, slip_of, typed_parts

TODAY = date(2026, 11, 23)
TYPED = ("observed", "risk", "watch", "do", "do_not", "arrangement", "until", "ask")
STUDENT = StudentLine(
    "student-1", "赵小禾", Sex.FEMALE, "class-1", "七年级2班", 7, StudentStatus.ENROLLED, "zhaoxiaohe", "zxh", 1
)
R = ReceiverRole
EXPECTED = {
    R.CLASS_TEACHER: {"watch", "do", "do_not", "until", "ask"},
    R.MENTOR: {"do", "do_not", "until", "ask"},
    R.DORM_KEEPER: {"watch", "do", "until", "ask"},
    R.SCHOOL_DOCTOR: {"watch", "do", "ask"},
    R.GRADE_HEAD: {"arrangement", "until", "ask"},
    R.MORAL_OFFICE: {"arrangement", "until", "ask"},
    R.PRINCIPAL: {"arrangement", "ask"},
    R.GUARDIAN: {"observed", "risk", "do", "do_not", "ask"},
    R.HOSPITAL: {"observed", "risk", "ask"},
    R.AUTHORITY: {"observed", "risk", "ask"},
    R.OTHER: {"do", "ask"},
}
"""Written out by hand beside the table of the program: a change there has to be meant here too."""


def full(role: ReceiverRole, **changes: object) -> ExceptionForm:
    """Return a telling with a marker in every part."""
    values: dict[str, object] = {name: f"标记-{name}" for name in TYPED}
    values |= {"ground_words": "标记-ground_words", "why_not": "标记-why_not", "place": "标记-place"}
    values |= changes
    return ExceptionForm(
        "exception-1",
        None,
        STUDENT.id,
        ExceptionGround.SELF_HARM,
        role,
        "林老师",
        TODAY,
        ExceptionHow.SLIP,
        student_told=False,
        decided_by="标记-decided_by",
        **values,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("role", list(ReceiverRole))
def test_a_slip_holds_only_what_its_role_needs(role: ReceiverRole) -> None:
    words = " ".join(line.words for line in slip_of(full(role), STUDENT).lines)
    found = {
        name for name in (*TYPED, "ground_words", "why_not", "place", "decided_by") if f"标记-{name} " in f"{words} "
    }
    assert found == EXPECTED[role]
    assert "赵小禾" in words
    ground = SECRECY_EXCEPTION.ground.show(ExceptionGround.SELF_HARM)
    assert (ground in words) is (role in {R.PRINCIPAL, R.AUTHORITY})
    assert (SEX in words.split()) is (role in {R.HOSPITAL, R.AUTHORITY})
    assert ("12356" in words) is (role is R.GUARDIAN)


SEX = "Female"


def test_every_role_has_a_row_and_every_typed_part_a_field() -> None:
    assert set(PARTS) == set(ReceiverRole)
    names = {field.name for field in SECRECY_EXCEPTION.fields}
    assert {name for role in ReceiverRole for name in typed_parts(role)} <= names


@pytest.mark.parametrize("role", list(ReceiverRole))
def test_what_a_role_does_not_need_is_not_even_kept(role: ReceiverRole) -> None:
    kept = {name for name, words in without_what_is_not_needed(full(role)).items() if words}
    assert kept == EXPECTED[role]


def test_the_law_is_named_where_the_ground_stands_and_other_words_never() -> None:
    law = full(R.AUTHORITY, ground_words="强制报告函〔2026〕3 号")
    words = [line.words for line in slip_of(replace_ground(law, ExceptionGround.LAW), STUDENT).lines]
    assert any("强制报告函" in text for text in words)
    other = [line.words for line in slip_of(replace_ground(law, ExceptionGround.OTHER), STUDENT).lines]
    assert not any("强制报告函" in text for text in other)


def replace_ground(form: ExceptionForm, ground: ExceptionGround) -> ExceptionForm:
    return ExceptionForm(**{**vars(form), "ground": ground})


@pytest.mark.parametrize(
    ("changes", "marked"),
    [
        ({"do": "", "watch": "", "do_not": ""}, {"watch"}),
        ({"do": "字" * 201}, {"do"}),
        ({"why_not": ""}, {"why_not"}),
        ({"watch": "\x00"}, {"watch"}),
    ],
)
def test_what_is_missing_is_said_at_its_field(changes: dict[str, object], marked: set[str]) -> None:
    assert set(form_problems(full(R.CLASS_TEACHER, **changes), today=TODAY)) == marked


def test_a_part_of_another_role_is_no_content() -> None:
    form = full(R.GRADE_HEAD, arrangement="")
    assert set(form_problems(form, today=TODAY)) == {"arrangement"}
