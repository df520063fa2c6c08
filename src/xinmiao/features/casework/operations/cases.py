"""Opening, correcting, closing and reading cases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from xinmiao.features.casework.model import Case, CaseIntake, Note
from xinmiao.features.casework.operations.problems import can_be_chosen, in_list_order
from xinmiao.features.casework.operations.reading import (
    CASE_COLUMNS,
    case_lines,
    first_signed_starts,
    lines_of,
    note_line,
)
from xinmiao.features.casework.operations.restricting import seal_case
from xinmiao.features.casework.records import (
    CASE,
    CaseClosing,
    CaseLine,
    CaseOpening,
    CaseSource,
    CaseState,
    CaseView,
    NoteForm,
    NotePreparation,
    NoteState,
)
from xinmiao.features.casework.records.cases import RESTRICTED_FROM_THE_START
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.created")
def open_case(unit: Unit, opening: CaseOpening) -> str:
    """Open a case of the acting counsellor, with the student's growth file if there is none; return its id.

    The number runs by school year without gaps and is made in this transaction. Opening again with the
    same id (a retry) changes nothing.

    Raises:
        NotFound: no such student.
        ValidationFailed: no problem chosen, one no longer offered, neither student nor alias, a day to come,
            or accounts that cannot be named (`restrict_case`).
        RuleBroken: the student has an open case of this counsellor.
    """
    return begin_case(unit, opening).id


def begin_case(unit: Unit, opening: CaseOpening) -> Case:
    """Return the case that was opened, or the one an earlier try opened."""
    if (there := unit.db.get(Case, opening.case_id)) is not None:
        return _same_opening(unit, there, opening)
    opened_on = opening.opened_on or unit.clock.today()
    _require_sound(unit, opening, opened_on)
    refuse_second(unit, opening.student_id, opening.alias.strip())
    year = school_year_of(opened_on)
    number = _next_in_year(unit, year)
    if opening.student_id is not None:
        unit.run(ensure_growth_file.bind(opening.student_id, OpeningReason.COUNSELLING))
    case = Case(
        id=opening.case_id,
        school_year=year,
        number_in_year=number,
        student_id=opening.student_id,
        alias=None if opening.student_id is not None else opening.alias.strip(),
        counsellor=unit.actor.account,
        counsellor_name=unit.actor.label,
        source=opening.source,
        presenting_problems=in_list_order(unit, opening.presenting_problems),
        opened_on=opened_on,
        state=CaseState.OPEN,
    )
    unit.db.add(case)
    concern_case(unit, case)
    if opening.accounts or RESTRICTED_FROM_THE_START.intersection(case.presenting_problems):
        seal_case(unit, case, opening.accounts or (unit.actor.account,))
    return case


def _same_opening(unit: Unit, there: Case, opening: CaseOpening) -> Case:
    if (there.student_id, there.counsellor) != (opening.student_id, unit.actor.account):
        raise Conflict
    concern_case(unit, there)
    return there


def _require_sound(unit: Unit, opening: CaseOpening, opened_on: date) -> None:
    if opening.student_id is not None and opening.student_id not in lines_of(unit, (opening.student_id,)):
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    problems = case_rules.opening_problems(opening, opened_on, today=unit.clock.today())
    if not problems and not can_be_chosen(unit, opening.presenting_problems):
        problems["presenting_problems"] = _("One of these is no longer offered; please choose again.")
    if problems:
        raise ValidationFailed(problems)


def _next_in_year(unit: Unit, year: int) -> int:
    return (unit.db.scalar(select(func.max(Case.number_in_year)).where(Case.school_year == year)) or 0) + 1


def refuse_second(unit: Unit, student_id: str | None, alias: str = "", account: str = "") -> None:
    """Refuse a second open case of one counsellor for the same student, or under the same alias."""
    same = Case.student_id == student_id if student_id is not None else Case.alias == alias
    other = unit.db.scalar(
        select(Case.id).where(same, Case.counsellor == (account or unit.actor.account), Case.state == CaseState.OPEN)
    )
    if other is None:
        return
    if student_id is None:
        raise ValidationFailed({"alias": _("You have an open case under this alias; please choose another one.")})
    if account and account != unit.actor.account:
        raise RuleBroken(
            _("The new counsellor has an open case of this student already."), _("Close one of the two cases first.")
        )
    raise RuleBroken(
        _("This student has an open case of yours already."), _("Write the note there, or close that case first.")
    )


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.corrected")
def correct_case(
    unit: Unit, case_id: str, base_version: int, source: CaseSource, presenting_problems: tuple[str, ...]
) -> int:
    """Correct by whom the student came and what it is about; return the new version.

    Raises:
        ValidationFailed: no problem chosen.
        RuleBroken: a colleague's or a closed case.
        Conflict: somebody changed the case since `base_version`.
    """
    case = own_case(unit, case_id, base_version)
    if obstacle := case_rules.writing_obstacle(case.counsellor, case.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    values = {"source": source, "presenting_problems": presenting_problems}
    problems = CASE.problems(values, only=values)
    fresh = tuple(code for code in presenting_problems if code not in case.presenting_problems)
    if not problems and not can_be_chosen(unit, fresh):
        problems["presenting_problems"] = _("One of these is no longer offered; please choose again.")
    if problems:
        raise ValidationFailed(problems)
    ordered = in_list_order(unit, presenting_problems)
    case.source, case.presenting_problems = source, ordered
    unit.db.flush()
    return case.version


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.closed")
def close_case(unit: Unit, case_id: str, base_version: int, closing: CaseClosing) -> int:
    """Close a case with reason and effect; return the new version.

    Raises:
        ValidationFailed: a date before the opening or still to come.
        RuleBroken: a colleague's case, closed already, or notes not signed yet.
        Conflict: somebody changed the case since `base_version`.
    """
    case = own_case(unit, case_id, base_version)
    if case.state is CaseState.CLOSED:
        raise RuleBroken(_("This case is closed already."), _("Open it again first, and say why."))
    today = unit.clock.today()
    closed_on = closing.closed_on or today
    if problems := case_rules.closing_problems(closing, closed_on, opened_on=case.opened_on, today=today):
        raise ValidationFailed(problems)
    if unit.db.scalar(select(func.count()).where(Note.case_id == case.id, Note.state == NoteState.DRAFT)):
        raise RuleBroken(_("A note of this case is not signed yet."), _("Sign it or void it, then close the case."))
    case.state, case.closed_on = CaseState.CLOSED, closed_on
    case.closing_reason, case.closing_effect = closing.reason, closing.effect
    case.closing_words = closing.words.strip() or None
    unit.db.flush()
    return case.version


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.reopened")
def reopen_case(unit: Unit, case_id: str, base_version: int, reason: str) -> int:
    """Open a closed case again; how it was closed stays in the history. Return the new version.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: a colleague's case, not closed, or another open one for the student.
        Conflict: somebody changed the case since `base_version`.
    """
    case = own_case(unit, case_id, base_version)
    if case.state is CaseState.OPEN:
        raise RuleBroken(_("This case is open."), _("You can write in it now."))
    if not reason.strip():
        raise ValidationFailed({"reopening_reason": _("Please fill this in.")})
    if problems := CASE.problems({"reopening_reason": reason}, only=("reopening_reason",)):
        raise ValidationFailed(problems)
    refuse_second(unit, case.student_id, case.alias or "")
    case.state, case.reopening_reason = CaseState.OPEN, reason.strip()
    case.closed_on = case.closing_reason = case.closing_effect = case.closing_words = None
    unit.db.flush()
    return case.version


def own_case(unit: Unit, case_id: str, base_version: int) -> Case:
    """Return a case of the acting counsellor, to be changed."""
    case = unit.editable(Case, case_id, base_version)
    concern_case(unit, case)
    if not case_rules.may_write_in(case.counsellor, unit.actor.account):
        raise RuleBroken(_("This is a colleague’s case; you can read it."), _("Please ask the colleague."))
    return case


def concern_case(unit: Unit, case: Case) -> None:
    """Name the case and its student, if it has one, for the audit trail."""
    unit.concerns("student", case.student_id)
    unit.concerns("case", case.id)


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the caseload without any text; opening a case is audited"),
)
def list_cases(unit: Unit, *, state: CaseState | None = None, student_id: str | None = None) -> tuple[CaseLine, ...]:
    """Return cases by need: open ones with risk first, then those whom one has not seen for longest."""
    statement = select(*CASE_COLUMNS)
    if state is not None:
        statement = statement.where(Case.state == state)
    if student_id is not None:
        statement = statement.where(Case.student_id == student_id)
    return case_rules.by_need(case_lines(unit, unit.db.execute(statement).all()))


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("numbers of cases, nobody’s"),
)
def count_cases(unit: Unit) -> dict[CaseState, int]:
    """Return how many cases are open and closed."""
    rows = unit.db.execute(select(Case.state, func.count()).group_by(Case.state)).all()
    return {row[0]: row[1] for row in rows}


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit="case.opened")
def get_case(unit: Unit, case_id: str) -> CaseView:
    """Return a case with its notes as lines, the newest first.

    Raises:
        NotFound: no such case.
    """
    case = unit.get(Case, case_id)
    concern_case(unit, case)
    notes = unit.db.scalars(
        select(Note).where(Note.case_id == case_id).order_by(Note.started_at.desc(), Note.nth.desc())
    )
    return CaseView(
        line=_one_line(unit, case),
        closed_on=case.closed_on,
        closing_reason=case.closing_reason,
        closing_effect=case.closing_effect,
        closing_words=case.closing_words or "",
        reopening_reason=case.reopening_reason or "",
        notes=() if unit.seals.is_closed(case) else tuple(map(note_line, notes)),
        version=case.version,
        alias=case.alias or "",
        identity_reason=case.identity_reason or "",
        identity_joined_at=case.identity_joined_at,
        paper_number=case.paper_number or "",
        entered_at=case.created_at,
        intake_on=unit.db.scalar(select(CaseIntake.done_on).where(CaseIntake.case_id == case_id)),
    )


@query(
    requires=Permission.COUNSELLING_NOTE_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the number of the next note; nothing that was written"),
)
def prepare_note(unit: Unit, case_id: str) -> NotePreparation:
    """Return what the editor of a new note starts from.

    Raises:
        NotFound: no such case.
        RuleBroken: a colleague's or a closed case.
    """
    case = unit.get(Case, case_id)
    if obstacle := case_rules.writing_obstacle(case.counsellor, case.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    unit.seals.require_open(case)
    last = unit.db.scalar(select(Note).where(Note.case_id == case_id).order_by(Note.started_at.desc()).limit(1))
    return NotePreparation(
        case=_one_line(unit, case),
        nth=next_nth(unit, case_id),
        is_first_visit=case_id not in first_signed_starts(unit, (case_id,)),
        place="" if last is None else last.place or "",
        form=NoteForm.INDIVIDUAL if last is None else last.form,
    )


def _one_line(unit: Unit, case: Case) -> CaseLine:
    found = case_lines(unit, (case,))
    if not found:
        raise NotFound
    return found[0]


def next_nth(unit: Unit, case_id: str) -> int:
    """Return the number of the next note of a case; numbers of moved and voided notes are not given again."""
    return (unit.db.scalar(select(func.max(Note.nth)).where(Note.case_id == case_id)) or 0) + 1
