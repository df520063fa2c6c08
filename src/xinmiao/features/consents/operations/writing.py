"""Writing one consent down, correcting it, and noting that it was withdrawn."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.consents.model import Consent
from xinmiao.features.consents.operations.coverage import publish
from xinmiao.features.consents.operations.reading import student_of
from xinmiao.features.consents.records import Answer, ConsentForm, Withdrawal
from xinmiao.features.consents.rules import checking
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.CONSENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="consent.saved")
def save_consent(unit: Unit, consent_id: str, base_version: int | None, form: ConsentForm) -> int:
    """Write a consent down, or correct one (`base_version`); what stood there stays in the history.

    A second one for the same party and school year is the first one, answered anew. Returns its version.

    Raises:
        NotFound: no such student.
        ValidationFailed: a date is missing or to come, or it is not said how it was answered.
        Conflict: somebody changed it since `base_version`.
    """
    problems = checking.form_problems(form, today=unit.clock.today())
    if problems or form.asked_on is None:
        raise ValidationFailed(problems)
    student = student_of(unit, form.student_id)
    unit.concerns("student", form.student_id)
    year = school_year_of(form.answered_on or form.asked_on)
    if base_version is None:
        row = _there(unit, form, year) or Consent(id=consent_id, student_id=form.student_id, recorded_name="")
    else:
        row = unit.editable(Consent, consent_id, base_version)
        other = _there(unit, form, year)
        if other is not None and other.id != row.id:
            raise Conflict
    _put(unit, row, form, year)
    unit.db.flush()
    unit.concerns("consent", row.id)
    publish(unit, student.class_id, form.kind, only_known=True)
    return row.version


@command(requires=Permission.CONSENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="consent.withdrawn")
def withdraw_consent(unit: Unit, consent_id: str, base_version: int, withdrawal: Withdrawal) -> int:
    """Note that a consent was withdrawn; it counts from that day on. Return its version.

    Raises:
        ValidationFailed: no day, a day to come, or one before it was given.
        RuleBroken: it was not given, or is withdrawn already.
        Conflict: somebody changed it since `base_version`.
    """
    row = unit.editable(Consent, consent_id, base_version)
    unit.concerns("student", row.student_id)
    unit.concerns("consent", row.id)
    problems = checking.withdrawal_problems(withdrawal, given_on=row.answered_on, today=unit.clock.today())
    if problems:
        raise ValidationFailed(problems)
    if row.answer is not Answer.GIVEN or row.withdrawn_on is not None:
        raise RuleBroken(_("Only a consent that was given can be withdrawn."), _("Correct the answer instead."))
    row.withdrawn_on, row.withdrawn_why = withdrawal.on_date, withdrawal.words.strip() or None
    unit.db.flush()
    return row.version


def _there(unit: Unit, form: ConsentForm, year: int) -> Consent | None:
    same = (Consent.student_id == form.student_id, Consent.kind == form.kind, Consent.party == form.party)
    return unit.db.scalar(select(Consent).where(*same, Consent.school_year == year))


def _put(unit: Unit, row: Consent, form: ConsentForm, year: int) -> None:
    answered = form.answer is not Answer.WAITING
    values = {
        "kind": form.kind,
        "party": form.party,
        "school_year": year,
        "asked_on": form.asked_on,
        "answer": form.answer,
        "answered_on": form.answered_on if answered else None,
        "how": form.how if answered else None,
        "signer": form.signer.strip() or None,
        "place": form.place.strip() or None,
        "note": form.note.strip() or None,
        "recorded_name": unit.actor.label,
    }
    again = row.withdrawn_on is not None and form.answered_on is not None and form.answered_on >= row.withdrawn_on
    if again or form.answer is not Answer.GIVEN:  # asked anew after a withdrawal, or never given
        values |= {"withdrawn_on": None, "withdrawn_why": None}
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    unit.db.add(row)
