"""Class teachers: who has which class, from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import Select, func, or_, select

from xinmiao.features.roster.model import ClassTeacher, GradeHead, Mentor, SchoolClass
from xinmiao.features.roster.records import ClassPost, StaffPosts
from xinmiao.features.staff import operations as staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

P = TypeVar("P", ClassTeacher, GradeHead, Mentor)


def present_posts(model: type[P], day: date) -> Select[P]:
    """Return the select of the posts that hold on a day."""
    return select(model).where(model.from_date <= day, or_(model.until_date.is_(None), model.until_date >= day))


def end_post(unit: Unit, row: ClassTeacher | GradeHead | Mentor, from_date: date) -> None:
    """End a post on the day before; one that began on that very day was a slip and is taken out.

    Raises:
        RuleBroken: it began after `from_date`.
    """
    if row.from_date > from_date:
        raise RuleBroken(
            _("This post began on {day}.").format(day=row.from_date),
            _("Choose a later date for the change."),
        )
    if row.from_date == from_date:
        unit.db.delete(row)
    else:
        row.until_date = from_date - timedelta(days=1)


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="class_teacher.set")
def set_class_teacher(unit: Unit, class_id: str, staff_id: str, from_date: date) -> None:
    """Make a staff member class teacher from a date; whoever was so before stops on the day before.

    Raises:
        NotFound: no such class or staff member.
        RuleBroken: the present class teacher began after `from_date`.
    """
    unit.get(SchoolClass, class_id)
    unit.run(staff.get_staff.bind(staff_id))
    unit.concerns("school_class", class_id)
    unit.concerns("staff_member", staff_id)
    for earlier in unit.db.scalars(
        select(ClassTeacher).where(ClassTeacher.class_id == class_id, ClassTeacher.until_date.is_(None))
    ):
        if earlier.staff_id == staff_id:
            return
        end_post(unit, earlier, from_date)
    unit.db.add(
        ClassTeacher(id=unit.ids.new(), class_id=class_id, staff_id=staff_id, from_date=from_date, until_date=None)
    )


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="class_teacher.set_by_account")
def give_class_to_account(unit: Unit, class_id: str, account_id: str, from_date: date) -> None:
    """Make the staff member an account belongs to class teacher; one is added where there is none.

    Raises:
        RuleBroken: as `set_class_teacher`.
    """
    staff_id = unit.run(staff.member_of_account.bind(account_id))
    unit.db.flush()
    unit.run(set_class_teacher.bind(class_id, staff_id, from_date))


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="class_teacher.ended")
def end_class_post(unit: Unit, post_id: str, last_day: date) -> None:
    """End the post of a class teacher on `last_day`; the class has none from the day after.

    Raises:
        NotFound: no such post.
        RuleBroken: it began later, or ended already.
    """
    post = unit.get(ClassTeacher, post_id)
    unit.concerns("school_class", post.class_id)
    unit.concerns("staff_member", post.staff_id)
    if post.until_date is not None:
        raise RuleBroken(_("This post ended on {day}.").format(day=post.until_date))
    end_post(unit, post, last_day + timedelta(days=1))


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="class_teacher.set_many")
def set_class_teachers(unit: Unit, posts: tuple[tuple[str, str], ...], from_date: date) -> None:
    """Make staff members class teachers (class, staff member) from a date: all of them or none.

    Raises:
        RuleBroken: as `set_class_teacher`.
    """
    for class_id, staff_id in posts:
        unit.run(set_class_teacher.bind(class_id, staff_id, from_date))


@query(requires=Permission.SCHOOL_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("names of those who work here"))
def class_teacher_names(unit: Unit, class_id: str) -> tuple[str, ...]:
    """Return the names of a class's present class teachers."""
    names = unit.run(staff.staff_names.bind())
    present = present_posts(ClassTeacher, unit.clock.today()).where(ClassTeacher.class_id == class_id)
    return tuple(sorted(names[row.staff_id] for row in unit.db.scalars(present)))


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("which classes the account has"))
def own_class_ids(unit: Unit) -> frozenset[str]:
    """Return the present classes the acting account's staff member is class teacher of today.

    A class that has left the school is nobody's any more, though its post is kept as it was.
    """
    member = unit.run(staff.own_staff_id.bind())
    present = select(SchoolClass.id).where(SchoolClass.archived.is_not(True))
    own = present_posts(ClassTeacher, unit.clock.today()).where(
        ClassTeacher.staff_id == member, ClassTeacher.class_id.in_(present)
    )
    return frozenset(row.class_id for row in unit.db.scalars(own))


@query(requires=Permission.SCHOOL_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("classes and a head count"))
def get_staff_posts(unit: Unit, staff_id: str) -> StaffPosts:
    """Return the classes a staff member has and had, the latest first, and how many students the account sees."""
    labels = {row.id: row.label_text or "" for row in unit.db.scalars(select(SchoolClass))}
    held = unit.db.scalars(
        select(ClassTeacher)
        .where(ClassTeacher.staff_id == staff_id)
        .order_by(ClassTeacher.until_date.is_not(None), ClassTeacher.from_date.desc(), ClassTeacher.id)
    )
    posts = tuple(
        ClassPost(row.id, row.class_id, labels.get(row.class_id, ""), row.from_date, row.until_date) for row in held
    )
    mentees = present_posts(Mentor, unit.clock.today()).where(Mentor.staff_id == staff_id)
    may_count = unit.actor.may(Permission.MENTOR_READ)
    count = unit.db.scalar(select(func.count()).select_from(mentees.subquery())) if may_count else 0
    return StaffPosts(posts, count or 0)


@command(requires=Permission.STAFF_WRITE, scope=Scope.WHOLE_SCHOOL, audit="staff.posts_ended")
def let_staff_leave(unit: Unit, opened: StaffLine, last_day: date) -> None:
    """Note that a staff member left, and end his classes and mentees on that day; they wait for somebody else.

    Raises:
        RuleBroken: one of his posts began later.
        Conflict: somebody changed him meanwhile.
    """
    unit.concerns("staff_member", opened.id)
    unit.run(staff.note_leaving.bind(opened, last_day))
    after = last_day + timedelta(days=1)
    own_classes = select(ClassTeacher).where(ClassTeacher.staff_id == opened.id, ClassTeacher.until_date.is_(None))
    own_mentees = select(Mentor).where(Mentor.staff_id == opened.id, Mentor.until_date.is_(None))
    for row in (*unit.db.scalars(own_classes), *unit.db.scalars(own_mentees)):
        end_post(unit, row, after)
