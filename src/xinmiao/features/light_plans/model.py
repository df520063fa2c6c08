"""Mapped classes of light plans, their reviews and the published counts."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.light_plans.records import LIGHT_PLAN, LIGHT_PLAN_COUNT, LIGHT_REVIEW, LightWay
from xinmiao.features.plans.records import GoalProgress, ReviewDecision
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, column


class LightPlan(Versioned, CounsellingBase):
    """One student's sheet for one period."""

    __tablename__ = "light_plan"
    spec: ClassVar[RecordSpec] = LIGHT_PLAN

    student_id: Mapped[str] = column(LIGHT_PLAN.student_id, index=True)
    period: Mapped[str] = column(LIGHT_PLAN.period, index=True)
    situation: Mapped[str | None] = column(LIGHT_PLAN.situation)
    strengths: Mapped[str | None] = column(LIGHT_PLAN.strengths)
    goal: Mapped[str | None] = column(LIGHT_PLAN.goal)
    measure_1: Mapped[str | None] = column(LIGHT_PLAN.measure_1)
    measure_2: Mapped[str | None] = column(LIGHT_PLAN.measure_2)
    measure_3: Mapped[str | None] = column(LIGHT_PLAN.measure_3)
    responsible: Mapped[str | None] = column(LIGHT_PLAN.responsible)
    review_on: Mapped[date | None] = column(LIGHT_PLAN.review_on)
    writer: Mapped[str | None] = column(LIGHT_PLAN.writer)
    written_on: Mapped[date | None] = column(LIGHT_PLAN.written_on)
    way: Mapped[LightWay | None] = column(LIGHT_PLAN.way)
    checked_on: Mapped[date | None] = column(LIGHT_PLAN.checked_on)
    checked_name: Mapped[str | None] = column(LIGHT_PLAN.checked_name)
    checked_words: Mapped[str | None] = column(LIGHT_PLAN.checked_words)
    closed_on: Mapped[date | None] = column(LIGHT_PLAN.closed_on)


class LightPlanReview(Versioned, CounsellingBase):
    """One review of a sheet."""

    __tablename__ = "light_plan_review"
    __table_args__ = (UniqueConstraint("light_plan_id", "nth"),)
    spec: ClassVar[RecordSpec] = LIGHT_REVIEW

    light_plan_id: Mapped[str] = column(LIGHT_REVIEW.light_plan_id)
    nth: Mapped[int] = column(LIGHT_REVIEW.nth)
    held_on: Mapped[date] = column(LIGHT_REVIEW.held_on)
    progress: Mapped[GoalProgress] = column(LIGHT_REVIEW.progress)
    evidence: Mapped[str | None] = column(LIGHT_REVIEW.evidence)
    decision: Mapped[ReviewDecision] = column(LIGHT_REVIEW.decision)
    next_review_on: Mapped[date | None] = column(LIGHT_REVIEW.next_review_on)
    reviewer_name: Mapped[str] = column(LIGHT_REVIEW.reviewer_name)


class LightPlanCount(Versioned, SchoolBase):
    """How far a class is, in numbers."""

    __tablename__ = "light_plan_count"
    __table_args__ = (UniqueConstraint("class_id", "period"),)
    spec: ClassVar[RecordSpec] = LIGHT_PLAN_COUNT

    class_id: Mapped[str] = column(LIGHT_PLAN_COUNT.class_id)
    period: Mapped[str] = column(LIGHT_PLAN_COUNT.period)
    opened: Mapped[int] = column(LIGHT_PLAN_COUNT.opened)
    handed_in: Mapped[int] = column(LIGHT_PLAN_COUNT.handed_in)
    done: Mapped[int] = column(LIGHT_PLAN_COUNT.done)
