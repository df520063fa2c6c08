"""The bench of duty: the roster of a term previewed and saved, against the bare counting of its days."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench.corpus import empty_school
from bench.place import ready_home
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import DutyPersonView, PatternView, RosterRequest
from xinmiao.features.school_calendar.records import WEEKDAYS
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.school_days import monday_of

WEEKS, SHIFTS, STAFF = 20, 6, 12
QUICK_WEEKS = 4
_PREVIEW_S = 1.0
"""Saving makes the roster again and writes it: three times that."""
_FIRST, _LENGTH, _LATER = 480, 40, 100


def term_roster(plan: Plan) -> Iterator[Result | Skipped]:
    """A term of 20 weeks × 5 days × 6 shifts × 12 staff generated ≤ 1 s; saving it is told beside."""
    weeks = QUICK_WEEKS if plan.quick else WEEKS
    folder = ready_home() / "work" / "term_roster"
    workspace = empty_school(folder)
    names = tuple(f"值班{place}" for place in range(STAFF))
    ids = workspace.run(staff.find_or_add_staff.bind(names)).value
    workspace.run(duty.save_duty_persons.bind(tuple(DutyPersonView(id_, name) for name, id_ in ids.items())))
    for place in range(SHIFTS):
        starts = _FIRST + place * _LATER
        pattern = PatternView(f"第{place}班", WEEKDAYS[0], starts, starts + _LENGTH)
        workspace.run(duty.add_pattern.bind(pattern, WEEKDAYS[:5]))
    monday = monday_of(datetime.now(UTC).astimezone().date()) + timedelta(days=7)
    request = RosterRequest(monday, monday + timedelta(days=7 * weeks - 3))
    previewed: list[float] = []
    saved: list[float] = []
    for _sample in range(plan.samples(7, 3)):
        started = time.perf_counter()
        made = workspace.run(duty.preview_roster.bind(request, ())).value
        previewed.append(time.perf_counter() - started)
        started = time.perf_counter()
        workspace.run(duty.save_roster.bind(made, ()))
        saved.append(time.perf_counter() - started)
        if made.spread > 1 or made.unfilled:
            raise AssertionError(made)
    workspace.close()
    shutil.rmtree(folder)
    where = f"{weeks} weeks × 5 days × {SHIFTS} shifts, {STAFF} staff"
    share, note = weeks / WEEKS, f"noise {spread(previewed)}"
    yield Result("term_roster", median(previewed), "s", None, _PREVIEW_S * share, where, len(previewed), note)
    note = f"noise {spread(saved)}, made again and written"
    yield Result("term_roster_saved", median(saved), "s", None, 3 * _PREVIEW_S * share, where, len(saved), note)
