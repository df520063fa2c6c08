"""Mapped classes of requests for a file and of preservations."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped

from xinmiao.features.file_access.records import (
    FILE_ACCESS,
    PRESERVATION_HOLD,
    AgeGroup,
    Approval,
    ApprovalWay,
    Decision,
    Manner,
    Opinion,
    Receipt,
    Relation,
)
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column


class FileAccess(Versioned, CounsellingBase):
    """A request to see a file, with all that was done about it."""

    __tablename__ = "file_access"
    spec: ClassVar[RecordSpec] = FILE_ACCESS

    student_id: Mapped[str] = column(FILE_ACCESS.student_id, index=True)
    number: Mapped[str] = column(FILE_ACCESS.number)
    asked_on: Mapped[date] = column(FILE_ACCESS.asked_on)
    applicant: Mapped[str] = column(FILE_ACCESS.applicant)
    relation: Mapped[Relation] = column(FILE_ACCESS.relation)
    contact: Mapped[str | None] = column(FILE_ACCESS.contact)
    id_document: Mapped[str | None] = column(FILE_ACCESS.id_document)
    letter: Mapped[str | None] = column(FILE_ACCESS.letter)
    officer_1: Mapped[str | None] = column(FILE_ACCESS.officer_1)
    officer_2: Mapped[str | None] = column(FILE_ACCESS.officer_2)
    ground: Mapped[str] = column(FILE_ACCESS.ground)
    scope: Mapped[str] = column(FILE_ACCESS.scope)
    wanted: Mapped[Manner] = column(FILE_ACCESS.wanted)
    registered_name: Mapped[str] = column(FILE_ACCESS.registered_name)
    age_group: Mapped[AgeGroup | None] = column(FILE_ACCESS.age_group)
    opinion: Mapped[Opinion | None] = column(FILE_ACCESS.opinion)
    opinion_words: Mapped[str | None] = column(FILE_ACCESS.opinion_words)
    opinion_on: Mapped[date | None] = column(FILE_ACCESS.opinion_on)
    opinion_by: Mapped[str | None] = column(FILE_ACCESS.opinion_by)
    approval_asked_on: Mapped[date | None] = column(FILE_ACCESS.approval_asked_on)
    approval: Mapped[Approval | None] = column(FILE_ACCESS.approval)
    approval_way: Mapped[ApprovalWay | None] = column(FILE_ACCESS.approval_way)
    approver: Mapped[str | None] = column(FILE_ACCESS.approver)
    approver_name: Mapped[str | None] = column(FILE_ACCESS.approver_name)
    approved_on: Mapped[date | None] = column(FILE_ACCESS.approved_on)
    approval_words: Mapped[str | None] = column(FILE_ACCESS.approval_words)
    approval_place: Mapped[str | None] = column(FILE_ACCESS.approval_place)
    decision: Mapped[Decision | None] = column(FILE_ACCESS.decision)
    decided_on: Mapped[date | None] = column(FILE_ACCESS.decided_on)
    decided_name: Mapped[str | None] = column(FILE_ACCESS.decided_name)
    decision_words: Mapped[str | None] = column(FILE_ACCESS.decision_words)
    nevertheless: Mapped[str | None] = column(FILE_ACCESS.nevertheless)
    summary: Mapped[str | None] = column(FILE_ACCESS.summary)
    given_on: Mapped[date | None] = column(FILE_ACCESS.given_on)
    manner: Mapped[Manner | None] = column(FILE_ACCESS.manner)
    given_what: Mapped[str | None] = column(FILE_ACCESS.given_what)
    pages: Mapped[int | None] = column(FILE_ACCESS.pages)
    sat_by: Mapped[str | None] = column(FILE_ACCESS.sat_by)
    receipt: Mapped[Receipt | None] = column(FILE_ACCESS.receipt)
    receipt_on: Mapped[date | None] = column(FILE_ACCESS.receipt_on)
    receipt_who: Mapped[str | None] = column(FILE_ACCESS.receipt_who)
    receipt_words: Mapped[str | None] = column(FILE_ACCESS.receipt_words)
    receipt_place: Mapped[str | None] = column(FILE_ACCESS.receipt_place)


class PreservationHold(Versioned, CounsellingBase):
    """A preservation; `vault.holds` looks for those that are not lifted."""

    __tablename__ = "preservation_hold"
    spec: ClassVar[RecordSpec] = PRESERVATION_HOLD

    student_id: Mapped[str] = column(PRESERVATION_HOLD.student_id, index=True)
    access_id: Mapped[str] = column(PRESERVATION_HOLD.access_id, index=True)
    set_name: Mapped[str] = column(PRESERVATION_HOLD.set_name)
    lift_reason: Mapped[str | None] = column(PRESERVATION_HOLD.lift_reason)
    lift_asked_at: Mapped[datetime | None] = column(PRESERVATION_HOLD.lift_asked_at)
    lift_asked_by: Mapped[str | None] = column(PRESERVATION_HOLD.lift_asked_by)
    lift_asked_name: Mapped[str | None] = column(PRESERVATION_HOLD.lift_asked_name)
    lifted_at: Mapped[datetime | None] = column(PRESERVATION_HOLD.lifted_at)
    lifted_by: Mapped[str | None] = column(PRESERVATION_HOLD.lifted_by)
    lifted_name: Mapped[str | None] = column(PRESERVATION_HOLD.lifted_name)
