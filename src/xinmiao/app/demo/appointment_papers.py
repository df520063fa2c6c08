"""The papers of appointments that the demo leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments import prints
from xinmiao.features.appointments.records import AppointmentState, AppointmentView
from xinmiao.kernel.texts import tr

_AROUND = timedelta(days=12)


def _booked(workspace: Workspace) -> AppointmentView:
    today = workspace.database.clock.today()
    week = workspace.run(appointments.list_week.bind(today - _AROUND, today + _AROUND)).value
    return next(view for view in week.appointments if view.student_id and view.state is AppointmentState.BOOKED)


def _slip(workspace: Workspace) -> Paper:
    print_ = workspace.run(appointments.collect_pass_slip.bind(_booked(workspace).id)).value
    return prints.pass_slip(print_, purpose=tr("For the teacher of the lesson"))


def _day(workspace: Workspace) -> Paper:
    print_ = workspace.run(appointments.collect_day_list.bind(_booked(workspace).day)).value
    return prints.day_list(print_, purpose=tr("For one’s own use on this day"))


APPOINTMENT_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    ("pass-slip", _slip),
    ("day-list", _day),
)
