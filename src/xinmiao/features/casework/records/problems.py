"""THE declaration of a presenting-problem code, and the list a school works with.

A code that was used is never changed: renaming retires it and makes a new one of the same `stem`, so that an old
record keeps its value and the words of its day, and numbers can still be counted by stem.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xinmiao.features.casework.records.cases import Problem
from xinmiao.kernel.fields import ChoiceField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

BUILT_IN: dict[str, Text] = {
    Problem.STUDY: _("Study"),
    Problem.RELATIONS: _("Relations with others"),
    Problem.EMOTION: _("Emotion"),
    Problem.SELF: _("Self"),
    Problem.FAMILY: _("Family"),
    Problem.PUBERTY: _("Puberty"),
    Problem.INTERNET: _("Internet"),
    Problem.CAREER: _("Further schooling and career"),
    Problem.CRISIS: _("Crisis"),
    Problem.SEXUAL_HARM: _("Sexual harm"),
    Problem.DOMESTIC_VIOLENCE: _("Domestic violence"),
    Problem.MANDATED_REPORT: _("Mandated report"),
    Problem.OTHER: _("Other"),
}
"""What every school begins with, in this order."""
MOST_IN_USE = 30


class CodeState(StrEnum):
    """Whether a code can be chosen for a new case."""

    IN_USE = "in_use"
    RENAMED = "renamed"
    RETIRED = "retired"


class ProblemCodeSpec(RecordSpec):
    """One code. Built-in codes have a row only when the school renamed or retired them."""

    record = "problem_code"
    label = _("Presenting problem")
    file = DataFile.COUNSELLING

    code = TextField(label=_("Code"), required=True, max_length=40)
    stem = TextField(label=_("Counted with"), required=True, max_length=40)
    words = TextField(label=_("Name of the problem"), help=_("Short and neutral, up to 20 characters."), max_length=20)
    state = ChoiceField(
        label=_("State"),
        choices=CodeState,
        labels=(
            (CodeState.IN_USE, _("In use")),
            (CodeState.RENAMED, _("Renamed")),
            (CodeState.RETIRED, _("No longer offered")),
        ),
        required=True,
    )


PROBLEM_CODE = ProblemCodeSpec()


@dataclass(frozen=True)
class ProblemLine:
    """A code as lists show it. `words` is lazy for a built-in name, plain for the school's own."""

    code: str
    stem: str
    words: Text | str
    state: CodeState
    is_built_in: bool
    cases: int = 0
    """How many cases carry it."""
