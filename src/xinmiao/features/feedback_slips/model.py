"""The mapped class of feedback slips."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from xinmiao.features.feedback_slips.records import FEEDBACK_SLIP, SlipSide, SlipWay, StudentNow
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column


class FeedbackSlip(Versioned, CounsellingBase):
    """A feedback slip."""

    __tablename__ = "feedback_slip"
    spec: ClassVar[RecordSpec] = FEEDBACK_SLIP

    student_id: Mapped[str] = column(FEEDBACK_SLIP.student_id, index=True)
    begun_by: Mapped[SlipSide] = column(FEEDBACK_SLIP.begun_by)
    begun_on: Mapped[date] = column(FEEDBACK_SLIP.begun_on)
    teacher: Mapped[str | None] = column(FEEDBACK_SLIP.teacher)
    teacher_name: Mapped[str] = column(FEEDBACK_SLIP.teacher_name)
    asked: Mapped[str | None] = column(FEEDBACK_SLIP.asked)
    background: Mapped[str | None] = column(FEEDBACK_SLIP.background)
    question: Mapped[str | None] = column(FEEDBACK_SLIP.question)
    background_on: Mapped[date | None] = column(FEEDBACK_SLIP.background_on)
    background_way: Mapped[SlipWay | None] = column(FEEDBACK_SLIP.background_way)
    background_entered: Mapped[str | None] = column(FEEDBACK_SLIP.background_entered)
    can_do: Mapped[str | None] = column(FEEDBACK_SLIP.can_do)
    rather_not: Mapped[str | None] = column(FEEDBACK_SLIP.rather_not)
    whom: Mapped[str | None] = column(FEEDBACK_SLIP.whom)
    answered_on: Mapped[date | None] = column(FEEDBACK_SLIP.answered_on)
    answered_name: Mapped[str | None] = column(FEEDBACK_SLIP.answered_name)
    done: Mapped[str | None] = column(FEEDBACK_SLIP.done)
    now: Mapped[StudentNow | None] = column(FEEDBACK_SLIP.now)
    now_words: Mapped[str | None] = column(FEEDBACK_SLIP.now_words)
    reported_on: Mapped[date | None] = column(FEEDBACK_SLIP.reported_on)
    report_way: Mapped[SlipWay | None] = column(FEEDBACK_SLIP.report_way)
    report_entered: Mapped[str | None] = column(FEEDBACK_SLIP.report_entered)
    place: Mapped[str | None] = column(FEEDBACK_SLIP.place)
    closed_on: Mapped[date | None] = column(FEEDBACK_SLIP.closed_on)
    closed_name: Mapped[str | None] = column(FEEDBACK_SLIP.closed_name)
    closing: Mapped[str | None] = column(FEEDBACK_SLIP.closing)
