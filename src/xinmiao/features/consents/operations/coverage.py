"""The numbers that leaders see: written to the school file as slips come in, read without a counselling key."""

from __future__ import annotations

from sqlalchemy import func, select

from xinmiao.features.consents.model import Consent, ConsentCount
from xinmiao.features.consents.records import Answer, ClassCoverage, ConsentKind
from xinmiao.features.roster.operations import list_classes, list_students
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.vault.unit import Unit


def publish(unit: Unit, class_id: str | None, kind: ConsentKind, *, only_known: bool = False) -> None:
    """Write how many slips of a class came back; `only_known`: of classes whose slips are being collected."""
    year = school_year_of(unit.clock.today())
    same = (ConsentCount.class_id == class_id, ConsentCount.kind == kind, ConsentCount.school_year == year)
    row = unit.db.scalar(select(ConsentCount).where(*same))
    if class_id is None or (row is None and only_known):
        return
    unit.db.flush()
    students = [line.id for line in unit.run(list_students.bind()) if line.class_id == class_id]
    answered = select(func.count(Consent.student_id.distinct())).where(
        Consent.student_id.in_(students),
        Consent.kind == kind,
        Consent.school_year == year,
        Consent.answer != Answer.WAITING,
    )
    returned = unit.db.scalar(answered) or 0
    if row is None:
        row = ConsentCount(id=unit.ids.new(), class_id=class_id, kind=kind, school_year=year, students=0, returned=0)
        unit.db.add(row)
    if (row.students, row.returned) != (len(students), returned):
        row.students, row.returned = len(students), returned


@query(
    requires=Permission.CONSENT_COUNT,
    scope=Scope.VISIBLE_STUDENTS,
    audit=NotAudited("numbers by class; names and answers lie in the other file"),
)
def consent_coverage(unit: Unit) -> tuple[ClassCoverage, ...]:
    """Return how far the visible classes are with this year's slips, class by class."""
    year = school_year_of(unit.clock.today())
    classes = [line for line in unit.run(list_classes.bind()) if unit.actor.sees_class(line.id, line.grade)]
    rows = unit.db.scalars(select(ConsentCount).where(ConsentCount.school_year == year)).all()
    return tuple(
        ClassCoverage(line.id, line.label, line.grade, row.kind, row.students, row.returned)
        for line in classes
        for kind in ConsentKind
        for row in rows
        if row.class_id == line.id and row.kind is kind
    )
