"""What the lists of requests show."""

from __future__ import annotations

from xinmiao.features.file_access.records import (
    FILE_ACCESS,
    STATE_LABELS,
    STATE_TONES,
    AccessView,
    Approval,
    ApprovalLine,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


def access_columns() -> tuple[Column[AccessView], ...]:
    """Return the columns of requests."""
    return (
        Column("number", _("Number"), lambda view: view.number, width=95),
        Column(
            "student",
            _("Student"),
            lambda view: view.student.name,
            width=150,
            strong=True,
            secondary=lambda view: view.student.class_label,
            sort_key=lambda view: view.student.pinyin,
        ),
        Column("state", _("State"), lambda view: str(STATE_LABELS[view.state]), width=190, chip=_state),
        Column(
            "applicant",
            _("Applicant"),
            lambda view: view.applicant,
            width=170,
            secondary=lambda view: FILE_ACCESS.relation.show(view.relation),
        ),
        Column("asked_on", _("Requested on"), lambda view: view.asked_on, show_date, 110),
        Column("wanted", _("Asked to be given as"), lambda view: FILE_ACCESS.wanted.show(view.wanted), width=130),
        Column("given_on", _("Given on"), lambda view: view.given_on, show_date, 110, stretch=True),
    )


def approval_columns() -> tuple[Column[ApprovalLine], ...]:
    """Return the columns of what the principal signs."""
    return (
        Column("asked_on", _("Requested on"), lambda line: line.request.asked_on, show_date, 110),
        Column(
            "applicant",
            _("Applicant"),
            lambda line: line.request.applicant,
            width=150,
            strong=True,
            secondary=lambda line: FILE_ACCESS.relation.show(line.request.relation),
        ),
        Column(
            "student",
            _("Student"),
            lambda line: line.request.student,
            width=110,
            secondary=lambda line: line.request.class_label,
        ),
        Column("state", _("State"), lambda line: str(_signed_words(line)), width=130, chip=_signed, stretch=True),
    )


def _state(view: AccessView) -> Chip:
    return Chip(STATE_LABELS[view.state], STATE_TONES[view.state])


def _signed_words(line: ApprovalLine) -> object:
    return _("Waits for you") if line.signature is None else FILE_ACCESS.approval.show(line.signature.approval)


def _signed(line: ApprovalLine) -> Chip:
    if line.signature is None:
        return Chip(str(_signed_words(line)), "watch", "clock")
    return Chip(str(_signed_words(line)), "accent" if line.signature.approval is Approval.APPROVED else "")
