"""Benches of the roster: the dry run of a large workbook, its commit into an empty school, and its undoing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import datetime

from bench.children import Floor
from bench.corpus import empty_school, roster_file
from bench.place import ready_home
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.app.workspace import Workspace
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.operations import ImportBasis
from xinmiao.features.roster.sheet.planned import ImportPlan, RowState

ROWS, QUICK_ROWS = 6_000, 600
_COMMIT_S, _UNDO_S = 3.0, 3.0


def roster_import(plan: Plan) -> Iterator[Result | Skipped]:
    """Dry run ≤ 5 × python-calamine reading the file; commit and undo ≤ 3 s each for 6,000 rows."""
    rows = QUICK_ROWS if plan.quick else ROWS
    path = roster_file(rows)
    folder = ready_home() / "work" / "roster"
    dry: list[float] = []
    commit: list[float] = []
    undo: list[float] = []
    bare: list[float] = []
    with Floor("read_workbook.py", str(path)) as floor:
        for _sample in range(plan.samples(15, 3)):
            bare.append(floor.seconds())
            workspace = empty_school(folder)
            basis = workspace.run(roster.get_import_basis.bind()).value
            started = time.perf_counter()
            planned = _dry_run(basis, rows)
            dry.append(time.perf_counter() - started)
            started = time.perf_counter()
            workspace.run(roster.commit_import.bind(planned.to_commit()))
            commit.append(time.perf_counter() - started)
            undo.append(_undone(workspace, rows))
            workspace.close()
    shutil.rmtree(folder)
    where, least, share = f"{rows:,} rows × 60 columns, .xlsx", median(bare), rows / ROWS
    yield Result("roster_dry_run", median(dry), "s", least, 5 * least, where, len(dry), f"noise {spread(dry)}")
    for name, seconds, most in (("roster_commit", commit, _COMMIT_S), ("roster_undo", undo, _UNDO_S)):
        note = f"noise {spread(seconds)}" + (
            "" if share == 1 else f"; limit {most:g} s for {ROWS:,} rows, in proportion"
        )
        yield Result(name, median(seconds), "s", None, most * share, where, len(seconds), note)


def _undone(workspace: Workspace, rows: int) -> float:
    """Take the one import back and return how long that took."""
    (made,) = workspace.run(roster.list_imports.bind()).value
    started = time.perf_counter()
    students = workspace.run(roster.undo_import.bind(made.id, made.version)).value
    seconds = time.perf_counter() - started
    if students != rows or workspace.run(roster.list_students.bind(include_gone=True)).value:
        raise AssertionError(students)
    return seconds


def _dry_run(basis: ImportBasis, rows: int) -> ImportPlan:
    found = dry_run.open_roster(roster_file(rows))
    mappings = dry_run.proposed_mappings(found, basis)
    planned = dry_run.dry_run(found, mappings, basis, today=datetime.now().astimezone().date())
    if planned.counts[RowState.NEW] != rows:
        raise AssertionError(planned.counts)
    return planned
