"""Mentors: one student, one mentor at a time; assigned one by one, by list and by class, from a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import select

from xinmiao.features.roster.model import Mentor, SchoolClass, Student
from xinmiao.features.roster.operations.posts import end_post, present_posts
from xinmiao.features.roster.operations.students import student_lines
from xinmiao.features.roster.records import (
    GradeCoverage,
    MenteeLine,
    MentorChange,
    MentorSeat,
    MentorStay,
    StudentStatus,
)
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_AT_ONCE = 500
"""SQLite takes some thousands of parameters; a list can be a whole school."""
_PRESENT = (StudentStatus.ENROLLED, StudentStatus.ON_LEAVE)


@command(requires=Permission.MENTOR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="mentor.assigned")
def assign_mentor(unit: Unit, student_ids: tuple[str, ...], staff_id: str, from_date: date) -> MentorChange:
    """Make a staff member mentor of these students from a date; who was so before stops on the day before.

    Raises:
        NotFound: no such staff member, or one of the students is not there.
        RuleBroken: he left, or a present mentor began after `from_date`.
    """
    member = unit.run(staff.get_staff.bind(staff_id))
    if member.has_left:
        raise RuleBroken(_("{name} left on {day}.").format(name=member.name, day=member.left_on))
    wanted = tuple(dict.fromkeys(student_ids))
    _require_students(unit, wanted)
    unit.concerns("staff_member", staff_id)
    open_now = _open_rows(unit, wanted)
    unchanged = tuple(each for each in wanted if any(row.staff_id == staff_id for row in open_now[each]))
    assigned = tuple(each for each in wanted if each not in set(unchanged))
    for student_id in assigned:
        for row in open_now[student_id]:
            end_post(unit, row, from_date)
        unit.db.add(
            Mentor(id=unit.ids.new(), student_id=student_id, staff_id=staff_id, from_date=from_date, until_date=None)
        )
    unit.remark(count=len(assigned))
    return MentorChange(assigned, unchanged)


@command(requires=Permission.MENTOR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="mentor.assigned_many")
def assign_mentors(unit: Unit, posts: tuple[tuple[str, str], ...], from_date: date) -> int:
    """Make staff members mentors (student, staff member) from a date, all of them or none; return how many are new.

    Raises:
        NotFound, RuleBroken: as `assign_mentor`.
    """
    by_member: dict[str, list[str]] = defaultdict(list)
    for student_id, staff_id in posts:
        by_member[staff_id].append(student_id)
    changes = [unit.run(assign_mentor.bind(tuple(ids), member, from_date)) for member, ids in by_member.items()]
    return sum(len(change.assigned) for change in changes)


@query(requires=Permission.MENTOR_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("names of students and staff"))
def mentor_seats(unit: Unit, class_id: str) -> tuple[MentorSeat, ...]:
    """Return the present students of a class by number, each with who is mentor, for the grid."""
    ids = unit.db.scalars(
        select(Student.id)
        .where(Student.class_id == class_id, Student.status.in_(_PRESENT))
        .order_by(Student.number_in_class.is_(None), Student.number_in_class, Student.name_pinyin, Student.id)
    ).all()
    mentors = {
        row.student_id: row.staff_id
        for some in _parts(tuple(ids))
        for row in unit.db.scalars(present_posts(Mentor, unit.clock.today()).where(Mentor.student_id.in_(some)))
    }
    lines = {line.id: line for some in _parts(tuple(ids)) for line in unit.run(student_lines.bind(some))}
    return tuple(MentorSeat(lines[each], mentors.get(each, "")) for each in ids)


@command(requires=Permission.MENTOR_WRITE, scope=Scope.WHOLE_SCHOOL, audit="mentor.ended")
def end_mentor(unit: Unit, student_ids: tuple[str, ...], last_day: date) -> int:
    """End whoever is mentor of these students on `last_day`; return how many posts ended.

    Raises:
        RuleBroken: a present mentor began later.
    """
    ended = 0
    for rows in _open_rows(unit, student_ids).values():
        for row in rows:
            end_post(unit, row, last_day + timedelta(days=1))
            ended += 1
    unit.remark(count=ended)
    return ended


@query(requires=Permission.MENTOR_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("names of students and staff"))
def list_mentees(unit: Unit, staff_id: str) -> tuple[MenteeLine, ...]:
    """Return the students a staff member is mentor of today, as far as the account sees them, by class and name."""
    rows = unit.db.scalars(present_posts(Mentor, unit.clock.today()).where(Mentor.staff_id == staff_id)).all()
    since = {row.student_id: row.from_date for row in rows}
    lines = unit.run(student_lines.bind(tuple(since)))
    ordered = sorted(lines, key=lambda line: (line.class_label, line.number_in_class or 0, line.pinyin, line.id))
    return tuple(MenteeLine(line, since[line.id]) for line in ordered)


@query(requires=Permission.MENTOR_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("names of those who work here"))
def mentor_names(unit: Unit, student_ids: tuple[str, ...] | None = None) -> Mapping[str, str]:
    """Return the names of the present mentors by student, of all visible students or of some."""
    names, statement = unit.run(staff.staff_names.bind()), present_posts(Mentor, unit.clock.today())
    if student_ids is None:
        return {row.student_id: names[row.staff_id] for row in unit.db.scalars(statement)}
    return {
        row.student_id: names[row.staff_id]
        for some in _parts(student_ids)
        for row in unit.db.scalars(statement.where(Mentor.student_id.in_(some)))
    }


@query(requires=Permission.MENTOR_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("names of those who work here"))
def list_mentors_of(unit: Unit, student_id: str) -> tuple[MentorStay, ...]:
    """Return all mentors a student has and had, the latest first."""
    names = unit.run(staff.staff_names.bind())
    rows = unit.db.scalars(
        select(Mentor).where(Mentor.student_id == student_id).order_by(Mentor.from_date.desc(), Mentor.id.desc())
    )
    return tuple(MentorStay(row.id, row.staff_id, names[row.staff_id], row.from_date, row.until_date) for row in rows)


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("which mentees the account has"))
def own_mentee_ids(unit: Unit) -> frozenset[str]:
    """Return the students the acting account's staff member is mentor of today."""
    member = unit.run(staff.own_staff_id.bind())
    own = present_posts(Mentor, unit.clock.today()).where(Mentor.staff_id == member)
    return frozenset(row.student_id for row in unit.db.scalars(own))


@query(requires=Permission.MENTOR_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("counts by grade"))
def mentor_coverage(unit: Unit) -> tuple[GradeCoverage, ...]:
    """Return for each grade how many of its present students have a mentor today, and who has none."""
    mentored = {row.student_id for row in unit.db.scalars(present_posts(Mentor, unit.clock.today()))}
    present = unit.db.execute(
        select(Student, SchoolClass.grade)
        .join(SchoolClass, SchoolClass.id == Student.class_id)
        .where(Student.status.in_(_PRESENT))
        .order_by(SchoolClass.grade, SchoolClass.number, Student.number_in_class, Student.id)
    )
    by_grade: dict[int, list[str]] = defaultdict(list)
    for student, grade in present:
        by_grade[grade].append(student.id)
    return tuple(
        GradeCoverage(
            grade,
            len(ids),
            sum(each in mentored for each in ids),
            tuple(each for each in ids if each not in mentored),
        )
        for grade, ids in by_grade.items()
    )


@query(requires=Permission.MENTOR_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("counts, in no order"))
def mentor_workload(unit: Unit) -> Mapping[str, int]:
    """Return how many visible students each staff member is mentor of today, by his id."""
    counts: dict[str, int] = defaultdict(int)
    for row in unit.db.scalars(present_posts(Mentor, unit.clock.today())):
        counts[row.staff_id] += 1
    return dict(counts)


def _require_students(unit: Unit, ids: tuple[str, ...]) -> None:
    known = {found for some in _parts(ids) for found in unit.db.scalars(select(Student.id).where(Student.id.in_(some)))}
    if set(ids) - known:
        raise NotFound


def _open_rows(unit: Unit, student_ids: tuple[str, ...]) -> dict[str, list[Mentor]]:
    found: dict[str, list[Mentor]] = defaultdict(list)
    for some in _parts(student_ids):
        for row in unit.db.scalars(select(Mentor).where(Mentor.student_id.in_(some), Mentor.until_date.is_(None))):
            found[row.student_id].append(row)
    return found


def _parts(ids: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
