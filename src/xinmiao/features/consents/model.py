"""Mapped classes of consents and of their coverage."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.consents.records import CONSENT, CONSENT_COUNT, Answer, ConsentHow, ConsentKind, Party
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, column
from xinmiao.vault.merge_rules import MergeRule, alike


class Consent(Versioned, CounsellingBase):
    """A consent; the constraint makes a second one for the same party and year impossible."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("student_id", "kind", "party", "school_year"),)
    spec: ClassVar[RecordSpec] = CONSENT
    merging: ClassVar[MergeRule] = alike("kind", "party", "school_year")

    student_id: Mapped[str] = column(CONSENT.student_id, index=True)
    kind: Mapped[ConsentKind] = column(CONSENT.kind)
    party: Mapped[Party] = column(CONSENT.party)
    school_year: Mapped[int] = column(CONSENT.school_year)
    asked_on: Mapped[date] = column(CONSENT.asked_on)
    answer: Mapped[Answer] = column(CONSENT.answer)
    answered_on: Mapped[date | None] = column(CONSENT.answered_on)
    how: Mapped[ConsentHow | None] = column(CONSENT.how)
    signer: Mapped[str | None] = column(CONSENT.signer)
    withdrawn_on: Mapped[date | None] = column(CONSENT.withdrawn_on)
    withdrawn_why: Mapped[str | None] = column(CONSENT.withdrawn_why)
    place: Mapped[str | None] = column(CONSENT.place)
    note: Mapped[str | None] = column(CONSENT.note)
    recorded_name: Mapped[str] = column(CONSENT.recorded_name)


class ConsentCount(Versioned, SchoolBase):
    """How far a class is, in numbers."""

    __tablename__ = "consent_count"
    __table_args__ = (UniqueConstraint("class_id", "kind", "school_year"),)
    spec: ClassVar[RecordSpec] = CONSENT_COUNT

    class_id: Mapped[str] = column(CONSENT_COUNT.class_id)
    kind: Mapped[ConsentKind] = column(CONSENT_COUNT.kind)
    school_year: Mapped[int] = column(CONSENT_COUNT.school_year)
    students: Mapped[int] = column(CONSENT_COUNT.students)
    returned: Mapped[int] = column(CONSENT_COUNT.returned)
