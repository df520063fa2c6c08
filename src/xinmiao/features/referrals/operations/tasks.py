"""What of referrals is due, for Today.

The rules say what is late; the statements leave out what cannot be, by the last day since which the same rules find
something late, and read no word of what was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, partial
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from xinmiao.features.referrals.model import InternalReferral, ReferralOut, ReferralStep
from xinmiao.features.referrals.operations.reading import Clocks, clocks_of
from xinmiao.features.referrals.records import InternalDue, OutDue, OutState, ReferralDecision, ReferralUrgency
from xinmiao.features.referrals.rules import due
from xinmiao.features.referrals.rules import path as path_rules
from xinmiao.features.roster.operations import names_of_students
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.waiting import Wait, latest_late
from xinmiao.vault.unit import Unit

_OF_STEPS = (ReferralStep.kind, ReferralStep.on_date, ReferralStep.next_visit_on, ReferralStep.is_taken_back)
_IN_ORDER = (ReferralStep.on_date, ReferralStep.created_at, ReferralStep.id)


@query(
    requires=Permission.REFERRAL_OUT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and days of what is due; opening a referral is audited"),
)
def referral_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return referrals of teachers that wait for a decision, and referrals out whose step waits too long."""
    clocks = clocks_of(unit)
    tasks = (*map(due.internal_task, _arrived(unit, clocks)), *map(due.out_task, _out(unit, clocks)))
    return tuple(task for task in tasks if task is not None)


def _arrived(unit: Unit, clocks: Clocks) -> Iterable[InternalDue]:
    @cache
    def wait(written_on: date, urgency: ReferralUrgency) -> Wait:
        return due.wait_for_decision(written_on, urgency, clocks.today, clocks.settings, clocks.days)

    late = latest_late(clocks.today, lambda day: wait(day, ReferralUrgency.NORMAL).is_late)
    rows = unit.db.execute(
        select(
            InternalReferral.id,
            InternalReferral.student_id,
            InternalReferral.urgency,
            InternalReferral.writer_name,
            InternalReferral.written_on,
        ).where(
            InternalReferral.decision == ReferralDecision.WAITING,
            or_(InternalReferral.written_on <= late, InternalReferral.urgency == ReferralUrgency.TODAY),
        )
    ).all()
    names = unit.run(names_of_students.bind(frozenset(row.student_id for row in rows)))
    for row in rows:
        if row.student_id in names:
            name = names[row.student_id]
            yield InternalDue(row.id, name, row.urgency, row.writer_name, wait(row.written_on, row.urgency))


def _out(unit: Unit, clocks: Clocks) -> Iterable[OutDue]:
    wanted, wait_of = _may_be_late(clocks), cache(partial(_wait_of, clocks))
    rows = unit.db.execute(
        select(ReferralOut.id, ReferralOut.student_id, ReferralOut.advised_on, ReferralOut.at_risk).where(wanted)
    ).all()
    steps = _steps(unit, wanted)
    found = []
    for row in rows:
        path = path_rules.path_of(row.advised_on, steps[row.id])
        wait = wait_of(path, row.at_risk)
        if wait is not None and wait.is_late:
            found.append((row, path, wait))
    names = unit.run(names_of_students.bind(frozenset(row.student_id for row, _path, _wait in found)))
    for row, path, wait in found:
        if row.student_id in names:
            yield OutDue(row.id, names[row.student_id], path.state, wait, path.next_visit_on)


def _may_be_late(clocks: Clocks) -> ColumnElement[bool]:
    """Return the condition of those that are not closed, and either went on or were advised long enough ago."""

    def late_when_advised(*, at_risk: bool) -> date:
        return latest_late(clocks.today, lambda day: _is_late(path_rules.Path(OutState.ADVISED, day), clocks, at_risk))

    went_on = (
        exists()
        .where(ReferralStep.referral_id == ReferralOut.id, ReferralStep.is_taken_back.is_not(True))
        .correlate(ReferralOut)
    )
    return and_(
        ~went_on.where(ReferralStep.kind.in_(path_rules.FINAL)),
        or_(
            ReferralOut.advised_on <= late_when_advised(at_risk=False),
            and_(ReferralOut.at_risk.is_(True), ReferralOut.advised_on <= late_when_advised(at_risk=True)),
            went_on,
        ),
    )


def _wait_of(clocks: Clocks, path: path_rules.Path, at_risk: bool | None) -> Wait | None:  # noqa: FBT001 -- a column's
    return path_rules.wait_of(path, clocks.today, clocks.settings, clocks.days, at_risk=bool(at_risk))


def _is_late(path: path_rules.Path, clocks: Clocks, at_risk: bool) -> bool:  # noqa: FBT001 -- a column's
    wait = _wait_of(clocks, path, at_risk)
    return wait is not None and wait.is_late


def _steps(unit: Unit, wanted: ColumnElement[bool]) -> dict[str, list[Any]]:
    """Return the steps of what is wanted by referral, in the order they were recorded."""
    steps: dict[str, list[Any]] = defaultdict(list)
    of_wanted = select(ReferralStep.referral_id, *_OF_STEPS).join(
        ReferralOut, ReferralOut.id == ReferralStep.referral_id
    )
    for row in unit.db.execute(of_wanted.where(wanted).order_by(*_IN_ORDER)):
        steps[row.referral_id].append(row)
    return steps
