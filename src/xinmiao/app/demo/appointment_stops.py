"""The places of appointments on the tour: a day, the list, who waits, one appointment, one that is taken."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from xinmiao.features.appointments.page import AppointmentsPage
from xinmiao.features.appointments.page.bar import View
from xinmiao.features.appointments.records import AppointmentState
from xinmiao.kernel.tasks import Target
from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]


def turned(bench: Workbench, name: str) -> Iterator[Condition]:
    """Turn to a view of the page."""
    page, view = (yield from _page(bench)), View(name)
    page.bar.show_view(view)
    yield lambda: page.bar.view is view


def reading(bench: Workbench) -> Iterator[Condition]:
    """Open an appointment of the week."""
    page = yield from _page(bench)
    booked = [view for view in page.shown().values() if view.state is AppointmentState.BOOKED]
    if booked:
        page.deeds.open(booked[0])
        yield page.sheet.isVisible


def appointment_form(bench: Workbench) -> Iterator[Condition]:
    """Begin an appointment at a time that is taken."""
    page = yield from _page(bench)
    booked = [view for view in page.shown().values() if view.state is AppointmentState.BOOKED]
    if booked:
        page.calendar.grid.created.emit(booked[0].day, booked[0].starts, booked[0].ends)
        yield lambda: page.sheet.asking


def _page(bench: Workbench) -> Generator[Condition, None, AppointmentsPage]:
    bench.open(Target("appointments"))
    yield lambda: bench.target == Target("appointments")
    page = next(iter(bench.findChildren(AppointmentsPage)))
    page.sheet.put_away()
    page.bar.show_view(View.WEEK)
    yield lambda: bool(page.shown())
    return page
