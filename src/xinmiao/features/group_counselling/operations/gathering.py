"""What group counselling gives to others: timeline, tasks, hits, chapters of the file, papers, minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from xinmiao.features.casework.records.settings import UNSIGNED_HOURS
from xinmiao.features.group_counselling.model import Group, Meeting, MeetingAttendance
from xinmiao.features.group_counselling.operations.groups import get_group
from xinmiao.features.group_counselling.operations.meetings import get_meeting
from xinmiao.features.group_counselling.operations.reading import COUNTING, attendance_of, meeting_views
from xinmiao.features.group_counselling.records import (
    ATTENDANCE,
    CAME,
    GROUP,
    MEETING,
    GroupMinutes,
    GroupPrint,
    MeetingState,
    MeetingView,
    MemberAttendance,
    without_words,
)
from xinmiao.features.group_counselling.rules import entries
from xinmiao.features.group_counselling.rules import meetings as rules
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.finding import find, words_of
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.school_days import with_caveat
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.text_hits import TextHit
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

_PAGE = "group_meeting"
_WAITED = _("The meeting was on {day}; it has waited more than {hours} hours for your signature.")


@query(
    requires=Permission.GROUP_WRITE,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("own meetings without their text; opening one is audited"),
)
def unsigned_meeting_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each of the account's meetings that waits too long for the signature, the oldest first."""
    now = unit.clock.now()
    hours: int = unit.run(get_school_settings.bind((UNSIGNED_HOURS,)))[UNSIGNED_HOURS.name]
    rows = unit.db.execute(
        select(Meeting, Group)
        .join(Group, Group.id == Meeting.group_id)
        .where(Meeting.author == unit.actor.account, Meeting.state == MeetingState.DRAFT)
        .order_by(Meeting.entered_at, Meeting.id)
    )
    days = unit.run(get_school_days.bind())
    until = ((each, group, days.school_time_after(each.entered_at, timedelta(hours=hours))) for each, group in rows)
    return tuple(
        Task(
            key=f"unsigned_meeting:{meeting.id}",
            title=_("Sign meeting no. {nth} of the group {topic}").format(nth=meeting.nth, topic=group.topic),
            why=with_caveat(
                _WAITED.format(day=meeting.started_at.astimezone().date(), hours=hours),
                days.year_unknown(meeting.entered_at.astimezone().date(), late.date()),
            ),
            urgency=Urgency.OVERDUE,
            target=Target(_PAGE, meeting.id),
            due=late.date(),
        )
        for meeting, group, late in until
        if late <= now
    )


def _meetings_of(unit: Unit, student_id: str) -> tuple[tuple[MeetingView, MemberAttendance], ...]:
    """Return the meetings in which something was noted of a student, the oldest first, with what was noted."""
    attended = select(MeetingAttendance.meeting_id).where(MeetingAttendance.student_id == student_id)
    meetings = unit.db.scalars(select(Meeting).where(Meeting.id.in_(attended)).order_by(Meeting.started_at)).all()
    return tuple(
        (view, member)
        for view in meeting_views(unit, meetings)
        for student, member in view.members
        if student.id == student_id
    )


_TONES = {MeetingState.DRAFT: "watch", MeetingState.VOIDED: "warn"}


@query(
    requires=Permission.GROUP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def group_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return the meetings of a student's groups, with the private line and never a word of the shared note."""
    unit.concerns("student", student_id)
    return tuple(
        TimelineEntry(
            kind="group",
            kind_label=_("Group counselling"),
            icon="users",
            happened_at=meeting.content.started_at or meeting.entered_at,
            recorded_at=meeting.entered_at,
            title=entries.member_title(meeting.nth, member),
            excerpt=tr(" · ").join(part for part in (meeting.topic, member.words) if part),
            person=meeting.author_name,
            target=Target(_PAGE, meeting.id),
            state=MEETING.state.show(meeting.state) if meeting.state in _TONES else "",
            state_tone=_TONES.get(meeting.state, "calm"),
        )
        for meeting, member in _meetings_of(unit, student_id)
    )


@query(
    requires=Permission.GROUP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit="group.searched",
)
def group_hits(unit: Unit, words: str, student_id: str) -> tuple[TextHit, ...]:
    """Return the private lines of one student that hold all of `words`, the newest first."""
    unit.concerns("student", student_id)
    folded = words_of(words)
    among = unit.db.scalars(select(MeetingAttendance.id).where(MeetingAttendance.student_id == student_id)).all()
    ids = unit.search(ATTENDANCE.record, " ".join(folded), among=among) if folded else ()
    rows = unit.db.execute(
        select(MeetingAttendance, Meeting)
        .join(Meeting, Meeting.id == MeetingAttendance.meeting_id)
        .where(MeetingAttendance.id.in_(ids))
        .order_by(Meeting.started_at.desc())
    )
    found = ((line, meeting, find(line.words or "", folded)) for line, meeting in rows)
    return tuple(
        TextHit(
            title=entries.title_of(meeting.nth),
            happened_at=meeting.started_at,
            part=ATTENDANCE.words.label,
            excerpt=place.excerpt,
            marks=place.marks,
            target=Target(_PAGE, meeting.id),
            state=MEETING.state.show(meeting.state) if meeting.state in _TONES else "",
            state_tone=_TONES.get(meeting.state, ""),
        )
        for line, meeting, place in found
        if place is not None
    )


@query(
    requires=Permission.GROUP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the printed growth file, which is audited"),
)
def group_chapter(unit: Unit, student_id: str) -> FileChapter:
    """Return what a student's printed file holds of group counselling, the oldest first."""
    unit.concerns("student", student_id)
    held = _meetings_of(unit, student_id)
    return FileChapter(
        title=_("Group counselling"),
        entries=tuple(entries.member_entry(meeting, member) for meeting, member in held),
        empty=_("Not in a counselling group yet."),
    )


@command(requires=Permission.GROUP_READ, scope=Scope.WHOLE_SCHOOL, audit="group.printed")
def collect_group_print(unit: Unit, group_id: str, meeting_id: str = "") -> GroupPrint:
    """Return what the papers of a group are made of; each asking is recorded as a print. No private line is in it.

    Raises:
        NotFound: no such group or meeting.
    """
    group = unit.run(get_group.bind(group_id))
    unit.concerns(GROUP.record, group_id)
    attendance = attendance_of(unit, [meeting.id for meeting in group.meetings])
    held = [line for line in reversed(group.meetings) if line.state in COUNTING]
    meeting = unit.run(get_meeting.bind(meeting_id)) if meeting_id else None
    return GroupPrint(
        group=group,
        attendance=tuple((line, without_words(attendance.get(line.id, ()))) for line in held),
        meeting=None if meeting is None else _sheet(meeting),
        head=paper_anchor.head_for(unit, DataFile.COUNSELLING),
    )


def _sheet(meeting: MeetingView) -> MeetingView:
    return replace(meeting, members=tuple((student, replace(each, words="")) for student, each in meeting.members))


@query(
    requires=Permission.GROUP_READ, scope=Scope.OWN_ACCOUNT, audit=NotAudited("minutes of one's own work, no person")
)
def count_group_minutes(unit: Unit, first: date, last: date) -> GroupMinutes:
    """Return the account's own minutes of meetings that began from `first` to `last`, both included (local days).

    Signed and unsigned meetings count, voided ones do not. `visits` counts members who came (人次).
    """
    meetings = unit.db.scalars(
        select(Meeting).where(
            Meeting.author == unit.actor.account,
            Meeting.state.in_(COUNTING),
            Meeting.started_at >= _start_of(first),
            Meeting.started_at < _start_of(last + timedelta(days=1)),
        )
    ).all()
    lengths = [rules.minutes(meeting.started_at, meeting.ended_at) for meeting in meetings]
    attendance = attendance_of(unit, [meeting.id for meeting in meetings])
    return GroupMinutes(
        minutes=sum(length or 0 for length in lengths),
        meetings=len(meetings),
        visits=sum(each.attendance in CAME for rows in attendance.values() for each in rows),
        without_end=sum(length is None for length in lengths),
    )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
