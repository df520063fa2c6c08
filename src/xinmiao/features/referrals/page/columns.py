"""What the lists of referrals and agencies show."""

from __future__ import annotations

from xinmiao.features.referrals.records import (
    AGENCY,
    DECISION_TONES,
    INTERNAL_REFERRAL,
    STATE_LABELS,
    STATE_TONES,
    AgencyLine,
    InternalView,
    OutView,
    OwnReferral,
    ReferralDecision,
    ReferralUrgency,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.waiting import Wait
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip

_URGENCY_TONES = {ReferralUrgency.NORMAL: "", ReferralUrgency.SOON: "watch", ReferralUrgency.TODAY: "alarm"}
SENT = _("Sent")


def internal_columns() -> tuple[Column[InternalView], ...]:
    """Return the columns of referrals of teachers."""
    return (
        Column(
            "student",
            _("Student"),
            lambda view: view.student.name,
            width=150,
            strong=True,
            secondary=lambda view: view.student.class_label,
            sort_key=lambda view: view.student.pinyin,
        ),
        Column("urgency", _("How urgent"), lambda view: view.urgency, width=100, chip=_urgency),
        Column("decision", _("State"), lambda view: view.decision, width=115, chip=_decision),
        Column(
            "writer",
            _("Written by"),
            lambda view: view.writer_name,
            width=120,
            secondary=lambda view: INTERNAL_REFERRAL.way.show(view.way),
        ),
        Column("written_on", _("Written on"), lambda view: view.written_on, show_date, 105),
        Column("wait", _("Waits for"), lambda view: view.wait and view.wait.days, width=110, chip=_internal_wait),
        Column(
            "facts", _("What was seen or heard"), lambda view: " ".join(view.facts.split()), width=150, stretch=True
        ),
    )


def out_columns() -> tuple[Column[OutView], ...]:
    """Return the columns of referrals out."""
    return (
        Column(
            "student",
            _("Student"),
            lambda view: view.student.name,
            width=170,
            strong=True,
            secondary=lambda view: view.student.class_label,
            sort_key=lambda view: view.student.pinyin,
        ),
        Column("state", _("State"), lambda view: str(STATE_LABELS[view.state]), width=200, chip=_state),
        Column("wait", _("Waits for"), lambda view: view.wait and view.wait.days, width=130, chip=_out_wait),
        Column(
            "agency",
            _("Referred to"),
            lambda view: view.form.agency_name,
            width=220,
            secondary=lambda view: tr("Case {number}", number=view.case_number) if view.case_number else "",
        ),
        Column("advised_on", _("Advised on"), lambda view: view.advised_on, show_date, 130),
        Column("next_visit", _("Next visit on"), lambda view: view.next_visit_on, show_date, 130),
        Column("counsellor", _("Counsellor"), lambda view: view.counsellor_name, width=120, stretch=True),
    )


def own_columns() -> tuple[Column[OwnReferral], ...]:
    """Return the columns of a teacher's own referrals: no word of what became of the student."""
    return (
        Column(
            "student",
            _("Student"),
            lambda one: one.student,
            width=200,
            strong=True,
            secondary=lambda one: one.class_label,
        ),
        Column("urgency", _("How urgent"), lambda one: one.urgency, width=140, chip=_own_urgency),
        Column("sent_at", _("Sent on"), lambda one: one.sent_at, lambda at: show_date(at.astimezone().date()), 150),
        Column("state", _("State"), lambda one: str(own_state(one)), width=180, chip=_own_state),
        Column("ask", _("Whom to ask"), lambda one: one.ask, width=200, stretch=True),
    )


def agency_columns() -> tuple[Column[AgencyLine], ...]:
    """Return the columns of the agency directory."""
    return (
        Column(
            "name",
            AGENCY.name.label,
            lambda line: line.name,
            width=240,
            strong=True,
            secondary=lambda line: line.departments,
        ),
        Column("kind", AGENCY.kind.label, lambda line: AGENCY.kind.show(line.kind), width=120),
        Column("phone", AGENCY.phone.label, lambda line: line.phone, width=170, secondary=lambda line: line.contact),
        Column("hours", AGENCY.hours.label, lambda line: line.hours, width=220),
        Column("address", AGENCY.address.label, lambda line: line.address, width=220, stretch=True),
        Column("archived", _("State"), lambda line: line.archived, width=130, chip=_archived),
    )


def own_state(one: OwnReferral) -> Text | str:
    """Return how far a teacher's own referral came, in words."""
    return SENT if one.decision is None else INTERNAL_REFERRAL.decision.show(one.decision)


def _archived(line: AgencyLine) -> Chip:
    return Chip(_("No longer offered"), "") if line.archived else Chip(_("Offered"), "accent")


def _urgency(view: InternalView) -> Chip:
    return Chip(INTERNAL_REFERRAL.urgency.show(view.urgency), _URGENCY_TONES[view.urgency])


def _own_urgency(one: OwnReferral) -> Chip:
    return Chip(INTERNAL_REFERRAL.urgency.show(one.urgency), _URGENCY_TONES[one.urgency])


def _decision(view: InternalView) -> Chip:
    return Chip(INTERNAL_REFERRAL.decision.show(view.decision), DECISION_TONES[view.decision])


def _own_state(one: OwnReferral) -> Chip:
    tone = "" if one.decision in {None, ReferralDecision.DECLINED} else DECISION_TONES[one.decision]
    return Chip(own_state(one), tone)


def _state(view: OutView) -> Chip:
    return Chip(STATE_LABELS[view.state], STATE_TONES[view.state])


def _internal_wait(view: InternalView) -> Chip | None:
    return _wait(view.wait)


def _out_wait(view: OutView) -> Chip | None:
    return _wait(view.wait)


def _wait(wait: Wait | None) -> Chip | None:
    if wait is None:
        return None
    tone = ("alarm" if wait.at_risk else "warn") if wait.is_late else ""
    return Chip(str(wait.words), tone, "clock")
