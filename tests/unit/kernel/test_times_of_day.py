"""Times of day as they are typed and shown."""

from __future__ import annotations

import pytest

from xinmiao.kernel.fields import FieldProblem
from xinmiao.kernel.texts import Text
from xinmiao.kernel.times_of_day import TimeOfDayField, parse_time, show_span

FIELD = TimeOfDayField(label=Text("From"))


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("8:05", 485),
        ("08:05", 485),
        ("0805", 485),
        ("805", 485),
        ("8", 480),
        ("8点", 480),
        ("8点05分", 485),
        ("１４：３０", 870),
        ("24:00", 1440),
        ("0:00", 0),
        ("24:01", None),
        ("8:60", None),
        ("25:00", None),
        ("八点", None),
        ("-8:00", None),
        ("", None),
    ],
)
def test_what_is_typed_is_understood_or_not(typed: str, minutes: int | None) -> None:
    assert parse_time(typed) == minutes


def test_the_field_says_what_it_does_not_understand() -> None:
    with pytest.raises(FieldProblem):
        FIELD.parse("8:75")
    assert FIELD.parse(" ") is None
    assert FIELD.show(485) == "08:05"
    assert FIELD.problem(1441) is not None
    assert FIELD.problem(1440) is None


def test_a_span_is_shown_with_a_dash_between_numbers() -> None:
    assert show_span(485, 530) == "08:05\N{EN DASH}08:50"
