"""Reshuffled classes: many students into other classes from one day on, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from xinmiao.features.roster.model import RosterAct, SchoolClass, Student
from xinmiao.features.roster.operations.placing import Occasion, place
from xinmiao.features.roster.records import ActKind, ActResult, ClassWhy, ReshuffleMove, StudentStatus
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.vault.earlier import portions
from xinmiao.vault.unit import Unit

_PRESENT = frozenset({StudentStatus.ENROLLED, StudentStatus.ON_LEAVE})


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="school_year.reshuffled")
def reshuffle(unit: Unit, moves: Sequence[ReshuffleMove], day: date) -> ActResult:
    """Bring students into their new classes from `day` on; those who are in them already are passed over.

    Raises:
        ValidationFailed: a day to come.
        RuleBroken: nobody would change, or a class is archived.
        Conflict: a student was changed since the list was made, or has left.
    """
    if day > unit.clock.today():
        raise ValidationFailed({"happened_on": _("This day is still to come; record it when it has come.")})
    classes = {row.id: row for row in unit.db.scalars(select(SchoolClass)) if not row.archived}
    if any(move.class_id not in classes for move in moves):
        raise RuleBroken(_("One of the classes is not there any more."), _("Choose a present class."))
    students = _students(unit, moves)
    act_id = unit.ids.new()
    occasion = Occasion(day, ClassWhy.RESHUFFLED, act_id)
    moving = [move for move in moves if students[move.student_id].class_id != move.class_id]
    if not moving:
        raise RuleBroken(_("Everybody is in this class already."), _("Choose another class."))
    for move in moving:
        student = students[move.student_id]
        place(unit, student, move.class_id, occasion)
        student.number_in_class = move.number_in_class
    unit.db.add(
        RosterAct(
            id=act_id,
            kind=ActKind.RESHUFFLE,
            school_year=school_year_of(day),
            happened_on=day,
            students=len(moving),
            classes=len({move.class_id for move in moving}),
        )
    )
    return ActResult(act_id, school_year_of(day), moved_up=len(moving))


def _students(unit: Unit, moves: Sequence[ReshuffleMove]) -> dict[str, Student]:
    """Return the students as the list showed them."""
    found = {
        student.id: student
        for ids in portions(move.student_id for move in moves)
        for student in unit.db.scalars(select(Student).where(Student.id.in_(ids)))
    }
    for move in moves:
        student = found.get(move.student_id)
        if student is None or student.version != move.version or student.status not in _PRESENT:
            raise Conflict(_("Some students were changed since the list was made."), _("Make the list again."))
    return found
