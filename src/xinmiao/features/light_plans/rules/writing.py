"""What may be entered and reviewed; problems by field name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from xinmiao.features.light_plans.records import (
    CONTENT_NAMES,
    LIGHT_PLAN,
    LIGHT_REVIEW,
    LightContent,
    LightEntry,
    LightReviewDraft,
)
from xinmiao.features.plans.records import ReviewDecision
from xinmiao.kernel.texts import Text, _

_FILL_IN = _("Please fill this in.")
_STILL_TO_COME = _("This day is still to come; please check the date.")


def tidy(content: LightContent) -> LightContent:
    """Return the content without blanks at the ends."""
    texts: dict[str, Any] = {name: text.strip() for name, text in vars(content).items() if type(text) is str}
    return replace(content, **texts)


def content_problems(content: LightContent) -> dict[str, Text]:
    """Return what the fields refuse; gaps are no problem, they are found by the check."""
    return LIGHT_PLAN.problems(vars(content), only=CONTENT_NAMES)


def entry_problems(entry: LightEntry, *, today: date) -> dict[str, Text]:
    """Return what is wrong with a sheet that is entered."""
    problems = content_problems(entry.content)
    if wrong := LIGHT_PLAN.writer.problem(entry.writer):
        problems["writer"] = wrong
    if not entry.writer:
        problems["writer"] = _FILL_IN
    if entry.written_on is None:
        problems["written_on"] = _FILL_IN
    elif entry.written_on > today:
        problems["written_on"] = _STILL_TO_COME
    return problems


def review_problems(draft: LightReviewDraft, *, not_before: date, today: date) -> dict[str, Text]:
    """Return what is wrong with a review."""
    names = ("held_on", "progress", "evidence", "decision", "next_review_on")
    problems = LIGHT_REVIEW.problems({name: getattr(draft, name) for name in names}, only=names)
    if draft.held_on is not None and draft.held_on > today:
        problems["held_on"] = _STILL_TO_COME
    elif draft.held_on is not None and draft.held_on < not_before:
        problems["held_on"] = _("This is before the sheet was checked or before its last review.")
    if draft.decision is ReviewDecision.GO_ON and draft.held_on is not None:
        if draft.next_review_on is None:
            problems["next_review_on"] = _("Please say when you look at it again.")
        elif draft.next_review_on <= draft.held_on:
            problems["next_review_on"] = _("The next review must be later than this one.")
    return problems
