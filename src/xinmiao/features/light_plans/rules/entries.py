"""A light plan in the timeline and in the printed growth file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xinmiao.features.light_plans.records import (
    LIGHT_PLAN,
    LIGHT_REVIEW,
    PROBLEM_LABELS,
    STATE_LABELS,
    STATE_TONES,
    Finding,
    LightContent,
    LightLine,
    LightReviewView,
    LightView,
)
from xinmiao.features.light_plans.records.periods import period_words
from xinmiao.kernel.display import show_date
from xinmiao.kernel.file_chapters import FileEntry, Labelled
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry, happened_on

PAGE = "light_plans"


def finding_words(finding: Finding) -> str:
    """Return why a sheet does not count, with whose text it is."""
    words = str(PROBLEM_LABELS[finding.problem])
    return tr("{label}: {text}", label=words, text=finding.other) if finding.other else words


def state_words(line: LightLine) -> str:
    """Return what stands in the chip of a sheet: what speaks against it, else its state."""
    return finding_words(line.findings[0]) if line.findings else str(STATE_LABELS[line.state])


def state_tone(line: LightLine) -> str:
    """Return the tone of that chip."""
    return "warn" if line.findings else STATE_TONES[line.state]


def timeline_entries(view: LightView) -> Iterable[TimelineEntry]:
    """Yield when a sheet was handed in and when it was reviewed."""
    line = view.line
    if line.written_on is not None:
        title = tr("Light plan {period}: {goal}", period=period_words(line.period), goal=view.content.goal or "—")
        yield _entry(view, line.written_on, title, line.writer, state_words(line))
    for review in view.reviews:
        shown = LIGHT_REVIEW.progress.show(review.progress)
        title = tr("Review of the light plan: {progress}", progress=shown)
        yield _entry(view, review.held_on, title, review.reviewer_name, LIGHT_REVIEW.decision.show(review.decision))


def _entry(view: LightView, day: date, title: str, person: str, state: str) -> TimelineEntry:
    return TimelineEntry(
        kind="plan",
        kind_label=_("Plan"),
        icon="clipboard-list",
        happened_at=happened_on(day, view.created_at),
        recorded_at=happened_on(day, view.created_at),
        title=title,
        excerpt=view.content.situation,
        person=person,
        target=Target(PAGE, view.id),
        state=state,
        state_tone="calm",
    )


def measure_words(content: LightContent) -> str:
    """Return the measures, numbered."""
    return "\n".join(f"{place}. {text}" for place, text in enumerate(content.measures, 1))


def review_words(review: LightReviewView) -> str:
    """Return one review in a line or two."""
    shown = LIGHT_REVIEW.progress.show(review.progress), review.evidence, LIGHT_REVIEW.decision.show(review.decision)
    words = tr(" · ").join(part for part in shown if part)
    return tr("{label}: {text}", label=show_date(review.held_on), text=words)


def chapter_entry(view: LightView) -> FileEntry:
    """Return a sheet in full."""
    line, content = view.line, view.content
    checked = tr("Checked by {name}", name=view.checked_name) if view.checked_on else ""
    facts = (
        (LIGHT_PLAN.writer, line.writer),
        (LIGHT_PLAN.written_on, show_date(line.written_on)),
        (LIGHT_PLAN.responsible, content.responsible),
        (LIGHT_PLAN.review_on, show_date(content.review_on)),
        (LIGHT_PLAN.checked_words, line.checked_words),
    )
    passages = (
        (str(LIGHT_PLAN.situation.label), content.situation),
        (str(LIGHT_PLAN.strengths.label), content.strengths),
        (str(LIGHT_PLAN.goal.label), content.goal),
        (tr("Measures"), measure_words(content)),
        (str(LIGHT_REVIEW.label), "\n".join(map(review_words, view.reviews))),
    )
    return FileEntry(
        title=tr("Light plan {period}", period=period_words(line.period)),
        happened_at=happened_on(line.written_on, view.created_at) if line.written_on else view.created_at,
        facts=tuple(Labelled(str(field.label), text) for field, text in facts if text),
        passages=tuple(Labelled(label, text) for label, text in passages if text),
        signature=tr(" · ").join(part for part in (checked, show_date(view.checked_on)) if part),
        remark=finding_words(line.findings[0]) if line.findings else "",
    )
