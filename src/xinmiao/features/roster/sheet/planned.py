"""What a dry run says: the known students it was given, the planned rows, the whole plan.

Owns the read models of an import. Decides nothing; `plan` makes them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.roster.sheet.rows import RosterRow, StudentFacts
from xinmiao.kernel.texts import Text, _

Place = tuple[str, int]
"""Sheet and row: what names a row in its file."""


class RowState(StrEnum):
    """What would happen to a row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    AMBIGUOUS = "ambiguous"
    ERROR = "error"


STATE_LABELS = {
    RowState.NEW: _("To be added"),
    RowState.UPDATED: _("To be updated"),
    RowState.UNCHANGED: _("No change"),
    RowState.CONFLICT: _("Conflict"),
    RowState.AMBIGUOUS: _("Cannot be told apart"),
    RowState.ERROR: _("Error"),
}
BLOCKING = frozenset({RowState.CONFLICT, RowState.AMBIGUOUS, RowState.ERROR})


class Question(StrEnum):
    """What the user must decide before a conflict can be taken."""

    ATTACH_NUMBER = "attach_number"
    """The row brings a 学籍号 to a student without one, or in place of a temporary one."""
    OTHER_NAME = "other_name"
    """The number is known under another name."""
    OTHER_BIRTH_DATE = "other_birth_date"
    """Same name and class, another birth date."""
    OTHER_CLASS = "other_class"
    """Same name and birth date in another class."""
    OTHER_NUMBER = "other_number"
    """Same name, class and birth date, another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingStudent(StudentFacts):
    """A student as he is known now."""

    id: str
    version: int
    class_key: str | None = None


@dataclass(frozen=True)
class ChoiceOffered:
    """One answer to the question of a row that cannot be told apart."""

    value: str
    words: Text


@dataclass(frozen=True)
class Decisions:
    """What the user decided of rows that cannot be told apart, for the next trial run."""

    students: Mapping[Place, str] = field(default_factory=dict)
    """By row, the id of the known student who is meant, or `NEW_STUDENT`."""
    staff: Mapping[str, str] = field(default_factory=dict)
    """By name, the id of the staff member who is meant; empty when the name is left out."""


NEW_STUDENT = "new"
"""Decided for a row: none of the known students is meant."""


@dataclass(frozen=True)
class PlannedRow:
    """One row with its state. `match` is the student it belongs to, as he was when the plan was made."""

    sheet: str
    row: int
    state: RowState
    reason: Text
    values: RosterRow
    match: ExistingStudent | None = None
    changed: tuple[str, ...] = ()
    """Names of the fields that would change; `class` and `guardians` among them."""
    question: Question | None = None
    kept: frozenset[str] = frozenset()
    """Fields that stay as they are recorded, although the sheet says otherwise."""
    staff: Mapping[str, str] = field(default_factory=dict)
    """By column (`mentor`, `class_teacher`), the id of the staff member; whoever is missing is added by name."""
    offered: tuple[ChoiceOffered, ...] = field(default=(), repr=False)
    """Whom a row may mean that cannot be told apart."""
    staff_name: str = ""
    """The name the offer is about; empty when it is about the student."""

    @property
    def place(self) -> Place:
        """Return what names the row in its file."""
        return self.sheet, self.row


@dataclass(frozen=True)
class ImportPlan:
    """The whole dry run."""

    rows: tuple[PlannedRow, ...]

    @cached_property
    def counts(self) -> dict[RowState, int]:
        """Return how many rows are in each state; every state is there."""
        found = dict.fromkeys(RowState, 0)
        for row in self.rows:
            found[row.state] += 1
        return found

    def blocking(self, excluded: Collection[tuple[str, int]] = ()) -> tuple[PlannedRow, ...]:
        """Return the rows that must be decided or excluded before anything is written."""
        return tuple(row for row in self.rows if row.state in BLOCKING and row.place not in excluded)

    def to_commit(self, excluded: Collection[tuple[str, int]] = ()) -> tuple[PlannedRow, ...]:
        """Return the rows that would be written, without the `excluded` ones."""
        writing = {RowState.NEW, RowState.UPDATED}
        return tuple(row for row in self.rows if row.state in writing and row.place not in excluded)

    def new_classes(self, known_keys: Collection[str]) -> tuple[ClassName, ...]:
        """Return the classes of rows to be written that are not known yet, each once."""
        named = {row.values.class_name for row in self.to_commit() if row.values.class_name is not None}
        return tuple(sorted((name for name in named if name.key not in known_keys), key=lambda name: name.key))

    def to_json(self) -> dict[str, object]:
        """Return the plan in the form the command line prints."""
        return {
            "counts": {state.value: count for state, count in self.counts.items()},
            "rows": [
                {"sheet": row.sheet, "row": row.row, "state": row.state.value, "reason": str(row.reason)}
                for row in self.rows
            ],
        }


def place_of(row: RosterRow) -> Text:
    """Return where a row stands, for a sentence."""
    return _("row {row} of sheet “{sheet}”").format(row=row.row, sheet=row.sheet)


def sentences(texts: Sequence[Text]) -> Text:
    """Join sentences into one text that is still translated when shown."""
    joined = texts[0]
    for text in texts[1:]:
        joined = _("{first} {second}").format(first=joined, second=text)
    return joined
