"""Writing a light plan and what follows: entering it, the room's check, counting it all the same, its review."""

from __future__ import annotations

from sqlalchemy import func, select

from xinmiao.features.light_plans.model import LightPlan, LightPlanReview
from xinmiao.features.light_plans.operations.counting import publish
from xinmiao.features.light_plans.operations.reading import content_of, lines_of, views_of
from xinmiao.features.light_plans.records import (
    CONTENT_NAMES,
    LIGHT_PLAN,
    LightContent,
    LightEntry,
    LightReviewDraft,
    LightState,
    Problem,
)
from xinmiao.features.light_plans.rules import writing as rules
from xinmiao.features.plans.records import ReviewDecision
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

_RUNNING = frozenset({LightState.CHECKED, LightState.REVIEW_DUE})


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.entered")
def enter_light_plan(unit: Unit, light_plan_id: str, base_version: int, entry: LightEntry) -> int:
    """Enter or change a sheet and return its new version; other words take the room's check back.

    Raises:
        ValidationFailed: a value its field refuses, no writer, no day or one to come.
        RuleBroken: the sheet is closed.
        NotFound, Conflict: the sheet is gone or was changed since `base_version`.
    """
    content, writer = rules.tidy(entry.content), entry.writer.strip()
    entry = LightEntry(content, writer, entry.written_on, entry.way)
    if problems := rules.entry_problems(entry, today=unit.clock.today()):
        raise ValidationFailed(problems)
    sheet = editable(unit, light_plan_id, base_version)
    write(sheet, entry)
    publish(unit, sheet.period)
    return sheet.version


def editable(unit: Unit, light_plan_id: str, base_version: int) -> LightPlan:
    """Return a sheet to be changed, and name it for the trail."""
    sheet = unit.editable(LightPlan, light_plan_id, base_version)
    concerns(unit, sheet)
    if sheet.closed_on is not None:
        raise RuleBroken(_("This sheet is closed."), _("Open a light plan for the next period."))
    return sheet


def concerns(unit: Unit, sheet: LightPlan) -> None:
    """Name a sheet and its student for the trail."""
    unit.concerns("student", sheet.student_id)
    unit.concerns("light_plan", sheet.id)


def write(sheet: LightPlan, entry: LightEntry) -> None:
    """Put an entry on a sheet; unchanged fields stay untouched."""
    if content_of(sheet) != entry.content:
        _put(sheet, entry.content)
        sheet.checked_on = sheet.checked_name = sheet.checked_words = None
    for name in ("writer", "written_on", "way"):
        value = getattr(entry, name)
        if getattr(sheet, name) != value:
            setattr(sheet, name, value)


def _put(sheet: LightPlan, content: LightContent) -> None:
    for name in CONTENT_NAMES:
        value = getattr(content, name) or None
        if getattr(sheet, name) != value:
            setattr(sheet, name, value)


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.checked")
def check_light_plans(unit: Unit, ids: tuple[str, ...]) -> int:
    """Mark sheets as checked by the room; return how many were.

    Raises:
        RuleBroken: one of them was not handed in, is checked already, or is empty, not complete or copied.
        NotFound: one of them is gone.
    """
    found = [unit.get(LightPlan, each) for each in ids]
    periods = {sheet.period for sheet in found}
    ready = {line.id for period in periods for line in lines_of(unit, period) if line.to_check}
    if any(sheet.id not in ready for sheet in found):
        raise RuleBroken(
            _("Only sheets that were handed in complete and in words of their own are checked."),
            _("Open the sheet: its words are corrected there, or counted all the same with a reason."),
        )
    for sheet in found:
        _checked(unit, sheet, "")
    unit.remark(count=len(found))
    for period in periods:
        publish(unit, period)
    return len(found)


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.counted_all_the_same")
def count_all_the_same(unit: Unit, light_plan_id: str, base_version: int, words: str) -> int:
    """Mark a sheet as checked although something speaks against it, with the reason; an empty one never.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: it is empty, was not handed in, or is checked already.
        NotFound, Conflict: the sheet is gone or was changed since `base_version`.
    """
    sheet = editable(unit, light_plan_id, base_version)
    reason = words.strip()
    if problem := LIGHT_PLAN.checked_words.problem(reason) or (None if reason else _("Please say why.")):
        raise ValidationFailed({"checked_words": problem})
    line = views_of(unit, [sheet])[0].line
    is_empty = any(finding.problem is Problem.EMPTY for finding in line.findings)
    if line.state is not LightState.FILLED or is_empty:
        raise RuleBroken(_("An empty sheet, or one that was checked, is not checked."), _("Enter its words first."))
    _checked(unit, sheet, reason)
    publish(unit, sheet.period)
    return sheet.version


def _checked(unit: Unit, sheet: LightPlan, words: str) -> None:
    concerns(unit, sheet)
    sheet.checked_on, sheet.checked_name = unit.clock.today(), unit.actor.label
    sheet.checked_words = words or None


@command(requires=Permission.LIGHT_PLAN_WRITE, scope=Scope.WHOLE_SCHOOL, audit="light_plan.reviewed")
def review_light_plan(unit: Unit, draft: LightReviewDraft) -> int:
    """Record a review of a sheet: it goes on with a new day, or is closed. Return the sheet's new version.

    Raises:
        ValidationFailed: no progress, no decision, an impossible day.
        RuleBroken: the sheet was not checked yet, or is closed.
        NotFound, Conflict: the sheet is gone or was changed since `base_version`.
    """
    sheet = editable(unit, draft.light_plan_id, draft.base_version)
    if sheet.checked_on is None:
        raise RuleBroken(_("Only a checked sheet is reviewed."), _("Check it first."))
    mine = LightPlanReview.light_plan_id == sheet.id
    last = unit.db.scalar(select(func.max(LightPlanReview.held_on)).where(mine))
    if problems := rules.review_problems(draft, not_before=last or sheet.checked_on, today=unit.clock.today()):
        raise ValidationFailed(problems)
    goes_on = draft.decision is ReviewDecision.GO_ON
    count = unit.db.scalar(select(func.count()).select_from(LightPlanReview).where(mine))
    unit.db.add(
        LightPlanReview(
            id=unit.ids.new(),
            light_plan_id=sheet.id,
            nth=(count or 0) + 1,
            held_on=draft.held_on,
            progress=draft.progress,
            evidence=draft.evidence.strip() or None,
            decision=draft.decision,
            next_review_on=draft.next_review_on if goes_on else None,
            reviewer_name=unit.actor.label,
        )
    )
    if goes_on:
        sheet.review_on = draft.next_review_on
    else:
        sheet.closed_on = draft.held_on
    publish(unit, sheet.period)
    return sheet.version
