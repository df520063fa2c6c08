"""What the lists of feedback slips show."""

from __future__ import annotations

from xinmiao.features.feedback_slips.records import (
    FEEDBACK_SLIP,
    STATE_LABELS,
    STATE_TONES,
    OwnSlip,
    SlipState,
    SlipView,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.waiting import Wait
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip

_OWN_STATES: dict[SlipState, Text] = {
    SlipState.SENT: _("Sent to the room"),
    SlipState.ASKED: _("The room asks you"),
    SlipState.WAITING: _("The room has it"),
    SlipState.ANSWERED: _("Answered: please report back"),
    SlipState.REPORTED: _("Reported back"),
    SlipState.CLOSED: _("Slip closed"),
}


def slip_columns() -> tuple[Column[SlipView], ...]:
    """Return the columns of the room's list."""
    return (
        _student_column(),
        Column("state", _("State"), lambda view: view.state, width=190, chip=_state),
        Column("wait", _("Waits for"), lambda view: view.wait and view.wait.days, width=110, chip=_wait),
        Column(
            "teacher",
            FEEDBACK_SLIP.teacher_name.label,
            lambda view: view.word.teacher_name,
            width=150,
            secondary=lambda view: str(_("On paper")) if view.sealed_at is None else "",
        ),
        Column("begun_on", FEEDBACK_SLIP.begun_on.label, lambda view: view.word.begun_on, width=115),
        Column("answered_on", FEEDBACK_SLIP.answered_on.label, lambda view: view.word.answered_on, width=115),
        Column(
            "reported_on",
            FEEDBACK_SLIP.reported_on.label,
            lambda view: view.word.reported_on,
            width=115,
            secondary=lambda view: FEEDBACK_SLIP.now.show(view.word.now),
            stretch=True,
        ),
    )


def _student_column() -> Column[SlipView]:
    return Column(
        "student",
        _("Student"),
        lambda view: view.student.name,
        width=160,
        strong=True,
        secondary=lambda view: view.student.class_label,
        sort_key=lambda view: view.student.pinyin,
    )


def own_columns() -> tuple[Column[OwnSlip], ...]:
    """Return the columns of a teacher's own slips."""
    return (
        Column(
            "student",
            _("Student"),
            lambda own: own.student.name,
            width=200,
            strong=True,
            secondary=lambda own: own.student.class_label,
        ),
        Column("state", _("State"), lambda own: own.state, width=250, chip=_own_state),
        Column("wait", _("Waits for"), lambda own: own.wait and own.wait.days, width=130, chip=_own_wait),
        Column(
            "sent_at",
            _("Last word"),
            lambda own: own.sent_at,
            lambda at: show_date(at.astimezone().date()),
            130,
        ),
        Column("whom", FEEDBACK_SLIP.whom.label, lambda own: own.word.whom, width=200, stretch=True),
    )


def own_state(own: OwnSlip) -> Text:
    """Return how far an own slip is, in words."""
    return _("Your words are on their way") if own.report_is_under_way else _OWN_STATES[own.state]


def _state(view: SlipView) -> Chip:
    return Chip(STATE_LABELS[view.state], STATE_TONES[view.state])


def _own_state(own: OwnSlip) -> Chip:
    return Chip(own_state(own), "" if own.report_is_under_way else STATE_TONES[own.state])


def _wait(view: SlipView) -> Chip | None:
    return _chip(view.wait)


def _own_wait(own: OwnSlip) -> Chip | None:
    return None if own.report_is_under_way else _chip(own.wait)


def _chip(wait: Wait | None) -> Chip | None:
    return None if wait is None else Chip(str(wait.words), "warn" if wait.is_late else "", "clock")
