"""Restricted cases 限阅: sealing a case with all its words to named accounts, and taking that back.

The sealing itself is `vault.sealed_rows`; here stands who may ask for it and what belongs to a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from xinmiao.features.attachments.operations import list_attachments
from xinmiao.features.attachments.records import Host
from xinmiao.features.casework.model import Case, CaseIntake, Note, NoteAmendment
from xinmiao.features.casework.records import (
    CASE,
    NOTE,
    CaseState,
    NoteState,
    Restriction,
    StaffCount,
    StaffOpening,
)
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import Text, _
from xinmiao.vault.any_record import sealed_with_case
from xinmiao.vault.envelopes import Circle
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.keys.recovery import sheet_secret
from xinmiao.vault.resealing import restrict_records
from xinmiao.vault.sealed_rows import Sealable
from xinmiao.vault.unit import Unit


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.restricted")
def restrict_case(unit: Unit, case_id: str, base_version: int, accounts: tuple[str, ...]) -> int:
    """Seal a case with everything written in it to `accounts` and the recovery sheet; return the new version.

    Asked for a restricted case it changes who is named. What somebody could read before he may have copied;
    backups made before still hold what they held.

    Raises:
        ValidationFailed: nobody named, somebody who is no active counsellor, or the one who asks left out.
        RuleBroken: a colleague's case.
        Restricted: restricted already, and the account is not named.
        Conflict: somebody changed the case since `base_version`.
    """
    case = unit.editable(Case, case_id, base_version)
    _concern(unit, case)
    if not unit.seals.is_restricted(case) and not case_rules.may_write_in(case.counsellor, unit.actor.account):
        raise RuleBroken(_("This is a colleague’s case; you can read it."), _("Please ask the colleague."))
    unit.seals.require_open(case)
    _refuse_attachments(unit, case)
    seal_case(unit, case, accounts)
    return case.version


def _refuse_attachments(unit: Unit, case: Case) -> None:
    """Refuse to seal a case beside which files would lie open."""
    notes = unit.db.scalars(select(Note.id).where(Note.case_id == case.id)).all()
    hosts = (Host(CASE.record, case.id), *(Host(NOTE.record, note) for note in notes))
    if any(unit.run(list_attachments.bind(host)).lines for host in hosts):
        raise RuleBroken(
            _("Files hang on this case or its notes; they would not be sealed."),
            _("Remove the attachments first; their paper stays where it lies."),
        )


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.restriction_lifted")
def lift_restriction(unit: Unit, case_id: str, base_version: int, reason: str) -> int:
    """Open a restricted case for all counsellors again; return the new version.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: it is not restricted, or a staff member's.
        Restricted: the account is not named.
        Conflict: somebody changed the case since `base_version`.
    """
    case = unit.editable(Case, case_id, base_version)
    _concern(unit, case)
    unit.seals.require_open(case)
    if not unit.seals.is_restricted(case):
        raise RuleBroken(_("This case is not restricted."), _("All counsellors can read it."))
    if case.of_staff:
        raise RuleBroken(_("The case of a staff member stays restricted."), _("Name another colleague instead."))
    if not reason.strip():
        raise ValidationFailed({"lifting_reason": _("Please fill this in.")})
    if problems := CASE.problems({"lifting_reason": reason}, only=("lifting_reason",)):
        raise ValidationFailed(problems)
    case.lifting_reason = reason.strip()
    restrict_records(unit, _parts(unit, case), None)
    return case.version


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.opened_by_sheet")
def regrant_case(unit: Unit, case_id: str, base_version: int, seed_code: str, accounts: tuple[str, ...]) -> int:
    """Name accounts anew with the recovery sheet, when nobody who was named is left; return the new version.

    Raises:
        ValidationFailed: a slip in the code, or accounts as in `restrict_case`.
        WrongSheet, PlaceSecretMissing, SchoolSecretMissing: see `vault.keys.recovery`.
        EarlierKeys: it was sealed when an earlier sheet was in force.
    """
    custody = unit.custody
    unit.seals.hold(sheet_secret(custody.vault, custody.secrets, seed_code))
    case = unit.editable(Case, case_id, base_version)
    _concern(unit, case)
    unit.seals.require_open(case)
    if not unit.seals.is_restricted(case):
        raise RuleBroken(_("This case is not restricted."), _("All counsellors can read it."))
    seal_case(unit, case, accounts)
    return case.version


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("whom to ask; nothing of what is sealed"),
)
def get_restriction(unit: Unit, case_id: str) -> Restriction:
    """Return whether a case is restricted, to whom, and who can be named."""
    case = unit.get(Case, case_id)
    labels = {entry.id: entry.label for entry in unit.custody.vault.accounts()}
    return Restriction(
        case_id=case.id,
        number=case_rules.case_number(case.school_year, case.number_in_year),
        is_restricted=unit.seals.is_restricted(case),
        is_open=not unit.seals.is_closed(case),
        is_own=case.counsellor == unit.actor.account,
        counsellor_name=case.counsellor_name,
        of_staff=bool(case.of_staff),
        named=tuple((account, labels.get(account, "")) for account in unit.seals.named(case)),
        can_be_named=tuple((account, labels[account]) for account in _counsellors(unit)),
        version=case.version,
    )


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.created_for_staff")
def open_staff_case(unit: Unit, opening: StaffOpening) -> str:
    """Open the case of a staff member: no student, no growth file, the name only inside what is sealed.

    Raises:
        ValidationFailed: no name, no problem chosen, or a day to come.
    """
    if unit.db.get(Case, opening.case_id) is not None:
        return opening.case_id
    today = unit.clock.today()
    opened_on = opening.opened_on or today
    if problems := case_rules.staff_opening_problems(opening, opened_on, today=today):
        raise ValidationFailed(problems)
    year = school_year_of(opened_on)
    last = unit.db.scalar(select(func.max(Case.number_in_year)).where(Case.school_year == year))
    case = Case(
        id=opening.case_id,
        school_year=year,
        number_in_year=(last or 0) + 1,
        of_staff=True,
        staff_name=opening.name.strip(),
        counsellor=unit.actor.account,
        counsellor_name=unit.actor.label,
        source=opening.source,
        presenting_problems=opening.presenting_problems,
        opened_on=opened_on,
        state=CaseState.OPEN,
    )
    unit.db.add(case)
    unit.concerns("case", case.id)
    seal_case(unit, case, opening.accounts or (unit.actor.account,))
    return case.id


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the count of staff counselling, nobody’s name"),
)
def count_staff_counselling(unit: Unit) -> StaffCount:
    """Return how many staff members were seen and how often: all that shows of staff clients."""
    cases = unit.db.scalar(select(func.count()).select_from(Case).where(Case.of_staff.is_(True))) or 0
    talks = unit.db.scalar(
        select(func.count())
        .select_from(Note)
        .join(Case, Case.id == Note.case_id)
        .where(Case.of_staff.is_(True), Note.state.in_((NoteState.DRAFT, NoteState.SIGNED)))
    )
    return StaffCount(cases, talks or 0)


def seal_case(unit: Unit, case: Case, accounts: Iterable[str]) -> None:
    """Seal a case and all that belongs to it; see `restrict_case`."""
    named = tuple(dict.fromkeys(accounts))
    if problem := _naming_problem(unit, named):
        raise ValidationFailed({"accounts": problem})
    restrict_records(unit, _parts(unit, case), Circle(frozenset(named), recovery=True))


def _naming_problem(unit: Unit, accounts: Sequence[str]) -> Text | None:
    if not accounts:
        return _("Please name at least one account.")
    if not set(accounts) <= set(_counsellors(unit)):
        return _("Only counsellors with an open account can be named.")
    if unit.actor.account not in accounts:
        return _("Leave yourself named; another named colleague can take you off.")
    return None


def _counsellors(unit: Unit) -> tuple[str, ...]:
    entries = unit.custody.vault.accounts()
    return tuple(entry.id for entry in entries if entry.standing is Standing.ACTIVE and Role.COUNSELLOR in entry.roles)


def _parts(unit: Unit, case: Case) -> list[Sealable]:
    """Return a case with everything in which something of it is written."""
    notes = unit.db.scalars(select(Note).where(Note.case_id == case.id)).all()
    amendments = unit.db.scalars(
        select(NoteAmendment).where(NoteAmendment.note_id.in_([note.id for note in notes]))
    ).all()
    intakes = unit.db.scalars(select(CaseIntake).where(CaseIntake.case_id == case.id)).all()
    return [case, *notes, *amendments, *intakes, *sealed_with_case(unit, case.id)]


def _concern(unit: Unit, case: Case) -> None:
    if case.student_id is not None:
        unit.concerns("student", case.student_id)
    unit.concerns("case", case.id)


def refuse_crossing(unit: Unit, note: Note, target: Case) -> None:
    """Refuse to move a note where others can read it, or into a seal that does not hold its past."""
    origin = unit.db.get(Case, note.case_id)
    if origin is None:
        raise NotFound
    if unit.seals.is_restricted(origin) or unit.seals.is_restricted(target):
        raise RuleBroken(
            _("A note is not moved into or out of a restricted case."),
            _("Write it anew in the right case, and void this one."),
        )
