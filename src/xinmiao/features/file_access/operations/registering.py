"""Registering a request, and who is asked before it is decided on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from xinmiao.features.file_access.model import FileAccess
from xinmiao.features.file_access.operations.reading import concerns, view_of
from xinmiao.features.file_access.operations.signing import withdraw_request
from xinmiao.features.file_access.records import AccessForm, ApprovalWay, Part
from xinmiao.features.file_access.rules import checking
from xinmiao.features.file_access.rules import path as path_rules
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.roster.operations import student_lines
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.saved")
def save_request(unit: Unit, form: AccessForm) -> int:
    """Register who asks for what, or correct it while nothing was signed; return the version.

    What was laid before the principal is taken back by a correction: he signs what he read.

    Raises:
        NotFound: no such student or request.
        ValidationFailed: a paper, an officer, the ground or the scope is missing, or a day to come.
        RuleBroken: the principal signed already, or it is decided.
        Conflict: somebody changed it since `base_version`.
    """
    if form.base_version is not None:
        row = editable(unit, form, Part.ASKING)
        if row.approval_asked_on is not None:
            withdraw_request(unit, row)
        return put(unit, row, Part.ASKING, form)
    if problems := checking.problems_of(Part.ASKING, form.values, None, today=unit.clock.today()):
        raise ValidationFailed(problems)
    if unit.db.get(FileAccess, form.access_id) is not None:
        raise Conflict
    if not unit.run(student_lines.bind((form.student_id,))):
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    unit.run(ensure_growth_file.bind(form.student_id, OpeningReason.OTHER))
    row = FileAccess(
        id=form.access_id,
        student_id=form.student_id,
        number=_next_number(unit),
        registered_name=unit.actor.label,
    )
    return put(unit, row, Part.ASKING, form)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.opinion_recorded")
def record_opinion(unit: Unit, form: AccessForm) -> int:
    """Record what the student says to it; return the version.

    Raises:
        ValidationFailed: from 14 on, or where the age is not known, something is missing.
        NotFound, RuleBroken, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.OPINION)
    if view_of(unit, row).birth_date_known:
        form = replace(form, values={**form.values, "age_group": None})
    return put(unit, row, Part.OPINION, form)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.approved_on_paper")
def record_paper_approval(unit: Unit, form: AccessForm) -> int:
    """Record the principal's signature that was given on paper; return the version.

    Raises:
        ValidationFailed: decision, signer, day or the place of the paper is missing.
        NotFound, RuleBroken, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.PAPER_APPROVAL)
    if row.approval_asked_on is not None:
        withdraw_request(unit, row)
    row.approval_way = ApprovalWay.PAPER
    return put(unit, row, Part.PAPER_APPROVAL, form)


def editable(unit: Unit, form: AccessForm, part: Part) -> FileAccess:
    """Return the request a part is written of, which must be able to take it now."""
    row = unit.editable(FileAccess, form.access_id, form.base_version or 0)
    view = view_of(unit, row)
    if part not in path_rules.NEXT[view.state]:
        raise RuleBroken(
            _("This cannot be written down any more as the request stands."), _("Open it again to see where it stands.")
        )
    if problems := checking.problems_of(part, form.values, view, today=unit.clock.today()):
        raise ValidationFailed(problems)
    return row


def put(unit: Unit, row: FileAccess, part: Part, form: AccessForm) -> int:
    """Write the fields of a part; unchanged ones stay untouched. Return the version."""
    for name in checking.FIELDS[part]:
        value = _tidy(form.values.get(name))
        if getattr(row, name) != value:
            setattr(row, name, value)
    concerns(unit, row)
    unit.db.add(row)
    unit.db.flush()
    return row.version


def _tidy(value: Any) -> Any:
    """Return text without blanks at its ends and nothing for an empty one; 0 pages stay 0."""
    if type(value) is str:
        return value.strip() or None
    return value


def _next_number(unit: Unit) -> str:
    year = school_year_of(unit.clock.today())
    taken = unit.db.scalar(select(func.max(FileAccess.number)).where(FileAccess.number.startswith(f"{year}-")))
    return path_rules.number_of(year, 0 if taken is None else int(taken.rpartition("-")[2]))
