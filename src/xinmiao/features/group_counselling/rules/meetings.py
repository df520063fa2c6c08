"""Decisions about meetings: what may be saved, signed, amended or voided, and by whom."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from xinmiao.features.group_counselling.records import (
    ATTENDANCE,
    CONTENT_FIELDS,
    MEETING,
    PARTS,
    Attendance,
    MeetingAllowed,
    MeetingContent,
    MeetingState,
    MemberAttendance,
)
from xinmiao.kernel.texts import Text, _

LONGEST = timedelta(hours=8)
CLOCKS_DIFFER = timedelta(minutes=5)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
MEMBERS = "members"
"""Under this name problems of attendance and private lines are told."""


def tidy(content: MeetingContent) -> MeetingContent:
    """Return the content without blanks at the ends of its texts."""
    values = ((name, getattr(content, name)) for name in CONTENT_FIELDS)
    texts: dict[str, Any] = {name: value.strip() for name, value in values if isinstance(value, str)}
    return replace(content, **texts)


def saving_problems(
    content: MeetingContent, members: tuple[MemberAttendance, ...], *, now: datetime
) -> dict[str, Text]:
    """Return what forbids saving, by field name: refused values and impossible times, never gaps."""
    problems = MEETING.problems(asdict(content), only=CONTENT_FIELDS)
    for member in members:
        if problem := ATTENDANCE.words.problem(member.words.strip() or None):
            problems[MEMBERS] = problem
    if content.started_at is None:
        return problems
    if content.started_at > now + CLOCKS_DIFFER:
        problems["started_at"] = _("This start is still to come; write of the meeting when it has begun.")
    elif content.started_at < EARLIEST:
        problems["started_at"] = _("This is too long ago; please check the year.")
    if problem := _end_problem(content.started_at, content.ended_at):
        problems["ended_at"] = problem
    return problems


def _end_problem(start: datetime, end: datetime | None) -> Text | None:
    if end is None:
        return None
    if end <= start:
        return _("The end must be later than the start.")
    return _("This would be longer than 8 hours; please check the end.") if end - start > LONGEST else None


def signing_problems(
    content: MeetingContent, members: tuple[MemberAttendance, ...], *, now: datetime
) -> dict[str, Text]:
    """Return what forbids signing, by field name; everything that forbids saving too."""
    problems = saving_problems(content, members, now=now)
    if content.ended_at is None:
        problems["ended_at"] = _("Please fill in the end before you sign.")
    if not any(getattr(content, part.name) for part in PARTS if part.multiline):
        problems.setdefault("course", _("Please write at least one sentence before you sign."))
    if any(member.attendance is Attendance.NOT_NOTED for member in members):
        problems.setdefault(MEMBERS, _("Please note for every member whether he or she came."))
    return problems


def minutes(started_at: datetime | None, ended_at: datetime | None) -> int | None:
    """Return full minutes from start to end, or None when one of them is missing."""
    if started_at is None or ended_at is None:
        return None
    return int((ended_at - started_at).total_seconds() // 60)


def allowed(state: MeetingState, *, author: str, account: str) -> MeetingAllowed:
    """Return what an account may do with a meeting: the author writes, amends and voids, others read."""
    if author != account:
        return MeetingAllowed()
    return MeetingAllowed(
        edit=state is MeetingState.DRAFT,
        amend=state is MeetingState.SIGNED,
        void=state is not MeetingState.VOIDED,
    )


def writing_obstacle(
    state: MeetingState, *, author: str, account: str, amends: bool = False
) -> tuple[Text, Text] | None:
    """Return why an account cannot write in a meeting or amend it, as sentence and next step; None when it can."""
    if author != account:
        return _("Only the author writes of this meeting; you can read it."), _("Please ask the author.")
    if state is MeetingState.VOIDED:
        return _("This meeting was voided."), _("Write it anew if it was held.")
    if state is MeetingState.SIGNED and not amends:
        return _("This meeting is signed and locked."), _("Amend it and say why; the earlier text stays readable.")
    if state is MeetingState.DRAFT and amends:
        return _("This meeting is not signed yet."), _("Change it directly; no reason is needed.")
    return None
