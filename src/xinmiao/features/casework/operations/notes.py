"""Writing, signing and reading counselling notes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from xinmiao.features.casework.model import Case, Note
from xinmiao.features.casework.operations.cases import next_nth, prepare_note
from xinmiao.features.casework.operations.reading import (
    client_of,
    clients_of,
    first_signed_starts,
    lines_of,
    note_line,
    note_views,
    put_content,
)
from xinmiao.features.casework.records import (
    CaseState,
    NoteContent,
    NoteDesk,
    NoteDraft,
    NoteLine,
    NoteStamp,
    NoteState,
    NoteView,
)
from xinmiao.features.casework.records.settings import UNSIGNED_HOURS
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.casework.rules import notes as note_rules
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.features.today.operations import add_reminder
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, Operation, command, query
from xinmiao.kernel.school_days import with_caveat
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

RaisedSource = Operation[[str], bool]


_WAITED = _("The talk was on {day}; the note has waited more than {hours} hours for your signature.")


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.saved")
def save_note(unit: Unit, draft: NoteDraft) -> NoteStamp:
    """Save a note without signing it, gaps and all; a signed one is not touched.

    Saving a new note again with the same id and text (a retry) changes nothing.

    Raises:
        ValidationFailed: refused values, a start still to come, an end before the start, over 8 hours.
        RuleBroken: not the author, signed, moved or voided; a colleague's or a closed case.
        Conflict: somebody saved the note since the draft's base version.
    """
    content = note_rules.tidy(draft.content)
    if problems := note_rules.saving_problems(content, now=unit.clock.now()):
        raise ValidationFailed(problems)
    return _stamp(unit, _write(unit, draft, content))


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.signed")
def sign_note(unit: Unit, draft: NoteDraft, raised: tuple[RaisedSource, ...] = ()) -> NoteStamp:
    """Save a note and sign it, in one; from then on it is locked and only amended.

    `raised` (each feature's query) says whether the student stands at a raised level.

    Raises:
        ValidationFailed: see `save_note`; no end, no text, a yes without words, or a first visit or a raised
            level without a question after thoughts of suicide and without a reason.
        RuleBroken, Conflict: see `save_note`.
    """
    content = note_rules.tidy(draft.content)
    first_start = first_signed_starts(unit, (draft.case_id,)).get(draft.case_id)
    is_first = note_rules.is_first_visit(content.started_at, first_start)
    asks = is_first or _is_raised(unit, unit.get(Case, draft.case_id).student_id, raised)
    if problems := note_rules.signing_problems(content, asks_ideation=asks, now=unit.clock.now()):
        raise ValidationFailed(problems)
    note = _write(unit, draft, content)
    note.state = NoteState.SIGNED
    note.signed_at, note.signed_by, note.signed_name = unit.clock.now(), unit.actor.account, unit.actor.label
    return _stamp(unit, note)


def _is_raised(unit: Unit, student_id: str | None, raised: tuple[RaisedSource, ...]) -> bool:
    """Return whether one of the sources the account may ask says that the student stands at a raised level."""
    if student_id is None:
        return False
    return any(unit.run(source.bind(student_id)) for source in raised if unit.actor.may(source.requires))


def _write(unit: Unit, draft: NoteDraft, content: NoteContent) -> Note:
    """Return the new or changed note, not flushed yet, so that signing makes no second version."""
    there = unit.db.get(Note, draft.note_id)
    if there is None:
        if draft.base_version is not None:
            unit.get(Note, draft.note_id)
        note = _new(unit, draft)
    else:
        note = _existing(unit, there, draft)
    unit.concerns("student", note.student_id)
    unit.concerns("case", note.case_id)
    unit.concerns("counselling_note", note.id)
    _remind(unit, draft, note)
    put_content(note, content)
    if there is None:
        unit.db.add(note)
    return note


def _new(unit: Unit, draft: NoteDraft) -> Note:
    case = unit.get(Case, draft.case_id)
    if obstacle := case_rules.writing_obstacle(case.counsellor, case.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    unit.seals.require_open(case)
    return Note(
        id=draft.note_id,
        case_id=case.id,
        student_id=case.student_id,
        nth=next_nth(unit, case.id),
        entered_at=unit.clock.now(),
        author=unit.actor.account,
        author_name=unit.actor.label,
        state=NoteState.DRAFT,
    )


def _existing(unit: Unit, note: Note, draft: NoteDraft) -> Note:
    if obstacle := note_rules.edit_obstacle(note.state, author=note.author, account=unit.actor.account):
        raise RuleBroken(*obstacle)
    is_retry = draft.base_version is None and note.version == 1
    if (note.version != draft.base_version and not is_retry) or note.case_id != draft.case_id:
        raise Conflict
    return note


def _remind(unit: Unit, draft: NoteDraft, note: Note) -> None:
    if not draft.reminder.strip() and draft.reminder_on is None:
        return
    case = unit.get(Case, note.case_id)
    if unit.seals.is_restricted(case) and (draft.reminder.strip() or case.of_staff):
        raise ValidationFailed(
            {"reminder": _("A reminder is not sealed. In a restricted case write it under “Next time” instead.")}
        )
    try:
        unit.run(add_reminder.bind(draft.reminder, draft.reminder_on, note.student_id))
    except ValidationFailed as error:
        names = {"line": "reminder", "due_on": "reminder_on"}
        raise ValidationFailed({names[name]: problem for name, problem in error.problems.items()}) from error


def _stamp(unit: Unit, note: Note) -> NoteStamp:
    unit.db.flush()
    return NoteStamp(note.id, note.version, note.nth, note.state)


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.opened")
def get_note(unit: Unit, note_id: str) -> NoteView:
    """Return a note in full, moved and voided ones too.

    Raises:
        NotFound: no such note.
    """
    note = unit.get(Note, note_id)
    unit.concerns("student", note.student_id)
    unit.concerns("counselling_note", note.id)
    return note_views(unit, (note,))[0]


@query(
    requires=Permission.COUNSELLING_NOTE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("where to write; reading a note is recorded by `get_note`"),
)
def get_note_desk(unit: Unit, record_id: str) -> NoteDesk:
    """Return what the editor shows for the id of a note, of a case, or of a student.

    Raises:
        NotFound: it is none of the three.
        RuleBroken: a case in which the account cannot write.
    """
    if unit.db.get(Note, record_id) is not None:
        note = unit.run(get_note.bind(record_id))
        return NoteDesk(note.student, note=note)
    if unit.db.get(Case, record_id) is not None:
        preparation = unit.run(prepare_note.bind(record_id))
        return NoteDesk(preparation.case.student, preparation=preparation)
    student = lines_of(unit, (record_id,)).get(record_id)
    if student is None:
        raise NotFound
    client = client_of(student)
    own = unit.db.scalar(
        select(Case).where(
            Case.student_id == record_id, Case.counsellor == unit.actor.account, Case.state == CaseState.OPEN
        )
    )
    return NoteDesk(client, preparation=None if own is None else unit.run(prepare_note.bind(own.id)))


@query(
    requires=Permission.COUNSELLING_NOTE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("dates and states without any text; opening a note is audited"),
)
def list_notes(unit: Unit, case_id: str) -> tuple[NoteLine, ...]:
    """Return the notes of a case without their text, the newest first."""
    found = unit.db.scalars(
        select(Note).where(Note.case_id == case_id).order_by(Note.started_at.desc(), Note.nth.desc())
    )
    case = unit.db.get(Case, case_id)
    return () if case is None or unit.seals.is_closed(case) else tuple(map(note_line, found))


@query(
    requires=Permission.COUNSELLING_NOTE_WRITE,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("own notes without their text; opening one is audited"),
)
def unsigned_note_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each of the account's notes that waits too long for the signature, the oldest first."""
    now = unit.clock.now()
    hours: int = unit.run(get_school_settings.bind((UNSIGNED_HOURS,)))[UNSIGNED_HOURS.name]
    drafts = select(Note).where(Note.author == unit.actor.account, Note.state == NoteState.DRAFT)
    days = unit.run(get_school_days.bind())
    until = {
        note: days.school_time_after(note.entered_at, timedelta(hours=hours))
        for note in unit.db.scalars(drafts.order_by(Note.entered_at, Note.id))
    }
    waiting = [note for note, moment in until.items() if moment <= now]
    owned = select(Case).where(Case.id.in_({note.case_id for note in waiting}))
    clients = clients_of(unit, unit.db.scalars(owned).all() if waiting else ())
    return tuple(
        Task(
            key=f"unsigned_note:{note.id}",
            title=_("Sign the note of {student}, no. {nth}").format(student=clients[note.case_id].name, nth=note.nth),
            why=with_caveat(
                _WAITED.format(day=note.started_at.astimezone().date(), hours=hours),
                days.year_unknown(note.entered_at.astimezone().date(), until[note].date()),
            ),
            urgency=Urgency.OVERDUE,
            target=Target("counselling_note", note.id),
            due=until[note].date(),
        )
        for note in waiting
        if note.case_id in clients
    )
