"""Frozen read models of groups and meetings, and the values operations take and return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from xinmiao.features.group_counselling.records.groups import GroupState, MemberConsent
from xinmiao.features.group_counselling.records.meetings import Attendance, MeetingState
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead


@dataclass(frozen=True)
class GroupDraft:
    """A group as its form hands it over; `base_version` None for a new one."""

    id: str
    base_version: int | None
    topic: str
    from_on: date | None
    until_on: date | None = None
    plan: str = ""
    planned_meetings: int | None = None
    place: str = ""
    leaders: str = ""


@dataclass(frozen=True)
class GroupLine:
    """A group as the list shows it."""

    id: str
    topic: str
    state: GroupState
    leader_name: str
    is_own: bool
    members: int
    held: int
    """Meetings that count: drafts and signed ones."""
    planned: int | None
    unsigned: int
    last_meeting: datetime | None
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class MemberLine:
    """A member of a group, with how often he or she came."""

    id: str
    student: StudentLine
    joined_on: date
    left_on: date | None
    consent: MemberConsent
    came: int
    noted: int
    version: int

    @property
    def is_there(self) -> bool:
        """Return whether the member has not left."""
        return self.left_on is None


@dataclass(frozen=True)
class MeetingLine:
    """A meeting as a list shows it, without its text."""

    id: str
    group_id: str
    nth: int
    started_at: datetime
    ended_at: datetime | None
    theme: str
    state: MeetingState
    author_name: str
    came: int
    expected: int


@dataclass(frozen=True)
class GroupView:
    """A group in full: members by name, meetings the newest first."""

    line: GroupLine
    plan: str
    place: str
    leaders: str
    closing_words: str
    members: tuple[MemberLine, ...]
    meetings: tuple[MeetingLine, ...]
    version: int

    @property
    def id(self) -> str:
        """Return the group's id."""
        return self.line.id


@dataclass(frozen=True)
class MeetingContent:
    """The shared note of a meeting."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    theme: str = ""
    course: str = ""
    observation: str = ""
    next_step: str = ""


CONTENT_FIELDS = ("started_at", "ended_at", "place", "theme", "course", "observation", "next_step")


@dataclass(frozen=True)
class MemberAttendance:
    """One member at one meeting, with the private line."""

    student_id: str
    attendance: Attendance = Attendance.NOT_NOTED
    words: str = ""


@dataclass(frozen=True)
class MeetingDraft:
    """A meeting as the editor hands it over, and as the sealed draft keeps it."""

    meeting_id: str
    group_id: str
    base_version: int | None = None
    content: MeetingContent = MeetingContent()
    members: tuple[MemberAttendance, ...] = ()
    reason: str = ""
    """Why a signed meeting is amended; empty for any other."""

    def to_payload(self) -> dict[str, object]:
        """Return the draft as JSON can hold it."""
        return {
            "meeting_id": self.meeting_id,
            "group_id": self.group_id,
            "base_version": self.base_version,
            "reason": self.reason,
            "content": {name: _plain(getattr(self.content, name)) for name in CONTENT_FIELDS},
            "members": [[each.student_id, each.attendance.value, each.words] for each in self.members],
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> MeetingDraft:
        """Read a kept draft; what is missing or unreadable counts as not filled in.

        Raises:
            KeyError: it names no meeting or no group, so it is no draft of a meeting.
        """
        version, content, members = (payload.get(name) for name in ("base_version", "content", "members"))
        return cls(
            meeting_id=str(payload["meeting_id"]),
            group_id=str(payload["group_id"]),
            base_version=version if isinstance(version, int) else None,
            content=_content(content if isinstance(content, Mapping) else {}),
            members=tuple(_member(each) for each in members if _is_member(each)) if isinstance(members, list) else (),
            reason=_text(payload.get("reason")),
        )


@dataclass(frozen=True)
class MeetingAllowed:
    """What the account that asked may do with a meeting."""

    edit: bool = False
    amend: bool = False
    void: bool = False


@dataclass(frozen=True)
class MeetingView:
    """A meeting in full with attendance in the order of the members' names."""

    id: str
    group_id: str
    topic: str
    nth: int
    content: MeetingContent
    members: tuple[tuple[StudentLine, MemberAttendance], ...]
    state: MeetingState
    author_name: str
    signed_at: datetime | None
    signed_name: str
    voided_at: datetime | None
    void_reason: str
    amendments: int
    version: int
    entered_at: datetime
    changed_at: datetime
    allowed: MeetingAllowed = field(default=MeetingAllowed())


@dataclass(frozen=True)
class MeetingDesk:
    """What the editor starts from: a meeting that is there, or the next one of a group (`meeting` None)."""

    group: GroupView
    meeting: MeetingView | None = None
    next_nth: int = 1


@dataclass(frozen=True)
class MeetingStamp:
    """A meeting as it stands after saving."""

    meeting_id: str
    version: int
    nth: int
    state: MeetingState


@dataclass(frozen=True)
class MeetingVersion:
    """One earlier or present version of the shared note: who made it when and, where one was asked for, why."""

    version: int
    at: datetime
    by_name: str
    reason: str
    content: MeetingContent
    attendance: Mapping[str, Attendance] = field(default_factory=dict)
    """Who was entered how, by name and class."""


@dataclass(frozen=True)
class GroupPrint:
    """Everything the papers of a group are made of; `meeting` for the record of one meeting."""

    group: GroupView
    attendance: tuple[tuple[MeetingLine, tuple[MemberAttendance, ...]], ...]
    """Meetings the oldest first; private lines are not in it."""
    meeting: MeetingView | None
    head: PaperHead


def without_words(members: tuple[MemberAttendance, ...]) -> tuple[MemberAttendance, ...]:
    """Return attendance without the private lines, for what the whole group's papers show."""
    return tuple(replace(each, words="") for each in members)


def content_from(values: Mapping[str, Any]) -> MeetingContent:
    """Read what a draft or a revision keeps of the shared note."""
    return _content(values)


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _content(values: Mapping[str, Any]) -> MeetingContent:
    read: dict[str, Any] = {name: _text(values.get(name)) for name in CONTENT_FIELDS}
    read |= {name: _moment(values.get(name)) for name in ("started_at", "ended_at")}
    return MeetingContent(**read)


def _is_member(value: object) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(isinstance(part, str) for part in value)  # noqa: PLR2004


def _member(value: list[str]) -> MemberAttendance:
    known = {choice.value: choice for choice in Attendance}
    return MemberAttendance(value[0], known.get(value[1], Attendance.NOT_NOTED), value[2])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return None if found is None or found.tzinfo is None else found


@dataclass(frozen=True)
class GroupMinutes:
    """Minutes of group meetings of a stretch of days; they count towards the six hours (§14)."""

    minutes: int = 0
    meetings: int = 0
    visits: int = 0
    without_end: int = 0
