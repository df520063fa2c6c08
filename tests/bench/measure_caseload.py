"""Bench of the caseload: 2,000 cases handed to the real table and painted, in one window of 1366×768."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bench.result import Plan, Result, Skipped, percentile
from xinmiao.features.casework.records import CaseLine, CaseRisk, CaseSource, CaseState, Client

_CASES = 2_000
_TODAY = date(2026, 11, 23)
_LONG_AGO_DAYS = 28


def caseload_list(plan: Plan) -> Iterator[Result | Skipped]:
    """Showing other rows in the caseload and painting what is seen of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- only this bench needs Qt in its own process

    from xinmiao.features.casework.page.columns import case_columns  # noqa: PLC0415 -- as above
    from xinmiao.ui import theme  # noqa: PLC0415 -- as above
    from xinmiao.ui.tables.record_table import RecordTable  # noqa: PLC0415 -- as above

    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.install(app, theme.Theme())
    table = RecordTable[CaseLine](
        case_columns(_TODAY, lambda: _LONG_AGO_DAYS), "cases", id_of=lambda case: case.id, name="cases"
    )
    table.resize(1142, 505)
    table.show()
    taken = []
    for turn in range(plan.samples(25, 7)):
        rows = [_line(number, turn) for number in range(_CASES)]
        began = time.perf_counter()
        table.set_rows(rows)
        table.grab()
        taken.append((time.perf_counter() - began) * 1000)
    table.close()
    yield Result("caseload_list", percentile(taken, 0.95), "ms", None, 50, "2,000 cases in memory", len(taken))


def _line(number: int, turn: int) -> CaseLine:
    seen = datetime(2026, 11, 22, 9, tzinfo=UTC) - timedelta(days=(number + turn) % 90)
    return CaseLine(
        id=f"case-{number}",
        number=f"2026-{number:03d}",
        student=Client(f"student-{number}", f"学生{number}", "七年级2班", f"xuesheng{number}"),
        state=CaseState.OPEN,
        source=CaseSource.SELF,
        presenting_problems=("study",),
        problem_words="学习",
        opened_on=date(2026, 9, 1),
        counsellor="account-1",
        counsellor_name="周老师",
        is_own=True,
        notes=number % 9,
        unsigned=int(not number % 40),
        last_contact=seen,
        next_on=None,
        risk=CaseRisk.YES if not number % 100 else CaseRisk.NOT_ASKED,
    )
