"""THE place where a student comes into a class and where his status changes; what was before is kept.

Every operation that writes a class or a status does it here, so that no history has a gap. Decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xinmiao.features.roster.model import ClassStay, SchoolClass, Student, StudentMove
from xinmiao.features.roster.records import ClassWhy, MoveKind, StudentStatus
from xinmiao.vault.unit import Unit


@dataclass(frozen=True)
class Occasion:
    """From which day something holds, why, and as part of which act of the school year."""

    day: date
    why: ClassWhy
    act_id: str | None = None


def place(unit: Unit, student: Student, class_id: str | None, occasion: Occasion) -> ClassStay | None:
    """Put a student into a class (None: into none) and keep the stay that ends; the same class changes nothing.

    A stay that began on the very same day was a slip and leaves no trace, unless an act must be able to undo it.
    """
    if student.class_id == class_id:
        return None
    stay = None
    is_slip = student.class_since is not None and student.class_since >= occasion.day
    if occasion.act_id is not None or (student.class_id is not None and not is_slip):
        left = unit.db.get(SchoolClass, student.class_id) if student.class_id is not None else None
        stay = ClassStay(
            id=unit.ids.new(),
            student_id=student.id,
            class_id=student.class_id,
            class_label=left.label_text if left is not None else None,
            number_in_class=student.number_in_class,
            from_date=student.class_since,
            until_date=occasion.day - timedelta(days=1),
            came_by=student.class_why,
            act_id=occasion.act_id,
        )
        unit.db.add(stay)
    student.class_id = class_id
    student.class_since = occasion.day if class_id is not None else None
    student.class_why = occasion.why if class_id is not None else None
    return stay


def put_back(unit: Unit, student: Student, stay: ClassStay) -> None:
    """Let a student be in a class again as if he had never left it."""
    student.class_id, student.number_in_class = stay.class_id, stay.number_in_class
    student.class_since, student.class_why = stay.from_date, stay.came_by
    unit.db.delete(stay)


def set_status(unit: Unit, student: Student, status: StudentStatus, kind: MoveKind, day: date) -> StudentMove:
    """Give a student another status from a day on and return the record of it, to be filled with what belongs to it."""
    move = StudentMove(
        id=unit.ids.new(),
        student_id=student.id,
        kind=kind,
        happened_on=day,
        status_before=student.status,
        status_after=status,
        since_before=student.status_since,
    )
    unit.db.add(move)
    student.status, student.status_since = status, day
    return move


def correct_status(unit: Unit, student: Student, status: StudentStatus) -> None:
    """Take a status over from a form or a sheet; the same changes nothing."""
    if student.status is not status:
        set_status(unit, student, status, MoveKind.CORRECTION, unit.clock.today())
