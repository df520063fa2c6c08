"""How mapped notes and cases become read models; no operation of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Row, func, select

from xinmiao.features.casework.model import Case, Note, NoteAmendment, ProblemCode
from xinmiao.features.casework.records import (
    CONTENT_FIELDS,
    CaseLine,
    Client,
    NoteContent,
    NoteLine,
    NoteRemoval,
    NoteState,
    NoteView,
    RiskAnswer,
)
from xinmiao.features.casework.records.problems import BUILT_IN
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.casework.rules import notes as note_rules
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import tr
from xinmiao.vault.unit import Unit

CaseRow: TypeAlias = Case | Row[Any]

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
    """Return notes in full, in the given order.

    Raises:
        Restricted: one of them is sealed to others.
    """
    for note in notes:
        unit.seals.require_open(note)
    case_ids = {note.case_id for note in notes}
    cases = {case.id: case for case in unit.db.scalars(select(Case).where(Case.id.in_(case_ids)))}
    clients = clients_of(unit, tuple(cases.values()))
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
            clients[note.case_id],
            first_start=first_starts.get(note.case_id),
            amendments=amendments.get(note.id, 0),
        )
        for note in notes
    )


def _note_view(
    unit: Unit, note: Note, case: Case, client: Client, *, first_start: datetime | None, amendments: int
) -> NoteView:
    return NoteView(
        id=note.id,
        case_id=case.id,
        case_number=number_of(case),
        student=client,
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


def lines_of(unit: Unit, student_ids: Iterable[str | None]) -> dict[str, StudentLine]:
    """Return the students by id; None among the ids (an alias) finds nobody."""
    wanted = tuple({student_id for student_id in student_ids if student_id is not None})
    return {line.id: line for line in unit.run(student_lines.bind(wanted))} if wanted else {}


def client_of(line: StudentLine) -> Client:
    """Return a student as the client of a case."""
    return Client(line.id, line.name, line.class_label, line.pinyin, line.class_id)


def clients_of(unit: Unit, cases: Sequence[CaseRow]) -> dict[str, Client]:
    """Return with whom each case works, by the case's id; a student nobody may see is left out."""
    students = lines_of(unit, (case.student_id for case in cases))
    found: dict[str, Client] = {}
    for case in cases:
        if case.of_staff:
            name = getattr(case, "staff_name", None)
            found[case.id] = Client(None, name or tr("Staff member"), tr("staff"), (name or "").casefold())
        elif case.student_id is None:
            found[case.id] = Client(
                None, case.alias or tr("Restricted case"), tr("alias"), (case.alias or "").casefold()
            )
        elif case.student_id in students:
            found[case.id] = client_of(students[case.student_id])
    return found


def first_signed_starts(unit: Unit, case_ids: Iterable[str]) -> dict[str, datetime]:
    """Return the start of the earliest signed talk of each case that has one."""
    rows = unit.db.execute(
        select(Note.case_id, func.min(Note.started_at))
        .where(Note.case_id.in_(list(case_ids)), Note.state == NoteState.SIGNED)
        .group_by(Note.case_id)
    )
    return {row[0]: row[1] for row in rows}


CASE_COLUMNS: tuple[Any, ...] = (
    Case.id,
    Case.school_year,
    Case.number_in_year,
    Case.student_id,
    Case.alias,
    Case.state,
    Case.source,
    Case.presenting_problems,
    Case.opened_on,
    Case.counsellor,
    Case.counsellor_name,
    Case.times_seen,
    Case.last_seen_on,
    Case.of_staff,
    Case.sealed.is_not(None).label("is_restricted"),
)
"""What a line is made of: rows of these are read several times faster than whole cases."""


def case_lines(unit: Unit, cases: Sequence[CaseRow]) -> tuple[CaseLine, ...]:
    """Return cases as the caseload shows them, in the given order; staff members' only to who is named for them."""
    cases = _with_restricted_opened(unit, cases)
    clients = clients_of(unit, cases)
    held = _talks_held(unit, [case.id for case in cases])
    words = problem_words(unit)
    return tuple(
        _case_line(unit, case, clients[case.id], held.get(case.id, _NO_TALKS), words)
        for case in cases
        if case.id in clients
    )


def _with_restricted_opened(unit: Unit, cases: Sequence[CaseRow]) -> list[CaseRow]:
    """Read restricted cases whole, so that they open for who is named; others meet them without a word in them."""
    found = (case if isinstance(case, Case) or not case.is_restricted else unit.get(Case, case.id) for case in cases)
    return [case for case in found if not (case.of_staff and isinstance(case, Case) and unit.seals.is_closed(case))]


def whom_to_ask(unit: Unit, case: Case) -> str:
    """Return by name whom to ask about a restricted case."""
    labels = unit.database.account_labels
    return tr(", ").join(labels[account] for account in unit.seals.named(case) if account in labels)


def _case_line(unit: Unit, case: CaseRow, client: Client, talks: _Talks, words: Mapping[str, str]) -> CaseLine:
    restricted = isinstance(case, Case) and unit.seals.is_restricted(case)
    ask = whom_to_ask(unit, case) or "—" if isinstance(case, Case) and unit.seals.is_closed(case) else ""
    return CaseLine(
        id=case.id,
        number=case_rules.case_number(case.school_year, case.number_in_year),
        student=client,
        state=case.state,
        source=case.source,
        presenting_problems=case.presenting_problems,
        problem_words=tr(", ").join(words.get(code, code) for code in case.presenting_problems),
        opened_on=case.opened_on,
        counsellor=case.counsellor,
        counsellor_name=case.counsellor_name,
        is_own=case.counsellor == unit.actor.account,
        notes=talks.notes,
        unsigned=talks.unsigned,
        last_contact=talks.last_contact,
        next_on=talks.next_on,
        risk=case_rules.risk_of(talks.ideation, talks.plan, talks.means),
        times_on_paper=case.times_seen or 0,
        last_on_paper=case.last_seen_on,
        restricted=restricted,
        ask=ask,
        of_staff=bool(case.of_staff),
    )


def problem_words(unit: Unit) -> dict[str, str]:
    """Return what every code that was ever in use is called."""
    rows = unit.db.execute(select(ProblemCode.code, ProblemCode.words)).all()
    own = {row[0]: row[1] for row in rows if row[1]}
    return {code: str(words) for code, words in BUILT_IN.items()} | own


@dataclass(frozen=True)
class _Talks:
    """How many talks of a case count, how many notes wait for a signature, and the newest one."""

    notes: int = 0
    unsigned: int = 0
    last_contact: datetime | None = None
    next_on: date | None = None
    ideation: RiskAnswer = RiskAnswer.NOT_ASKED
    plan: RiskAnswer = RiskAnswer.NOT_ASKED
    means: RiskAnswer = RiskAnswer.NOT_ASKED


_NO_TALKS = _Talks()


def _talks_held(unit: Unit, case_ids: list[str]) -> dict[str, _Talks]:
    # SQLite takes a column beside max() from the row that holds the maximum: the newest talk's next date and risk.
    rows = unit.db.execute(
        select(
            Note.case_id,
            func.count(),
            func.count().filter(Note.state == NoteState.DRAFT),
            func.max(Note.started_at),
            Note.next_on,
            Note.ideation,
            Note.plan,
            Note.means,
        )
        .where(Note.case_id.in_(case_ids), Note.state.in_(COUNTING))
        .group_by(Note.case_id)
    )
    return {row[0]: _Talks(*row[1:]) for row in rows}
