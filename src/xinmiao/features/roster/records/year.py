"""Declarations of what is done to whole classes at the turn of a school year: promotion and reshuffling.

Owns no behaviour; the pure plan is `rules.promotion`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.roster.records.school import SCHOOL_CLASS, Stage
from xinmiao.features.roster.records.students import StudentLine
from xinmiao.kernel.fields import ChoiceField, DateField, DateTimeField, IntegerField, ReferenceField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

_MANY = 100_000


class ActKind(StrEnum):
    """What was done to many students in one step."""

    PROMOTION = "promotion"
    RESHUFFLE = "reshuffle"


class ClassAction(StrEnum):
    """What becomes of a class in the new school year."""

    MOVE_UP = "move_up"
    LEAVE = "leave"
    CLOSE = "close"


class Fate(StrEnum):
    """What becomes of one student when his class moves on."""

    WITH_CLASS = "with_class"
    STAYS_DOWN = "stays_down"


ACTION_LABELS: dict[ClassAction, Text] = {
    ClassAction.MOVE_UP: _("Moves up"),
    ClassAction.LEAVE: _("Leaves the school"),
    ClassAction.CLOSE: _("Is closed"),
}
FATE_LABELS: dict[Fate, Text] = {
    Fate.WITH_CLASS: _("Goes with the class"),
    Fate.STAYS_DOWN: _("Stays in the grade"),
}


class ClassYearSpec(RecordSpec):
    """The grade and the name a class had in a school year that is over."""

    record = "class_year"
    label = _("Earlier name of a class")
    file = DataFile.SCHOOL

    class_id = ReferenceField(label=_("Class"), record="school_class", required=True)
    school_year = IntegerField(label=_("School year"), minimum=1980, maximum=2199, required=True)
    grade = IntegerField(label=_("Grade"), minimum=1, maximum=12, required=True)
    label_text = TextField(label=SCHOOL_CLASS.label_text.label, max_length=40)
    until_date = DateField(label=_("Until"), required=True)
    act_id = ReferenceField(label=_("Act of the school year"), record="roster_act")


class RosterActSpec(RecordSpec):
    """A promotion or a reshuffling: one step, which can be undone as one."""

    record = "roster_act"
    label = _("Act of the school year")
    file = DataFile.SCHOOL

    kind = ChoiceField(
        label=_("What was done"),
        choices=ActKind,
        labels=((ActKind.PROMOTION, _("Promotion")), (ActKind.RESHUFFLE, _("Reshuffled classes"))),
        required=True,
    )
    school_year = IntegerField(label=_("School year"), minimum=1980, maximum=2199, required=True)
    happened_on = DateField(label=_("On"), required=True)
    students = IntegerField(label=_("Students"), required=True)
    classes = IntegerField(label=_("Classes"), required=True)
    classes_added = TextField(label=_("Classes added"), max_length=_MANY, multiline=True)
    undone_at = DateTimeField(label=_("Undone at"))


CLASS_YEAR = ClassYearSpec()
ROSTER_ACT = RosterActSpec()


@dataclass(frozen=True)
class ActLine:
    """A promotion or a reshuffling as it is shown; `is_last` means that it can be undone."""

    id: str
    kind: ActKind
    school_year: int
    happened_on: date
    students: int
    classes: int
    made_at: datetime
    undone_at: datetime | None
    is_last: bool = False


@dataclass(frozen=True)
class PromotionChoices:
    """What was decided in the preview; what is not named takes the usual course."""

    promoted_on: date
    actions: Mapping[str, ClassAction] = field(default_factory=dict)
    """By class id."""
    fates: Mapping[str, Fate] = field(default_factory=dict)
    """By student id."""


@dataclass(frozen=True)
class PromotionRow:
    """What becomes of one class."""

    class_id: str
    label: str
    stage: Stage
    grade: int
    students: int
    """Those who go with the class."""
    staying: int
    action: ClassAction
    offered: tuple[ClassAction, ...]
    to_label: str = ""
    remark: Text | None = None
    blocks: bool = False
    """Whether nothing can be promoted as long as the remark holds."""


@dataclass(frozen=True)
class PromotionStudent:
    """A student who does not simply go with the class, or about whom it must be decided."""

    line: StudentLine
    fate: Fate
    to_label: str
    """The class he will be in; empty when he leaves the school."""


@dataclass(frozen=True)
class PromotionPreview:
    """The whole promotion before anything is written."""

    school_year: int
    rows: tuple[PromotionRow, ...]
    students: tuple[PromotionStudent, ...]
    without_class: tuple[StudentLine, ...]
    there_already: tuple[str, ...]
    """Labels of classes that are in the new school year already."""
    years_behind: int
    basis: str
    """Names what the preview was made from; a promotion of something else is refused."""

    @property
    def blocked(self) -> bool:
        """Return whether something must be put right first."""
        return any(row.blocks for row in self.rows)

    def count(self, action: ClassAction) -> int:
        """Return how many students go with classes of this action."""
        return sum(row.students for row in self.rows if row.action is action)


@dataclass(frozen=True)
class ReshuffleMove:
    """One student and the class he is to be in; `version` is the student's as the list showed him."""

    student_id: str
    version: int
    class_id: str
    number_in_class: int | None = None


@dataclass(frozen=True)
class ActResult:
    """What a promotion or reshuffling did."""

    act_id: str
    school_year: int
    moved_up: int = 0
    left: int = 0
    stayed: int = 0
    classes_added: int = 0
