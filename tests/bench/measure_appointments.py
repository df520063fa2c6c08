"""Benches of appointments: asking for a full week, moving a booking, the dates of a series beside 50,000 on file.

`week_view_painted` and `booking_moved`, with what is painted, are measured beside these.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from bench.corpus import empty_school, import_roster, roster_file
from bench.place import ready_home
from bench.result import Plan, Result, Skipped, median, percentile
from xinmiao.app.workspace import Workspace
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentKind,
    AppointmentState,
    NewTime,
    SeriesPattern,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import command
from xinmiao.kernel.school_days import monday_of
from xinmiao.vault.unit import Unit

ON_FILE, QUICK_ON_FILE = 50_000, 5_000
OF_A_WEEK = 200
DATES = 40
_WEEK_MS, _MOVE_MS, _PREVIEW_MS = 50, 60, 100
_STUDENTS, _COUNSELLORS, _LENGTH = 200, 8, 10
_WEEK = timedelta(weeks=1)


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.booked")
def put_many(unit: Unit, rows: tuple[dict[str, Any], ...]) -> None:
    """Put rows on file as booking them one by one would, without what is asked before."""
    unit.add_many(Appointment, rows)


def week_query(plan: Plan) -> Iterator[Result | Skipped]:
    """A week of 200 bookings asked for; what is painted afterwards is not in it."""
    with _booked(plan, "week_query") as (workspace, students, monday):
        _fill_week(workspace, students, monday)
        bound = appointments.list_week.bind(monday, monday + timedelta(days=6))
        assert len(workspace.run(bound).value.appointments) == OF_A_WEEK
        taken = []
        for _sample in range(plan.samples(40, 10)):
            began = time.perf_counter()
            workspace.run(bound)
            taken.append((time.perf_counter() - began) * 1000)
    yield _result("week_query", taken, _WEEK_MS, plan)


def booking_moved_on_file(plan: Plan) -> Iterator[Result | Skipped]:
    """A booking moved: conflicts asked, written, audited, committed; what is painted afterwards is not in it."""
    with _booked(plan, "booking_moved_on_file") as (workspace, students, monday):
        own = workspace.actor.account
        draft = AppointmentDraft(
            workspace.database.ids.new(), monday, 1200, 1230, student_id=students[0], counsellor=own
        )
        stamp = workspace.run(appointments.save_appointment.bind(draft)).value
        taken = []
        for turn in range(plan.samples(60, 15)):
            to = NewTime(monday + timedelta(days=turn % 5), 1200 + turn % 7, 1230 + turn % 7)
            bound = appointments.move_appointment.bind(stamp.id, stamp.version, to)
            began = time.perf_counter()
            stamp = workspace.run(bound).value
            taken.append((time.perf_counter() - began) * 1000)
    yield _result("booking_moved_on_file", taken, _MOVE_MS, plan)


def series_preview(plan: Plan) -> Iterator[Result | Skipped]:
    """The conflicts of a series of 40 dates with 50,000 bookings on file."""
    with _booked(plan, "series_preview") as (workspace, students, monday):
        own = workspace.actor.account
        draft = AppointmentDraft(workspace.database.ids.new(), None, 480, 520, student_id=students[0], counsellor=own)
        pattern = SeriesPattern(monday, (Weekday.TUESDAY,), count=DATES)
        bound = appointments.preview_series.bind(draft, pattern)
        dates = workspace.run(bound).value
        assert len(dates) == DATES
        assert any(not each.is_free for each in dates)
        taken = []
        for _sample in range(plan.samples(40, 10)):
            began = time.perf_counter()
            workspace.run(bound)
            taken.append((time.perf_counter() - began) * 1000)
    yield _result("series_preview", taken, _PREVIEW_MS, plan)


@contextmanager
def _booked(plan: Plan, name: str) -> Iterator[tuple[Workspace, list[str], date]]:
    """Give a school with bookings from a year ago to a year ahead, its students, and the Monday of next week."""
    folder = ready_home() / "work" / name
    workspace = empty_school(folder)
    import_roster(workspace, roster_file(_STUDENTS))
    students = [line.id for line in workspace.run(roster.list_students.bind()).value]
    monday = monday_of(workspace.database.clock.today()) + _WEEK
    count = QUICK_ON_FILE if plan.quick else ON_FILE
    workspace.run(put_many.bind(tuple(_rows(workspace, students, monday, count))))
    try:
        yield workspace, students, monday
    finally:
        workspace.close()
        shutil.rmtree(folder)


def _rows(workspace: Workspace, students: list[str], monday: date, count: int) -> Iterator[dict[str, Any]]:
    """Yield bookings of eight counsellors through two years, the next week left free."""
    days = [monday + timedelta(days=step) for step in range(-365, 366) if not 0 <= step < 7]
    for number in range(count):
        day = days[number % len(days)]
        turn = number // len(days)
        yield _row(workspace, day, 480 + turn % 60 * _LENGTH, students[number % _STUDENTS], turn % _COUNSELLORS)


def _fill_week(workspace: Workspace, students: list[str], monday: date) -> None:
    rows = (
        _row(workspace, monday + timedelta(days=number % 5), 480 + number // 5 * _LENGTH, students[number], number % 4)
        for number in range(OF_A_WEEK)
    )
    workspace.run(put_many.bind(tuple(rows)))


def _row(workspace: Workspace, day: date, starts: int, student: str, counsellor: int) -> dict[str, Any]:
    return {
        "id": workspace.database.ids.new(),
        "student_id": student,
        "counsellor": f"account-{counsellor}" if counsellor else workspace.actor.account,
        "counsellor_name": "周老师",
        "day": day,
        "starts": starts,
        "ends": starts + _LENGTH,
        "kind": AppointmentKind.TALK,
        "state": AppointmentState.BOOKED,
    }


def _result(name: str, taken: list[float], limit: float, plan: Plan) -> Result:
    count = QUICK_ON_FILE if plan.quick else ON_FILE
    note = f"median {median(taken):.1f} ms"
    return Result(name, percentile(taken, 0.95), "ms", None, limit, f"{count:,} bookings on file", len(taken), note)
