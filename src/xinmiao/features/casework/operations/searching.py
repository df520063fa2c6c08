"""Finding words in counselling notes, with the place where they stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from xinmiao.features.casework.model import Case, Note
from xinmiao.features.casework.operations.reading import clients_of
from xinmiao.features.casework.records import NOTE, SEARCHED, Client, NoteHit, NoteState
from xinmiao.features.casework.rules.cases import case_number
from xinmiao.features.casework.rules.entries import title_of
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.finding import Found, find, words_of
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.text_hits import TextHit
from xinmiao.kernel.texts import Text
from xinmiao.vault.unit import Unit

MOST_HITS = 200
_COLUMNS = (
    Note.id,
    Note.case_id,
    Note.nth,
    Note.started_at,
    Note.state.label("note_state"),
    Note.author_name,
    *(getattr(Note, field.name) for field in SEARCHED),
    Case.school_year,
    Case.number_in_year,
)
"""What a hit is made of; what is sealed is not in these columns."""
_CASE_COLUMNS: tuple[Any, ...] = (Case.id, Case.student_id, Case.alias, Case.of_staff, Case.staff_name)
_MOST_CANDIDATES = 400
"""Of more notes than these, only the ones entered last are put in the order of their talks."""


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit="counselling_note.searched")
def search_notes(
    unit: Unit, words: str, *, student_id: str | None = None, limit: int = MOST_HITS
) -> tuple[NoteHit, ...]:
    """Return the notes that hold all of `words` (one character or more each), the newest talk first.

    Letters are folded (full width, case, accents) and punctuation is passed over. Moved and voided notes
    are found too; their state says so. The audit entry names the student searched in, never the words.
    """
    if student_id is not None:
        unit.concerns("student", student_id)
    folded = words_of(words)
    among = None if student_id is None else unit.db.scalars(select(Note.id).where(Note.student_id == student_id)).all()
    ids = unit.search(NOTE.record, " ".join(folded), limit=_MOST_CANDIDATES, among=among) if folded else ()
    if not ids:
        return ()
    statement = select(*_COLUMNS).join(Case, Case.id == Note.case_id).where(Note.id.in_(ids))
    newest = unit.db.execute(
        statement.order_by(Note.started_at.desc(), Note.id.desc()).limit(max(1, min(limit, MOST_HITS)))
    ).all()
    cases = {note.case_id for note in newest}
    clients = clients_of(unit, unit.db.execute(select(*_CASE_COLUMNS).where(Case.id.in_(cases))).all())
    hits = (_hit(note, clients.get(note.case_id), folded) for note in newest)
    return tuple(hit for hit in hits if hit is not None)


_TONES = {NoteState.DRAFT: "watch", NoteState.MOVED: "warn", NoteState.VOIDED: "warn"}


@query(
    requires=Permission.COUNSELLING_NOTE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the search behind it is audited"),
)
def note_hits(unit: Unit, words: str, student_id: str) -> tuple[TextHit, ...]:
    """Return the notes of one student that hold all of `words`, for the student's page."""
    return tuple(
        TextHit(
            title=title_of(hit.nth),
            happened_at=hit.started_at,
            part=hit.part,
            excerpt=hit.excerpt,
            marks=hit.marks,
            target=Target("counselling_note", hit.note_id),
            state=NOTE.state.show(hit.state) if hit.state in _TONES else "",
            state_tone=_TONES.get(hit.state, ""),
        )
        for hit in unit.run(search_notes.bind(words, student_id=student_id))
    )


def _hit(note: Row[Any], client: Client | None, words: tuple[str, ...]) -> NoteHit | None:
    place = _place(note, words)
    if place is None or client is None:
        return None
    part, found = place
    return NoteHit(
        note_id=note.id,
        case_id=note.case_id,
        case_number=case_number(note.school_year, note.number_in_year),
        student=client,
        nth=note.nth,
        started_at=note.started_at,
        state=note.note_state,
        author_name=note.author_name,
        part=part,
        excerpt=found.excerpt,
        marks=found.marks,
    )


def _place(note: Row[Any], words: tuple[str, ...]) -> tuple[Text, Found] | None:
    """Return the first part of a note in which one of the words stands."""
    written = note._mapping  # noqa: SLF001 -- SQLAlchemy's public name for reading a row by column
    for field in SEARCHED:
        text = written[field.name]
        found = find(text, words) if text else None
        if found is not None:
            return field.label, found
    return None
