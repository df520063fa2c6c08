"""How a meeting reads outside its editor: in a member's timeline, in a printed file, in lists."""

from __future__ import annotations

from xinmiao.features.group_counselling.records import (
    ATTENDANCE,
    MEETING,
    MeetingContent,
    MeetingState,
    MeetingView,
    MemberAttendance,
)
from xinmiao.features.group_counselling.rules.meetings import minutes
from xinmiao.kernel.display import show_datetime, show_minutes, show_time
from xinmiao.kernel.file_chapters import FileEntry, Labelled
from xinmiao.kernel.texts import tr


def title_of(nth: int) -> str:
    """Return the title of a meeting: group counselling no. 3."""
    return tr("Group counselling no. {nth}", nth=nth)


def member_title(nth: int, member: MemberAttendance) -> str:
    """Return the title in a member's timeline: group counselling no. 3, present."""
    shown = ATTENDANCE.attendance.show(member.attendance)
    return tr("{title} · {form}", title=title_of(nth), form=shown)


def time_span(content: MeetingContent) -> str:
    """Return 2026-11-23 10:05–10:50 (45 minutes), as far as it is known."""
    start, end = content.started_at, content.ended_at
    length = minutes(start, end)
    if end is None or length is None:
        return show_datetime(start)
    return tr("{start}–{end} ({length})", start=show_datetime(start), end=show_time(end), length=show_minutes(length))


def signature_of(meeting: MeetingView) -> str:
    """Return who signed when, and how often it was amended since."""
    if meeting.signed_at is None:
        return ""
    signed = tr("Signed in the program by {name}, {at}", name=meeting.signed_name, at=show_datetime(meeting.signed_at))
    if not meeting.amendments:
        return signed
    return tr("{signed}; amended since, last {at}", signed=signed, at=show_datetime(meeting.changed_at))


def remark_of(meeting: MeetingView) -> str:
    """Return what must be seen before a meeting is read: voided or not signed; empty for a signed one."""
    if meeting.state is MeetingState.DRAFT:
        return tr("Not signed")
    if meeting.voided_at is None:
        return ""
    at = show_datetime(meeting.voided_at)
    return tr("Voided {at} by {name}: {reason}", at=at, name=meeting.author_name, reason=meeting.void_reason)


def member_entry(meeting: MeetingView, member: MemberAttendance) -> FileEntry:
    """Return what a member's printed file holds of a meeting: topic, attendance, the private line; no shared note."""
    content = meeting.content
    facts = (
        Labelled(tr("Time"), time_span(content)),
        Labelled(tr("Topic of the group"), meeting.topic),
        Labelled(str(MEETING.theme.label), content.theme),
        Labelled(str(ATTENDANCE.attendance.label), ATTENDANCE.attendance.show(member.attendance)),
        Labelled(str(MEETING.author.label), meeting.author_name),
    )
    return FileEntry(
        title=title_of(meeting.nth),
        happened_at=content.started_at or meeting.entered_at,
        facts=tuple(fact for fact in facts if fact.text),
        passages=(Labelled(str(ATTENDANCE.words.label), member.words),) if member.words else (),
        signature=signature_of(meeting),
        remark=remark_of(meeting),
        removed=meeting.state is MeetingState.VOIDED,
    )
