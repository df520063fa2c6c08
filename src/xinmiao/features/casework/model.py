"""Mapped classes of cases, counselling notes and amendments."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.casework.records import (
    AMENDMENT,
    CASE,
    NOTE,
    SEARCHED,
    CaseSource,
    CaseState,
    ClosingEffect,
    ClosingReason,
    NoteForm,
    NoteState,
    Problem,
    RiskAnswer,
)
from xinmiao.features.casework.rules.finding import indexed
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column


class Case(Versioned, CounsellingBase):
    """A case; the engine itself refuses a number given twice."""

    __tablename__ = "counselling_case"
    __table_args__ = (UniqueConstraint("school_year", "number_in_year"),)
    spec: ClassVar[RecordSpec] = CASE

    school_year: Mapped[int] = column(CASE.school_year)
    number_in_year: Mapped[int] = column(CASE.number_in_year)
    student_id: Mapped[str] = column(CASE.student_id, index=True)
    counsellor: Mapped[str] = column(CASE.counsellor, index=True)
    counsellor_name: Mapped[str] = column(CASE.counsellor_name)
    source: Mapped[CaseSource] = column(CASE.source)
    presenting_problems: Mapped[tuple[Problem, ...]] = column(CASE.presenting_problems)
    opened_on: Mapped[date] = column(CASE.opened_on)
    state: Mapped[CaseState] = column(CASE.state)
    closed_on: Mapped[date | None] = column(CASE.closed_on)
    closing_reason: Mapped[ClosingReason | None] = column(CASE.closing_reason)
    closing_effect: Mapped[ClosingEffect | None] = column(CASE.closing_effect)
    closing_words: Mapped[str | None] = column(CASE.closing_words)
    reopening_reason: Mapped[str | None] = column(CASE.reopening_reason)


class Note(Versioned, CounsellingBase):
    """A counselling note."""

    __tablename__ = "counselling_note"
    __table_args__ = (
        UniqueConstraint("case_id", "nth"),
        # The caseload and Today read these alone: without them, every text of 300,000 notes.
        Index("ix_counselling_note_case_talks", "case_id", "state", "started_at", "next_on"),
        Index("ix_counselling_note_author_state", "author", "state"),
    )
    spec: ClassVar[RecordSpec] = NOTE

    started_at: Mapped[datetime] = column(NOTE.started_at, index=True)
    ended_at: Mapped[datetime | None] = column(NOTE.ended_at)
    place: Mapped[str | None] = column(NOTE.place)
    form: Mapped[NoteForm] = column(NOTE.form)
    free_text: Mapped[str | None] = column(NOTE.free_text)
    situation: Mapped[str | None] = column(NOTE.situation)
    main_problem: Mapped[str | None] = column(NOTE.main_problem)
    assessment: Mapped[str | None] = column(NOTE.assessment)
    analysis: Mapped[str | None] = column(NOTE.analysis)
    measures: Mapped[str | None] = column(NOTE.measures)
    effect: Mapped[str | None] = column(NOTE.effect)
    homework: Mapped[str | None] = column(NOTE.homework)
    ideation: Mapped[RiskAnswer] = column(NOTE.ideation)
    ideation_words: Mapped[str | None] = column(NOTE.ideation_words)
    plan: Mapped[RiskAnswer] = column(NOTE.plan)
    plan_words: Mapped[str | None] = column(NOTE.plan_words)
    means: Mapped[RiskAnswer] = column(NOTE.means)
    means_words: Mapped[str | None] = column(NOTE.means_words)
    past: Mapped[RiskAnswer] = column(NOTE.past)
    past_words: Mapped[str | None] = column(NOTE.past_words)
    support: Mapped[RiskAnswer] = column(NOTE.support)
    support_words: Mapped[str | None] = column(NOTE.support_words)
    protection: Mapped[RiskAnswer] = column(NOTE.protection)
    protection_words: Mapped[str | None] = column(NOTE.protection_words)
    ideation_not_asked_reason: Mapped[str | None] = column(NOTE.ideation_not_asked_reason)
    next_time: Mapped[str | None] = column(NOTE.next_time)
    next_on: Mapped[date | None] = column(NOTE.next_on)
    told_whom: Mapped[str | None] = column(NOTE.told_whom)
    level_changed: Mapped[bool | None] = column(NOTE.level_changed)

    case_id: Mapped[str] = column(NOTE.case_id)
    student_id: Mapped[str] = column(NOTE.student_id, index=True)
    nth: Mapped[int] = column(NOTE.nth)
    entered_at: Mapped[datetime] = column(NOTE.entered_at)
    author: Mapped[str] = column(NOTE.author)
    author_name: Mapped[str] = column(NOTE.author_name)
    state: Mapped[NoteState] = column(NOTE.state)
    signed_at: Mapped[datetime | None] = column(NOTE.signed_at)
    signed_by: Mapped[str | None] = column(NOTE.signed_by)
    signed_name: Mapped[str | None] = column(NOTE.signed_name)
    removed_at: Mapped[datetime | None] = column(NOTE.removed_at)
    removed_by: Mapped[str | None] = column(NOTE.removed_by)
    removed_name: Mapped[str | None] = column(NOTE.removed_name)
    removal_reason: Mapped[str | None] = column(NOTE.removal_reason)
    moved_to: Mapped[str | None] = column(NOTE.moved_to)
    moved_from: Mapped[str | None] = column(NOTE.moved_from)

    def searched_text(self) -> str:
        """Search what was written, each part by itself."""
        return indexed(getattr(self, field.name) or "" for field in SEARCHED)


class NoteAmendment(Versioned, CounsellingBase):
    """The reason of one amendment."""

    __tablename__ = "note_amendment"
    spec: ClassVar[RecordSpec] = AMENDMENT

    note_id: Mapped[str] = column(AMENDMENT.note_id, index=True)
    before_version: Mapped[int] = column(AMENDMENT.before_version)
    reason: Mapped[str] = column(AMENDMENT.reason)
    by_name: Mapped[str] = column(AMENDMENT.by_name)
