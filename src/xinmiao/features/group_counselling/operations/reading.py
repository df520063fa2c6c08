"""How mapped groups and meetings become read models; no operation of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from xinmiao.features.group_counselling.model import Group, Meeting, MeetingAmendment, MeetingAttendance, Member
from xinmiao.features.group_counselling.records import (
    CAME,
    CONTENT_FIELDS,
    Attendance,
    GroupLine,
    GroupView,
    MeetingContent,
    MeetingLine,
    MeetingState,
    MeetingView,
    MemberAttendance,
    MemberLine,
)
from xinmiao.features.group_counselling.rules import meetings as rules
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.vault.unit import Unit

COUNTING = (MeetingState.DRAFT, MeetingState.SIGNED)
"""States of meetings that count as held."""
_MOMENTS = frozenset({"started_at", "ended_at"})


def lines_of(unit: Unit, student_ids: Iterable[str]) -> dict[str, StudentLine]:
    """Return the students by id."""
    wanted = tuple(set(student_ids))
    return {line.id: line for line in unit.run(student_lines.bind(wanted))} if wanted else {}


def group_lines(unit: Unit, groups: Sequence[Group]) -> tuple[GroupLine, ...]:
    """Return groups as the list shows them, in the given order."""
    ids = [group.id for group in groups]
    members, held = _members_by_group(unit, ids), _held_by_group(unit, ids)
    return tuple(
        GroupLine(
            id=group.id,
            topic=group.topic,
            state=group.state,
            leader_name=group.leader_name,
            is_own=group.leader == unit.actor.account,
            members=members.get(group.id, 0),
            held=held.get(group.id, _NONE_HELD).meetings,
            planned=group.planned_meetings,
            unsigned=held.get(group.id, _NONE_HELD).unsigned,
            last_meeting=held.get(group.id, _NONE_HELD).last,
            from_on=group.from_on,
            until_on=group.until_on,
        )
        for group in groups
    )


@dataclass(frozen=True)
class _Held:
    """How many meetings of a group count, how many wait for a signature, and when the last one began."""

    meetings: int = 0
    unsigned: int = 0
    last: datetime | None = None


_NONE_HELD = _Held()


def _members_by_group(unit: Unit, ids: list[str]) -> dict[str, int]:
    rows = unit.db.execute(
        select(Member.group_id, func.count())
        .where(Member.group_id.in_(ids), Member.left_on.is_(None))
        .group_by(Member.group_id)
    )
    return {row[0]: row[1] for row in rows}


def _held_by_group(unit: Unit, ids: list[str]) -> dict[str, _Held]:
    rows = unit.db.execute(
        select(
            Meeting.group_id,
            func.count(),
            func.count().filter(Meeting.state == MeetingState.DRAFT),
            func.max(Meeting.started_at),
        )
        .where(Meeting.group_id.in_(ids), Meeting.state.in_(COUNTING))
        .group_by(Meeting.group_id)
    )
    return {row[0]: _Held(*row[1:]) for row in rows}


def group_view(unit: Unit, group: Group) -> GroupView:
    """Return a group with its members by class and name and its meetings, the newest first."""
    meetings = unit.db.scalars(
        select(Meeting).where(Meeting.group_id == group.id).order_by(Meeting.started_at.desc(), Meeting.nth.desc())
    ).all()
    attendance = attendance_of(unit, [meeting.id for meeting in meetings])
    counted = [meeting.id for meeting in meetings if meeting.state in COUNTING]
    return GroupView(
        line=group_lines(unit, (group,))[0],
        plan=group.plan or "",
        place=group.place or "",
        leaders=group.leaders or "",
        closing_words=group.closing_words or "",
        members=_members(unit, group.id, [each for key in counted for each in attendance.get(key, ())]),
        meetings=tuple(_meeting_line(meeting, attendance.get(meeting.id, ())) for meeting in meetings),
        version=group.version,
    )


def attendance_of(unit: Unit, meeting_ids: Sequence[str]) -> dict[str, tuple[MemberAttendance, ...]]:
    """Return the attendance of meetings by the meeting's id, with the private lines."""
    found: dict[str, list[MemberAttendance]] = {}
    for row in unit.db.scalars(select(MeetingAttendance).where(MeetingAttendance.meeting_id.in_(list(meeting_ids)))):
        found.setdefault(row.meeting_id, []).append(MemberAttendance(row.student_id, row.attendance, row.words or ""))
    return {meeting_id: tuple(rows) for meeting_id, rows in found.items()}


def _members(unit: Unit, group_id: str, attendance: Sequence[MemberAttendance]) -> tuple[MemberLine, ...]:
    rows = unit.db.scalars(select(Member).where(Member.group_id == group_id)).all()
    students = lines_of(unit, (row.student_id for row in rows))
    came = Counter(each.student_id for each in attendance if each.attendance in CAME)
    noted = Counter(each.student_id for each in attendance if each.attendance is not Attendance.NOT_NOTED)
    lines = (
        MemberLine(
            id=row.id,
            student=students[row.student_id],
            joined_on=row.joined_on,
            left_on=row.left_on,
            consent=row.consent,
            came=came[row.student_id],
            noted=noted[row.student_id],
            version=row.version,
        )
        for row in rows
        if row.student_id in students
    )
    return tuple(sorted(lines, key=lambda line: (not line.is_there, *place_of(line.student))))


def place_of(student: StudentLine) -> tuple[str, str]:
    """Return by what members are ordered: class, then name."""
    return student.class_label, student.pinyin


def _meeting_line(meeting: Meeting, attendance: Sequence[MemberAttendance]) -> MeetingLine:
    return MeetingLine(
        id=meeting.id,
        group_id=meeting.group_id,
        nth=meeting.nth,
        started_at=meeting.started_at,
        ended_at=meeting.ended_at,
        theme=meeting.theme or "",
        state=meeting.state,
        author_name=meeting.author_name,
        came=sum(each.attendance in CAME for each in attendance),
        expected=len(attendance),
    )


def content_of(meeting: Meeting) -> MeetingContent:
    """Return the shared note."""
    stored = {name: getattr(meeting, name) for name in CONTENT_FIELDS}
    values: dict[str, Any] = {name: value if name in _MOMENTS else value or "" for name, value in stored.items()}
    return MeetingContent(**values)


def meeting_views(unit: Unit, meetings: Sequence[Meeting]) -> tuple[MeetingView, ...]:
    """Return meetings in full, in the given order."""
    ids = [meeting.id for meeting in meetings]
    groups = {
        group.id: group
        for group in unit.db.scalars(select(Group).where(Group.id.in_({each.group_id for each in meetings})))
    }
    attendance = attendance_of(unit, ids)
    students = lines_of(unit, (each.student_id for rows in attendance.values() for each in rows))
    amended = {
        row[0]: row[1]
        for row in unit.db.execute(
            select(MeetingAmendment.meeting_id, func.count())
            .where(MeetingAmendment.meeting_id.in_(ids))
            .group_by(MeetingAmendment.meeting_id)
        )
    }
    return tuple(
        _view(unit, meeting, groups[meeting.group_id].topic, _named(attendance.get(meeting.id, ()), students), amended)
        for meeting in meetings
    )


def _named(
    attendance: Sequence[MemberAttendance], students: dict[str, StudentLine]
) -> tuple[tuple[StudentLine, MemberAttendance], ...]:
    named = ((students[each.student_id], each) for each in attendance if each.student_id in students)
    return tuple(sorted(named, key=lambda pair: place_of(pair[0])))


def _view(
    unit: Unit,
    meeting: Meeting,
    topic: str,
    members: tuple[tuple[StudentLine, MemberAttendance], ...],
    amended: dict[str, int],
) -> MeetingView:
    return MeetingView(
        id=meeting.id,
        group_id=meeting.group_id,
        topic=topic,
        nth=meeting.nth,
        content=content_of(meeting),
        members=members,
        state=meeting.state,
        author_name=meeting.author_name,
        signed_at=meeting.signed_at,
        signed_name=meeting.signed_name or "",
        voided_at=meeting.voided_at,
        void_reason=meeting.void_reason or "",
        amendments=amended.get(meeting.id, 0),
        version=meeting.version,
        entered_at=meeting.entered_at,
        changed_at=meeting.changed_at,
        allowed=rules.allowed(meeting.state, author=meeting.author, account=unit.actor.account),
    )
