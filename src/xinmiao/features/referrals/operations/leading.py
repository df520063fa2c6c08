"""Leading a referral out along its path: writing the advice, recording steps, correcting and taking back."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import select

from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.referrals.model import ReferralOut, ReferralStep
from xinmiao.features.referrals.operations.reading import case_circle, out_views, step_view, student_of
from xinmiao.features.referrals.records import REFERRAL_STEP, OutView, ReferralOutForm, Step, StepForm
from xinmiao.features.referrals.rules import checking
from xinmiao.features.referrals.rules import path as path_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.any_record import any_record
from xinmiao.vault.any_record import student_of as student_of_record
from xinmiao.vault.unit import Unit

_KEPT = frozenset({"referral_id", "base_version", "student_id"})


@command(requires=Permission.REFERRAL_OUT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="referral_out.saved")
def save_referral_out(unit: Unit, form: ReferralOutForm) -> int:
    """Write a referral out, or correct one (`base_version`); earlier words stay in the history. Return its version.

    Raises:
        NotFound: no such student or case.
        ValidationFailed: facts, advice or agency is missing, or a day to come.
        RuleBroken: the case is of another student, or the referral is closed.
        Restricted: the case is sealed to others.
        Conflict: somebody changed it since `base_version`.
    """
    if problems := checking.out_problems(form, today=unit.clock.today()):
        raise ValidationFailed(problems)
    if form.base_version is None:
        referral = _begun(unit, form)
    else:
        referral = _editable(unit, form.referral_id, form.base_version)
        _refuse_closed(unit, referral)
    for field in fields(form):
        if field.name not in _KEPT and not (form.base_version is not None and field.name == "case_id"):
            value = getattr(form, field.name)
            value = value.strip() if isinstance(value, str) and not hasattr(value, "value") else value
            if getattr(referral, field.name) != (value or None):
                setattr(referral, field.name, value or None)
    unit.db.add(referral)
    unit.db.flush()
    return referral.version


@query(requires=Permission.REFERRAL_OUT_READ, scope=Scope.WHOLE_SCHOOL, audit="referral_out.opened")
def get_referral_out(unit: Unit, referral_id: str) -> OutView:
    """Return a referral out with its path.

    Raises:
        NotFound: no such referral.
    """
    referral = unit.get(ReferralOut, referral_id)
    _concern(unit, referral)
    found = out_views(unit, (referral,))
    if not found:
        raise NotFound
    return found[0]


@command(requires=Permission.REFERRAL_OUT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="referral_out.step_recorded")
def record_step(unit: Unit, referral_id: str, base_version: int, step_id: str, form: StepForm) -> int:
    """Record the next step; return the referral's version.

    Raises:
        ValidationFailed: something the step needs is missing, or its day cannot be.
        RuleBroken: this step does not follow on where the referral stands.
        Conflict: somebody recorded a step meanwhile.
    """
    referral = _editable(unit, referral_id, base_version)
    steps = _steps(unit, referral)
    path = path_rules.path_of(referral.advised_on, steps)
    if not path_rules.may_follow(path.state, form.kind):
        raise RuleBroken(
            _("This step does not follow on where the referral stands."), _("Open it again to see where it stands.")
        )
    if problems := checking.step_problems(form, not_before=path.since, today=unit.clock.today()):
        raise ValidationFailed(problems)
    step = ReferralStep(id=step_id, referral_id=referral.id, kind=form.kind, recorded_name=unit.actor.label)
    _put(step, form)
    unit.db.add(step)
    unit.concerns(REFERRAL_STEP.record, step.id)
    unit.remark(step=form.kind.value)
    unit.db.flush()
    return referral.version


@command(requires=Permission.REFERRAL_OUT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="referral_out.step_corrected")
def correct_step(unit: Unit, step_id: str, base_version: int, form: StepForm) -> int:
    """Correct what was recorded of a step; what stood there before stays in the history. Return its version.

    Raises:
        ValidationFailed: as for recording.
        RuleBroken: it was taken back, or it would be another kind of step.
        Conflict: somebody changed it since `base_version`.
    """
    step = unit.editable(ReferralStep, step_id, base_version)
    referral = _open(unit, step.referral_id)
    if step.is_taken_back or form.kind is not step.kind:
        raise RuleBroken(_("This step cannot be corrected."), _("Take the last step back and record the right one."))
    steps = path_rules.counting(_steps(unit, referral))
    place = [each.id for each in steps].index(step.id)
    before = steps[place - 1].on_date if place else referral.advised_on
    problems = checking.step_problems(form, not_before=before, today=unit.clock.today())
    if place + 1 < len(steps) and form.on_date is not None and form.on_date > steps[place + 1].on_date:
        problems.setdefault("on_date", _("The step after this one was on an earlier day; please check the date."))
    if problems:
        raise ValidationFailed(problems)
    _put(step, form)
    unit.concerns(REFERRAL_STEP.record, step.id)
    unit.db.flush()
    return step.version


@command(requires=Permission.REFERRAL_OUT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="referral_out.step_taken_back")
def take_back_step(unit: Unit, step_id: str, base_version: int, reason: str) -> int:
    """Take the last step back with a reason; it stays readable. Return its version.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: another step came after it.
        Conflict: somebody changed it since `base_version`.
    """
    step = unit.editable(ReferralStep, step_id, base_version)
    referral = _open(unit, step.referral_id)
    words = reason.strip()
    problems = REFERRAL_STEP.problems({"taken_back": words}, only=("taken_back",))
    if not words:
        problems = {"taken_back": _("Please fill this in.")}
    if problems:
        raise ValidationFailed(problems)
    last = path_rules.last_counting(_steps(unit, referral))
    if last is None or last.id != step.id:
        raise RuleBroken(_("Only the last step can be taken back."), _("Take back the steps after it first."))
    step.is_taken_back, step.taken_back = True, words
    unit.concerns(REFERRAL_STEP.record, step.id)
    unit.db.flush()
    return step.version


def _begun(unit: Unit, form: ReferralOutForm) -> ReferralOut:
    if unit.db.get(ReferralOut, form.referral_id) is not None:
        raise Conflict
    student_of(unit, form.student_id)
    if form.case_id is not None:
        case = any_record(unit, "case", form.case_id)
        if student_of_record(case) != form.student_id:
            raise RuleBroken(_("This case is of another student."), _("Choose a case of the same student."))
        case_circle(unit, form.case_id)
    unit.run(ensure_growth_file.bind(form.student_id, OpeningReason.COUNSELLING))
    referral = ReferralOut(
        id=form.referral_id,
        student_id=form.student_id,
        counsellor=unit.actor.account,
        counsellor_name=unit.actor.label,
    )
    _concern(unit, referral)
    return referral


def _editable(unit: Unit, referral_id: str, base_version: int) -> ReferralOut:
    referral = unit.editable(ReferralOut, referral_id, base_version)
    _concern(unit, referral)
    unit.seals.require_open(referral)
    return referral


def _open(unit: Unit, referral_id: str) -> ReferralOut:
    referral = unit.get(ReferralOut, referral_id)
    _concern(unit, referral)
    unit.seals.require_open(referral)
    return referral


def _refuse_closed(unit: Unit, referral: ReferralOut) -> None:
    if not path_rules.NEXT[path_rules.path_of(referral.advised_on, _steps(unit, referral)).state]:
        raise RuleBroken(_("This referral is closed."), _("Take the closing back first, and say why."))


def _steps(unit: Unit, referral: ReferralOut) -> list[Step]:
    rows = select(ReferralStep).where(ReferralStep.referral_id == referral.id)
    ordered = rows.order_by(ReferralStep.on_date, ReferralStep.created_at, ReferralStep.id)
    return [step_view(step) for step in unit.db.scalars(ordered)]


def _put(step: ReferralStep, form: StepForm) -> None:
    asked = checking.STEP_FIELDS[form.kind]
    for name, value in asdict(form).items():
        if name in asked:
            plain = value.strip() or None if isinstance(value, str) and name != "source" else value or None
            if getattr(step, name) != plain:
                setattr(step, name, plain)


def _concern(unit: Unit, referral: ReferralOut) -> None:
    unit.concerns("student", referral.student_id)
    unit.concerns("referral_out", referral.id)
