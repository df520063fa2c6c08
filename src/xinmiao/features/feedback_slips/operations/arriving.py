"""What teachers write, arriving in the room: out of an envelope, or copied from paper."""

from __future__ import annotations

from datetime import date

from xinmiao.features.feedback_slips.model import FeedbackSlip
from xinmiao.features.feedback_slips.operations.reading import seal_to_teacher, student_of
from xinmiao.features.feedback_slips.records import (
    BackgroundForm,
    PaperStep,
    ReportForm,
    SlipSide,
    SlipWay,
)
from xinmiao.features.feedback_slips.rules import checking
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Forged, arriving
from xinmiao.vault.envelopes.contents import contents_of
from xinmiao.vault.unit import Unit


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.background_arrived")
def take_in_background(unit: Unit, envelope_id: str) -> None:
    """Take a teacher's background out of its envelope; a second time changes nothing.

    Who wrote it is whom the envelope is signed by, not what stands in it.

    Raises:
        NotFound: a student who is not in the roster.
        Forged: signed by no class teacher, or about the slip of another teacher or student.
        RuleBroken: its slip has a background already, or is closed.
        AppError: the envelope was altered or holds no background.
    """
    arrived = arriving.collect(unit, envelope_id)
    if arrived is None:
        return
    form = contents_of(BackgroundForm, arrived.plain)
    writer = unit.custody.vault.account(arrived.author)
    if form.slip_id != arrived.about or Role.CLASS_TEACHER not in writer.roles:
        raise Forged
    if problems := checking.background_problems(form):
        raise ValidationFailed(problems)
    day = arrived.at.astimezone().date()
    slip = unit.db.get(FeedbackSlip, form.slip_id)
    if slip is None:
        slip = _begun(unit, form, writer.label, day)
        slip.teacher = arrived.author
    elif (slip.teacher, slip.student_id) != (arrived.author, form.student_id):
        raise Forged
    _take_background(unit, slip, form, day)
    slip.background_way = SlipWay.SCREEN
    seal_to_teacher(unit, slip)


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.report_arrived")
def take_in_report(unit: Unit, envelope_id: str) -> None:
    """Take a teacher's report out of its envelope; a second time changes nothing.

    Raises:
        NotFound: no such slip.
        Forged: signed by somebody else than the slip's teacher, or about another student.
        RuleBroken: reported or closed already, or not answered.
        AppError: the envelope was altered or holds no report.
    """
    arrived = arriving.collect(unit, envelope_id)
    if arrived is None:
        return
    form = contents_of(ReportForm, arrived.plain)
    slip = unit.db.get(FeedbackSlip, form.slip_id)
    if slip is None:
        raise NotFound
    if (form.slip_id, arrived.author, form.student_id) != (arrived.about, slip.teacher, slip.student_id):
        raise Forged
    if problems := checking.report_problems(form):
        raise ValidationFailed(problems)
    _take_report(unit, slip, form, arrived.at.astimezone().date())
    slip.report_way = SlipWay.SCREEN
    seal_to_teacher(unit, slip)


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.background_entered")
def enter_paper_background(unit: Unit, form: BackgroundForm, paper: PaperStep) -> str:
    """Enter a background that came on paper: a new slip, or the answer to one the room began; return the slip's id.

    Raises:
        NotFound: no such student.
        ValidationFailed: no background, no teacher or date, a day to come or before the step it follows.
        RuleBroken: the slip has a background already, or is closed.
    """
    slip = unit.db.get(FeedbackSlip, form.slip_id)
    not_before = None if slip is None else slip.begun_on
    problems = checking.background_problems(form)
    problems |= checking.paper_problems(paper, not_before=not_before, today=unit.clock.today())
    if problems or paper.written_on is None:
        raise ValidationFailed(problems)
    if slip is None:
        slip = _begun(unit, form, paper.teacher_name.strip(), paper.written_on)
    _take_background(unit, slip, form, paper.written_on)
    slip.background_way, slip.background_entered = SlipWay.PAPER, unit.actor.label
    slip.place = paper.place.strip() or slip.place
    seal_to_teacher(unit, slip)
    return slip.id


@command(requires=Permission.FEEDBACK_SLIP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.report_entered")
def enter_paper_report(unit: Unit, base_version: int, form: ReportForm, paper: PaperStep) -> int:
    """Enter a report that came on paper; return the slip's new version.

    Raises:
        NotFound, Conflict: no such slip, or changed meanwhile.
        ValidationFailed: nothing said, no teacher or date, a day to come or before the answer.
        RuleBroken: reported or closed already, or not answered.
    """
    slip = unit.editable(FeedbackSlip, form.slip_id, base_version)
    problems = checking.report_problems(form)
    problems |= checking.paper_problems(paper, not_before=slip.answered_on, today=unit.clock.today())
    if problems or paper.written_on is None:
        raise ValidationFailed(problems)
    _take_report(unit, slip, form, paper.written_on)
    slip.report_way, slip.report_entered = SlipWay.PAPER, unit.actor.label
    slip.place = paper.place.strip() or slip.place
    seal_to_teacher(unit, slip)
    unit.db.flush()
    return slip.version


def _begun(unit: Unit, form: BackgroundForm, teacher_name: str, day: date) -> FeedbackSlip:
    student_of(unit, form.student_id)
    unit.run(ensure_growth_file.bind(form.student_id, OpeningReason.COUNSELLING))
    slip = FeedbackSlip(
        id=form.slip_id,
        student_id=form.student_id,
        begun_by=SlipSide.TEACHER,
        begun_on=day,
        teacher_name=teacher_name,
    )
    unit.db.add(slip)
    return slip


def _take_background(unit: Unit, slip: FeedbackSlip, form: BackgroundForm, day: date) -> None:
    if slip.student_id != form.student_id:
        raise Conflict
    _name(unit, slip)
    if slip.background_on is not None or slip.closed_on is not None:
        raise RuleBroken(_("The background of this slip is here already."), _("Open it in the list of slips."))
    slip.background, slip.question = form.background.strip(), form.question.strip() or None
    slip.background_on = day


def _take_report(unit: Unit, slip: FeedbackSlip, form: ReportForm, day: date) -> None:
    _name(unit, slip)
    if slip.answered_on is None:
        raise RuleBroken(_("This slip is not answered yet."), _("Write the room’s answer first."))
    if slip.reported_on is not None or slip.closed_on is not None:
        raise RuleBroken(_("This slip was reported on already."), _("Open it in the list of slips."))
    slip.done, slip.now, slip.now_words = form.done.strip(), form.now, form.now_words.strip() or None
    slip.reported_on = day


def _name(unit: Unit, slip: FeedbackSlip) -> None:
    unit.concerns("student", slip.student_id)
    unit.concerns("feedback_slip", slip.id)
