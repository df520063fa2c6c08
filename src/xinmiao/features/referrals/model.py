"""Mapped classes of referrals and of the agency directory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import Session as OrmWork

from xinmiao.features.referrals.records import (
    AGENCY,
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
    AgencyKind,
    AnswerSource,
    MedicalAdvice,
    ReferralDecision,
    ReferralUrgency,
    ReferralWay,
    StepKind,
    ToldHow,
)
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.any_record import model_of
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, column
from xinmiao.vault.sealed_rows import Sealable


class Agency(Versioned, SchoolBase):
    """An agency of the directory."""

    __tablename__ = "agency"
    spec: ClassVar[RecordSpec] = AGENCY

    name: Mapped[str] = column(AGENCY.name)
    kind: Mapped[AgencyKind] = column(AGENCY.kind)
    departments: Mapped[str | None] = column(AGENCY.departments)
    phone: Mapped[str | None] = column(AGENCY.phone)
    address: Mapped[str | None] = column(AGENCY.address)
    contact: Mapped[str | None] = column(AGENCY.contact)
    hours: Mapped[str | None] = column(AGENCY.hours)
    note: Mapped[str | None] = column(AGENCY.note)
    archived: Mapped[bool | None] = column(AGENCY.archived)


class InternalReferral(Sealable, CounsellingBase):
    """A teacher's referral; once it belongs to a case it is sealed like that case."""

    __tablename__ = "internal_referral"
    spec: ClassVar[RecordSpec] = INTERNAL_REFERRAL

    student_id: Mapped[str] = column(INTERNAL_REFERRAL.student_id, index=True)
    case_id: Mapped[str | None] = column(INTERNAL_REFERRAL.case_id, index=True)
    facts: Mapped[str] = column(INTERNAL_REFERRAL.facts)
    since: Mapped[str | None] = column(INTERNAL_REFERRAL.since)
    tried: Mapped[str | None] = column(INTERNAL_REFERRAL.tried)
    urgency: Mapped[ReferralUrgency] = column(INTERNAL_REFERRAL.urgency)
    wishes_told: Mapped[bool | None] = column(INTERNAL_REFERRAL.wishes_told)
    writer: Mapped[str | None] = column(INTERNAL_REFERRAL.writer)
    writer_name: Mapped[str] = column(INTERNAL_REFERRAL.writer_name)
    written_on: Mapped[date] = column(INTERNAL_REFERRAL.written_on)
    way: Mapped[ReferralWay] = column(INTERNAL_REFERRAL.way)
    entered_name: Mapped[str | None] = column(INTERNAL_REFERRAL.entered_name)
    place: Mapped[str | None] = column(INTERNAL_REFERRAL.place)
    decision: Mapped[ReferralDecision] = column(INTERNAL_REFERRAL.decision)
    decided_on: Mapped[date | None] = column(INTERNAL_REFERRAL.decided_on)
    decided_name: Mapped[str | None] = column(INTERNAL_REFERRAL.decided_name)
    advice: Mapped[str | None] = column(INTERNAL_REFERRAL.advice)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        return _case(db, self.case_id)

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return those of a case."""
        return db.scalars(select(cls).where(cls.case_id == case_id)).all()


class ReferralOut(Sealable, CounsellingBase):
    """A referral out; one out of a restricted case is sealed like that case."""

    __tablename__ = "referral_out"
    spec: ClassVar[RecordSpec] = REFERRAL_OUT
    also_sealed: ClassVar[tuple[str, ...]] = ("agency_id", "agency_name", "guardian_who", "times_seen")

    student_id: Mapped[str] = column(REFERRAL_OUT.student_id, index=True)
    case_id: Mapped[str | None] = column(REFERRAL_OUT.case_id, index=True)
    agency_id: Mapped[str | None] = column(REFERRAL_OUT.agency_id)
    agency_name: Mapped[str] = column(REFERRAL_OUT.agency_name)
    facts: Mapped[str] = column(REFERRAL_OUT.facts)
    advice: Mapped[str] = column(REFERRAL_OUT.advice)
    counselled_from: Mapped[date | None] = column(REFERRAL_OUT.counselled_from)
    counselled_until: Mapped[date | None] = column(REFERRAL_OUT.counselled_until)
    times_seen: Mapped[int | None] = column(REFERRAL_OUT.times_seen)
    at_risk: Mapped[bool | None] = column(REFERRAL_OUT.at_risk)
    advised_on: Mapped[date] = column(REFERRAL_OUT.advised_on)
    guardian_who: Mapped[str | None] = column(REFERRAL_OUT.guardian_who)
    guardian_how: Mapped[ToldHow | None] = column(REFERRAL_OUT.guardian_how)
    guardian_on: Mapped[date | None] = column(REFERRAL_OUT.guardian_on)
    counsellor: Mapped[str] = column(REFERRAL_OUT.counsellor)
    counsellor_name: Mapped[str] = column(REFERRAL_OUT.counsellor_name)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        return _case(db, self.case_id)

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return those of a case."""
        return db.scalars(select(cls).where(cls.case_id == case_id)).all()


class ReferralStep(Sealable, CounsellingBase):
    """One step of a referral out; sealed like it."""

    __tablename__ = "referral_step"
    spec: ClassVar[RecordSpec] = REFERRAL_STEP
    also_sealed: ClassVar[tuple[str, ...]] = (
        "who",
        "witness_1",
        "witness_2",
        "hospital",
        "source",
        "medical",
        "keeper",
        "may_tell",
        "taken_back",
    )

    referral_id: Mapped[str] = column(REFERRAL_STEP.referral_id, index=True)
    kind: Mapped[StepKind] = column(REFERRAL_STEP.kind)
    on_date: Mapped[date] = column(REFERRAL_STEP.on_date)
    who: Mapped[str | None] = column(REFERRAL_STEP.who)
    words: Mapped[str | None] = column(REFERRAL_STEP.words)
    witness_1: Mapped[str | None] = column(REFERRAL_STEP.witness_1)
    witness_2: Mapped[str | None] = column(REFERRAL_STEP.witness_2)
    place: Mapped[str | None] = column(REFERRAL_STEP.place)
    hospital: Mapped[str | None] = column(REFERRAL_STEP.hospital)
    source: Mapped[AnswerSource | None] = column(REFERRAL_STEP.source)
    medical: Mapped[tuple[MedicalAdvice, ...] | None] = column(REFERRAL_STEP.medical)
    next_visit_on: Mapped[date | None] = column(REFERRAL_STEP.next_visit_on)
    keeper: Mapped[str | None] = column(REFERRAL_STEP.keeper)
    may_tell: Mapped[str | None] = column(REFERRAL_STEP.may_tell)
    quoted: Mapped[str | None] = column(REFERRAL_STEP.quoted)
    recorded_name: Mapped[str] = column(REFERRAL_STEP.recorded_name)
    is_taken_back: Mapped[bool | None] = column(REFERRAL_STEP.is_taken_back)
    taken_back: Mapped[str | None] = column(REFERRAL_STEP.taken_back)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the referral's case."""
        referral = db.get(ReferralOut, self.referral_id)
        return None if referral is None else referral.sealed_like(db)

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return the steps of a case's referrals."""
        of_it = select(ReferralOut.id).where(ReferralOut.case_id == case_id)
        return db.scalars(select(cls).where(cls.referral_id.in_(of_it))).all()


def _case(db: OrmWork, case_id: str | None) -> Sealable | None:
    found = None if case_id is None else db.get(model_of("case"), case_id)
    return found if isinstance(found, Sealable) else None
