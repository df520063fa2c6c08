"""Who is head of which grade, from when until when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from xinmiao.features.roster.model import GradeHead
from xinmiao.features.roster.operations.posts import end_post, present_posts
from xinmiao.features.roster.records import GRADE_HEAD, GradeHeadLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.vault.unit import Unit


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="grade_head.set")
def set_grade_head(unit: Unit, account_id: str, grades: frozenset[int], from_date: date) -> None:
    """Make an account head of exactly these grades from a date; what else it had ends on the day before.

    Raises:
        ValidationFailed: a grade that does not exist.
        RuleBroken: a grade to be ended began after `from_date`.
    """
    for grade in grades:
        if problem := GRADE_HEAD.grade.problem(grade):
            raise ValidationFailed({"grade": problem})
    unit.concerns("account", account_id)
    open_now = unit.db.scalars(
        select(GradeHead).where(GradeHead.account_id == account_id, GradeHead.until_date.is_(None))
    ).all()
    for row in open_now:
        if row.grade not in grades:
            end_post(unit, row, from_date)
    for grade in sorted(grades - {row.grade for row in open_now}):
        unit.db.add(
            GradeHead(id=unit.ids.new(), grade=grade, account_id=account_id, from_date=from_date, until_date=None)
        )


@query(requires=Permission.SCHOOL_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("which accounts have which grades"))
def list_grade_heads(unit: Unit) -> tuple[GradeHeadLine, ...]:
    """Return the present heads of grade by grade."""
    found = unit.db.scalars(
        present_posts(GradeHead, unit.clock.today()).order_by(GradeHead.grade, GradeHead.account_id)
    )
    return tuple(GradeHeadLine(row.account_id, row.grade) for row in found)


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("which grades the account has"))
def own_grades(unit: Unit) -> frozenset[int]:
    """Return the grades the acting account is head of today."""
    own = present_posts(GradeHead, unit.clock.today()).where(GradeHead.account_id == unit.actor.account)
    return frozenset(row.grade for row in unit.db.scalars(own))
