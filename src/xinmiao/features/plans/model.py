"""Mapped classes of plans, their goals and measures, their reviews."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.plans.records import (
    GOAL,
    MEASURE,
    PLAN,
    PROGRESS,
    REVIEW,
    ApprovalKind,
    GoalProgress,
    MeasureSide,
    ReviewDecision,
)
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column
from xinmiao.vault.merge_rules import MergeRule, renumber


class Plan(Versioned, CounsellingBase):
    """One version of a plan; the engine itself refuses a number given twice."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("student_id", "number"),)
    spec: ClassVar[RecordSpec] = PLAN
    merging: ClassVar[MergeRule] = renumber("number")

    student_id: Mapped[str] = column(PLAN.student_id)
    number: Mapped[int] = column(PLAN.number)
    edits: Mapped[int] = column(PLAN.edits)
    reasons: Mapped[str | None] = column(PLAN.reasons)
    strengths: Mapped[str | None] = column(PLAN.strengths)
    protective: Mapped[str | None] = column(PLAN.protective)
    participants: Mapped[str | None] = column(PLAN.participants)
    starts_on: Mapped[date | None] = column(PLAN.starts_on)
    next_review_on: Mapped[date | None] = column(PLAN.next_review_on)
    change_reason: Mapped[str | None] = column(PLAN.change_reason)
    agreed_on: Mapped[date | None] = column(PLAN.agreed_on)
    agreed_at: Mapped[datetime | None] = column(PLAN.agreed_at)
    agreed_by: Mapped[str | None] = column(PLAN.agreed_by)
    agreed_name: Mapped[str | None] = column(PLAN.agreed_name)
    needs_approval: Mapped[bool | None] = column(PLAN.needs_approval)
    approval: Mapped[ApprovalKind | None] = column(PLAN.approval)
    approved_on: Mapped[date | None] = column(PLAN.approved_on)
    approver: Mapped[str | None] = column(PLAN.approver)
    approver_name: Mapped[str | None] = column(PLAN.approver_name)
    approval_place: Mapped[str | None] = column(PLAN.approval_place)
    closed_on: Mapped[date | None] = column(PLAN.closed_on)
    closed_at: Mapped[datetime | None] = column(PLAN.closed_at)
    closed_name: Mapped[str | None] = column(PLAN.closed_name)
    closing_words: Mapped[str | None] = column(PLAN.closing_words)


class PlanGoal(Versioned, CounsellingBase):
    """One goal of one version."""

    __tablename__ = "plan_goal"
    spec: ClassVar[RecordSpec] = GOAL

    plan_id: Mapped[str] = column(GOAL.plan_id, index=True)
    root_id: Mapped[str] = column(GOAL.root_id)
    place: Mapped[int] = column(GOAL.place)
    what: Mapped[str] = column(GOAL.what)
    how_seen: Mapped[str | None] = column(GOAL.how_seen)
    baseline: Mapped[str | None] = column(GOAL.baseline)
    plain: Mapped[str | None] = column(GOAL.plain)


class PlanMeasure(Versioned, CounsellingBase):
    """One measure of one version."""

    __tablename__ = "plan_measure"
    spec: ClassVar[RecordSpec] = MEASURE

    plan_id: Mapped[str] = column(MEASURE.plan_id, index=True)
    root_id: Mapped[str] = column(MEASURE.root_id)
    place: Mapped[int] = column(MEASURE.place)
    what: Mapped[str] = column(MEASURE.what)
    side: Mapped[MeasureSide] = column(MEASURE.side)
    person: Mapped[str | None] = column(MEASURE.person, index=True)
    who: Mapped[str | None] = column(MEASURE.who)
    due_on: Mapped[date | None] = column(MEASURE.due_on)
    where: Mapped[str | None] = column(MEASURE.where)
    done_on: Mapped[date | None] = column(MEASURE.done_on)
    done_words: Mapped[str | None] = column(MEASURE.done_words)


class PlanReview(Versioned, CounsellingBase):
    """One review of a version."""

    __tablename__ = "plan_review"
    __table_args__ = (UniqueConstraint("plan_id", "nth"),)
    spec: ClassVar[RecordSpec] = REVIEW

    plan_id: Mapped[str] = column(REVIEW.plan_id)
    nth: Mapped[int] = column(REVIEW.nth)
    held_on: Mapped[date] = column(REVIEW.held_on)
    participants: Mapped[str | None] = column(REVIEW.participants)
    words: Mapped[str | None] = column(REVIEW.words)
    decision: Mapped[ReviewDecision] = column(REVIEW.decision)
    next_review_on: Mapped[date | None] = column(REVIEW.next_review_on)
    reviewer_name: Mapped[str] = column(REVIEW.reviewer_name)


class PlanProgress(Versioned, CounsellingBase):
    """How one goal stood at one review."""

    __tablename__ = "plan_progress"
    __table_args__ = (UniqueConstraint("review_id", "goal_id"),)
    spec: ClassVar[RecordSpec] = PROGRESS

    plan_id: Mapped[str] = column(PROGRESS.plan_id, index=True)
    review_id: Mapped[str] = column(PROGRESS.review_id)
    goal_id: Mapped[str] = column(PROGRESS.goal_id)
    progress: Mapped[GoalProgress] = column(PROGRESS.progress)
    evidence: Mapped[str | None] = column(PROGRESS.evidence)
