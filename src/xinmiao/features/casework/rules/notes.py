"""Decisions about notes: what may be saved, signed, amended, moved or voided, and by whom."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from xinmiao.features.casework.records import (
    CONTENT_FIELDS,
    NOTE,
    PARTS,
    RISK_ITEMS,
    NoteAllowed,
    NoteContent,
    NoteState,
    RiskAnswer,
)
from xinmiao.kernel.texts import Text, _

LONGEST = timedelta(hours=8)
CLOCKS_DIFFER = timedelta(minutes=5)
"""A start this far ahead is still taken: the clock on the wall is not the computer's."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATE_AFTER = timedelta(hours=24)
"""An entry made later than this after the talk is a late entry."""


def tidy(content: NoteContent) -> NoteContent:
    """Return the content without blanks at the ends of its texts."""
    texts: dict[str, Any] = {name: value.strip() for name, value in asdict(content).items() if type(value) is str}
    return replace(content, **texts)


def saving_problems(content: NoteContent, *, now: datetime) -> dict[str, Text]:
    """Return what forbids saving, by field name: refused values and impossible times, never gaps."""
    problems = NOTE.problems(asdict(content), only=CONTENT_FIELDS)
    if content.started_at is None:
        return problems
    if content.started_at > now + CLOCKS_DIFFER:
        problems["started_at"] = _("This start is still to come; write the note when the talk has begun.")
    elif content.started_at < EARLIEST:
        problems["started_at"] = _("This is too long ago; please check the year.")
    if content.ended_at is not None:
        if content.ended_at <= content.started_at:
            problems["ended_at"] = _("The end must be later than the start.")
        elif content.ended_at - content.started_at > LONGEST:
            problems["ended_at"] = _("This would be longer than 8 hours; please check the end.")
    return problems


def signing_problems(content: NoteContent, *, asks_ideation: bool, now: datetime) -> dict[str, Text]:
    """Return what forbids signing, by field name; everything that forbids saving too.

    `asks_ideation`: at a first visit, and at every talk with a student at a raised level.
    """
    problems = saving_problems(content, now=now)
    if content.ended_at is None:
        problems["ended_at"] = _("Please fill in the end before you sign.")
    if not any(getattr(content, part.name) for part in PARTS):
        problems["free_text"] = _("Please write at least one sentence before you sign.")
    for item, words in RISK_ITEMS:
        if getattr(content, item.name) is RiskAnswer.YES and not getattr(content, words.name):
            problems[words.name] = _("Please say in words what was answered.")
    if asks_ideation and content.ideation is RiskAnswer.NOT_ASKED and not content.ideation_not_asked_reason:
        problems["ideation_not_asked_reason"] = _("Ask about thoughts of suicide, or write why it was not asked.")
    return problems


def minutes(started_at: datetime | None, ended_at: datetime | None) -> int | None:
    """Return full minutes from start to end, or None when one of them is missing."""
    if started_at is None or ended_at is None:
        return None
    return int((ended_at - started_at).total_seconds() // 60)


def is_first_visit(started_at: datetime | None, first_signed_start: datetime | None) -> bool:
    """Return whether no signed note of the case tells of an earlier talk."""
    return first_signed_start is None or (started_at is not None and started_at <= first_signed_start)


def is_late_entry(started_at: datetime, entered_at: datetime) -> bool:
    """Return whether a note was entered more than a day after the talk; papers then print both times."""
    return entered_at - started_at > LATE_AFTER


def allowed(state: NoteState, *, author: str, counsellor: str, account: str) -> NoteAllowed:
    """Return what an account may do with a note.

    The author edits while it is unsigned and amends afterwards. The author or the case's counsellor moves
    or voids. Everybody else who reads notes reads it.
    """
    is_author = author == account
    return NoteAllowed(
        edit=is_author and state is NoteState.DRAFT,
        amend=is_author and state is NoteState.SIGNED,
        remove=account in {author, counsellor} and state in {NoteState.DRAFT, NoteState.SIGNED},
    )


def edit_obstacle(state: NoteState, *, author: str, account: str) -> tuple[Text, Text] | None:
    """Return why an account cannot edit or sign a note, as sentence and next step; None when it can."""
    if author != account:
        return _("Only the author writes in this note; you can read it."), _("Please ask the author.")
    if state is NoteState.SIGNED:
        return _("This note is signed and locked."), _("Amend it and say why; the earlier text stays readable.")
    return removed_obstacle(state)


def amend_obstacle(state: NoteState, *, author: str, account: str) -> tuple[Text, Text] | None:
    """Return why an account cannot amend a note, as sentence and next step; None when it can."""
    if author != account:
        return _("Only the author writes in this note; you can read it."), _("Please ask the author.")
    if state is NoteState.DRAFT:
        return _("This note is not signed yet."), _("Change it directly; no reason is needed.")
    return removed_obstacle(state)


def removal_obstacle(state: NoteState, *, author: str, counsellor: str, account: str) -> tuple[Text, Text] | None:
    """Return why an account cannot move or void a note, as sentence and next step; None when it can."""
    if account not in {author, counsellor}:
        return (
            _("Only the author or the counsellor of the case moves or voids a note."),
            _("Please tell the author."),
        )
    return removed_obstacle(state)


def removed_obstacle(state: NoteState) -> tuple[Text, Text] | None:
    """Return the sentences for a note that was moved or voided already, or None."""
    if state is NoteState.MOVED:
        return _("This note was moved to another case."), _("Open it there; here it is only kept.")
    if state is NoteState.VOIDED:
        return _("This note was voided."), _("Write a new note if one is needed.")
    return None


def changed_fields(before: NoteContent, after: NoteContent) -> tuple[str, ...]:
    """Return the names of the fields in which two contents differ, in the order of the record."""
    return tuple(name for name in CONTENT_FIELDS if getattr(before, name) != getattr(after, name))
