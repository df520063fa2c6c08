"""Benches of the appointments' calendar: a week of 200 bookings painted, and one of them moved, in one page's width."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.result import Plan, Result, Skipped, median, percentile

if TYPE_CHECKING:
    from signed_in import SignedInSchool
    from xinmiao.features.appointments.page import AppointmentsPage

BOOKINGS = 200
_MONDAY = date(2026, 11, 30)
_DAYS, _SLOT = 5, 15
_PAINT_MS, _MOVE_MS = 50, 60
_SIZE = (1190, 688)
_WHERE = f"{BOOKINGS} bookings in one week"


def week_view(plan: Plan) -> Iterator[Result | Skipped]:
    """The week painted again, and one booking moved by the operation until the week is painted with it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- only benches of widgets need Qt in this process

    from doubles import FrozenClock  # noqa: PLC0415 -- as above
    from signed_in import make_signed_in_school  # noqa: PLC0415 -- as above
    from xinmiao.app.demo.calendar import invent_calendar  # noqa: PLC0415 -- as above
    from xinmiao.ui import theme  # noqa: PLC0415 -- as above

    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.install(app, theme.Theme())
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("data", "config")]
        for place in places:
            place.mkdir()
        school = make_signed_in_school(places[0], places[1], FrozenClock())
        invent_calendar(school.run, school.clock.today())
        _book(school)
        page = _page(school)
        painted = _painted(page, plan.samples(200, 40))
        moved = _moved(page, plan.samples(100, 20))
        page.close()
        school.lock()
    note = f"median {median(painted):.1f} ms"
    yield Result("week_painted", percentile(painted, 0.95), "ms", None, _PAINT_MS, _WHERE, len(painted), note)
    note = f"median {median(moved):.1f} ms; conflicts asked, audited, committed, read again and painted"
    yield Result("booking_moved", percentile(moved, 0.95), "ms", None, _MOVE_MS, _WHERE, len(moved), note)


def _book(school: SignedInSchool) -> None:
    """Fill the week: forty bookings a day, which stand side by side."""
    from bench.measure_appointments import put_many  # noqa: PLC0415 -- see above
    from xinmiao.features.appointments.records import AppointmentKind, AppointmentState  # noqa: PLC0415 -- as above

    rows = []
    for number in range(BOOKINGS):
        starts = 480 + number // _DAYS * _SLOT
        row = {
            "id": school.means.ids.new(),
            "alias": f"来访{number:03d}",
            "counsellor": school.workspace.actor.account,
            "counsellor_name": school.workspace.actor.label,
            "day": _MONDAY + timedelta(days=number % _DAYS),
            "starts": starts,
            "ends": starts + 45,
            "kind": AppointmentKind.TALK,
            "state": AppointmentState.BOOKED,
        }
        rows.append(row)
    school.run(put_many.bind(tuple(rows)))


def _page(school: SignedInSchool) -> AppointmentsPage:
    from doubles_ui import plain_context  # noqa: PLC0415 -- see above
    from xinmiao.features.appointments.page import AppointmentsPage  # noqa: PLC0415 -- as above
    from xinmiao.features.appointments.page.bar import View  # noqa: PLC0415 -- as above
    from xinmiao.ui.changes import Changes, UiBridge  # noqa: PLC0415 -- as above

    changes = Changes()
    context = plain_context(UiBridge(), workspace=school.workspace, changes=changes, clock=school.clock)
    page = AppointmentsPage(context)
    changes.listen(page.note_changes)
    page.resize(*_SIZE)
    page.show()
    page.bar.show_view(View.WEEK, _MONDAY)
    page.grab()
    if len(page.calendar.grid.places.blocks) < BOOKINGS:
        raise RuntimeError("the week is not shown")
    return page


def _painted(page: AppointmentsPage, samples: int) -> list[float]:
    taken = []
    view = page.calendar.grid.viewport()
    for _turn in range(samples):
        began = time.perf_counter()
        view.grab()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _moved(page: AppointmentsPage, samples: int) -> list[float]:
    from xinmiao.features.appointments.records import NewTime  # noqa: PLC0415 -- see above

    taken = []
    for turn in range(samples):
        view = next(iter(page.shown().values()))
        to = NewTime(view.day, view.starts + (5 if turn % 2 else -5), view.ends + (5 if turn % 2 else -5))
        began = time.perf_counter()
        page.deeds.move(view, to, "bench")
        page.calendar.grid.viewport().grab()
        taken.append((time.perf_counter() - began) * 1000)
    return taken
