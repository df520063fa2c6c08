"""Students entered twice: why two may be one, what a merge kept, and what lists and pages show of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from xinmiao.features.roster.records.students import StudentLine
from xinmiao.kernel.fields import DateTimeField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.operations import Change
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

_ACCOUNT_LENGTH = 4_000_000


class StudentMergeSpec(RecordSpec):
    """One merge: who stayed, who was taken out, and everything by which it can be undone."""

    record = "student_merge"
    label = _("Merge of students")
    file = DataFile.COUNSELLING

    survivor_id = ReferenceField(label=_("Student"), record="student", required=True)
    former = TextField(label=_("Student taken out"), max_length=36, required=True)
    former_name = TextField(label=_("Name"), max_length=60, required=True, sensitivity=Sensitivity.IDENTITY)
    former_pinyin = TextField(label=_("Name in pinyin"), max_length=400, sensitivity=Sensitivity.IDENTITY)
    former_initials = TextField(label=_("Initials of the name"), max_length=60, sensitivity=Sensitivity.IDENTITY)
    former_number = TextField(label=_("Student number"), max_length=32, sensitivity=Sensitivity.IDENTITY)
    merged_by_name = TextField(label=_("Merged by"), max_length=60, required=True)
    kept = TextField(label=_("What was moved"), max_length=_ACCOUNT_LENGTH, multiline=True, required=True)
    undone_at = DateTimeField(label=_("Undone at"))
    undone_by_name = TextField(label=_("Undone by"), max_length=60)


class DistinctPairSpec(RecordSpec):
    """Two students who look like one and are not; somebody who knows both said so."""

    record = "distinct_pair"
    label = _("Two different students")
    file = DataFile.COUNSELLING

    first_id = ReferenceField(label=_("Student"), record="student", required=True)
    second_id = ReferenceField(label=_("Student"), record="student", required=True)


STUDENT_MERGE = StudentMergeSpec()
DISTINCT_PAIR = DistinctPairSpec()


class Likeness(StrEnum):
    """Why two students may be one, the strongest first."""

    SAME_ID = "same_id"
    SAME_NUMBER = "same_number"
    SAME_NAME_AND_BIRTH = "same_name_and_birth"
    TEMPORARY_NUMBER = "temporary_number"
    SAME_READING_AND_BIRTH = "same_reading_and_birth"
    SAME_NAME_AND_CLASS = "same_name_and_class"


LIKENESS_LABELS: Mapping[Likeness, Text] = {
    Likeness.SAME_ID: _("Same ID number"),
    Likeness.SAME_NUMBER: _("Same student number"),
    Likeness.SAME_NAME_AND_BIRTH: _("Same name and birth date"),
    Likeness.TEMPORARY_NUMBER: _("Same name, one with a temporary number"),
    Likeness.SAME_READING_AND_BIRTH: _("Name sounds the same, same birth date"),
    Likeness.SAME_NAME_AND_CLASS: _("Same name in the same class"),
}


@dataclass(frozen=True)
class DuplicatePair:
    """Two students who may be one, with every reason."""

    first: StudentLine
    second: StudentLine
    reasons: tuple[Likeness, ...]

    @property
    def id(self) -> str:
        """Return what names the pair."""
        return f"{self.first.id}+{self.second.id}"


@dataclass(frozen=True)
class FieldPair:
    """One field of both, in words."""

    key: str
    """Record and field, such as student.name: what a choice names."""
    label: Text
    first: str = field(repr=False)
    second: str = field(repr=False)

    @property
    def differs(self) -> bool:
        """Return whether the two say something else."""
        return self.first != self.second


@dataclass(frozen=True)
class KindCount:
    """How many records of a kind a student has."""

    label: Text
    count: int


@dataclass(frozen=True)
class Comparison:
    """Two students side by side, and how much hangs on each."""

    first: StudentLine
    second: StudentLine
    fields: tuple[FieldPair, ...]
    first_has: tuple[KindCount, ...]
    second_has: tuple[KindCount, ...]


@dataclass(frozen=True)
class MergeLine:
    """A merge as the list shows it."""

    id: str
    former_id: str
    former_name: str
    former_pinyin: str
    former_initials: str
    former_number: str
    survivor: StudentLine
    at: datetime
    by_name: str
    undone_at: datetime | None


@dataclass(frozen=True)
class AddedSince:
    """A record made about the survivor after the merge; it stays with him unless it is given to the other."""

    change: Change
    label: Text
    at: datetime


@dataclass(frozen=True)
class MergeView:
    """A merge with what was made since, to decide before it is undone."""

    line: MergeLine
    version: int
    added: tuple[AddedSince, ...]
