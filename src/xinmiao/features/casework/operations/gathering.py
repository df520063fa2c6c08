"""What casework gives to others: timeline entries, chapters of the printed file, papers, minutes of the meter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, select

from xinmiao.features.casework.model import Case, Note
from xinmiao.features.casework.operations.milestones import beginnings_and_handings
from xinmiao.features.casework.operations.notes import get_note
from xinmiao.features.casework.operations.reading import (
    COUNTING,
    note_views,
    number_of,
    problem_words,
    whom_to_ask,
)
from xinmiao.features.casework.records import (
    CASE,
    NOTE,
    CaseState,
    CounsellingMinutes,
    NoteForm,
    NotePrint,
    NoteState,
)
from xinmiao.features.casework.records.notes import PARTS, REMOVED_STATES
from xinmiao.features.casework.rules import entries as note_entries
from xinmiao.features.casework.rules import notes as note_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.file_chapters import FileChapter, FileEntry
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

_KIND = "counselling"
_KIND_LABEL = _("Counselling")


@query(
    requires=Permission.COUNSELLING_NOTE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def case_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return a student's cases and notes as entries of the timeline, in no particular order."""
    unit.concerns("student", student_id)
    all_cases = unit.db.scalars(select(Case).where(Case.student_id == student_id)).all()
    cases = [case for case in all_cases if not unit.seals.is_restricted(case)]
    notes = unit.db.execute(select(*_NEEDED).where(Note.student_id == student_id, Note.sealed.is_(None))).all()
    remarks = _remarks(unit, [note.id for note in notes if note.state in REMOVED_STATES])
    words = problem_words(unit)
    entries = [_opened(case, words) for case in cases]
    entries += [_named(case) for case in cases if case.identity_joined_at is not None]
    entries += beginnings_and_handings(unit, cases)
    entries += [_closed(case) for case in cases if case.state is CaseState.CLOSED]
    entries += [_restricted(unit, case) for case in all_cases if unit.seals.is_restricted(case)]
    return (*entries, *(_note_entry(note, remarks.get(note.id)) for note in notes))


def _restricted(unit: Unit, case: Case) -> TimelineEntry:
    """Return all that the timeline says of a restricted case, to who is named as well: that it is there."""
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="lock",
        happened_at=happened_on(case.opened_on, case.created_at),
        recorded_at=case.created_at,
        title=tr("Restricted case · ask {names}", names=whom_to_ask(unit, case)),
        excerpt="",
        person="",
        target=Target("casework", case.id),
    )


_NEEDED: tuple[Any, ...] = (
    Note.id,
    Note.nth,
    Note.form,
    Note.started_at,
    Note.entered_at,
    Note.author_name,
    Note.state,
    *(getattr(Note, part.name) for part in PARTS),
)
"""A life of talks is shown in a blink only as rows of these: half of each note is left where it is."""


def _remarks(unit: Unit, note_ids: list[str]) -> dict[str, str]:
    """Return what is said instead of the words of removed notes."""
    if not note_ids:
        return {}
    removed = unit.db.scalars(select(Note).where(Note.id.in_(note_ids))).all()
    return {view.id: note_entries.remark_of(view) for view in note_views(unit, removed)}


def _opened(case: Case, words: Mapping[str, str]) -> TimelineEntry:
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="folder-open",
        happened_at=happened_on(case.opened_on, case.created_at),
        recorded_at=case.created_at,
        title=tr("Case {number} opened", number=number_of(case)),
        excerpt=tr(
            "{source}; {problems}",
            source=CASE.source.show(case.source),
            problems=tr(", ").join(words.get(code, code) for code in case.presenting_problems),
        ),
        person=case.counsellor_name,
        target=Target("casework", case.id),
    )


def _named(case: Case) -> TimelineEntry:
    joined = case.identity_joined_at or case.created_at
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="user",
        happened_at=joined,
        recorded_at=joined,
        title=tr("Case {number}: the alias {alias} got its name", number=number_of(case), alias=case.alias or ""),
        excerpt=case.identity_reason or "",
        person=case.counsellor_name,
        target=Target("casework", case.id),
    )


def _closed(case: Case) -> TimelineEntry:
    shown = (CASE.closing_reason.show(case.closing_reason), CASE.closing_effect.show(case.closing_effect))
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="folder",
        happened_at=happened_on(case.closed_on or case.opened_on, case.changed_at),
        recorded_at=case.changed_at,
        title=tr("Case {number} closed", number=number_of(case)),
        excerpt=tr(" · ").join(part for part in (*shown, case.closing_words or "") if part),
        person=case.counsellor_name,
        target=Target("casework", case.id),
    )


_TONES = {
    NoteState.DRAFT: "watch",
    NoteState.SIGNED: "calm",
    NoteState.MOVED: "warn",
    NoteState.VOIDED: "warn",
}


def _note_entry(note: Row[Any], remark: str | None) -> TimelineEntry:
    """Return a note as an entry; `remark` stands for the words of a removed one."""
    return TimelineEntry(
        kind=_KIND,
        kind_label=_KIND_LABEL,
        icon="notebook-pen",
        happened_at=note.started_at,
        recorded_at=note.entered_at,
        title=tr("{title} · {form}", title=note_entries.title_of(note.nth), form=NOTE.form.show(note.form)),
        excerpt=note_entries.excerpt_of(note) if remark is None else remark,
        person=note.author_name,
        target=Target("counselling_note", note.id),
        state="" if note.state is NoteState.SIGNED else NOTE.state.show(note.state),
        state_tone=_TONES[note.state],
    )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()


@query(
    requires=Permission.COUNSELLING_NOTE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the printed growth file, which is audited"),
)
def note_chapter(unit: Unit, student_id: str) -> FileChapter:
    """Return all notes of a student in full for the printed growth file, the oldest first."""
    unit.concerns("student", student_id)
    notes = unit.db.scalars(
        select(Note).where(Note.student_id == student_id, Note.sealed.is_(None)).order_by(Note.started_at, Note.id)
    ).all()
    restricted = unit.db.scalars(
        select(Case).where(Case.student_id == student_id, Case.sealed.is_not(None)).order_by(Case.opened_on)
    ).all()
    existing = tuple(
        FileEntry(
            title=tr("Restricted case · ask {names}", names=whom_to_ask(unit, case)),
            happened_at=happened_on(case.opened_on, case.created_at),
        )
        for case in restricted
    )
    return FileChapter(
        title=_("Counselling notes"),
        entries=(*existing, *(note_entries.entry_of(view) for view in note_views(unit, notes))),
        empty=_("No counselling note yet."),
    )


@command(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.printed")
def collect_note_print(unit: Unit, note_id: str) -> NotePrint:
    """Return everything one printed note is made of; each asking is recorded as a print.

    Raises:
        NotFound: no such note.
        RuleBroken: a restricted case is not printed.
    """
    if unit.seals.is_restricted(unit.get(Note, note_id)):
        raise RuleBroken(_("Notes of a restricted case are not printed."), _("They are read on screen only."))
    note = unit.run(get_note.bind(note_id))
    unit.concerns("student", note.student.id)
    unit.concerns("counselling_note", note.id)
    anchor = paper_anchor.code_for(unit, DataFile.COUNSELLING)
    return NotePrint(note, unit.database.school_name, unit.actor.label, unit.clock.now(), anchor)


@query(requires=Permission.CASE_READ, scope=Scope.OWN_ACCOUNT, audit=NotAudited("minutes of one's own work, no person"))
def count_minutes(unit: Unit, first: date, last: date) -> CounsellingMinutes:
    """Return the account's own minutes of talks that began from `first` to `last`, both included (local days).

    Signed and unsigned notes count, moved and voided ones do not.
    """
    rows = unit.db.execute(
        select(Note.form, Note.started_at, Note.ended_at).where(
            Note.author == unit.actor.account,
            Note.state.in_(COUNTING),
            Note.started_at >= _start_of(first),
            Note.started_at < _start_of(last + timedelta(days=1)),
        )
    ).all()
    held: Counter[NoteForm] = Counter()
    without_end = 0
    for form, started_at, ended_at in rows:
        length = note_rules.minutes(started_at, ended_at)
        held[form] += length or 0
        without_end += length is None
    counted = (NoteForm.INDIVIDUAL, NoteForm.GROUP)
    return CounsellingMinutes(
        individual=held[NoteForm.INDIVIDUAL],
        group=held[NoteForm.GROUP],
        other=sum(length for form, length in held.items() if form not in counted),
        notes=len(rows),
        without_end=without_end,
    )
