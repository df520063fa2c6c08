"""The room's steps: beginning a slip, answering it, handing it to another teacher, closing it."""

from __future__ import annotations

from xinmiao.features.feedback_slips.model import FeedbackSlip
from xinmiao.features.feedback_slips.operations.reading import seal_to_teacher, student_of, teachers_of
from xinmiao.features.feedback_slips.records import (
    FEEDBACK_SLIP,
    AdviceForm,
    BeginForm,
    SlipSide,
    TeacherChoice,
)
from xinmiao.features.feedback_slips.records.slips import BACKGROUND, REPORT, SLIP
from xinmiao.features.feedback_slips.rules import checking
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import post
from xinmiao.vault.unit import Unit


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.begun")
def begin_slip(unit: Unit, form: BeginForm) -> str:
    """Begin a slip from the room: a question to a teacher, advice, or both; return its id.

    Raises:
        NotFound: no such student.
        ValidationFailed: neither question nor advice, no teacher, or too many words.
        RuleBroken: an account that is neither class teacher nor mentor of the student.
        Conflict: begun already.
    """
    if problems := checking.begin_problems(form):
        raise ValidationFailed(problems)
    if unit.db.get(FeedbackSlip, form.slip_id) is not None:
        raise Conflict
    _require_teacher(unit, form.student_id, form.teacher)
    unit.run(ensure_growth_file.bind(form.student_id, OpeningReason.COUNSELLING))
    slip = FeedbackSlip(
        id=form.slip_id,
        student_id=form.student_id,
        begun_by=SlipSide.ROOM,
        begun_on=unit.clock.today(),
        teacher=form.teacher or None,
        teacher_name=form.teacher_name.strip(),
        asked=form.asked.strip() or None,
    )
    unit.db.add(slip)
    _name(unit, slip)
    if checking.advises(form):
        _advise(unit, slip, AdviceForm(form.can_do, form.rather_not, form.whom))
    seal_to_teacher(unit, slip)
    return slip.id


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.answered")
def answer_slip(unit: Unit, slip_id: str, base_version: int, form: AdviceForm) -> int:
    """Answer a slip, or change the answer while nothing was reported; return the new version.

    What is written here is sealed to the teacher: nothing of a note is copied by the program.

    Raises:
        ValidationFailed: nothing that can be done, nobody to ask, or too many words.
        RuleBroken: reported on or closed already.
        NotFound, Conflict: no such slip, or changed meanwhile.
    """
    slip = unit.editable(FeedbackSlip, slip_id, base_version)
    _name(unit, slip)
    if problems := checking.advice_problems(form):
        raise ValidationFailed(problems)
    if slip.reported_on is not None or slip.closed_on is not None:
        raise RuleBroken(_("This slip was reported on already."), _("Begin another slip for what comes next."))
    _advise(unit, slip, form)
    seal_to_teacher(unit, slip)
    unit.db.flush()
    return slip.version


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.handed")
def hand_slip(unit: Unit, slip_id: str, base_version: int, to: TeacherChoice) -> int:
    """Hand a slip to who is class teacher or mentor now; the one before no longer opens it. Return the new version.

    What the one before sent is taken out of the file of the staff; what he copied before stays with him.

    Raises:
        RuleBroken: an account that is neither class teacher nor mentor, or the slip is closed.
        ValidationFailed: no name.
        NotFound, Conflict: no such slip, or changed meanwhile.
    """
    slip = unit.editable(FeedbackSlip, slip_id, base_version)
    _name(unit, slip)
    if problems := FEEDBACK_SLIP.problems({"teacher_name": to.name.strip()}, only=("teacher_name",)):
        raise ValidationFailed(problems)
    if slip.closed_on is not None:
        raise RuleBroken(_("This slip is closed."), _("Begin another slip for what comes next."))
    _require_teacher(unit, slip.student_id, to.account)
    for kind in (BACKGROUND, REPORT, SLIP):
        if (row := post.row_about(unit, kind, slip.id)) is not None:
            post.take_away(unit, row)
    slip.teacher, slip.teacher_name = to.account or None, to.name.strip()
    unit.db.flush()
    seal_to_teacher(unit, slip)
    return slip.version


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.closed")
def close_slip(unit: Unit, slip_id: str, base_version: int, closing: str) -> int:
    """Close a slip; before the report it needs a word why. Return the new version.

    Raises:
        ValidationFailed: no word where one is needed, or too many.
        RuleBroken: closed already.
        NotFound, Conflict: no such slip, or changed meanwhile.
    """
    slip = unit.editable(FeedbackSlip, slip_id, base_version)
    _name(unit, slip)
    words = closing.strip()
    problems = FEEDBACK_SLIP.problems({"closing": words}, only=("closing",))
    if slip.reported_on is None and not words:
        problems = {"closing": _("Nothing was reported yet; please say why it is closed.")}
    if problems:
        raise ValidationFailed(problems)
    if slip.closed_on is not None:
        raise RuleBroken(_("This slip is closed."), _("Begin another slip for what comes next."))
    slip.closed_on, slip.closed_name, slip.closing = unit.clock.today(), unit.actor.label, words or None
    seal_to_teacher(unit, slip)
    unit.db.flush()
    return slip.version


def _advise(unit: Unit, slip: FeedbackSlip, form: AdviceForm) -> None:
    slip.can_do, slip.whom = form.can_do.strip(), form.whom.strip()
    slip.rather_not = form.rather_not.strip() or None
    slip.answered_on, slip.answered_name = unit.clock.today(), unit.actor.label


def _require_teacher(unit: Unit, student_id: str, account: str) -> None:
    """Refuse to seal a slip to an account that is not in charge of the student; without one it goes on paper."""
    choices = teachers_of(unit, student_of(unit, student_id))
    if account and account not in {choice.account for choice in choices}:
        raise RuleBroken(
            _("This account is neither class teacher nor mentor of the student."),
            _("Choose one of the teachers offered, or print the slip."),
        )


def _name(unit: Unit, slip: FeedbackSlip) -> None:
    unit.concerns("student", slip.student_id)
    unit.concerns("feedback_slip", slip.id)
