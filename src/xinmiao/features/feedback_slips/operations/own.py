"""A teacher's side: writing the background and the report into envelopes for the room, and reading its answer.

A slip is a teacher's own while its student is of his classes or his mentee. Once he is not, the slip is no longer
shown to him and he writes nothing more on it; the room hands it to who follows him (`hand_slip`).
"""

from __future__ import annotations

from collections.abc import Iterator

from xinmiao.features.feedback_slips.operations.reading import settings_of
from xinmiao.features.feedback_slips.records import (
    BackgroundForm,
    OwnSlip,
    ReportForm,
    SlipSide,
    SlipState,
    SlipText,
)
from xinmiao.features.feedback_slips.records.slips import BACKGROUND, REPORT, SLIP
from xinmiao.features.feedback_slips.rules import checking, due, path
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import AppError, Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Circle, arriving, post
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit


@command(requires=Permission.FEEDBACK_SLIP_OWN, scope=Scope.VISIBLE_STUDENTS, audit="feedback_slip.background_sent")
def write_background(unit: Unit, form: BackgroundForm) -> str:
    """Seal the background to the teacher and the counsellors: a new slip, or the answer to one the room began.

    Raises:
        NotFound: a student who is neither of an own class nor an own mentee.
        ValidationFailed: no background, or too many words.
        RuleBroken: the room asked for no background any more.
        Conflict: sent already.
    """
    if problems := checking.background_problems(form):
        raise ValidationFailed(problems)
    _require_own(unit, form.student_id)
    if post.row_about(unit, BACKGROUND, form.slip_id) is not None:
        raise Conflict
    word = _word(unit, form.slip_id)
    if word is not None and (word.student_id != form.student_id or word.background_on or word.closed_on):
        raise RuleBroken(_("This slip is further already."), _("Open it again to see what the room wrote."))
    _send(unit, BACKGROUND, form.slip_id, form)
    return form.slip_id


@command(requires=Permission.FEEDBACK_SLIP_OWN, scope=Scope.VISIBLE_STUDENTS, audit="feedback_slip.report_sent")
def write_report(unit: Unit, form: ReportForm) -> str:
    """Seal to the counsellors what was done and how the student is; return the slip's id.

    Raises:
        NotFound: no such slip for this account, or its student is no longer his.
        ValidationFailed: nothing said of what was done, or too many words.
        RuleBroken: the room has not answered yet, or the slip is closed.
        Conflict: reported already.
    """
    if problems := checking.report_problems(form):
        raise ValidationFailed(problems)
    word = _word(unit, form.slip_id)
    if word is None or word.student_id != form.student_id:
        raise NotFound
    _require_own(unit, form.student_id)
    if word.reported_on or post.row_about(unit, REPORT, form.slip_id) is not None:
        raise Conflict
    if path.state_of(word) is not SlipState.ANSWERED:
        raise RuleBroken(
            _("The room’s answer is not there, or the slip is closed."),
            _("Open the slip again to see where it stands."),
        )
    _send(unit, REPORT, form.slip_id, form)
    return form.slip_id


@query(
    requires=Permission.FEEDBACK_SLIP_OWN,
    scope=Scope.VISIBLE_STUDENTS,
    audit=NotAudited("the slips of the account itself"),
)
def list_own_slips(unit: Unit) -> tuple[OwnSlip, ...]:
    """Return the slips of the acting teacher about students who are his today, the newest first."""
    return tuple(sorted(_own_slips(unit), key=lambda own: (own.sent_at, own.id), reverse=True))


@command(requires=Permission.FEEDBACK_SLIP_OWN, scope=Scope.VISIBLE_STUDENTS, audit="feedback_slip.read")
def read_own_slip(unit: Unit, slip_id: str) -> OwnSlip:
    """Return one own slip in full, and note that what the room wrote was read.

    Raises:
        NotFound: none of this account's, or its student is no longer his.
    """
    found = next((own for own in _own_slips(unit) if own.id == slip_id), None)
    if found is None:
        raise NotFound(_("This slip is not among yours."), _("A slip goes to who is class teacher now; ask the room."))
    unit.concerns("feedback_slip", slip_id)
    row = post.row_about(unit, SLIP, slip_id)
    if row is not None and not any(
        one.account == unit.actor.account and one.version == row.version for one in post.receipts_of(unit, row.id)
    ):
        post.note_receipt(unit, row)
    return found


@query(
    requires=Permission.FEEDBACK_SLIP_OWN,
    scope=Scope.VISIBLE_STUDENTS,
    audit=NotAudited("own students and days; opening a slip is audited"),
)
def own_slip_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return the slips of which the acting teacher's step is next."""
    own: tuple[OwnSlip, ...] = unit.run(list_own_slips.bind())
    tasks = map(due.teacher_task, own)
    return tuple(task for task in tasks if task is not None)


def _send(unit: Unit, kind: str, slip_id: str, form: BackgroundForm | ReportForm) -> None:
    circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
    unit.concerns("feedback_slip", slip_id)
    post.put(unit, kind, slip_id, spelled(form), circle)


def _require_own(unit: Unit, student_id: str) -> None:
    if not _own_students(unit, {student_id}):
        raise NotFound(
            _("This student is not of your classes or mentees."),
            _("Choose one of your own students, or tell the room."),
        )


def _own_students(unit: Unit, ids: set[str]) -> dict[str, StudentLine]:
    """Return those who are of an own class or own mentees, whatever else the account sees."""
    actor, lines = unit.actor, unit.run(student_lines.bind(tuple(ids)))
    return {line.id: line for line in lines if line.class_id in actor.class_ids or line.id in actor.mentee_ids}


def _word(unit: Unit, slip_id: str) -> SlipText | None:
    """Return the slip as a counsellor sealed it to this account; what was altered, or is another's, is none."""
    row = post.row_about(unit, SLIP, slip_id)
    if row is None:
        return None
    try:
        if not post.is_for_me(unit, row):
            return None
        plain = post.open_row(unit, row)
        arriving.require_role(unit, row, Role.COUNSELLOR)
        word = contents_of(SlipText, plain)
    except AppError:
        return None
    return word if word.slip_id == slip_id else None


def _own_slips(unit: Unit) -> Iterator[OwnSlip]:
    words = {row.about: (word, row) for row in post.rows_of(unit, SLIP) if (word := _word(unit, row.about)) is not None}
    sent = {row.about: (form, row) for row, form in _sent(unit) if row.about not in words}
    under_way = {row.about for row in post.rows_of(unit, REPORT) if row.author == unit.actor.account}
    ids = {word.student_id for word, _row in words.values()} | {form.student_id for form, _row in sent.values()}
    students = _own_students(unit, ids)
    settings, days = settings_of(unit), unit.run(get_school_days.bind())
    for word, row in words.values():
        if word.student_id in students:
            wait = path.wait_of(word, unit.clock.today(), settings, days)
            answers = word.slip_id in under_way and not word.reported_on
            answers = answers or (not word.background_on and _has_background(unit, word.slip_id))
            yield OwnSlip(word, students[word.student_id], path.state_of(word), answers, row.created_at, wait)
    for form, row in sent.values():
        if form.student_id in students:
            own = _as_sent(unit, form, row)
            yield OwnSlip(own, students[form.student_id], SlipState.SENT, False, row.created_at, None)  # noqa: FBT003


def _has_background(unit: Unit, slip_id: str) -> bool:
    row = post.row_about(unit, BACKGROUND, slip_id)
    return row is not None and row.author == unit.actor.account


def _sent(unit: Unit) -> Iterator[tuple[post.EnvelopeRow, BackgroundForm]]:
    """Yield the backgrounds the account wrote; nothing of what was altered since or no longer opens."""
    for row in post.rows_of(unit, BACKGROUND):
        if row.author == unit.actor.account:
            try:
                yield row, contents_of(BackgroundForm, post.open_row(unit, row))
            except AppError:
                continue


def _as_sent(unit: Unit, form: BackgroundForm, row: post.EnvelopeRow) -> SlipText:
    day = row.created_at.astimezone().date().isoformat()
    return SlipText(
        slip_id=form.slip_id,
        student_id=form.student_id,
        begun_by=SlipSide.TEACHER,
        begun_on=day,
        teacher_name=unit.actor.label,
        asked="",
        background=form.background,
        question=form.question,
        background_on=day,
        can_do="",
        rather_not="",
        whom="",
        answered_on="",
        answered_name="",
        done="",
        now=None,
        now_words="",
        reported_on="",
        closed_on="",
    )
