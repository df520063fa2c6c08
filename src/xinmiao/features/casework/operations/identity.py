"""Cases that begin otherwise: from a paper file, or under an alias whose name is joined later."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.attachments.operations import follow_student, set_paper_place
from xinmiao.features.attachments.records import Host
from xinmiao.features.casework.model import Case, Note
from xinmiao.features.casework.operations.cases import begin_case, concern_case, own_case, refuse_second
from xinmiao.features.casework.operations.reading import lines_of
from xinmiao.features.casework.records import CASE, NOTE, CaseState, OldFile
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.old_file_entered")
def open_old_file(unit: Unit, old: OldFile) -> str:
    """Open a case for work that stands on paper: its number, dates, times seen and place, no text. Return its id.

    Its talks count as counted by hand. Opening again with the same id changes nothing.

    Raises:
        NotFound: no such student.
        ValidationFailed: no times seen, impossible dates, and what `open_case` refuses.
        RuleBroken: the student has an open case of this counsellor.
    """
    today = unit.clock.today()
    if problems := case_rules.old_file_problems(old, old.opening.opened_on or today, today=today):
        raise ValidationFailed(problems)
    is_retry = unit.db.get(Case, old.opening.case_id) is not None
    case = begin_case(unit, old.opening)
    if is_retry:
        return case.id
    case.paper_number = old.paper_number.strip() or None
    case.times_seen, case.last_seen_on = old.times_seen, old.last_seen_on
    unit.db.flush()
    if old.paper_place.strip():
        unit.run(set_paper_place.bind(Host(CASE.record, case.id), old.paper_place.strip(), None))
    return case.id


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.identity_joined")
def join_identity(unit: Unit, case_id: str, base_version: int, student_id: str, reason: str) -> int:
    """Say who an alias is; case, notes and what hangs on them move to the student's file. Return the new version.

    The alias stays readable beside the name. It cannot be undone; a wrong one is mended by moving the notes.

    Raises:
        NotFound: no such student.
        ValidationFailed: no reason.
        RuleBroken: a colleague's case, one that has a name, or the student has an open case of this counsellor.
        Conflict: somebody changed the case since `base_version`.
    """
    case = own_case(unit, case_id, base_version)
    if case.student_id is not None:
        raise RuleBroken(_("This case has a name already."), _("Move a note that is in the wrong case."))
    if not reason.strip():
        raise ValidationFailed({"identity_reason": _("Please fill this in.")})
    if problems := CASE.problems({"identity_reason": reason}, only=("identity_reason",)):
        raise ValidationFailed(problems)
    if student_id not in lines_of(unit, (student_id,)):
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    if case.state is CaseState.OPEN:
        refuse_second(unit, student_id)
    unit.run(ensure_growth_file.bind(student_id, OpeningReason.COUNSELLING))
    case.student_id, case.identity_reason = student_id, reason.strip()
    case.identity_joined_at = unit.clock.now()
    notes = unit.db.scalars(select(Note).where(Note.case_id == case.id)).all()
    for note in notes:
        note.student_id = student_id
        unit.concerns("counselling_note", note.id)
    concern_case(unit, case)
    unit.db.flush()
    hosts = (Host(CASE.record, case.id), *(Host(NOTE.record, note.id) for note in notes))
    unit.run(follow_student.bind(hosts))
    return case.version
