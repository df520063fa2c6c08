"""Deciding on a request, giving what was accepted, and the receipt."""

from __future__ import annotations

from xinmiao.features.file_access.model import FileAccess, PreservationHold
from xinmiao.features.file_access.operations.reading import view_of
from xinmiao.features.file_access.operations.registering import editable, put
from xinmiao.features.file_access.operations.signing import withdraw_request
from xinmiao.features.file_access.records import AccessForm, Decision, Manner, Part
from xinmiao.features.file_access.rules import checking
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.accepted")
def accept_access(unit: Unit, form: AccessForm) -> int:
    """Accept a request the principal approved: the student's file is preserved from now on. Return the version.

    Raises:
        ValidationFailed: no day, or no reason although the student does not agree.
        RuleBroken: not approved, or the student was not asked.
        NotFound, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.ACCEPTING)
    if obstacle := checking.obstacle_to_accepting(view_of(unit, row)):
        raise RuleBroken(*obstacle)
    hold = PreservationHold(id=unit.ids.new(), student_id=row.student_id, access_id=row.id, set_name=unit.actor.label)
    unit.db.add(hold)
    unit.concerns(hold.spec.record, hold.id)
    return _decide(unit, row, Decision.ACCEPTED, Part.ACCEPTING, form)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.refused")
def refuse_access(unit: Unit, form: AccessForm) -> int:
    """Refuse a request, with the words that are written to the applicant. Return the version.

    Raises:
        ValidationFailed: no day or no words.
        NotFound, RuleBroken, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.REFUSING)
    return _decide(unit, row, Decision.REFUSED, Part.REFUSING, form)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.withdrawn")
def withdraw_access(unit: Unit, form: AccessForm) -> int:
    """Record that the applicant does not ask any more; a preservation that was set stays. Return the version.

    Raises:
        ValidationFailed: no day.
        NotFound, RuleBroken, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.WITHDRAWING)
    return _decide(unit, row, Decision.WITHDRAWN, Part.WITHDRAWING, form)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.summary_saved")
def save_summary(unit: Unit, form: AccessForm) -> int:
    """Save the summary that is written for the applicant; earlier words stay in the history. Return the version.

    Raises:
        ValidationFailed: nothing is written.
        NotFound, RuleBroken, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.SUMMARY)
    return put(unit, row, Part.SUMMARY, form)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.given")
def record_giving(unit: Unit, form: AccessForm) -> int:
    """Record what was given, how, and who sat by. Return the version.

    Raises:
        ValidationFailed: something is missing, such as the pages of a copy or who sat by.
        RuleBroken: a summary is to be given and none is written.
        NotFound, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.GIVING)
    if form.values.get("manner") is Manner.SUMMARY and not row.summary:
        raise RuleBroken(_("No summary is written yet."), _("Write the summary first; it is printed and handed over."))
    unit.remark(manner=str(form.values["manner"]))
    return put(unit, row, Part.GIVING, form)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.receipt_recorded")
def record_receipt(unit: Unit, form: AccessForm) -> int:
    """Record the signed receipt, or that it was not signed and what was said. Return the version.

    Raises:
        ValidationFailed: something is missing, such as the words of who did not sign.
        NotFound, RuleBroken, Conflict: as for saving the request.
    """
    row = editable(unit, form, Part.RECEIPT)
    return put(unit, row, Part.RECEIPT, form)


def _decide(unit: Unit, row: FileAccess, decision: Decision, part: Part, form: AccessForm) -> int:
    if row.approval is None and row.approval_asked_on is not None:
        withdraw_request(unit, row)
    row.decision, row.decided_name = decision, unit.actor.label
    return put(unit, row, part, form)
