"""Declarations of where students were and what became of them: stays in classes, and changes of status.

Owns no behaviour. A stay lies in the school file, because every teacher may know a class; why a child left or was on
leave lies in the counselling file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.roster.records.students import CLASS_WHY_LABELS, STUDENT, ClassWhy, StudentStatus
from xinmiao.kernel.fields import (
    ChoiceField,
    DateField,
    DateTimeField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _


class MoveKind(StrEnum):
    """What happened to a student’s place at the school."""

    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"
    LEAVE = "leave"
    RETURN = "return"
    GRADUATION = "graduation"
    CORRECTION = "correction"


class LeaveReason(StrEnum):
    """The kind of reason a student is on leave for; more may be said in words."""

    ILLNESS = "illness"
    MENTAL_HEALTH = "mental_health"
    FAMILY = "family"
    ABROAD = "abroad"
    OTHER = "other"


class ClassStaySpec(RecordSpec):
    """A class a student was in, until he left it; the class he is in stands with the student.

    Without a class it says that he was in none before an act of the school year, for undoing that.
    """

    record = "class_stay"
    label = _("Earlier class")
    file = DataFile.SCHOOL

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    class_id = ReferenceField(label=_("Class"), record="school_class")
    class_label = TextField(label=_("Name of the class"), max_length=40)
    number_in_class = IntegerField(label=_("Number in class"), minimum=1, maximum=999)
    from_date = DateField(label=_("From"))
    until_date = DateField(label=_("Until"), required=True)
    came_by = ChoiceField(label=_("Why in this class"), choices=ClassWhy, labels=CLASS_WHY_LABELS)
    act_id = ReferenceField(label=_("Act of the school year"), record="roster_act")


class StudentMoveSpec(RecordSpec):
    """A change of a student’s status, on a day, with what belongs to it."""

    record = "student_move"
    label = _("Change of status")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    kind = ChoiceField(
        label=_("What happened"),
        choices=MoveKind,
        labels=(
            (MoveKind.TRANSFER_IN, _("Transferred in")),
            (MoveKind.TRANSFER_OUT, _("Transferred out")),
            (MoveKind.LEAVE, _("Leave of absence")),
            (MoveKind.RETURN, _("Back from leave")),
            (MoveKind.GRADUATION, _("Graduated")),
            (MoveKind.CORRECTION, _("Status corrected")),
        ),
        required=True,
    )
    happened_on = DateField(label=_("On"), required=True, help=_("The day from which it counts."))
    status_before = ChoiceField(
        label=_("Status before"), choices=StudentStatus, labels=STUDENT.status.labels, required=True
    )
    status_after = ChoiceField(
        label=_("Status afterwards"), choices=StudentStatus, labels=STUDENT.status.labels, required=True
    )
    since_before = DateField(label=_("Status before since"))
    other_school = TextField(
        label=_("Other school"),
        help=_("Where he comes from or goes to, as far as it is known."),
        max_length=120,
        sensitivity=Sensitivity.COUNSELLING,
    )
    expected_until = DateField(label=_("Expected until"))
    reason = ChoiceField(
        label=_("Kind of reason"),
        choices=LeaveReason,
        labels=(
            (LeaveReason.ILLNESS, _("Illness")),
            (LeaveReason.MENTAL_HEALTH, _("Mental health")),
            (LeaveReason.FAMILY, _("Family")),
            (LeaveReason.ABROAD, _("Going abroad")),
            (LeaveReason.OTHER, _("Other")),
        ),
        sensitivity=Sensitivity.COUNSELLING,
    )
    words = TextField(label=_("Reason"), max_length=500, multiline=True, sensitivity=Sensitivity.COUNSELLING)
    act_id = ReferenceField(label=_("Act of the school year"), record="roster_act")
    stay_id = ReferenceField(label=_("Earlier class"), record="class_stay")
    taken_back_at = DateTimeField(label=_("Taken back at"))


CLASS_STAY = ClassStaySpec()
STUDENT_MOVE = StudentMoveSpec()


@dataclass(frozen=True)
class ClassSpell:
    """A student’s time under one class name; without `until` it is the present one."""

    class_id: str
    label: str
    number_in_class: int | None
    since: date | None
    until: date | None
    why: ClassWhy | None


@dataclass(frozen=True, kw_only=True)
class MoveDraft:
    """A change of status as the form hands it over."""

    kind: MoveKind
    happened_on: date | None
    class_id: str | None = None
    """The class a student comes into; None leaves him in his class."""
    other_school: str = ""
    expected_until: date | None = None
    reason: LeaveReason | None = None
    words: str = ""


@dataclass(frozen=True)
class MoveView:
    """A change of status as it is shown."""

    id: str
    version: int
    student_id: str
    kind: MoveKind
    happened_on: date
    status_after: StudentStatus
    other_school: str
    expected_until: date | None
    reason: LeaveReason | None
    words: str
    recorded_at: datetime
    recorded_by: str
    is_last: bool = False
    """Whether nothing came after it, so that it can be taken back."""


@dataclass(frozen=True)
class StudentPath:
    """Where a student was and what became of him, as the move sheet needs it."""

    spells: tuple[ClassSpell, ...]
    moves: tuple[MoveView, ...]


MOVE_TARGET = "move:"
"""Before a student's id, as the record of the page of students: his status is to be changed."""


def move_target(student_id: str) -> Target:
    """Return the place where a student's status is changed."""
    return Target("students", f"{MOVE_TARGET}{student_id}")
