"""Groups and who is in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from xinmiao.features.group_counselling.model import Group, Meeting, MeetingAttendance, Member
from xinmiao.features.group_counselling.operations.reading import group_lines, group_view, lines_of
from xinmiao.features.group_counselling.records import (
    GROUP,
    MEMBER,
    GroupDraft,
    GroupLine,
    GroupState,
    GroupView,
    MeetingState,
    MemberConsent,
)
from xinmiao.features.group_counselling.rules import groups as rules
from xinmiao.features.group_counselling.rules.groups import NamesMatched
from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.roster.operations import list_students
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group.saved")
def save_group(unit: Unit, draft: GroupDraft) -> int:
    """Make a group of the acting account, or change one; return its version.

    Raises:
        ValidationFailed: no topic, no first day, or an end before it.
        RuleBroken: a colleague's or a closed group.
        Conflict: somebody changed the group since the draft's base version.
    """
    if problems := rules.group_problems(draft):
        raise ValidationFailed(problems)
    unit.concerns(GROUP.record, draft.id)
    there = unit.db.get(Group, draft.id)
    group = _new(unit, draft) if there is None else _editable(unit, there, draft)
    for name in rules.GROUP_FIELDS:
        value = getattr(draft, name)
        setattr(group, name, (value.strip() or None) if isinstance(value, str) else value)
    if there is None:
        unit.db.add(group)
    unit.db.flush()
    return group.version


def _new(unit: Unit, draft: GroupDraft) -> Group:
    if draft.base_version is not None:
        raise NotFound
    return Group(id=draft.id, leader=unit.actor.account, leader_name=unit.actor.label, state=GroupState.OPEN)


def _editable(unit: Unit, group: Group, draft: GroupDraft) -> Group:
    if obstacle := rules.writing_obstacle(group.leader, group.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    is_retry = draft.base_version is None and group.version == 1
    if group.version != draft.base_version and not is_retry:
        raise Conflict
    return group


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group.closed")
def close_group(unit: Unit, group_id: str, base_version: int, words: str) -> int:
    """Close a group with some words about how it went; return the new version.

    Raises:
        ValidationFailed: the words are too long.
        RuleBroken: a colleague's group, closed already, or a meeting that is not signed yet.
        Conflict: somebody changed the group since `base_version`.
    """
    group = _own_open(unit, group_id, base_version)
    if problem := GROUP.closing_words.problem(words.strip() or None):
        raise ValidationFailed({"closing_words": problem})
    unsigned = select(func.count()).where(Meeting.group_id == group.id, Meeting.state == MeetingState.DRAFT)
    if unit.db.scalar(unsigned):
        raise RuleBroken(
            _("A meeting of this group is not signed yet."), _("Sign it or void it, then close the group.")
        )
    group.state, group.closing_words = GroupState.CLOSED, words.strip() or None
    if group.until_on is None or group.until_on > unit.clock.today():
        group.until_on = max(group.from_on, unit.clock.today())
    unit.db.flush()
    return group.version


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group.reopened")
def reopen_group(unit: Unit, group_id: str, base_version: int) -> int:
    """Open a closed group again; how it was closed stays in the history. Return the new version.

    Raises:
        RuleBroken: a colleague's group.
        Conflict: somebody changed the group since `base_version`.
    """
    group = unit.editable(Group, group_id, base_version)
    unit.concerns(GROUP.record, group.id)
    if obstacle := rules.writing_obstacle(group.leader, GroupState.OPEN, unit.actor.account):
        raise RuleBroken(*obstacle)
    group.state, group.closing_words, group.until_on = GroupState.OPEN, None, None
    unit.db.flush()
    return group.version


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group.members_added")
def add_members(unit: Unit, group_id: str, student_ids: tuple[str, ...], joined_on: date | None = None) -> int:
    """Let students join (today unless said otherwise); those who left come back. Return how many joined.

    Every member gets a growth file if there is none, because private lines belong there.

    Raises:
        NotFound: one of them is not in the roster.
        RuleBroken: a colleague's or a closed group, or more than thirty members.
    """
    group = _own_open(unit, group_id, None)
    there = {row.student_id: row for row in unit.db.scalars(select(Member).where(Member.group_id == group_id))}
    present = sum(row.left_on is None for row in there.values())
    wanted = [key for key in dict.fromkeys(student_ids) if key not in there or there[key].left_on is not None]
    if obstacle := rules.joining_obstacle(present, len(wanted)):
        raise RuleBroken(*obstacle)
    if set(wanted) - lines_of(unit, wanted).keys():
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    for student_id in wanted:
        _join(unit, group, there.get(student_id), student_id, joined_on or unit.clock.today())
    unit.remark(members=len(wanted))
    return len(wanted)


def _join(unit: Unit, group: Group, there: Member | None, student_id: str, joined_on: date) -> None:
    unit.concerns("student", student_id)
    unit.run(ensure_growth_file.bind(student_id, OpeningReason.COUNSELLING))
    if there is not None:
        there.left_on = None
        return
    unit.db.add(
        Member(
            id=unit.ids.new(),
            group_id=group.id,
            student_id=student_id,
            joined_on=joined_on,
            consent=MemberConsent.UNKNOWN,
        )
    )


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group.member_changed")
def change_member(
    unit: Unit, member_id: str, base_version: int, consent: MemberConsent, left_on: date | None = None
) -> int:
    """Note what is known of the guardian's consent, and when a member left; return the new version.

    Raises:
        ValidationFailed: a leaving before the joining.
        RuleBroken: a colleague's or a closed group.
        Conflict: somebody changed the member since `base_version`.
    """
    member = _own_member(unit, member_id, base_version)
    if problem := rules.leaving_problem(member.joined_on, left_on):
        raise ValidationFailed({MEMBER.left_on.name: problem})
    member.consent, member.left_on = consent, left_on
    unit.db.flush()
    return member.version


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group.member_dropped")
def drop_member(unit: Unit, member_id: str, base_version: int) -> None:
    """Take a member away who was added by mistake.

    Raises:
        RuleBroken: a colleague's or a closed group, or somebody for whom attendance was noted.
        Conflict: somebody changed the member since `base_version`.
    """
    member = _own_member(unit, member_id, base_version)
    of_group = select(Meeting.id).where(Meeting.group_id == member.group_id)
    noted = select(func.count()).where(
        MeetingAttendance.student_id == member.student_id, MeetingAttendance.meeting_id.in_(of_group)
    )
    if unit.db.scalar(noted):
        raise RuleBroken(
            _("Attendance was noted for this member already."), _("Fill in the day on which the member left.")
        )
    unit.db.delete(member)


def _own_member(unit: Unit, member_id: str, base_version: int) -> Member:
    member = unit.editable(Member, member_id, base_version)
    unit.concerns("student", member.student_id)
    _own_open(unit, member.group_id, None)
    return member


def _own_open(unit: Unit, group_id: str, base_version: int | None) -> Group:
    group = unit.get(Group, group_id) if base_version is None else unit.editable(Group, group_id, base_version)
    unit.concerns(GROUP.record, group.id)
    if obstacle := rules.writing_obstacle(group.leader, group.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    return group


@query(
    requires=Permission.GROUP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("topics and numbers; opening a group is audited"),
)
def list_groups(unit: Unit) -> tuple[GroupLine, ...]:
    """Return all groups: open ones first, then by the last meeting or the beginning, the newest first."""
    lines = group_lines(unit, unit.db.scalars(select(Group).order_by(Group.id)).all())

    def place(line: GroupLine) -> tuple[bool, str]:
        last = line.from_on if line.last_meeting is None else line.last_meeting.astimezone().date()
        return line.state is GroupState.OPEN, last.isoformat()

    return tuple(sorted(lines, key=place, reverse=True))


@query(requires=Permission.GROUP_READ, scope=Scope.WHOLE_SCHOOL, audit="group.opened")
def get_group(unit: Unit, group_id: str) -> GroupView:
    """Return a group with members and meetings, without any text of a meeting.

    Raises:
        NotFound: no such group.
    """
    group = unit.get(Group, group_id)
    unit.concerns(GROUP.record, group.id)
    return group_view(unit, group)


@query(
    requires=Permission.GROUP_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names of the roster; adding them is audited"),
)
def match_members(unit: Unit, typed: str) -> NamesMatched:
    """Return whom pasted names mean among the students who are at the school."""
    students = unit.run(list_students.bind())
    return rules.match_names(typed, students)
