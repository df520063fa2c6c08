"""Bench of Today: every feature's tasks with 5,000 open records on file."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle

from bench.corpus import empty_school, roster_file
from bench.place import ready_home
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.app.features import FEATURES
from xinmiao.app.workspace import Workspace
from xinmiao.features.file_access.model import FileAccess
from xinmiao.features.file_access.records import Manner, Relation
from xinmiao.features.referrals.model import InternalReferral, ReferralOut
from xinmiao.features.referrals.records import ReferralDecision, ReferralUrgency, ReferralWay
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.today import operations as today
from xinmiao.features.today.model import Reminder
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import command
from xinmiao.vault.unit import Unit

RECORDS, QUICK_RECORDS = 5_000, 1_000
STUDENTS = 1_000
_TODAY_MS = 150.0


def today_open(plan: Plan) -> Iterator[Result | Skipped]:
    """Today with 5,000 open records, half of them late, ≤ 150 ms."""
    count = QUICK_RECORDS if plan.quick else RECORDS
    folder = ready_home() / "work" / "today"
    workspace = empty_school(folder)
    _fill(workspace, count)
    sources = tuple(source for feature in FEATURES for source in feature.tasks)
    workspace.run(today.get_today.bind(sources))
    taken = []
    for _sample in range(plan.samples(15, 5)):
        started = time.perf_counter()
        view = workspace.run(today.get_today.bind(sources)).value
        taken.append((time.perf_counter() - started) * 1000)
    found = len(view.tasks) + len(view.reminders)
    slowest = _slowest(workspace)
    workspace.close()
    shutil.rmtree(folder)
    note = f"noise {spread(taken)}; {found:,} lines; most of it {slowest}"
    yield Result("today_open", median(taken), "ms", None, _TODAY_MS, f"{count:,} open records", len(taken), note)


def _slowest(workspace: Workspace) -> str:
    """Return the two sources that take longest, with their milliseconds."""
    taken = []
    for feature in FEATURES:
        for source in feature.tasks:
            if workspace.actor.may(source.requires):
                started = time.perf_counter()
                workspace.run(source.bind())
                taken.append(((time.perf_counter() - started) * 1000, source.name))
    return ", ".join(f"{name} {spent:.0f} ms" for spent, name in sorted(taken, reverse=True)[:3])


def _fill(workspace: Workspace, count: int) -> None:
    basis = workspace.run(roster.get_import_basis.bind()).value
    found = dry_run.open_roster(roster_file(STUDENTS))
    planned = dry_run.dry_run(
        found, dry_run.proposed_mappings(found, basis), basis, today=datetime.now().astimezone().date()
    )
    workspace.run(roster.commit_import.bind(planned.to_commit()))
    students = [line.id for line in workspace.run(roster.list_students.bind()).value]
    workspace.run(_open_records.bind([students[place % len(students)] for place in range(count)]))


@command(requires=Permission.CASE_WRITE, scope=Scope.OWN_ACCOUNT, audit="bench.filled")
def _open_records(unit: Unit, students: list[str]) -> None:
    """Add open records: two in five referrals of teachers, two out, one in ten requests for a file, and reminders.

    Every second one is two months old, and late whatever holidays lie between.
    """
    today = unit.clock.today()
    days = cycle((today - timedelta(days=1), today - timedelta(days=60)))
    share = len(students) // 10
    arrived, out = students[: 4 * share], students[4 * share : 8 * share]
    asked, reminded = students[8 * share : 9 * share], students[9 * share :]
    unit.add_many(InternalReferral, [_arrived(unit, student, next(days)) for student in arrived])
    unit.add_many(ReferralOut, [_out(unit, student, next(days)) for student in out])
    unit.add_many(FileAccess, [_asked(unit, student, next(days)) for student in asked])
    unit.add_many(Reminder, [_reminder(unit, student, next(days)) for student in reminded])


def _arrived(unit: Unit, student: str, day: date) -> dict[str, object]:
    return {
        "id": unit.ids.new(),
        "student_id": student,
        "facts": "早读趴在桌上，说“昨晚又没睡”。",
        "urgency": ReferralUrgency.SOON,
        "writer_name": "林老师",
        "written_on": day,
        "way": ReferralWay.PAPER,
        "decision": ReferralDecision.WAITING,
    }


def _out(unit: Unit, student: str, day: date) -> dict[str, object]:
    return {
        "id": unit.ids.new(),
        "student_id": student,
        "agency_name": "县人民医院",
        "facts": "近一个月睡得少。",
        "advice": "建议陪同就诊。",
        "advised_on": day,
        "counsellor": unit.actor.account,
        "counsellor_name": unit.actor.label,
    }


def _asked(unit: Unit, student: str, day: date) -> dict[str, object]:
    return {
        "id": unit.ids.new(),
        "student_id": student,
        "number": "2026-001",
        "asked_on": day,
        "applicant": "王建国",
        "relation": Relation.GUARDIAN,
        "ground": "想了解情况。",
        "scope": "本学期",
        "wanted": Manner.SUMMARY,
        "registered_name": unit.actor.label,
    }


def _reminder(unit: Unit, student: str, day: date) -> dict[str, object]:
    return {
        "id": unit.ids.new(),
        "student_id": student,
        "account_id": unit.actor.account,
        "line": "问问午休情况",
        "due_on": day,
    }
