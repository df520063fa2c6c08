"""Writing, signing, amending, voiding and reading meetings."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from xinmiao.features.group_counselling.model import Group, Meeting, MeetingAmendment, MeetingAttendance
from xinmiao.features.group_counselling.operations.earlier import attendance_at
from xinmiao.features.group_counselling.operations.groups import get_group
from xinmiao.features.group_counselling.operations.reading import content_of, meeting_views
from xinmiao.features.group_counselling.records import (
    CONTENT_FIELDS,
    GROUP,
    MEETING,
    MEETING_AMENDMENT,
    MeetingContent,
    MeetingDesk,
    MeetingDraft,
    MeetingStamp,
    MeetingState,
    MeetingVersion,
    MeetingView,
    MemberAttendance,
    content_from,
)
from xinmiao.features.group_counselling.rules import groups as group_rules
from xinmiao.features.group_counselling.rules import meetings as rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.history import CounsellingRevision
from xinmiao.vault.unit import Unit


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group_meeting.saved")
def save_meeting(unit: Unit, draft: MeetingDraft) -> MeetingStamp:
    """Save a meeting with its attendance without signing it, gaps and all.

    Saving a new meeting again with the same id (a retry) changes nothing.

    Raises:
        ValidationFailed: refused values, a start still to come, an end before the start, over 8 hours.
        RuleBroken: not the author, signed or voided; a colleague's or a closed group.
        Conflict: somebody saved the meeting since the draft's base version.
    """
    content = rules.tidy(draft.content)
    if problems := rules.saving_problems(content, draft.members, now=unit.clock.now()):
        raise ValidationFailed(problems)
    return _stamp(unit, _write(unit, draft, content))


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group_meeting.signed")
def sign_meeting(unit: Unit, draft: MeetingDraft) -> MeetingStamp:
    """Save a meeting and sign it, in one; from then on it is locked and only amended.

    Raises:
        ValidationFailed: see `save_meeting`; no end, no text, or a member whose attendance was not noted.
        RuleBroken, Conflict: see `save_meeting`.
    """
    content = rules.tidy(draft.content)
    if problems := rules.signing_problems(content, draft.members, now=unit.clock.now()):
        raise ValidationFailed(problems)
    meeting = _write(unit, draft, content)
    meeting.state, meeting.signed_at, meeting.signed_name = MeetingState.SIGNED, unit.clock.now(), unit.actor.label
    return _stamp(unit, meeting)


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group_meeting.amended")
def amend_meeting(unit: Unit, draft: MeetingDraft) -> MeetingStamp:
    """Change a signed meeting, for a reason (`draft.reason`); the earlier text stays readable in the history.

    Raises:
        ValidationFailed: no reason, or a text that could not be signed.
        RuleBroken: not the author, not signed, voided, or nothing changed.
        Conflict: somebody amended the meeting since the draft's base version.
    """
    meeting = unit.editable(Meeting, draft.meeting_id, draft.base_version or 0)
    if obstacle := rules.writing_obstacle(
        meeting.state, author=meeting.author, account=unit.actor.account, amends=True
    ):
        raise RuleBroken(*obstacle)
    content, reason = rules.tidy(draft.content), draft.reason.strip()
    problems = rules.signing_problems(content, draft.members, now=unit.clock.now())
    if problems := problems | MEETING_AMENDMENT.problems({"reason": reason}, only=("reason",)):
        raise ValidationFailed(problems)
    before, version = content_of(meeting), meeting.version
    _concerns(unit, meeting)
    attendance_changed = _put_attendance(unit, meeting.id, draft.members)
    if before == content and not attendance_changed:
        raise RuleBroken(_("The text is the same as before."), _("Change it first, then amend."))
    _put(meeting, content)
    unit.db.add(
        MeetingAmendment(
            id=unit.ids.new(), meeting_id=meeting.id, before_version=version, reason=reason, by_name=unit.actor.label
        )
    )
    return _stamp(unit, meeting)


@command(requires=Permission.GROUP_WRITE, scope=Scope.WHOLE_SCHOOL, audit="group_meeting.voided")
def void_meeting(unit: Unit, meeting_id: str, base_version: int, reason: str) -> int:
    """Void a meeting that was never held or written twice; it stays readable and counts nowhere.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: not the author, or voided already.
        Conflict: somebody changed the meeting since `base_version`.
    """
    meeting = unit.editable(Meeting, meeting_id, base_version)
    if not rules.allowed(meeting.state, author=meeting.author, account=unit.actor.account).void:
        obstacle = rules.writing_obstacle(meeting.state, author=meeting.author, account=unit.actor.account)
        raise RuleBroken(*(obstacle or ()))
    if problems := MEETING_AMENDMENT.problems({"reason": reason.strip()}, only=("reason",)):
        raise ValidationFailed({MEETING.void_reason.name: problems["reason"]})
    _concerns(unit, meeting)
    meeting.state, meeting.voided_at, meeting.void_reason = MeetingState.VOIDED, unit.clock.now(), reason.strip()
    unit.db.flush()
    return meeting.version


def _write(unit: Unit, draft: MeetingDraft, content: MeetingContent) -> Meeting:
    there = unit.db.get(Meeting, draft.meeting_id)
    meeting = _new(unit, draft) if there is None else _existing(unit, there, draft)
    _put_attendance(unit, meeting.id, draft.members)  # it asks first: the meeting is flushed once, with its state
    _put(meeting, content)
    if there is None:
        unit.db.add(meeting)
    _concerns(unit, meeting)
    return meeting


def _new(unit: Unit, draft: MeetingDraft) -> Meeting:
    if draft.base_version is not None:
        raise NotFound
    group = unit.get(Group, draft.group_id)
    if obstacle := group_rules.writing_obstacle(group.leader, group.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    return Meeting(
        id=draft.meeting_id,
        group_id=group.id,
        nth=_next_nth(unit, group.id),
        saves=0,
        entered_at=unit.clock.now(),
        author=unit.actor.account,
        author_name=unit.actor.label,
        state=MeetingState.DRAFT,
    )


def _existing(unit: Unit, meeting: Meeting, draft: MeetingDraft) -> Meeting:
    if obstacle := rules.writing_obstacle(meeting.state, author=meeting.author, account=unit.actor.account):
        raise RuleBroken(*obstacle)
    is_retry = draft.base_version is None and meeting.version == 1
    if (meeting.version != draft.base_version and not is_retry) or meeting.group_id != draft.group_id:
        raise Conflict
    return meeting


def _put(meeting: Meeting, content: MeetingContent) -> None:
    """Write the shared note. The count of savings rises always: a changed attendance makes a new version too."""
    for name in CONTENT_FIELDS:
        value = getattr(content, name)
        setattr(meeting, name, None if value == "" else value)
    meeting.saves += 1


def _put_attendance(unit: Unit, meeting_id: str, members: tuple[MemberAttendance, ...]) -> bool:
    """Write attendance and private lines; return whether any of them changed."""
    there = {
        row.student_id: row
        for row in unit.db.scalars(select(MeetingAttendance).where(MeetingAttendance.meeting_id == meeting_id))
    }
    changed = False
    for member in members:
        words = member.words.strip() or None
        row = there.get(member.student_id)
        if row is None:
            row = MeetingAttendance(id=unit.ids.new(), meeting_id=meeting_id, student_id=member.student_id)
            unit.db.add(row)
        elif (row.attendance, row.words) == (member.attendance, words):
            continue
        row.attendance, row.words, changed = member.attendance, words, True
    return changed


def _next_nth(unit: Unit, group_id: str) -> int:
    return (unit.db.scalar(select(func.max(Meeting.nth)).where(Meeting.group_id == group_id)) or 0) + 1


def _concerns(unit: Unit, meeting: Meeting) -> None:
    unit.concerns(GROUP.record, meeting.group_id)
    unit.concerns(MEETING.record, meeting.id)


def _stamp(unit: Unit, meeting: Meeting) -> MeetingStamp:
    unit.db.flush()
    return MeetingStamp(meeting.id, meeting.version, meeting.nth, meeting.state)


@query(requires=Permission.GROUP_READ, scope=Scope.WHOLE_SCHOOL, audit="group_meeting.opened")
def get_meeting(unit: Unit, meeting_id: str) -> MeetingView:
    """Return a meeting in full, voided ones too.

    Raises:
        NotFound: no such meeting.
    """
    meeting = unit.get(Meeting, meeting_id)
    _concerns(unit, meeting)
    for student_id in _attending(unit, meeting_id):
        unit.concerns("student", student_id)
    return meeting_views(unit, (meeting,))[0]


def _attending(unit: Unit, meeting_id: str) -> tuple[str, ...]:
    """Return whose private lines stand in a meeting: reading it is reading of them."""
    rows = unit.db.scalars(
        select(MeetingAttendance.student_id).where(
            MeetingAttendance.meeting_id == meeting_id, MeetingAttendance.words.is_not(None)
        )
    )
    return tuple(rows)


@query(
    requires=Permission.GROUP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("where to write; reading a meeting or a group is recorded by its own query"),
)
def get_meeting_desk(unit: Unit, record_id: str) -> MeetingDesk:
    """Return what the editor shows for the id of a meeting or of a group.

    Raises:
        NotFound: it is neither.
        RuleBroken: a new meeting in a group in which the account cannot write.
    """
    if unit.db.get(Meeting, record_id) is not None:
        meeting = unit.run(get_meeting.bind(record_id))
        return MeetingDesk(unit.run(get_group.bind(meeting.group_id)), meeting)
    group = unit.get(Group, record_id)
    if obstacle := group_rules.writing_obstacle(group.leader, group.state, unit.actor.account):
        raise RuleBroken(*obstacle)
    return MeetingDesk(unit.run(get_group.bind(group.id)), None, _next_nth(unit, group.id))


@query(requires=Permission.GROUP_READ, scope=Scope.WHOLE_SCHOOL, audit="group_meeting.history_opened")
def get_meeting_history(unit: Unit, meeting_id: str) -> tuple[MeetingVersion, ...]:
    """Return every version of the shared note with its text at the time, the newest first.

    Raises:
        NotFound: no such meeting.
    """
    meeting = unit.get(Meeting, meeting_id)
    _concerns(unit, meeting)
    revisions = unit.db.scalars(
        select(CounsellingRevision)
        .where(CounsellingRevision.record == MEETING.record, CounsellingRevision.record_id == meeting_id)
        .order_by(CounsellingRevision.version)
    )
    reasons = {
        row.before_version + 1: row.reason
        for row in unit.db.scalars(select(MeetingAmendment).where(MeetingAmendment.meeting_id == meeting_id))
    }
    if meeting.state is MeetingState.VOIDED:
        reasons[meeting.version] = meeting.void_reason or ""
    at, versions = meeting.created_at, []
    for revision in revisions:
        content = content_from(json.loads(revision.content))
        versions.append(_version(meeting, revision.version, at, reasons, content))
        at = datetime.fromisoformat(revision.at)  # a revision holds what was before, stamped with what ended it
    versions.append(_version(meeting, meeting.version, at, reasons, content_of(meeting)))
    came = attendance_at(unit, meeting_id, [version.at for version in versions])
    return tuple(
        replace(version, attendance=each) for version, each in reversed(list(zip(versions, came, strict=True)))
    )


def _version(
    meeting: Meeting, number: int, at: datetime, reasons: dict[int, str], content: MeetingContent
) -> MeetingVersion:
    return MeetingVersion(number, at, meeting.author_name, reasons.get(number, ""), content)
