"""How mapped sheets become read models; no operation of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import or_, select

from xinmiao.features.light_plans.model import LightPlan, LightPlanReview
from xinmiao.features.light_plans.records import (
    CONTENT_NAMES,
    Finding,
    LightContent,
    LightLine,
    LightReviewView,
    LightView,
    Problem,
)
from xinmiao.features.light_plans.records.periods import period_words
from xinmiao.features.light_plans.rules import sheets as sheet_rules
from xinmiao.features.roster.operations import mentor_names, student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.vault.unit import Unit

_AT_ONCE = 500


def content_of(sheet: LightPlan) -> LightContent:
    """Return what is written on a sheet."""
    return LightContent(
        **{name: getattr(sheet, name) or "" for name in CONTENT_NAMES if name != "review_on"}, review_on=sheet.review_on
    )


def facts_of(sheet: LightPlan, name: str) -> sheet_rules.SheetFacts:
    """Return what findings and state are derived from."""
    return sheet_rules.SheetFacts(
        id=sheet.id,
        student_id=sheet.student_id,
        name=name,
        period=sheet.period,
        begun_at=sheet.created_at,
        content=content_of(sheet),
        written_on=sheet.written_on,
        checked_on=sheet.checked_on,
        closed_on=sheet.closed_on,
    )


def sheets_beside(unit: Unit, period: str) -> list[LightPlan]:
    """Return the sheets of a period, and the earlier ones of the same students."""
    students = select(LightPlan.student_id).where(LightPlan.period == period)
    wanted = or_(LightPlan.period == period, LightPlan.student_id.in_(students))
    return list(unit.db.scalars(select(LightPlan).where(wanted).order_by(LightPlan.created_at, LightPlan.id)))


def names_of(unit: Unit, sheets: Iterable[LightPlan]) -> dict[str, StudentLine]:
    """Return the students of sheets by id."""
    ids = tuple({sheet.student_id for sheet in sheets})
    parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
    return {line.id: line for part in parts for line in unit.run(student_lines.bind(part))}


def findings_in(sheets: Sequence[LightPlan], students: Mapping[str, StudentLine]) -> dict[str, tuple[Finding, ...]]:
    """Return what speaks against sheets, periods in words."""
    facts = [facts_of(sheet, students[sheet.student_id].name) for sheet in sheets if sheet.student_id in students]
    return {
        sheet_id: tuple(
            replace(each, other=period_words(each.other)) if each.problem is Problem.COPIED_EARLIER else each
            for each in found
        )
        for sheet_id, found in sheet_rules.findings_of(facts).items()
    }


def lines_of(unit: Unit, period: str) -> list[LightLine]:
    """Return the sheets of a period with what speaks against them."""
    sheets = sheets_beside(unit, period)
    students = names_of(unit, sheets)
    findings = findings_in(sheets, students)
    mentors = unit.run(mentor_names.bind())
    return [
        line_of(unit, sheet, students[sheet.student_id], mentors, findings.get(sheet.id, ()))
        for sheet in sheets
        if sheet.period == period and sheet.student_id in students
    ]


def line_of(
    unit: Unit, sheet: LightPlan, student: StudentLine, mentors: Mapping[str, str], findings: tuple[Finding, ...]
) -> LightLine:
    """Return one sheet as the list shows it."""
    state = sheet_rules.state_of(facts_of(sheet, student.name), unit.clock.today(), sheet.review_on)
    return LightLine(
        id=sheet.id,
        student=student,
        mentor=mentors.get(student.id, ""),
        period=sheet.period,
        state=state,
        findings=findings,
        writer=sheet.writer or "",
        written_on=sheet.written_on,
        way=sheet.way,
        responsible=sheet.responsible or "",
        review_on=None if sheet.closed_on else sheet.review_on,
        checked_words=sheet.checked_words or "",
        version=sheet.version,
    )


def views_of(unit: Unit, wanted: Sequence[LightPlan]) -> list[LightView]:
    """Return sheets in full, in the order given."""
    beside: dict[str, list[LightPlan]] = {
        period: sheets_beside(unit, period) for period in {sheet.period for sheet in wanted}
    }
    everything = {sheet.id: sheet for sheets in beside.values() for sheet in sheets}
    students = names_of(unit, everything.values())
    findings: dict[str, tuple[Finding, ...]] = {}
    for sheets in beside.values():
        findings |= findings_in(sheets, students)
    mentors = unit.run(mentor_names.bind())
    reviews = _reviews(unit, [sheet.id for sheet in wanted])
    return [
        LightView(
            line=line_of(unit, sheet, students[sheet.student_id], mentors, findings.get(sheet.id, ())),
            content=content_of(sheet),
            reviews=tuple(reviews[sheet.id]),
            checked_on=sheet.checked_on,
            checked_name=sheet.checked_name or "",
            closed_on=sheet.closed_on,
            created_at=sheet.created_at,
        )
        for sheet in wanted
        if sheet.student_id in students
    ]


def _reviews(unit: Unit, ids: list[str]) -> dict[str, list[LightReviewView]]:
    found: dict[str, list[LightReviewView]] = defaultdict(list)
    statement = select(LightPlanReview).where(LightPlanReview.light_plan_id.in_(ids)).order_by(LightPlanReview.nth)
    for row in unit.db.scalars(statement):
        found[row.light_plan_id].append(
            LightReviewView(
                nth=row.nth,
                held_on=row.held_on,
                progress=row.progress,
                evidence=row.evidence or "",
                decision=row.decision,
                next_review_on=row.next_review_on,
                reviewer_name=row.reviewer_name,
            )
        )
    return found
