"""How far the roster's own steps of a new school year are: promotion, new students, class teachers, mentors."""

from __future__ import annotations

from sqlalchemy import func, select

from xinmiao.features.roster.model import SchoolClass, Student
from xinmiao.features.roster.operations.classes import get_shape, list_classes
from xinmiao.features.roster.operations.mentors import mentor_coverage
from xinmiao.features.roster.records import StudentStatus
from xinmiao.features.roster.rules.promotion import ClassFacts, data_year
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.texts import _
from xinmiao.kernel.year_steps import StepState
from xinmiao.vault.unit import Unit

_NAMED = 4


@query(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("counts of classes"))
def promotion_step(unit: Unit) -> StepState:
    """Return whether every class is in the present school year."""
    shape = unit.run(get_shape.bind())
    classes = [
        ClassFacts(row.id, row.version, row.stage, row.grade, row.number, row.entry_year, row.label_text or "")
        for row in unit.db.scalars(select(SchoolClass).where(SchoolClass.archived.is_not(True)))
    ]
    behind = data_year(shape, classes)
    if behind is None:
        return StepState(
            done=bool(classes), facts=(_("Every class is in the present school year."),) if classes else ()
        )
    count = sum(1 for each in classes if (year := each.year_in(shape)) is not None and year < shape.school_year)
    return StepState(
        done=False, facts=(_("Classes still in an earlier school year: {count}").format(count=count),), wanted=True
    )


@query(requires=Permission.ROSTER_IMPORT, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("counts of students"))
def newcomers_step(unit: Unit) -> StepState:
    """Return how many students are in classes that began this school year."""
    shape = unit.run(get_shape.bind())
    count = unit.db.scalar(
        select(func.count())
        .select_from(Student)
        .join(SchoolClass, SchoolClass.id == Student.class_id)
        .where(
            SchoolClass.entry_year == shape.school_year,
            SchoolClass.archived.is_not(True),
            Student.status == StudentStatus.ENROLLED,
        )
    )
    return StepState(
        done=bool(count), facts=(_("New students in classes of this year: {count}").format(count=count or 0),)
    )


@query(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("names of classes"))
def teachers_step(unit: Unit) -> StepState:
    """Return which classes have no class teacher."""
    classes = unit.run(list_classes.bind())
    without = [line.label for line in classes if not line.teachers]
    if not without:
        return StepState(done=bool(classes), facts=(_("Every class has a class teacher."),) if classes else ())
    named = "、".join(without[:_NAMED]) + (" …" if len(without) > _NAMED else "")
    words = _("Classes without a class teacher: {count} ({names})").format(count=len(without), names=named)
    return StepState(done=False, facts=(words,))


@query(requires=Permission.MENTOR_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("counts of students"))
def mentors_step(unit: Unit) -> StepState:
    """Return how many present students have no mentor."""
    grades = unit.run(mentor_coverage.bind())
    students, mentored = sum(each.students for each in grades), sum(each.with_mentor for each in grades)
    if not students:
        return StepState(done=False)
    if students == mentored:
        return StepState(done=True, facts=(_("Every student has a mentor."),))
    return StepState(
        done=False,
        facts=(_("Students without a mentor: {count} of {all}").format(count=students - mentored, all=students),),
    )
