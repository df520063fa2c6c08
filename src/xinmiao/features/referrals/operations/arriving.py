"""The room's side of a teacher's referral: taking it in, entering one from paper, deciding on it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from xinmiao.features.casework.operations import get_case, open_case
from xinmiao.features.casework.records import CASE, CaseOpening
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.referrals.model import InternalReferral
from xinmiao.features.referrals.operations.reading import case_circle, internal_views, student_of
from xinmiao.features.referrals.records import (
    INTERNAL_REFERRAL,
    InternalForm,
    InternalView,
    PaperReferral,
    ReferralDecision,
    ReferralWay,
)
from xinmiao.features.referrals.records.internal import KIND
from xinmiao.features.referrals.rules import checking, due
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Forged, arriving, post
from xinmiao.vault.envelopes.contents import contents_of
from xinmiao.vault.resealing import restrict_records
from xinmiao.vault.unit import Unit


@command(requires=Permission.INTERNAL_REFERRAL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="internal_referral.arrived")
def take_in_referral(unit: Unit, envelope_id: str) -> None:
    """Take a teacher's referral out of its envelope into the room; a second time changes nothing.

    Who wrote it is whom the envelope is signed by, not what stands in it.

    Raises:
        NotFound: a student who is not in the roster.
        Forged: whoever signed it is no class teacher.
        AppError: the envelope was altered or holds no referral.
    """
    arrived = arriving.collect(unit, envelope_id)
    if arrived is None:
        return
    form = contents_of(InternalForm, arrived.plain)
    writer = unit.custody.vault.account(arrived.author)
    if form.referral_id != arrived.about or Role.CLASS_TEACHER not in writer.roles:
        raise Forged
    if problems := checking.internal_problems(form):
        raise ValidationFailed(problems)
    if unit.db.get(InternalReferral, form.referral_id) is not None:
        raise RuleBroken(_("This referral is here already."), _("Open it in the list of referrals."))
    referral = _arrived(unit, form, writer.label, arrived.at)
    referral.writer, referral.way = arrived.author, ReferralWay.SCREEN
    unit.db.add(referral)


@command(requires=Permission.INTERNAL_REFERRAL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="internal_referral.entered")
def enter_paper_referral(unit: Unit, paper: PaperReferral) -> str:
    """Enter a referral that came on paper, with its writer and date; return its id.

    Raises:
        NotFound: no such student.
        ValidationFailed: no facts, no writer or date, or a day to come.
        Conflict: it was entered already.
    """
    problems = checking.paper_problems(paper, today=unit.clock.today())
    if problems or paper.written_on is None:
        raise ValidationFailed(problems)
    if unit.db.get(InternalReferral, paper.form.referral_id) is not None:
        raise Conflict
    referral = _arrived(unit, paper.form, paper.writer_name.strip(), paper.written_on)
    referral.way, referral.entered_name = ReferralWay.PAPER, unit.actor.label
    referral.place = paper.place.strip() or None
    unit.db.add(referral)
    return referral.id


@query(
    requires=Permission.INTERNAL_REFERRAL_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and states; opening a referral is audited"),
)
def list_internal_referrals(unit: Unit) -> tuple[InternalView, ...]:
    """Return all referrals of teachers, the undecided ones first."""
    return due.internal_first(internal_views(unit, unit.db.scalars(select(InternalReferral)).all()))


@query(requires=Permission.INTERNAL_REFERRAL_READ, scope=Scope.WHOLE_SCHOOL, audit="internal_referral.opened")
def get_internal_referral(unit: Unit, referral_id: str) -> InternalView:
    """Return a referral in full.

    Raises:
        NotFound: no such referral.
    """
    referral = unit.get(InternalReferral, referral_id)
    unit.concerns("student", referral.student_id)
    unit.concerns("internal_referral", referral.id)
    found = internal_views(unit, (referral,))
    if not found:
        raise NotFound
    return found[0]


@command(requires=Permission.INTERNAL_REFERRAL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="internal_referral.accepted")
def accept_referral(unit: Unit, referral_id: str, base_version: int, case: CaseOpening | str) -> str:
    """Take the case: open one, or add the referral to an existing case by its id; return the case's id.

    A referral that joins a restricted case is sealed like it, with its past.

    Raises:
        RuleBroken: decided already, or a case of another student.
        ValidationFailed, Restricted, Conflict: as for opening a case.
    """
    referral = _undecided(unit, referral_id, base_version)
    if isinstance(case, CaseOpening):
        case_id = unit.run(open_case.bind(case))
        of_student = case.student_id
    else:
        case_id, of_student = case, unit.run(get_case.bind(case)).line.student.id
    if of_student != referral.student_id:
        raise RuleBroken(_("This case is of another student."), _("Choose a case of the same student, or open one."))
    unit.concerns(CASE.record, case_id)
    referral.case_id = case_id
    _decide(unit, referral, ReferralDecision.ACCEPTED)
    circle = case_circle(unit, case_id)
    if circle is not None:
        restrict_records(unit, (referral,), circle)
    return case_id


@command(requires=Permission.INTERNAL_REFERRAL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="internal_referral.declined")
def decline_referral(unit: Unit, referral_id: str, base_version: int, advice: str) -> int:
    """Take no case, and keep what is advised instead; return the new version.

    Raises:
        ValidationFailed: no advice, or too many words.
        RuleBroken: decided already.
        Conflict: somebody changed it since `base_version`.
    """
    referral = _undecided(unit, referral_id, base_version)
    words = advice.strip()
    problems = INTERNAL_REFERRAL.problems({"advice": words}, only=("advice",))
    if not words:
        problems = {"advice": _("Please fill this in.")}
    if problems:
        raise ValidationFailed(problems)
    referral.advice = words
    _decide(unit, referral, ReferralDecision.DECLINED)
    return referral.version


def _arrived(unit: Unit, form: InternalForm, writer_name: str, written: date | datetime) -> InternalReferral:
    student_of(unit, form.student_id)
    unit.run(ensure_growth_file.bind(form.student_id, OpeningReason.COUNSELLING))
    unit.concerns("student", form.student_id)
    unit.concerns("internal_referral", form.referral_id)
    return InternalReferral(
        id=form.referral_id,
        student_id=form.student_id,
        facts=form.facts.strip(),
        since=form.since.strip() or None,
        tried=form.tried.strip() or None,
        urgency=form.urgency,
        wishes_told=form.wishes_told,
        writer_name=writer_name,
        written_on=written.astimezone().date() if isinstance(written, datetime) else written,
        decision=ReferralDecision.WAITING,
    )


def _undecided(unit: Unit, referral_id: str, base_version: int) -> InternalReferral:
    referral = unit.editable(InternalReferral, referral_id, base_version)
    unit.concerns("student", referral.student_id)
    unit.concerns("internal_referral", referral.id)
    unit.seals.require_open(referral)
    if referral.decision is not ReferralDecision.WAITING:
        raise RuleBroken(_("This referral was decided on already."), _("Open it again to see how."))
    return referral


def _decide(unit: Unit, referral: InternalReferral, decision: ReferralDecision) -> None:
    referral.decision = decision
    referral.decided_on, referral.decided_name = unit.clock.today(), unit.actor.label
    envelope = post.row_about(unit, KIND, referral.id)
    if referral.writer is not None and envelope is not None:
        arriving.answer(unit, envelope.id, decision.value, unit.actor.account)
    unit.db.flush()
