"""How exceptions to secrecy are made into what pages see; no operation of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.secrecy_exceptions.model import SecrecyException
from xinmiao.features.secrecy_exceptions.records import KIND, ExceptionForm, ExceptionView
from xinmiao.features.secrecy_exceptions.rules.slips import slip_of
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import post
from xinmiao.vault.unit import Unit

_OWN = frozenset({"exception_id", "base_version"})
_PLAIN = frozenset({"ground", "role", "how", "told_on", "student_told", "case_id"})


def student_of(unit: Unit, student_id: str) -> StudentLine:
    """Return a student; NotFound when he is not in the roster."""
    found = unit.run(student_lines.bind((student_id,)))
    if not found:
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    return found[0]


def views_of(unit: Unit, rows: Sequence[SecrecyException]) -> tuple[ExceptionView, ...]:
    """Return tellings, the last first; those of students who are gone are left out."""
    wanted = tuple({row.student_id for row in rows})
    students = {line.id: line for line in unit.run(student_lines.bind(wanted))}
    ordered = sorted(rows, key=lambda row: (row.told_on, row.created_at, row.id), reverse=True)
    return tuple(_view(unit, row, students[row.student_id]) for row in ordered if row.student_id in students)


def form_of(row: SecrecyException) -> ExceptionForm:
    """Return what was written of a telling."""
    names = [field.name for field in fields(ExceptionForm) if field.name not in _OWN]
    values: dict[str, Any] = {
        name: getattr(row, name) if name in _PLAIN else getattr(row, name) or "" for name in names
    }
    return ExceptionForm(exception_id=row.id, base_version=row.version, **values)


def _view(unit: Unit, row: SecrecyException, student: StudentLine) -> ExceptionView:
    form = form_of(row)
    envelope = post.row_about(unit, KIND, row.id)
    receipt = None
    if envelope is not None:
        receipts = post.receipts_of(unit, envelope.id)
        receipt = next((one for one in receipts if one.version == envelope.version), None)
    return ExceptionView(
        id=row.id,
        student=student,
        form=form,
        told_on=row.told_on,
        slip=slip_of(form, student),
        sent_to=unit.database.account_labels.get(row.account or "", ""),
        sent_at=None if envelope is None else envelope.created_at,
        read_at=None if receipt is None else receipt.at,
        recorded_name=row.recorded_name,
        recorded_at=row.created_at,
        version=row.version,
        restricted=unit.seals.is_restricted(row),
        is_closed_to_me=unit.seals.is_closed(row),
    )
