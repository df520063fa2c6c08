"""How referrals are made into what pages see; no operation of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from xinmiao.features.casework.operations import list_cases
from xinmiao.features.referrals.model import InternalReferral, ReferralOut, ReferralStep
from xinmiao.features.referrals.records import (
    InternalView,
    OutState,
    OutView,
    ReferralDecision,
    ReferralOutForm,
    Step,
    StepForm,
)
from xinmiao.features.referrals.records.settings import SETTINGS
from xinmiao.features.referrals.rules import path as path_rules
from xinmiao.features.referrals.rules.due import wait_for_decision
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.texts import _
from xinmiao.kernel.waiting import Wait
from xinmiao.vault.any_record import model_of
from xinmiao.vault.envelopes import RECOVERY_NAME, Circle, read_envelope
from xinmiao.vault.sealed_rows import Sealable
from xinmiao.vault.unit import Unit


def settings_of(unit: Unit) -> dict[str, Any]:
    """Return what the school chose about referrals."""
    return unit.run(get_school_settings.bind(SETTINGS))


def student_of(unit: Unit, student_id: str) -> StudentLine:
    """Return a student; NotFound when he is not in the roster."""
    found = unit.run(student_lines.bind((student_id,)))
    if not found:
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    return found[0]


def case_circle(unit: Unit, case_id: str | None) -> Circle | None:
    """Return to whom a case is sealed, or None; Restricted when the account is not named."""
    case = None if case_id is None else unit.db.get(model_of("case"), case_id)
    if not isinstance(case, Sealable) or case.sealed is None:
        return None
    unit.seals.require_open(case)
    envelope = read_envelope(case.sealed)
    return Circle(frozenset(envelope.accounts), recovery=RECOVERY_NAME in envelope.recipients)


def internal_views(unit: Unit, rows: Sequence[InternalReferral]) -> list[InternalView]:
    """Return referrals of teachers as the room reads them; those of students who are gone are left out."""
    clocks, students = clocks_of(unit), _students(unit, rows)
    return [_internal(unit, row, students[row.student_id], clocks) for row in rows if row.student_id in students]


@dataclass(frozen=True)
class Clocks:
    """What waiting is measured by."""

    settings: Mapping[str, Any]
    days: SchoolDays
    today: date


def clocks_of(unit: Unit) -> Clocks:
    """Return the school's clocks as they stand today."""
    return Clocks(settings_of(unit), unit.run(get_school_days.bind()), unit.clock.today())


def _students(unit: Unit, rows: Iterable[InternalReferral] | Iterable[ReferralOut]) -> dict[str, StudentLine]:
    wanted = tuple({row.student_id for row in rows})
    return {line.id: line for line in unit.run(student_lines.bind(wanted))}


def _internal(unit: Unit, row: InternalReferral, student: StudentLine, clocks: Clocks) -> InternalView:
    return InternalView(
        id=row.id,
        student=student,
        case_id=row.case_id or "",
        facts=row.facts or "",
        since=row.since or "",
        tried=row.tried or "",
        urgency=row.urgency,
        wishes_told=bool(row.wishes_told),
        writer_name=row.writer_name,
        written_on=row.written_on,
        way=row.way,
        entered_name=row.entered_name or "",
        place=row.place or "",
        decision=row.decision,
        decided_on=row.decided_on,
        decided_name=row.decided_name or "",
        advice=row.advice or "",
        wait=_wait_for_decision(row, clocks),
        version=row.version,
        recorded_at=row.created_at,
        is_closed_to_me=unit.seals.is_closed(row),
    )


def _wait_for_decision(row: InternalReferral, clocks: Clocks) -> Wait | None:
    if row.decision is not ReferralDecision.WAITING:
        return None
    return wait_for_decision(row.written_on, row.urgency, clocks.today, clocks.settings, clocks.days)


def out_views(unit: Unit, rows: Sequence[ReferralOut]) -> list[OutView]:
    """Return referrals out with their steps; those of students who are gone are left out."""
    clocks, students = clocks_of(unit), _students(unit, rows)
    cases = {case.id: case.number for case in unit.run(list_cases.bind())} if any(r.case_id for r in rows) else {}
    steps: dict[str, list[Step]] = defaultdict(list)
    of_rows = [row.id for row in rows]
    found = select(ReferralStep).where(ReferralStep.referral_id.in_(of_rows))
    for step in unit.db.scalars(found.order_by(ReferralStep.on_date, ReferralStep.created_at, ReferralStep.id)):
        steps[step.referral_id].append(step_view(step))
    return [
        _out(
            unit,
            row,
            students[row.student_id],
            tuple(steps[row.id]),
            case_number=cases.get(row.case_id or "", ""),
            clocks=clocks,
        )
        for row in rows
        if row.student_id in students
    ]


def _out(
    unit: Unit,
    row: ReferralOut,
    student: StudentLine,
    steps: tuple[Step, ...],
    *,
    case_number: str,
    clocks: Clocks,
) -> OutView:
    path = path_rules.path_of(row.advised_on, steps)
    closed = unit.seals.is_closed(row)
    return OutView(
        id=row.id,
        student=student,
        form=_form_of(row),
        advised_on=row.advised_on,
        counsellor_name=row.counsellor_name,
        case_number=case_number,
        state=path.state,
        steps=steps,
        next_steps=() if closed else path_rules.NEXT[path.state],
        wait=path_rules.wait_of(path, clocks.today, clocks.settings, clocks.days, at_risk=bool(row.at_risk)),
        next_visit_on=path.next_visit_on if path.state is not OutState.CLOSED else None,
        is_own=row.counsellor == unit.actor.account,
        version=row.version,
        recorded_at=row.created_at,
        restricted=unit.seals.is_restricted(row),
        is_closed_to_me=closed,
    )


def _form_of(row: ReferralOut) -> ReferralOutForm:
    names = [field.name for field in fields(ReferralOutForm) if field.name not in {"referral_id", "base_version"}]
    values = {name: getattr(row, name) for name in names}
    values |= {name: values[name] or "" for name in ("facts", "advice", "agency_name", "guardian_who")}
    values["at_risk"] = bool(row.at_risk)
    return ReferralOutForm(referral_id=row.id, base_version=row.version, **values)


def step_view(step: ReferralStep) -> Step:
    """Return a step as it stands."""
    values = {field.name: getattr(step, field.name) for field in fields(StepForm)}
    plain = {"source", "next_visit_on", "kind", "on_date", "medical"}
    values = {name: value if name in plain else value or "" for name, value in values.items()}
    values["medical"] = tuple(step.medical or ())
    return Step(
        id=step.id,
        form=StepForm(**values),
        on_date=step.on_date,
        recorded_name=step.recorded_name,
        recorded_at=step.created_at,
        version=step.version,
        is_taken_back=bool(step.is_taken_back),
        taken_back=step.taken_back or "",
    )
