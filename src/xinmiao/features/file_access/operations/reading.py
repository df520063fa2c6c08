"""How requests and preservations are made into what pages see; no operation of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import select

from xinmiao.features.file_access.model import FileAccess, PreservationHold
from xinmiao.features.file_access.records import AccessState, AccessView, HoldView
from xinmiao.features.file_access.rules import path as path_rules
from xinmiao.features.roster.operations import birth_dates, student_lines
from xinmiao.kernel.errors import NotFound
from xinmiao.vault.unit import Unit

_COMPUTED = frozenset({"id", "student", "state", "is_from_14", "birth_date_known", "recorded_at", "version"})
_PLAIN = frozenset({"age_group", "opinion", "approval", "approval_way", "decision", "manner", "receipt", "pages"})
_COPIED = tuple(each.name for each in fields(AccessView) if each.name not in _COMPUTED)


def state_of(row: Any) -> AccessState:
    """Return where a request stands, by its columns."""
    return path_rules.state_of(
        decision=row.decision,
        approval=row.approval,
        laid_before=row.approval_asked_on is not None,
        given=row.given_on is not None,
        has_receipt=row.receipt is not None,
    )


def access_views(unit: Unit, rows: Sequence[FileAccess]) -> list[AccessView]:
    """Return requests as the room reads them; those of students who are gone are left out."""
    wanted = tuple({row.student_id for row in rows})
    students = {line.id: line for line in unit.run(student_lines.bind(wanted))} if wanted else {}
    births = unit.run(birth_dates.bind(wanted)) if wanted else {}
    return [
        _view(row, students[row.student_id], births.get(row.student_id)) for row in rows if row.student_id in students
    ]


def _view(row: FileAccess, student: Any, birth_date: date | None) -> AccessView:
    values = {name: getattr(row, name) for name in _COPIED}
    days = {name for name in _COPIED if name.endswith("_on")}
    values = {name: value if name in _PLAIN | days else value or "" for name, value in values.items()}
    return AccessView(
        **values,
        id=row.id,
        student=student,
        state=state_of(row),
        is_from_14=path_rules.is_from_14(birth_date, row.age_group, row.asked_on),
        birth_date_known=birth_date is not None,
        recorded_at=row.created_at,
        version=row.version,
    )


def view_of(unit: Unit, row: FileAccess) -> AccessView:
    """Return one request; NotFound when its student is gone."""
    found = access_views(unit, (row,))
    if not found:
        raise NotFound
    return found[0]


def hold_views(unit: Unit, rows: Sequence[PreservationHold]) -> list[HoldView]:
    """Return preservations as pages show them."""
    wanted = tuple({row.student_id for row in rows})
    students = {line.id: line for line in unit.run(student_lines.bind(wanted))} if wanted else {}
    asked = select(FileAccess.id, FileAccess.number).where(FileAccess.id.in_([row.access_id for row in rows]))
    numbers = {line.id: line.number for line in unit.db.execute(asked)}
    return [
        HoldView(
            id=row.id,
            student=students[row.student_id],
            access_id=row.access_id,
            access_number=numbers.get(row.access_id, ""),
            set_at=row.created_at,
            set_name=row.set_name,
            lift_reason=row.lift_reason or "",
            lift_asked_at=row.lift_asked_at,
            lift_asked_name=row.lift_asked_name or "",
            asked_by_me=row.lift_asked_by == unit.actor.account,
            lifted_at=row.lifted_at,
            lifted_name=row.lifted_name or "",
            version=row.version,
        )
        for row in rows
        if row.student_id in students
    ]


def concerns(unit: Unit, row: FileAccess | PreservationHold) -> None:
    """Name student and record in the audit trail."""
    unit.concerns("student", row.student_id)
    unit.concerns(row.spec.record, row.id)
