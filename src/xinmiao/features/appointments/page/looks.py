"""How states and kinds of appointments look: always a word with its icon, and a tone of the theme."""

from __future__ import annotations

from xinmiao.features.appointments.records import (
    APPOINTMENT,
    APPOINTMENT_REQUEST,
    WAITING_ENTRY,
    AppointmentKind,
    AppointmentState,
    AppointmentView,
    RequestState,
    WaitingUrgency,
)
from xinmiao.features.school_calendar.records import WEEKDAY_LABELS
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.widgets.chips import Chip

UNRESOLVED = _("Who came?")
_UNRESOLVED = ("watch", "circle-question-mark")
_LOOKS: dict[AppointmentState, tuple[str, str]] = {
    AppointmentState.REQUESTED: ("warn", "bell"),
    AppointmentState.BOOKED: ("accent", "calendar-clock"),
    AppointmentState.ARRIVED: ("calm", "circle-check"),
    AppointmentState.LATE: ("calm", "clock"),
    AppointmentState.ABSENT: ("watch", "circle-x"),
    AppointmentState.CANCELLED: ("", "x"),
}
_URGENT: dict[WaitingUrgency, tuple[str, str]] = {
    WaitingUrgency.TODAY: ("alarm", "octagon-alert"),
    WaitingUrgency.SOON: ("warn", "triangle-alert"),
    WaitingUrgency.NORMAL: ("", "clock"),
}

_REQUESTS: dict[RequestState, tuple[str, str]] = {
    RequestState.SENT: ("", "clock"),
    RequestState.RECEIVED: ("watch", "inbox"),
    RequestState.BOOKED: ("accent", "circle-check"),
    RequestState.CLOSED: ("", "x"),
}


def state_chip(view: AppointmentView) -> Chip:
    """Return the state as a chip; one that is over and has no outcome asks for it."""
    if view.is_unresolved:
        return Chip(UNRESOLVED, *_UNRESOLVED)
    return Chip(state_words(view), *_LOOKS[view.state])


def state_words(view: AppointmentView) -> Text | str:
    """Return the state in words."""
    return UNRESOLVED if view.is_unresolved else APPOINTMENT.state.show(view.state)


def urgency_chip(urgency: WaitingUrgency) -> Chip:
    """Return how soon somebody should be seen."""
    return Chip(WAITING_ENTRY.urgency.show(urgency), *_URGENT[urgency])


def request_chip(state: RequestState) -> Chip:
    """Return how far a teacher's request came, as a chip."""
    return Chip(APPOINTMENT_REQUEST.state.show(state), *_REQUESTS[state])


def kind_words(view: AppointmentView) -> str:
    """Return the kind, unless it is the usual one."""
    return "" if view.kind is AppointmentKind.TALK else str(APPOINTMENT.kind.show(view.kind))


def when_words(view: AppointmentView) -> str:
    """Return day, weekday and times: 2026-11-23 Mon 10:05-10:50."""
    return tr(
        "{day} {weekday} {span}",
        day=view.day.isoformat(),
        weekday=WEEKDAY_LABELS[view.day.weekday()][1],
        span=view.span,
    )


def client_words(view: AppointmentView) -> str:
    """Return who comes, with the class."""
    return f"{view.client}  {view.class_label}".strip()
