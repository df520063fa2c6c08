"""How long the dry run of a large roster takes, against the bare reading of the same file."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from sample_rosters import NATIONAL_HEADINGS, national_row, write_workbook
from xinmiao.documents.workbook import read_tables
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.features.roster.sheet.header import find_lists
from xinmiao.features.roster.sheet.mapping import propose_mapping
from xinmiao.features.roster.sheet.plan import plan_import
from xinmiao.features.roster.sheet.rows import Reading, read_rows


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_six_thousand_students_stay_within_five_times_the_bare_reading(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    rows = [national_row(number, number // 70 + 1, number % 70 + 1) for number in range(6_000)]
    write_workbook(path, {"学生": [["全校"], list(NATIONAL_HEADINGS), *rows]})

    def dry_run() -> None:
        (found,) = find_lists(read_tables(path), file=path.name).lists
        mapping = propose_mapping(found.headings, [row.cells for row in found.rows[:20]])
        reading = Reading(SchoolShape(frozenset({Stage.JUNIOR}), 2026), date(2026, 11, 23))
        assert len(plan_import(read_rows(found, mapping, reading), []).rows) == 6_000

    bare = min(_seconds(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) for _ in range(3))
    whole = min(_seconds(dry_run) for _ in range(3))
    print(f"bare {bare:.2f} s, whole {whole:.2f} s, ratio {whole / bare:.1f}")  # noqa: T201 -- the figure
    assert whole <= 5 * bare
