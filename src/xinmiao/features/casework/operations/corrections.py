"""Amending a signed note, moving one out of the wrong student's file, voiding one, and the history of all that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from xinmiao.features.attachments.operations import follow_record
from xinmiao.features.attachments.records import Host
from xinmiao.features.casework.model import Case, Note, NoteAmendment
from xinmiao.features.casework.operations.cases import next_nth
from xinmiao.features.casework.operations.reading import content_of, first_signed_starts, put_content
from xinmiao.features.casework.operations.restricting import refuse_crossing
from xinmiao.features.casework.records import (
    AMENDMENT,
    NOTE,
    NoteContent,
    NoteDraft,
    NoteStamp,
    NoteState,
    NoteStep,
    NoteVersion,
)
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.casework.rules import notes as note_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command, query
from xinmiao.kernel.texts import Text, _
from xinmiao.vault.history import CounsellingRevision
from xinmiao.vault.unit import Unit

_SIGNATURE = ("signed_at", "signed_by", "signed_name", "author", "author_name", "entered_at", "state")
"""What a moved note takes along beside its text."""


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.amended")
def amend_note(unit: Unit, draft: NoteDraft) -> NoteStamp:
    """Change a signed note, for a reason (`draft.reason`); the earlier text stays readable in the history.

    Raises:
        ValidationFailed: no reason, or a text that could not be signed.
        RuleBroken: not the author, not signed, moved or voided, or nothing changed.
        Conflict: somebody amended the note since the draft's base version.
    """
    note = unit.editable(Note, draft.note_id, draft.base_version or 0)
    if obstacle := note_rules.amend_obstacle(note.state, author=note.author, account=unit.actor.account):
        raise RuleBroken(*obstacle)
    content, reason = note_rules.tidy(draft.content), draft.reason.strip()
    first_start = first_signed_starts(unit, (note.case_id,)).get(note.case_id)
    is_first = note_rules.is_first_visit(content.started_at, first_start)
    problems = note_rules.signing_problems(content, asks_ideation=is_first, now=unit.clock.now())
    if problems := problems | AMENDMENT.problems({"reason": reason}, only=("reason",)):
        raise ValidationFailed(problems)
    if not note_rules.changed_fields(content_of(note), content):
        raise RuleBroken(_("The text is the same as before."), _("Change it first, then amend."))
    _concerns(unit, note)
    unit.db.add(
        NoteAmendment(
            id=unit.ids.new(), note_id=note.id, before_version=note.version, reason=reason, by_name=unit.actor.label
        )
    )
    put_content(note, content)
    unit.db.flush()
    return NoteStamp(note.id, note.version, note.nth, note.state)


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.moved")
def move_note(unit: Unit, note_id: str, base_version: int, to_case_id: str, reason: str) -> str:
    """Move a note that was written in the wrong case; return the id it has there.

    The original stays readable in its place, marked as moved with reason, person and time; what arrives
    has its own number in the other case, the same text, signature and times, and points back. The trails
    of both students say so.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: not the author nor the counsellor, already moved or voided, the same case, or a case in
            which the account cannot write.
        Conflict: somebody changed the note since `base_version`.
    """
    note, _case = _removable(unit, note_id, base_version, reason)
    target = unit.get(Case, to_case_id)
    if target.id == note.case_id:
        raise RuleBroken(_("The note is in this case already."), _("Choose another case."))
    if obstacle := case_rules.writing_obstacle(target.counsellor, target.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    refuse_crossing(unit, note, target)
    arrived = Note(id=unit.ids.new(), case_id=target.id, student_id=target.student_id, moved_from=note.id)
    arrived.nth = next_nth(unit, target.id)
    put_content(arrived, content_of(note))
    for name in _SIGNATURE:
        setattr(arrived, name, getattr(note, name))
    _concerns(unit, note)
    _concerns(unit, arrived)
    _mark_removed(unit, note, NoteState.MOVED, reason)
    note.moved_to = arrived.id
    unit.db.add(arrived)
    old, new = (Host(NOTE.record, each.id) for each in (note, arrived))
    unit.run(follow_record.bind(old, new, arrived.student_id))
    return arrived.id


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.voided")
def void_note(unit: Unit, note_id: str, base_version: int, reason: str) -> int:
    """Void a note: it counts nowhere any more and stays readable with the reason. Return the new version.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: not the author nor the counsellor, already moved or voided.
        Conflict: somebody changed the note since `base_version`.
    """
    note, _case = _removable(unit, note_id, base_version, reason)
    _concerns(unit, note)
    _mark_removed(unit, note, NoteState.VOIDED, reason)
    unit.db.flush()
    return note.version


def _removable(unit: Unit, note_id: str, base_version: int, reason: str) -> tuple[Note, Case]:
    note = unit.editable(Note, note_id, base_version)
    case = unit.get(Case, note.case_id)
    obstacle = note_rules.removal_obstacle(
        note.state, author=note.author, counsellor=case.counsellor, account=unit.actor.account
    )
    if obstacle:
        raise RuleBroken(*obstacle)
    if problem := _reason_problem(reason):
        raise ValidationFailed({"removal_reason": problem})
    return note, case


def _reason_problem(reason: str) -> Text | None:
    if not reason.strip():
        return _("Please say why; it stays readable beside the note.")
    return NOTE.removal_reason.problem(reason.strip())


def _mark_removed(unit: Unit, note: Note, state: NoteState, reason: str) -> None:
    note.state, note.removal_reason = state, reason.strip()
    note.removed_at, note.removed_by, note.removed_name = unit.clock.now(), unit.actor.account, unit.actor.label


def _concerns(unit: Unit, note: Note) -> None:
    unit.concerns("student", note.student_id)
    unit.concerns("case", note.case_id)
    unit.concerns("counselling_note", note.id)


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.history_opened")
def get_note_history(unit: Unit, note_id: str) -> tuple[NoteVersion, ...]:
    """Return every version of a note with its text at the time, the newest first.

    Raises:
        NotFound: no such note.
    """
    note = unit.get(Note, note_id)
    unit.concerns("student", note.student_id)
    unit.concerns("counselling_note", note.id)
    unit.seals.require_open(note)
    states = _states(unit, note)
    amendments = {
        row.before_version: row
        for row in unit.db.scalars(select(NoteAmendment).where(NoteAmendment.note_id == note_id))
    }
    versions = [_first_version(unit, note, states[0])]
    for before, after in pairwise(states):
        step = _step(before.state, after.state)
        amended = amendments.get(before.version)
        if amended is None and (before.state, before.content) == (after.state, after.content):
            continue  # the identity of an alias was joined: nothing of the note itself changed
        versions.append(
            NoteVersion(
                version=after.version,
                step=step,
                at=after.at,
                by_name=_name(note, after, amended),
                reason=_reason(note, step, amended),
                content=after.content,
                changed=note_rules.changed_fields(before.content, after.content),
            )
        )
    return tuple(reversed(versions))


@dataclass(frozen=True)
class _State:
    """What a note was in one version, and who made that version when."""

    version: int
    at: datetime
    account: str
    state: NoteState
    content: NoteContent


def _states(unit: Unit, note: Note) -> list[_State]:
    revisions = unit.db.scalars(
        select(CounsellingRevision)
        .where(CounsellingRevision.record == NOTE.record, CounsellingRevision.record_id == note.id)
        .order_by(CounsellingRevision.version)
    ).all()
    at, account = note.created_at, note.created_by
    states: list[_State] = []
    for revision in revisions:
        values = unit.seals.values_of(note, json.loads(revision.content))
        states.append(
            _State(revision.version, at, account, NoteState(values["state"]), NoteContent.from_payload(values))
        )
        # A revision row holds what was before, and is stamped with the change that ended it.
        at, account = datetime.fromisoformat(revision.at), revision.account
    return [*states, _State(note.version, at, account, note.state, content_of(note))]


def _first_version(unit: Unit, note: Note, state: _State) -> NoteVersion:
    if note.moved_from is not None:
        origin = unit.get(Note, note.moved_from)
        step, by_name, reason = NoteStep.ARRIVED, origin.removed_name or "", origin.removal_reason or ""
    else:
        step = NoteStep.SIGNED if state.state is NoteState.SIGNED else NoteStep.WRITTEN
        by_name, reason = note.author_name, ""
    return NoteVersion(state.version, step, state.at, by_name, reason, state.content, ())


def _step(before: NoteState, after: NoteState) -> NoteStep:
    if after is NoteState.MOVED:
        return NoteStep.MOVED
    if after is NoteState.VOIDED:
        return NoteStep.VOIDED
    if after is NoteState.SIGNED:
        return NoteStep.AMENDED if before is NoteState.SIGNED else NoteStep.SIGNED
    return NoteStep.SAVED


def _name(note: Note, state: _State, amended: NoteAmendment | None) -> str:
    if amended is not None:
        return amended.by_name
    names = {note.removed_by: note.removed_name, note.signed_by: note.signed_name, note.author: note.author_name}
    return names.get(state.account) or ""


def _reason(note: Note, step: NoteStep, amended: NoteAmendment | None) -> str:
    if amended is not None and step is NoteStep.AMENDED:
        return amended.reason
    return note.removal_reason or "" if step in {NoteStep.MOVED, NoteStep.VOIDED} else ""
