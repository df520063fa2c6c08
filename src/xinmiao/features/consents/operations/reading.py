"""How consents are made into what pages see; no operation of its own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from xinmiao.features.consents.model import Consent
from xinmiao.features.consents.records import ConsentForm, ConsentView
from xinmiao.features.consents.rules.standing import Standing, state_of, valid_until
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


def student_of(unit: Unit, student_id: str) -> StudentLine:
    """Return a student; NotFound when he is not in the roster."""
    found = unit.run(student_lines.bind((student_id,)))
    if not found:
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    return found[0]


def standing_of(row: Consent) -> Standing:
    """Return what a state is computed from."""
    return Standing(row.party, row.school_year, row.answer, row.answered_on, row.withdrawn_on)


def views_of(unit: Unit, rows: Sequence[Consent]) -> list[ConsentView]:
    """Return consents as pages see them; those of students who are gone are left out."""
    wanted = tuple({row.student_id for row in rows})
    students = {line.id: line for line in unit.run(student_lines.bind(wanted))}
    return [_view(unit, row, students[row.student_id]) for row in rows if row.student_id in students]


def _view(unit: Unit, row: Consent, student: StudentLine) -> ConsentView:
    form = ConsentForm(
        student_id=row.student_id,
        kind=row.kind,
        party=row.party,
        asked_on=row.asked_on,
        answer=row.answer,
        answered_on=row.answered_on,
        how=row.how,
        signer=row.signer or "",
        place=row.place or "",
        note=row.note or "",
    )
    return ConsentView(
        id=row.id,
        student=student,
        form=form,
        state=state_of(standing_of(row), unit.clock.today()),
        valid_until=valid_until(row.school_year),
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why or "",
        recorded_name=row.recorded_name,
        recorded_at=row.created_at,
        version=row.version,
    )


def of_students(unit: Unit, student_ids: Sequence[str]) -> list[Consent]:
    """Return all consents of students, the oldest year first."""
    rows = select(Consent).where(Consent.student_id.in_(student_ids))
    return list(unit.db.scalars(rows.order_by(Consent.school_year, Consent.kind, Consent.party)))
