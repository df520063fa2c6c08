"""Who is head of which grade, from when until when."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Select, or_, select

from xinmiao.features.roster.model import GradeHead
from xinmiao.features.roster.records import GRADE_HEAD, GradeHeadLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
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
            _end(unit, row, from_date)
    for grade in sorted(grades - {row.grade for row in open_now}):
        unit.db.add(
            GradeHead(id=unit.ids.new(), grade=grade, account_id=account_id, from_date=from_date, until_date=None)
        )


@query(requires=Permission.SCHOOL_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("which accounts have which grades"))
def list_grade_heads(unit: Unit) -> tuple[GradeHeadLine, ...]:
    """Return the present heads of grade by grade."""
    found = unit.db.scalars(_present(unit.clock.today()).order_by(GradeHead.grade, GradeHead.account_id))
    return tuple(GradeHeadLine(row.account_id, row.grade) for row in found)


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("which grades the account has"))
def own_grades(unit: Unit) -> frozenset[int]:
    """Return the grades the acting account is head of today."""
    own = _present(unit.clock.today()).where(GradeHead.account_id == unit.actor.account)
    return frozenset(row.grade for row in unit.db.scalars(own))


def _end(unit: Unit, row: GradeHead, from_date: date) -> None:
    """End a post on the day before; one that began on that very day was a slip and is taken out."""
    if row.from_date > from_date:
        raise RuleBroken(
            _("This post began on {day}.").format(day=row.from_date),
            _("Choose a later date for the change."),
        )
    if row.from_date == from_date:
        unit.db.delete(row)
    else:
        row.until_date = from_date - timedelta(days=1)


def _present(day: date) -> Select[GradeHead]:
    return select(GradeHead).where(
        GradeHead.from_date <= day, or_(GradeHead.until_date.is_(None), GradeHead.until_date >= day)
    )
