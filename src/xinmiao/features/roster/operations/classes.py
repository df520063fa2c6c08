"""The school's stages and its classes, with who is their class teacher."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from xinmiao.features.roster import rules
from xinmiao.features.roster.model import ClassTeacher, SchoolClass, SchoolProfile, Student
from xinmiao.features.roster.operations.posts import present_posts
from xinmiao.features.roster.records import ClassLine, Stage, StudentStatus
from xinmiao.features.roster.sheet.classes import ClassName, SchoolShape
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="school.profile_saved")
def save_school_profile(unit: Unit, stages: frozenset[Stage], *, primary_years: int = 6, junior_years: int = 3) -> None:
    """Set which stages the school has and how long they last.

    Raises:
        ValidationFailed: no stage.
    """
    if not stages:
        raise ValidationFailed({"stages": _("Please choose at least one stage.")})
    profile = unit.db.scalar(select(SchoolProfile))
    if profile is None:
        profile = SchoolProfile(id=unit.ids.new())
        unit.db.add(profile)
    profile.has_primary = Stage.PRIMARY in stages
    profile.has_junior = Stage.JUNIOR in stages
    profile.has_senior = Stage.SENIOR in stages
    profile.primary_years, profile.junior_years = primary_years, junior_years


@query(requires=Permission.SCHOOL_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("holds no person"))
def get_shape(unit: Unit) -> SchoolShape:
    """Return the school's stages and its present school year."""
    profile = unit.db.scalar(select(SchoolProfile))
    if profile is None:
        return rules.shape_of(frozenset(Stage), unit.clock.today())
    has = {
        Stage.PRIMARY: profile.has_primary,
        Stage.JUNIOR: profile.has_junior,
        Stage.SENIOR: profile.has_senior,
    }
    return rules.shape_of(
        frozenset(stage for stage, present in has.items() if present),
        unit.clock.today(),
        primary_years=profile.primary_years,
        junior_years=profile.junior_years,
    )


@query(requires=Permission.SCHOOL_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("classes and head counts"))
def list_classes(unit: Unit) -> tuple[ClassLine, ...]:
    """Return the present classes in order, with how many visible students each has."""
    head_counts = unit.db.execute(
        select(Student.class_id, func.count())
        .where(Student.status.in_((StudentStatus.ENROLLED, StudentStatus.ON_LEAVE)))
        .group_by(Student.class_id)
    )
    counts = {row[0]: row[1] for row in head_counts}
    teachers: dict[str, list[str]] = defaultdict(list)
    names = unit.run(staff.staff_names.bind())
    for row in unit.db.scalars(present_posts(ClassTeacher, unit.clock.today())):
        teachers[row.class_id].append(row.staff_id)
    found = unit.db.scalars(
        select(SchoolClass).where(SchoolClass.archived.is_not(True)).order_by(SchoolClass.grade, SchoolClass.number)
    )
    return tuple(
        ClassLine(
            id=row.id,
            key=row.key,
            label=row.label_text or "",
            stage=row.stage,
            grade=row.grade,
            number=row.number,
            students=counts.get(row.id, 0),
            teachers=tuple(teachers[row.id]),
            teacher_names=tuple(sorted(names[member] for member in teachers[row.id])),
        )
        for row in found
    )


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="class.added")
def add_class(unit: Unit, name: ClassName) -> str:
    """Add a class unless it is there; one that is there takes this grade and label. Return its id either way."""
    found = unit.db.scalar(
        select(SchoolClass).where(
            SchoolClass.stage == name.stage,
            SchoolClass.entry_year == name.entry_year,
            SchoolClass.number == name.number,
        )
    )
    if found is not None:
        if found.grade != name.grade:
            found.grade, found.label_text = name.grade, name.shown()
        return found.id
    added = SchoolClass(
        id=unit.ids.new(),
        stage=name.stage,
        grade=name.grade,
        number=name.number,
        entry_year=name.entry_year,
        label_text=name.shown(),
        archived=False,
    )
    unit.db.add(added)
    return added.id
