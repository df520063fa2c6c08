"""How mapped notes and cases become read models; no operation of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from xinmiao.features.casework.model import Case, Note, NoteAmendment
from xinmiao.features.casework.records import (
    CONTENT_FIELDS,
    CaseLine,
    NoteContent,
    NoteLine,
    NoteRemoval,
    NoteState,
    NoteView,
)
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.casework.rules import notes as note_rules
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.vault.unit import Unit

COUNTING = (NoteState.DRAFT, NoteState.SIGNED)
"""States of notes that count as talks held."""


def content_of(note: Note) -> NoteContent:
    """Return what the counsellor wrote."""
    stored = {name: getattr(note, name) for name in CONTENT_FIELDS}
    values: dict[str, Any] = {name: "" if value is None and name in _TEXTS else value for name, value in stored.items()}
    return NoteContent(**values)


_TEXTS = frozenset(name for name in CONTENT_FIELDS if getattr(NoteContent(), name) == "")


def put_content(note: Note, content: NoteContent) -> None:
    """Write what the counsellor wrote into a note; unchanged fields stay untouched."""
    for name in CONTENT_FIELDS:
        value = getattr(content, name)
        stored = None if value == "" and name in _TEXTS else value
        if getattr(note, name) != stored:
            setattr(note, name, stored)


def note_line(note: Note) -> NoteLine:
    """Return a note without its text."""
    return NoteLine(
        id=note.id,
        case_id=note.case_id,
        nth=note.nth,
        started_at=note.started_at,
        ended_at=note.ended_at,
        form=note.form,
        state=note.state,
        author_name=note.author_name,
        entered_at=note.entered_at,
    )


def note_views(unit: Unit, notes: Sequence[Note]) -> tuple[NoteView, ...]:
    """Return notes in full, in the given order."""
    case_ids = {note.case_id for note in notes}
    cases = {case.id: case for case in unit.db.scalars(select(Case).where(Case.id.in_(case_ids)))}
    students = lines_of(unit, (note.student_id for note in notes))
    first_starts = first_signed_starts(unit, case_ids)
    counted = unit.db.execute(
        select(NoteAmendment.note_id, func.count())
        .where(NoteAmendment.note_id.in_([note.id for note in notes]))
        .group_by(NoteAmendment.note_id)
    )
    amendments = {row[0]: row[1] for row in counted}
    return tuple(
        _note_view(
            unit,
            note,
            cases[note.case_id],
            students[note.student_id],
            first_start=first_starts.get(note.case_id),
            amendments=amendments.get(note.id, 0),
        )
        for note in notes
    )


def _note_view(
    unit: Unit, note: Note, case: Case, student: StudentLine, *, first_start: datetime | None, amendments: int
) -> NoteView:
    return NoteView(
        id=note.id,
        case_id=case.id,
        case_number=number_of(case),
        student=student,
        nth=note.nth,
        is_first_visit=note_rules.is_first_visit(note.started_at, first_start),
        content=content_of(note),
        state=note.state,
        author_name=note.author_name,
        signed_at=note.signed_at,
        signed_name=note.signed_name or "",
        removal=_removal(note),
        moved_from=note.moved_from,
        amendments=amendments,
        version=note.version,
        entered_at=note.entered_at,
        changed_at=note.changed_at,
        allowed=note_rules.allowed(
            note.state, author=note.author, counsellor=case.counsellor, account=unit.actor.account
        ),
    )


def _removal(note: Note) -> NoteRemoval | None:
    if note.removed_at is None:
        return None
    return NoteRemoval(note.removed_at, note.removed_name or "", note.removal_reason or "", note.moved_to)


def number_of(case: Case) -> str:
    """Return the case's number as it is spoken of."""
    return case_rules.case_number(case.school_year, case.number_in_year)


def lines_of(unit: Unit, student_ids: Iterable[str]) -> dict[str, StudentLine]:
    """Return the students by id."""
    return {line.id: line for line in unit.run(student_lines.bind(tuple(set(student_ids))))}


def first_signed_starts(unit: Unit, case_ids: Iterable[str]) -> dict[str, datetime]:
    """Return the start of the earliest signed talk of each case that has one."""
    rows = unit.db.execute(
        select(Note.case_id, func.min(Note.started_at))
        .where(Note.case_id.in_(list(case_ids)), Note.state == NoteState.SIGNED)
        .group_by(Note.case_id)
    )
    return {row[0]: row[1] for row in rows}


def case_lines(unit: Unit, cases: Sequence[Case]) -> tuple[CaseLine, ...]:
    """Return cases as the caseload shows them, in the given order."""
    students = lines_of(unit, (case.student_id for case in cases))
    held = _talks_held(unit, [case.id for case in cases])
    return tuple(
        CaseLine(
            id=case.id,
            number=number_of(case),
            student=students[case.student_id],
            state=case.state,
            source=case.source,
            presenting_problems=case.presenting_problems,
            opened_on=case.opened_on,
            counsellor_name=case.counsellor_name,
            is_own=case.counsellor == unit.actor.account,
            notes=held.get(case.id, _NO_TALKS).notes,
            unsigned=held.get(case.id, _NO_TALKS).unsigned,
            last_contact=held.get(case.id, _NO_TALKS).last_contact,
            next_on=held.get(case.id, _NO_TALKS).next_on,
        )
        for case in cases
        if case.student_id in students
    )


@dataclass(frozen=True)
class _Talks:
    """How many talks of a case count, how many notes wait for a signature, and the newest one."""

    notes: int = 0
    unsigned: int = 0
    last_contact: datetime | None = None
    next_on: date | None = None


_NO_TALKS = _Talks()


def _talks_held(unit: Unit, case_ids: list[str]) -> dict[str, _Talks]:
    # SQLite takes a column beside max() from the row that holds the maximum: the newest talk's next date.
    rows = unit.db.execute(
        select(
            Note.case_id,
            func.count(),
            func.count().filter(Note.state == NoteState.DRAFT),
            func.max(Note.started_at),
            Note.next_on,
        )
        .where(Note.case_id.in_(case_ids), Note.state.in_(COUNTING))
        .group_by(Note.case_id)
    )
    return {row[0]: _Talks(*row[1:]) for row in rows}
