"""Mapped classes of groups, members, meetings, attendance and amendments."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.group_counselling.records import (
    ATTENDANCE,
    GROUP,
    MEETING,
    MEETING_AMENDMENT,
    MEMBER,
    PARTS,
    Attendance,
    GroupState,
    MeetingState,
    MemberConsent,
)
from xinmiao.kernel.finding import indexed
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column
from xinmiao.vault.merge_rules import COMBINE, MergeRule


class Group(Versioned, CounsellingBase):
    """A counselling group."""

    __tablename__ = "counselling_group"
    spec: ClassVar[RecordSpec] = GROUP

    topic: Mapped[str] = column(GROUP.topic)
    plan: Mapped[str | None] = column(GROUP.plan)
    planned_meetings: Mapped[int | None] = column(GROUP.planned_meetings)
    place: Mapped[str | None] = column(GROUP.place)
    leaders: Mapped[str | None] = column(GROUP.leaders)
    from_on: Mapped[date] = column(GROUP.from_on)
    until_on: Mapped[date | None] = column(GROUP.until_on)
    leader: Mapped[str] = column(GROUP.leader)
    leader_name: Mapped[str] = column(GROUP.leader_name)
    state: Mapped[GroupState] = column(GROUP.state)
    closing_words: Mapped[str | None] = column(GROUP.closing_words)


class Member(Versioned, CounsellingBase):
    """A student in a group; once in each."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "student_id"),)
    spec: ClassVar[RecordSpec] = MEMBER
    merging: ClassVar[MergeRule] = COMBINE

    group_id: Mapped[str] = column(MEMBER.group_id)
    student_id: Mapped[str] = column(MEMBER.student_id, index=True)
    joined_on: Mapped[date] = column(MEMBER.joined_on)
    left_on: Mapped[date | None] = column(MEMBER.left_on)
    consent: Mapped[MemberConsent] = column(MEMBER.consent)


class Meeting(Versioned, CounsellingBase):
    """A meeting with the shared note."""

    __tablename__ = "group_meeting"
    __table_args__ = (UniqueConstraint("group_id", "nth"),)
    spec: ClassVar[RecordSpec] = MEETING

    started_at: Mapped[datetime] = column(MEETING.started_at)
    ended_at: Mapped[datetime | None] = column(MEETING.ended_at)
    place: Mapped[str | None] = column(MEETING.place)
    theme: Mapped[str | None] = column(MEETING.theme)
    course: Mapped[str | None] = column(MEETING.course)
    observation: Mapped[str | None] = column(MEETING.observation)
    next_step: Mapped[str | None] = column(MEETING.next_step)
    group_id: Mapped[str] = column(MEETING.group_id)
    nth: Mapped[int] = column(MEETING.nth)
    saves: Mapped[int] = column(MEETING.saves)
    entered_at: Mapped[datetime] = column(MEETING.entered_at)
    author: Mapped[str] = column(MEETING.author, index=True)
    author_name: Mapped[str] = column(MEETING.author_name)
    state: Mapped[MeetingState] = column(MEETING.state)
    signed_at: Mapped[datetime | None] = column(MEETING.signed_at)
    signed_name: Mapped[str | None] = column(MEETING.signed_name)
    voided_at: Mapped[datetime | None] = column(MEETING.voided_at)
    void_reason: Mapped[str | None] = column(MEETING.void_reason)

    def searched_text(self) -> str:
        """Search the shared note, each part by itself."""
        return indexed(getattr(self, field.name) or "" for field in PARTS)


class MeetingAttendance(Versioned, CounsellingBase):
    """One member at one meeting, with the private line."""

    __tablename__ = "group_attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "student_id"),)
    spec: ClassVar[RecordSpec] = ATTENDANCE
    merging: ClassVar[MergeRule] = COMBINE

    meeting_id: Mapped[str] = column(ATTENDANCE.meeting_id)
    student_id: Mapped[str] = column(ATTENDANCE.student_id, index=True)
    attendance: Mapped[Attendance] = column(ATTENDANCE.attendance)
    words: Mapped[str | None] = column(ATTENDANCE.words)

    def searched_text(self) -> str:
        """Search the private line."""
        return self.words or ""


class MeetingAmendment(Versioned, CounsellingBase):
    """The reason of one amendment."""

    __tablename__ = "group_meeting_amendment"
    spec: ClassVar[RecordSpec] = MEETING_AMENDMENT

    meeting_id: Mapped[str] = column(MEETING_AMENDMENT.meeting_id, index=True)
    before_version: Mapped[int] = column(MEETING_AMENDMENT.before_version)
    reason: Mapped[str] = column(MEETING_AMENDMENT.reason)
    by_name: Mapped[str] = column(MEETING_AMENDMENT.by_name)
