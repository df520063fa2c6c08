"""Mapped classes of cases, counselling notes and amendments, phrases and templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, Index, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import Session as OrmWork

from xinmiao.features.casework.records import (
    AMENDMENT,
    CASE,
    HANDED_CASE,
    HANDOVER,
    INTAKE,
    NOTE,
    PHRASE,
    PROBLEM_CODE,
    SEARCHED,
    TEMPLATE,
    CaseRisk,
    CaseSource,
    CaseState,
    ClosingEffect,
    ClosingReason,
    CodeState,
    GuardianKnows,
    Known,
    MayRead,
    NoteForm,
    NoteState,
    RiskAnswer,
    Secrecy,
    Willingness,
)
from xinmiao.kernel.access import Actor, Scope
from xinmiao.kernel.finding import indexed
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column
from xinmiao.vault.sealed_rows import Sealable


class Case(Sealable, CounsellingBase):
    """A case; the engine itself refuses a number given twice."""

    __tablename__ = "counselling_case"
    __table_args__ = (UniqueConstraint("school_year", "number_in_year"),)
    spec: ClassVar[RecordSpec] = CASE
    also_sealed: ClassVar[tuple[str, ...]] = ("closing_reason", "closing_effect", "paper_number")

    school_year: Mapped[int] = column(CASE.school_year)
    number_in_year: Mapped[int] = column(CASE.number_in_year)
    student_id: Mapped[str | None] = column(CASE.student_id, index=True)
    alias: Mapped[str | None] = column(CASE.alias)
    identity_reason: Mapped[str | None] = column(CASE.identity_reason)
    identity_joined_at: Mapped[datetime | None] = column(CASE.identity_joined_at)
    paper_number: Mapped[str | None] = column(CASE.paper_number)
    of_staff: Mapped[bool | None] = column(CASE.of_staff)
    staff_name: Mapped[str | None] = column(CASE.staff_name)
    lifting_reason: Mapped[str | None] = column(CASE.lifting_reason)
    times_seen: Mapped[int | None] = column(CASE.times_seen)
    last_seen_on: Mapped[date | None] = column(CASE.last_seen_on)
    counsellor: Mapped[str] = column(CASE.counsellor, index=True)
    counsellor_name: Mapped[str] = column(CASE.counsellor_name)
    source: Mapped[CaseSource] = column(CASE.source)
    presenting_problems: Mapped[tuple[str, ...]] = column(CASE.presenting_problems)
    opened_on: Mapped[date] = column(CASE.opened_on)
    state: Mapped[CaseState] = column(CASE.state)
    closed_on: Mapped[date | None] = column(CASE.closed_on)
    closing_reason: Mapped[ClosingReason | None] = column(CASE.closing_reason)
    closing_effect: Mapped[ClosingEffect | None] = column(CASE.closing_effect)
    closing_words: Mapped[str | None] = column(CASE.closing_words)
    reopening_reason: Mapped[str | None] = column(CASE.reopening_reason)


class Note(Sealable, CounsellingBase):
    """A counselling note."""

    __tablename__ = "counselling_note"
    __table_args__ = (
        UniqueConstraint("case_id", "nth"),
        # The caseload and Today read these alone: without them, every text of 300,000 notes.
        Index("ix_counselling_note_case_talks", "case_id", "state", "started_at", "next_on"),
        Index("ix_counselling_note_caseload", "case_id", "started_at", "state", "next_on", "ideation", "plan", "means"),
        Index("ix_counselling_note_author_state", "author", "state"),
    )
    spec: ClassVar[RecordSpec] = NOTE
    also_sealed: ClassVar[tuple[str, ...]] = ("place",)

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
    student_id: Mapped[str | None] = column(NOTE.student_id, index=True)
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

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        return db.get(Case, self.case_id)

    def searched_text(self) -> str:
        """Search what was written, each part by itself."""
        return indexed(getattr(self, field.name) or "" for field in SEARCHED)


class NoteAmendment(Sealable, CounsellingBase):
    """The reason of one amendment."""

    __tablename__ = "note_amendment"
    spec: ClassVar[RecordSpec] = AMENDMENT

    note_id: Mapped[str] = column(AMENDMENT.note_id, index=True)
    before_version: Mapped[int] = column(AMENDMENT.before_version)
    reason: Mapped[str] = column(AMENDMENT.reason)
    by_name: Mapped[str] = column(AMENDMENT.by_name)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the note's case."""
        note = db.get(Note, self.note_id)
        return None if note is None else note.sealed_like(db)


class Phrase(Versioned, CounsellingBase):
    """A phrase with its short key."""

    __tablename__ = "phrase"
    spec: ClassVar[RecordSpec] = PHRASE

    account_id: Mapped[str] = column(PHRASE.account_id, index=True)
    shared: Mapped[bool] = column(PHRASE.shared)
    key: Mapped[str] = column(PHRASE.key)
    words: Mapped[str] = column(PHRASE.words)

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Show an account its own and those of the room."""
        del scope
        return or_(cls.account_id == actor.account, cls.shared)


class NoteTemplate(Versioned, CounsellingBase):
    """A frame for a note."""

    __tablename__ = "note_template"
    spec: ClassVar[RecordSpec] = TEMPLATE

    account_id: Mapped[str] = column(TEMPLATE.account_id, index=True)
    shared: Mapped[bool] = column(TEMPLATE.shared)
    name: Mapped[str] = column(TEMPLATE.name)
    free_text: Mapped[str | None] = column(TEMPLATE.free_text)
    situation: Mapped[str | None] = column(TEMPLATE.situation)
    main_problem: Mapped[str | None] = column(TEMPLATE.main_problem)
    assessment: Mapped[str | None] = column(TEMPLATE.assessment)
    analysis: Mapped[str | None] = column(TEMPLATE.analysis)
    measures: Mapped[str | None] = column(TEMPLATE.measures)
    effect: Mapped[str | None] = column(TEMPLATE.effect)
    homework: Mapped[str | None] = column(TEMPLATE.homework)

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Show an account its own and those of the room."""
        del scope
        return or_(cls.account_id == actor.account, cls.shared)


class ProblemCode(Versioned, CounsellingBase):
    """A presenting-problem code of the school's own, or what it did with a built-in one."""

    __tablename__ = "problem_code"
    spec: ClassVar[RecordSpec] = PROBLEM_CODE

    code: Mapped[str] = column(PROBLEM_CODE.code, unique=True)
    stem: Mapped[str] = column(PROBLEM_CODE.stem)
    words: Mapped[str | None] = column(PROBLEM_CODE.words)
    state: Mapped[CodeState] = column(PROBLEM_CODE.state)


class CaseIntake(Sealable, CounsellingBase):
    """The intake of a case."""

    __tablename__ = "case_intake"
    spec: ClassVar[RecordSpec] = INTAKE
    also_sealed: ClassVar[tuple[str, ...]] = ("willingness", "secrecy", "secrecy_on", "guardian", "writer")

    case_id: Mapped[str] = column(INTAKE.case_id, unique=True)
    done_on: Mapped[date] = column(INTAKE.done_on)
    entered_at: Mapped[datetime] = column(INTAKE.entered_at)
    writer: Mapped[str | None] = column(INTAKE.writer)
    contacts: Mapped[str | None] = column(INTAKE.contacts)
    family_structure: Mapped[str | None] = column(INTAKE.family_structure)
    carers: Mapped[str | None] = column(INTAKE.carers)
    life_events: Mapped[Known] = column(INTAKE.life_events)
    life_events_words: Mapped[str | None] = column(INTAKE.life_events_words)
    health: Mapped[Known] = column(INTAKE.health)
    health_words: Mapped[str | None] = column(INTAKE.health_words)
    medical_visits: Mapped[Known] = column(INTAKE.medical_visits)
    medical_visits_words: Mapped[str | None] = column(INTAKE.medical_visits_words)
    medication: Mapped[Known] = column(INTAKE.medication)
    medication_words: Mapped[str | None] = column(INTAKE.medication_words)
    earlier_counselling: Mapped[Known] = column(INTAKE.earlier_counselling)
    earlier_counselling_words: Mapped[str | None] = column(INTAKE.earlier_counselling_words)
    sleep_and_eating: Mapped[str | None] = column(INTAKE.sleep_and_eating)
    at_school: Mapped[str | None] = column(INTAKE.at_school)
    complaint: Mapped[str | None] = column(INTAKE.complaint)
    willingness: Mapped[Willingness] = column(INTAKE.willingness)
    secrecy: Mapped[Secrecy] = column(INTAKE.secrecy)
    secrecy_on: Mapped[date | None] = column(INTAKE.secrecy_on)
    guardian: Mapped[GuardianKnows] = column(INTAKE.guardian)
    guardian_words: Mapped[str | None] = column(INTAKE.guardian_words)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        return db.get(Case, self.case_id)


class CaseHandover(Versioned, CounsellingBase):
    """A hand-over of cases."""

    __tablename__ = "case_handover"
    spec: ClassVar[RecordSpec] = HANDOVER

    on_date: Mapped[date] = column(HANDOVER.on_date)
    giver: Mapped[str] = column(HANDOVER.giver)
    giver_name: Mapped[str] = column(HANDOVER.giver_name)
    taker: Mapped[str] = column(HANDOVER.taker)
    taker_name: Mapped[str] = column(HANDOVER.taker_name)
    reason: Mapped[str] = column(HANDOVER.reason)
    signed_names: Mapped[str | None] = column(HANDOVER.signed_names)
    signed_on: Mapped[date | None] = column(HANDOVER.signed_on)
    paper_place: Mapped[str | None] = column(HANDOVER.paper_place)


class HandedCase(Sealable, CounsellingBase):
    """A case as it stood on the day it was handed over."""

    __tablename__ = "handed_case"
    spec: ClassVar[RecordSpec] = HANDED_CASE
    also_sealed: ClassVar[tuple[str, ...]] = ("risk", "next_on")

    handover_id: Mapped[str] = column(HANDED_CASE.handover_id, index=True)
    case_id: Mapped[str] = column(HANDED_CASE.case_id, index=True)
    next_on: Mapped[date | None] = column(HANDED_CASE.next_on)
    risk: Mapped[CaseRisk] = column(HANDED_CASE.risk)
    unsigned: Mapped[int] = column(HANDED_CASE.unsigned)
    promises: Mapped[str | None] = column(HANDED_CASE.promises)
    knows: Mapped[str | None] = column(HANDED_CASE.knows)
    summary: Mapped[str | None] = column(HANDED_CASE.summary)
    reading: Mapped[MayRead] = column(HANDED_CASE.reading)
    reading_on: Mapped[date | None] = column(HANDED_CASE.reading_on)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        return db.get(Case, self.case_id)

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return what was said at the hand-overs of a case."""
        return db.scalars(select(cls).where(cls.case_id == case_id)).all()
