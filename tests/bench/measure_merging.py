"""Benches of students entered twice: finding them among a whole school, merging two with a long history."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime

from bench.corpus import empty_school, roster_file
from bench.place import ready_home
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.app.workspace import Workspace
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.today import operations as today

STUDENTS, QUICK_STUDENTS = 6_000, 600
RECORDS, QUICK_RECORDS = 300, 60
_FIND_S, _MERGE_S = 1.0, 0.2


def duplicates(plan: Plan) -> Iterator[Result | Skipped]:
    """Pairs among 6,000 students ≤ 1 s."""
    count = QUICK_STUDENTS if plan.quick else STUDENTS
    folder = ready_home() / "work" / "duplicates"
    workspace = empty_school(folder)
    basis = workspace.run(roster.get_import_basis.bind()).value
    found = dry_run.open_roster(roster_file(count))
    mappings = dry_run.proposed_mappings(found, basis)
    planned = dry_run.dry_run(found, mappings, basis, today=datetime.now().astimezone().date())
    workspace.run(roster.commit_import.bind(planned.to_commit()))
    taken = []
    for _sample in range(plan.samples(9, 3)):
        started = time.perf_counter()
        workspace.run(roster.list_duplicates.bind())
        taken.append(time.perf_counter() - started)
    workspace.close()
    shutil.rmtree(folder)
    yield Result(
        "duplicates", median(taken), "s", None, _FIND_S, f"{count:,} students", len(taken), f"noise {spread(taken)}"
    )


def merge(plan: Plan) -> Iterator[Result | Skipped]:
    """Merge of two students with 300 records ≤ 200 ms."""
    count = QUICK_RECORDS if plan.quick else RECORDS
    folder = ready_home() / "work" / "merge"
    workspace = empty_school(folder)
    pair = [workspace.run(roster.add_student.bind({"name": name}, {})).value for name in ("王芳", "王方")]
    for number in range(count):
        bound = today.add_reminder.bind(f"记录 {number}", date(2027, 6, 1), pair[number % 2])
        workspace.run(bound)
    taken = [_merge_and_back(workspace, *pair) for _sample in range(plan.samples(9, 3))]
    workspace.close()
    shutil.rmtree(folder)
    where = f"two students with {count} records"
    yield Result("merge_students", median(taken), "s", None, _MERGE_S, where, len(taken), f"noise {spread(taken)}")


def _merge_and_back(workspace: Workspace, first: str, second: str) -> float:
    compared = workspace.run(roster.compare_students.bind(first, second)).value
    started = time.perf_counter()
    merge_id = workspace.run(roster.merge_students.bind(compared)).value
    taken = time.perf_counter() - started
    workspace.run(roster.unmerge_students.bind(merge_id, 1))
    return taken
