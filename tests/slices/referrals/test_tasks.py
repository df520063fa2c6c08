"""Tasks of referrals: the narrow reading for Today finds what the full lists call late, on real files."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import event

from counselling_room import add_student
from schools import School
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.model import InternalReferral, ReferralOut, ReferralStep
from xinmiao.features.referrals.records import ReferralDecision, ReferralUrgency, ReferralWay, StepKind
from xinmiao.features.referrals.rules.path import NEXT, path_of
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import command
from xinmiao.vault.unit import Unit

TODAY = date(2026, 11, 23)
DECIDED = {ReferralDecision.ACCEPTED: TODAY, ReferralDecision.WAITING: None}


@command(requires=Permission.CASE_WRITE, scope=Scope.OWN_ACCOUNT, audit="tests.filled")
def fill(unit: Unit, students: tuple[str, ...], seed: int, count: int) -> None:
    """Add referrals of every state and age, whatever way they came there."""
    random = Random(seed)  # noqa: S311 -- invention
    for place in range(count):
        student = random.choice((*students, "gone"))
        unit.db.add(arrived(unit, student, random))
        referral = out(unit, student, f"out-{seed}-{place}", random)
        unit.db.add(referral)
        day = referral.advised_on
        steps: list[ReferralStep] = []
        while random.random() < 0.6:
            following = NEXT[path_of(referral.advised_on, steps).state]
            if not following:
                break
            day = min(day + timedelta(days=random.randint(0, 6)), TODAY)
            steps.append(step(unit, referral.id, random.choice(following), day, random))
        unit.db.add_all(steps)


def arrived(unit: Unit, student: str, random: Random) -> InternalReferral:
    decision = random.choice(list(DECIDED))
    return InternalReferral(
        id=unit.ids.new(),
        student_id=student,
        facts="早读趴在桌上。",
        urgency=random.choice(list(ReferralUrgency)),
        writer_name="林老师",
        written_on=TODAY - timedelta(days=random.randint(0, 9)),
        way=ReferralWay.PAPER,
        decision=decision,
        decided_on=DECIDED[decision],
    )


def out(unit: Unit, student: str, referral_id: str, random: Random) -> ReferralOut:
    return ReferralOut(
        id=referral_id,
        student_id=student,
        agency_name="县人民医院",
        facts="睡得少。",
        advice="建议陪同就诊。",
        at_risk=random.choice((True, False, None)),
        advised_on=TODAY - timedelta(days=random.randint(0, 25)),
        counsellor=unit.actor.account,
        counsellor_name=unit.actor.label,
    )


def step(unit: Unit, referral_id: str, kind: StepKind, day: date, random: Random) -> ReferralStep:
    return ReferralStep(
        id=unit.ids.new(),
        referral_id=referral_id,
        kind=kind,
        on_date=day,
        next_visit_on=day + timedelta(days=random.randint(0, 12)) if random.random() < 0.4 else None,
        recorded_name=unit.actor.label,
        is_taken_back=random.choice((None, None, None, True)),
    )


@pytest.mark.parametrize("seed", range(6))
def test_what_the_lists_call_late_is_a_task_and_nothing_else(school: School, seed: int) -> None:
    students = tuple(add_student(school, f"学生{number}", number) for number in range(1, 4))
    school.run(fill.bind(students, seed, 60))
    listed = school.run(referrals.list_referrals_out.bind())
    late = {view.id: view.wait.since for view in listed if view.wait is not None and view.wait.is_late}
    arrived = school.run(referrals.list_internal_referrals.bind())
    now = {
        view.id: view.wait.since
        for view in arrived
        if view.wait is not None and (view.wait.is_late or view.urgency is ReferralUrgency.TODAY)
    }
    tasks = school.run(referrals.referral_tasks.bind())
    assert {task.target.record: task.due for task in tasks} == late | now
    assert len(tasks) == len(late) + len(now) > 20
    names = {view.id: view.student.name for view in listed} | {view.id: view.student.name for view in arrived}
    assert all(names[task.target.record] in str(task.title) for task in tasks)


def test_fifty_times_as_many_referrals_are_not_asked_for_one_by_one(school: School) -> None:
    students = (add_student(school, "王芳"),)
    counts = []
    for seed, more in ((1, 2), (2, 100)):
        school.run(fill.bind(students, seed, more))
        sent: list[str] = []
        event.listen(school.database.engine, "before_cursor_execute", lambda *told, to=sent: to.append(told[2]))
        school.run(referrals.referral_tasks.bind())
        counts.append(len(sent))
    assert counts[1] <= counts[0] + 1
