"""Fields: what they read, what they refuse and in which words, how they show a value."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from xinmiao.kernel.fields import BooleanField, ChoiceField, DateField, FieldProblem, IntegerField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class Colour(StrEnum):
    """Colours of a pot."""

    RED = "red"
    GREEN = "green"


class PotSpec(RecordSpec):
    """A flower pot."""

    record = "pot"
    label = _("Pot")
    file = DataFile.SCHOOL
    name = TextField(label=_("Name"), required=True, max_length=5)
    note = TextField(label=_("Note"), max_length=50, multiline=True)
    size = IntegerField(label=_("Size"), minimum=1, maximum=9)
    bought_on = DateField(label=_("Date"), earliest=date(2020, 1, 1))
    broken = BooleanField(label=_("Broken"))
    colour = ChoiceField(label=_("Colour"), choices=Colour, labels=((Colour.RED, _("Red")), (Colour.GREEN, _("Green"))))


POT = PotSpec()


def test_fields_are_named_and_kept_in_the_order_they_are_written() -> None:
    assert [field.name for field in POT.fields] == ["name", "note", "size", "bought_on", "broken", "colour"]
    assert POT.field("size") is PotSpec.__dict__["size"]


def test_what_is_missing_or_too_much_is_said() -> None:
    problems = POT.problems({"name": "", "size": 10, "bought_on": date(1999, 1, 1)})
    assert {name: str(text) for name, text in problems.items()} == {
        "name": "Please fill this in.",
        "size": "Please type a number from 1 to 9.",
        "bought_on": "Please type a date from 2020-01-01 to 2199-12-31.",
    }
    assert str(POT.problems({"name": "六个字太长了"})["name"]) == "This is 6 characters; at most 5 fit."
    assert POT.problems({"name": "瓦盆"}) == {}
    assert POT.problems({}, only=("size",)) == {}


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\ud800b", "a\x1bb"])
def test_what_cannot_be_shown_is_refused(text: str) -> None:
    assert PotSpec.name.problem(text) is not None
    assert PotSpec.note.problem(text) is not None


def test_lines_belong_to_many_lined_text_only() -> None:
    assert PotSpec.note.problem("一\n二\t三") is None
    assert PotSpec.name.problem("一\n二") is not None
    assert PotSpec.name.problem("𠮷㛃") is None


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (PotSpec.name, "  瓦盆 ", "瓦盆"),
        (PotSpec.name, "   ", None),
        (PotSpec.size, "７", 7),
        (PotSpec.size, "", None),
        (PotSpec.broken, "是", True),
        (PotSpec.broken, "×", False),
        (PotSpec.broken, "", None),
        (PotSpec.colour, "Red", Colour.RED),
        (PotSpec.colour, "green", Colour.GREEN),
        (PotSpec.bought_on, "2026-11-23", date(2026, 11, 23)),
        (PotSpec.bought_on, " ", None),
    ],
)
def test_what_is_typed_is_read(field: TextField, typed: str, value: object) -> None:
    assert field.parse(typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [(PotSpec.size, "七个"), (PotSpec.broken, "也许"), (PotSpec.colour, "蓝"), (PotSpec.bought_on, "某天")],
)
def test_what_is_no_value_is_a_problem_and_no_crash(field: TextField, typed: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        field.parse(typed)
    assert str(refused.value.text).startswith("Please")


def test_values_are_shown_as_people_read_them() -> None:
    assert PotSpec.broken.show(value=True) == "Yes"
    assert PotSpec.broken.show(None) == ""
    assert PotSpec.colour.show(Colour.GREEN) == "Green"
    assert PotSpec.bought_on.show(date(2026, 11, 23)) == "2026-11-23"
    assert PotSpec.size.show(None) == ""
