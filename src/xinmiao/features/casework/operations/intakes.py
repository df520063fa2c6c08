"""The intake of a case: reading, saving, its versions, its paper, and what of it is still to be done."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from xinmiao.features.casework.model import Case, CaseHandover, CaseIntake, HandedCase
from xinmiao.features.casework.operations.cases import concern_case
from xinmiao.features.casework.operations.reading import CASE_COLUMNS, case_lines, clients_of
from xinmiao.features.casework.records import (
    INTAKE,
    INTAKE_FIELDS,
    CaseState,
    Client,
    IntakeContent,
    IntakePrint,
    IntakeVersion,
    IntakeView,
)
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.casework.rules import intake as intake_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.fields import ChoiceField, DateField
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.history import CounsellingRevision
from xinmiao.vault.unit import Unit

_TEXTS = frozenset(name for name in INTAKE_FIELDS if getattr(IntakeContent(), name) == "")


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit="case_intake.opened")
def get_intake(unit: Unit, case_id: str) -> IntakeView:
    """Return the intake of a case, an empty one while there is none.

    Raises:
        NotFound: no such case.
    """
    case = unit.get(Case, case_id)
    concern_case(unit, case)
    lines = case_lines(unit, (case,))
    if not lines:
        raise NotFound
    intake = _of_case(unit, case_id)
    return IntakeView(
        case=lines[0],
        content=IntakeContent(done_on=case.opened_on) if intake is None else content_of(intake),
        version=None if intake is None else intake.version,
        entered_at=None if intake is None else intake.entered_at,
        author_name=case.counsellor_name,
        changed_at=None if intake is None else intake.changed_at,
        may_write=case_rules.writing_obstacle(case.counsellor, case.state, unit.actor.account) is None,
    )


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case_intake.saved")
def save_intake(unit: Unit, case_id: str, base_version: int | None, content: IntakeContent) -> int:
    """Save the intake of a case, gaps and all; return its version. Saving the same first one again changes nothing.

    Raises:
        NotFound: no such case.
        ValidationFailed: refused values, a day to come, a yes without words, no day of an explanation.
        RuleBroken: a colleague's or a closed case.
        Conflict: somebody saved it since `base_version`.
    """
    case = unit.get(Case, case_id)
    concern_case(unit, case)
    if obstacle := case_rules.writing_obstacle(case.counsellor, case.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    clean = intake_rules.tidy(content)
    if problems := intake_rules.problems(clean, today=unit.clock.today()):
        raise ValidationFailed(problems)
    intake = _of_case(unit, case_id)
    if intake is None:
        intake = CaseIntake(id=unit.ids.new(), case_id=case_id, entered_at=unit.clock.now())
        _put(intake, clean)
        unit.db.add(intake)
    elif base_version is None and content_of(intake) == clean:
        return intake.version
    elif intake.version != base_version:
        raise Conflict
    else:
        _put(intake, clean)
    unit.concerns("case_intake", intake.id)
    unit.db.flush()
    return intake.version


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit="case_intake.history_opened")
def get_intake_history(unit: Unit, case_id: str) -> tuple[IntakeVersion, ...]:
    """Return every version of an intake, the newest first; nothing while there is none.

    Raises:
        NotFound: no such case.
    """
    case = unit.get(Case, case_id)
    concern_case(unit, case)
    intake = _of_case(unit, case_id)
    if intake is None:
        return ()
    names = _writers(unit, case)
    versions: list[IntakeVersion] = []
    for version, at, account, content in _states(unit, intake):
        changed = intake_rules.changed_fields(versions[-1].content, content) if versions else ()
        versions.append(IntakeVersion(version, at, names.get(account, ""), content, changed))
    return tuple(reversed(versions))


@command(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit="case_intake.printed")
def collect_intake_print(unit: Unit, case_id: str | None) -> IntakePrint:
    """Return everything a printed intake is made of; without a case, the empty form. Each asking is recorded.

    Raises:
        NotFound: no such case.
    """
    if case_id is not None and unit.seals.is_restricted(unit.get(Case, case_id)):
        raise RuleBroken(_("Papers of a restricted case are not printed."), _("They are read on screen only."))
    intake = None if case_id is None else unit.run(get_intake.bind(case_id))
    if intake is not None:
        unit.concerns("student", intake.case.student.id)
        unit.concerns("case", intake.case.id)
    anchor = paper_anchor.code_for(unit, DataFile.COUNSELLING)
    return IntakePrint(intake, unit.database.school_name, unit.actor.label, unit.clock.now(), anchor)


@query(
    requires=Permission.CASE_WRITE,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("what is still to be asked in own cases, without any text"),
)
def intake_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each own open case whose intake, explanation of secrecy or guardian's consent is missing.

    None of them blocks a talk. Old paper files are left out.
    """
    rows = unit.db.execute(
        select(*CASE_COLUMNS, CaseIntake.secrecy, CaseIntake.guardian)
        .outerjoin(CaseIntake, CaseIntake.case_id == Case.id)
        .where(
            Case.counsellor == unit.actor.account,
            Case.state == CaseState.OPEN,
            Case.times_seen.is_(None),
            Case.sealed.is_(None),
        )
        .order_by(Case.opened_on, Case.id)
    ).all()
    today = unit.clock.today()
    waiting: list[Any] = [row for row in rows if _waits(row, today)]
    clients = clients_of(unit, waiting)
    return tuple(task for row in waiting if row.id in clients for task in _tasks(row, clients[row.id]))


def _writers(unit: Unit, case: Case) -> dict[str, str]:
    """Return the counsellors of a case by account: who has it, and who handed it on."""
    handed = unit.db.execute(
        select(CaseHandover.giver, CaseHandover.giver_name)
        .join(HandedCase, HandedCase.handover_id == CaseHandover.id)
        .where(HandedCase.case_id == case.id)
    )
    return {case.counsellor: case.counsellor_name} | {row[0]: row[1] for row in handed}


def _waits(row: Any, today: date) -> bool:
    if row.secrecy is None:
        return intake_rules.is_missing(row.opened_on, today)
    return any(intake_rules.open_points(row.secrecy, row.guardian, is_alias=row.student_id is None))


def _tasks(row: Any, client: Client) -> list[Task]:
    due = row.opened_on + timedelta(days=intake_rules.ASKED_WITHIN.days)
    target = Target("case_intake", row.id)
    if row.secrecy is None:
        title = _("Fill in the intake of {student}").format(student=client.name)
        why = _("The case has been open for more than a week. What is not known may stay so.")
        return [Task(f"intake:{row.id}", title, why, Urgency.ROUTINE, target, due)]
    found = []
    unexplained, unasked = intake_rules.open_points(row.secrecy, row.guardian, is_alias=client.is_alias)
    if unexplained:
        title = _("Explain secrecy and its exceptions to {student}").format(student=client.name)
        why = _("The intake does not say that it was explained.")
        found.append(Task(f"secrecy:{row.id}", title, why, Urgency.DUE, target, due))
    if unasked:
        title = _("Ask the guardian of {student} for consent").format(student=client.name)
        why = _("The intake does not say what the guardian answered. It blocks no talk and no step against a risk.")
        found.append(Task(f"guardian_consent:{row.id}", title, why, Urgency.DUE, target, due))
    return found


def content_of(intake: CaseIntake) -> IntakeContent:
    """Return what was written."""
    stored = {name: getattr(intake, name) for name in INTAKE_FIELDS}
    values: dict[str, Any] = {name: "" if value is None and name in _TEXTS else value for name, value in stored.items()}
    return IntakeContent(**values)


def _put(intake: CaseIntake, content: IntakeContent) -> None:
    for name in INTAKE_FIELDS:
        value = getattr(content, name)
        stored = None if value == "" and name in _TEXTS else value
        if getattr(intake, name) != stored:
            setattr(intake, name, stored)


def _of_case(unit: Unit, case_id: str) -> CaseIntake | None:
    unit.seals.require_open(unit.get(Case, case_id))
    found: CaseIntake | None = unit.db.scalar(select(CaseIntake).where(CaseIntake.case_id == case_id))
    return found


def _states(unit: Unit, intake: CaseIntake) -> list[tuple[int, datetime, str, IntakeContent]]:
    revisions = unit.db.scalars(
        select(CounsellingRevision)
        .where(CounsellingRevision.record == INTAKE.record, CounsellingRevision.record_id == intake.id)
        .order_by(CounsellingRevision.version)
    )
    at, account = intake.created_at, intake.created_by
    states = []
    for revision in revisions:
        states.append(
            (revision.version, at, account, _from_payload(unit.seals.values_of(intake, json.loads(revision.content))))
        )
        # A revision row holds what was before, and is stamped with the change that ended it.
        at, account = datetime.fromisoformat(revision.at), revision.account
    return [*states, (intake.version, at, account, content_of(intake))]


def _from_payload(values: dict[str, Any]) -> IntakeContent:
    content: dict[str, Any] = {}
    for name in INTAKE_FIELDS:
        field, value = INTAKE.field(name), values.get(name)
        if isinstance(field, ChoiceField):
            content[name] = field.choices(value)
        elif isinstance(field, DateField):
            content[name] = None if value is None else date.fromisoformat(value)
        else:
            content[name] = value or ""
    return IntakeContent(**content)
