"""What the lists of appointments and of those who wait show."""

from __future__ import annotations

from xinmiao.features.appointments.page.looks import (
    kind_words,
    request_chip,
    state_chip,
    state_words,
    urgency_chip,
)
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    APPOINTMENT_REQUEST,
    WAITING_ENTRY,
    AppointmentView,
    OwnRequest,
    WaitingUrgency,
    WaitingView,
)
from xinmiao.features.school_calendar.records import WEEKDAY_LABELS
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.tables.columns import Column

_ORDER = {urgency: place for place, urgency in enumerate(WaitingUrgency)}


def appointment_columns() -> tuple[Column[AppointmentView], ...]:
    """Return the columns of appointments."""
    return (
        Column(
            "day",
            APPOINTMENT.day.label,
            lambda view: view.day,
            show_date,
            width=130,
            secondary=lambda view: f"{WEEKDAY_LABELS[view.day.weekday()][1]} {view.span}",
            sort_key=lambda view: (view.day, view.starts),
        ),
        Column(
            "client",
            _("Who comes"),
            lambda view: view.client,
            width=180,
            strong=True,
            secondary=lambda view: view.class_label,
        ),
        Column("state", APPOINTMENT.state.label, lambda view: str(state_words(view)), width=130, chip=state_chip),
        Column("kind", APPOINTMENT.kind.label, lambda view: APPOINTMENT.kind.show(view.kind), width=120),
        Column("where", _("Meeting place"), lambda view: view.where, width=130),
        Column("counsellor", APPOINTMENT.counsellor.label, lambda view: view.counsellor_name, width=110),
        Column("words", _("Remark"), _remark, width=140, stretch=True),
    )


def waiting_columns() -> tuple[Column[WaitingView], ...]:
    """Return the columns of the waiting list."""
    return (
        Column(
            "client",
            _("Who waits"),
            lambda view: view.client,
            width=180,
            strong=True,
            secondary=lambda view: view.class_label,
        ),
        Column(
            "urgency",
            WAITING_ENTRY.urgency.label,
            lambda view: view.urgency,
            width=110,
            chip=lambda view: urgency_chip(view.urgency),
            sort_key=lambda view: (_ORDER[view.urgency], -view.days),
        ),
        _since(),
        Column("wishes", WAITING_ENTRY.wishes.label, lambda view: view.wishes, width=200),
        Column("asked_by", WAITING_ENTRY.asked_by.label, lambda view: view.asked_by, width=120),
        Column("note", WAITING_ENTRY.note.label, lambda view: " ".join(view.note.split()), width=140, stretch=True),
    )


def request_columns() -> tuple[Column[OwnRequest], ...]:
    """Return the columns of a teacher's own requests: no word of when the student comes."""
    return (
        Column(
            "student",
            _("Student"),
            lambda one: one.student,
            width=180,
            strong=True,
            secondary=lambda one: one.class_label,
        ),
        Column("when", _("Wished for"), lambda one: one.when, width=240),
        Column("sent_at", _("Sent on"), lambda one: one.sent_at, lambda at: show_date(at.astimezone().date()), 150),
        Column(
            "state",
            APPOINTMENT_REQUEST.state.label,
            lambda one: str(APPOINTMENT_REQUEST.state.show(one.state)),
            width=160,
            chip=lambda one: request_chip(one.state),
        ),
        Column("ask", _("Whom to ask"), lambda one: one.ask, width=160, stretch=True),
    )


def _remark(view: AppointmentView) -> str:
    """Return what is to be known beside the state: why it was cancelled, else the remark."""
    if view.cancelled_by is not None:
        parts = (APPOINTMENT.cancelled_by.show(view.cancelled_by), view.reason)
        return tr(": ").join(part for part in parts if part)
    return " ".join(view.note.split()) or kind_words(view)


def _since() -> Column[WaitingView]:
    return Column(
        "since",
        WAITING_ENTRY.since.label,
        lambda view: view.since,
        show_date,
        width=130,
        secondary=lambda view: ntr("{count} school day", "{count} school days", view.days),
    )
