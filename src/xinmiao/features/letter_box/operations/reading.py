"""How letters are made into what pages see; no operation of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from xinmiao.features.letter_box.model import BoxOpening, Letter
from xinmiao.features.letter_box.records import LetterView, OpeningView
from xinmiao.features.letter_box.records.settings import SETTINGS
from xinmiao.features.letter_box.rules.due import number_of, wait_for_answer
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.waiting import Wait
from xinmiao.vault.unit import Unit


def settings_of(unit: Unit) -> dict[str, Any]:
    """Return what the school chose about its letter box."""
    return unit.run(get_school_settings.bind(SETTINGS))


def letter_views(unit: Unit, rows: Sequence[Letter]) -> list[LetterView]:
    """Return letters as the room reads them."""
    students = {line.id: line for line in unit.run(student_lines.bind(_student_ids(rows)))}
    settings, codes = settings_of(unit), _codes(unit)
    days, today = unit.run(get_school_days.bind()), unit.clock.today()

    def wait(row: Letter) -> Wait | None:
        if row.answered_on is not None or row.closed_on is not None:
            return None
        return wait_for_answer(row.received_on, row.urgency, today, settings, days)

    return [_view(row, students.get(row.student_id or ""), codes[row.reply_code or ""] - 1, wait(row)) for row in rows]


def opening_views(unit: Unit) -> tuple[OpeningView, ...]:
    """Return all openings, the last one first."""
    counted = select(Letter.opening_id, func.count()).group_by(Letter.opening_id)
    entered = {row[0]: row[1] for row in unit.db.execute(counted)}
    rows = unit.db.scalars(select(BoxOpening).order_by(BoxOpening.opened_on.desc(), BoxOpening.created_at.desc()))
    return tuple(
        OpeningView(
            id=row.id,
            opened_on=row.opened_on,
            letters=row.letters,
            opened_name=row.opened_name,
            remark=row.remark or "",
            entered=entered.get(row.id, 0),
            version=row.version,
        )
        for row in rows
    )


def used_codes(unit: Unit) -> frozenset[str]:
    """Return the reply codes letters came with."""
    return frozenset(_codes(unit))


def _codes(unit: Unit) -> Counter[str]:
    counted = select(Letter.reply_code, func.count()).where(Letter.reply_code.is_not(None)).group_by(Letter.reply_code)
    return Counter({str(row[0]): row[1] for row in unit.db.execute(counted)})


def _student_ids(rows: Sequence[Letter]) -> tuple[str, ...]:
    return tuple({row.student_id for row in rows if row.student_id is not None})


def _view(row: Letter, student: StudentLine | None, earlier: int, wait: Wait | None) -> LetterView:
    return LetterView(
        id=row.id,
        number=number_of(row.school_year, row.number_in_year),
        received_on=row.received_on,
        signed=row.signed,
        student=student,
        signer_name=row.signer_name or "",
        reply_code=row.reply_code or "",
        topic=row.topic,
        urgency=row.urgency,
        words=row.words,
        is_summary=bool(row.is_summary),
        answered_how=row.answered_how,
        answered_on=row.answered_on,
        answered_name=row.answered_name or "",
        answer=row.answer or "",
        closed_on=row.closed_on,
        closed_name=row.closed_name or "",
        closing=row.closing or "",
        identified=row.identified or "",
        opening_id=row.opening_id or "",
        earlier_with_code=max(earlier, 0),
        wait=wait,
        version=row.version,
        recorded_at=row.created_at,
    )
