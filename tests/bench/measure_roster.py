"""Benches of the roster: the dry run of a large workbook, and its commit into an empty school."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import datetime

from bench.children import Floor
from bench.corpus import empty_school, roster_file
from bench.place import ready_home
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.operations import ImportBasis
from xinmiao.features.roster.sheet.planned import ImportPlan, RowState

ROWS, QUICK_ROWS = 6_000, 600
_COMMIT_S = 3.0


def roster_import(plan: Plan) -> Iterator[Result | Skipped]:
    """Dry run ≤ 5 × python-calamine reading the file; commit ≤ 3 s for 6,000 rows."""
    rows = QUICK_ROWS if plan.quick else ROWS
    path = roster_file(rows)
    folder = ready_home() / "work" / "roster"
    dry: list[float] = []
    commit: list[float] = []
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
            workspace.close()
    shutil.rmtree(folder)
    where, least, share = f"{rows:,} rows × 60 columns, .xlsx", median(bare), rows / ROWS
    yield Result("roster_dry_run", median(dry), "s", least, 5 * least, where, len(dry), f"noise {spread(dry)}")
    note = f"noise {spread(commit)}" + (
        "" if share == 1 else f"; limit {_COMMIT_S:g} s for {ROWS:,} rows, in proportion"
    )
    yield Result("roster_commit", median(commit), "s", None, _COMMIT_S * share, where, len(commit), note)


def _dry_run(basis: ImportBasis, rows: int) -> ImportPlan:
    found = dry_run.open_roster(roster_file(rows))
    mappings = dry_run.proposed_mappings(found, basis)
    planned = dry_run.dry_run(found, mappings, basis, today=datetime.now().astimezone().date())
    if planned.counts[RowState.NEW] != rows:
        raise AssertionError(planned.counts)
    return planned
