"""Fields of several values, of codes, of moments and of references: read, refused, put in order, shown."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

import pytest

from xinmiao.kernel.fields import ChoicesField, CodesField, DateTimeField, FieldProblem, ReferenceField
from xinmiao.kernel.texts import _


class Tool(StrEnum):
    """Tools of a gardener."""

    RAKE = "rake"
    HOE = "hoe"
    CAN = "can"


TOOLS = ChoicesField(
    label=_("Tools"),
    choices=Tool,
    labels=((Tool.RAKE, _("Rake")), (Tool.HOE, _("Hoe")), (Tool.CAN, _("Can"))),
    required=True,
)
CODES = CodesField(label=_("Codes"), longest=4, required=True)
MOMENT = DateTimeField(label=_("Moment"))
REFERENCE = ReferenceField(label=_("Pot"), record="pot")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Can, Rake", (Tool.RAKE, Tool.CAN)),
        ("can、hoe；Can", (Tool.HOE, Tool.CAN)),
        ("", None),
        (" , ", None),
    ],
)
def test_choices_are_read_from_labels_or_words_and_put_in_order(typed: str, value: tuple[Tool, ...] | None) -> None:
    assert TOOLS.parse(typed) == value


def test_a_word_that_is_no_choice_is_refused_and_none_at_all_is_a_problem() -> None:
    with pytest.raises(FieldProblem):
        TOOLS.parse("Rake, Spoon")
    assert TOOLS.problem(()) is not None
    assert TOOLS.problem((Tool.HOE,)) is None
    assert TOOLS.show((Tool.HOE, Tool.RAKE)) == "Hoe, Rake"
    assert TOOLS.show(None) == ""


def test_codes_are_read_each_once_and_a_comma_or_a_long_one_is_refused() -> None:
    assert CODES.parse("a1、b2,a1；") == ("a1", "b2")
    assert CODES.parse(" ") is None
    assert CODES.problem(("a1", "b2")) is None
    assert CODES.problem(("a,1",)) is not None
    assert CODES.problem(("abcde",)) is not None
    assert CODES.problem(()) is not None, "it is required"
    assert CodesField(label=_("Codes")).problem(None) is None
    assert CODES.show(("a1", "b2")) == "a1, b2"


def test_a_moment_is_read_to_the_minute_in_local_time_or_refused() -> None:
    # 10:05 in Shanghai, the time of all tests, is 02:05 in UTC
    assert MOMENT.parse("2026-11-23 10:05") == datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
    assert MOMENT.parse("  ") is None
    with pytest.raises(FieldProblem):
        MOMENT.parse("2026-11-23 25:99")
    assert MOMENT.show(datetime(2026, 11, 23, 2, 5, tzinfo=UTC)) == "2026-11-23 10:05"


def test_a_reference_is_an_id_or_nothing() -> None:
    assert REFERENCE.parse(" pot-7 ") == "pot-7"
    assert REFERENCE.parse("  ") is None
