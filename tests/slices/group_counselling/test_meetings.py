"""Meetings: drafts, signing, amending, private lines, minutes, tasks, timeline, search, prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counselling_room import COLLEAGUE, local
from group_room import MEETING, add_students, came, meeting_draft, open_group, signed_meeting
from schools import School
from xinmiao.features.group_counselling import operations as groups
from xinmiao.features.group_counselling.records import (
    Attendance,
    MeetingAllowed,
    MeetingDraft,
    MeetingState,
    MemberAttendance,
)
from xinmiao.features.group_counselling.rules.meetings import MEMBERS
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target, Urgency

TODAY = date(2026, 11, 23)


@pytest.fixture
def students(school: School) -> tuple[str, ...]:
    return add_students(school)


@pytest.fixture
def group_id(school: School, students: tuple[str, ...]) -> str:
    return open_group(school, students)


def test_a_meeting_keeps_the_shared_note_attendance_and_private_lines(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    members = (
        MemberAttendance(students[0], Attendance.PRESENT, "第一次主动发言"),
        MemberAttendance(students[1], Attendance.LATE),
        MemberAttendance(students[2], Attendance.ABSENT),
        MemberAttendance(students[3], Attendance.EXCUSED, "发烧"),
    )
    draft, _stamp = signed_meeting(school, group_id, members)
    view = school.run(groups.get_meeting.bind(draft.meeting_id))
    assert view.content == MEETING
    assert {member for _student, member in view.members} == set(members)
    line = school.run(groups.get_group.bind(group_id)).meetings[0]
    assert (line.nth, line.came, line.expected, line.state) == (1, 2, 4, MeetingState.SIGNED)


def test_gaps_may_be_saved_and_are_asked_for_at_signing(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    gaps = meeting_draft(
        school, group_id, (MemberAttendance(students[0]),), ended_at=None, course="", observation="", next_step=""
    )
    school.run(groups.save_meeting.bind(gaps))
    with pytest.raises(ValidationFailed) as refused:
        school.run(groups.sign_meeting.bind(replace(gaps, base_version=1)))
    assert set(refused.value.problems) == {"ended_at", "course", MEMBERS}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"started_at": None}, "started_at"),
        ({"started_at": local("2026-11-24 08:00"), "ended_at": None}, "started_at"),
        ({"started_at": local("1999-11-24 08:00"), "ended_at": None}, "started_at"),
        ({"ended_at": local("2026-11-23 08:10")}, "ended_at"),
        ({"ended_at": local("2026-11-23 16:11")}, "ended_at"),
        ({"theme": "字" * 81}, "theme"),
    ],
)
def test_impossible_values_are_not_saved(school: School, group_id: str, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        school.run(groups.save_meeting.bind(meeting_draft(school, group_id, **changes)))
    assert set(refused.value.problems) == {field}


def test_a_changed_attendance_alone_is_a_new_version(school: School, group_id: str, students: tuple[str, ...]) -> None:
    draft = meeting_draft(school, group_id, came(students))
    first = school.run(groups.save_meeting.bind(draft))
    later = replace(draft, base_version=first.version, members=came(students, m1="哭了"))
    assert school.run(groups.save_meeting.bind(later)).version == first.version + 1
    with pytest.raises(Conflict):
        school.run(groups.save_meeting.bind(later))


def test_a_signed_meeting_is_only_amended_with_a_reason(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    draft, stamp = signed_meeting(school, group_id, came(students))
    with pytest.raises(RuleBroken):
        school.run(groups.save_meeting.bind(draft))
    with pytest.raises(ValidationFailed) as refused:
        school.run(groups.amend_meeting.bind(replace(draft, content=replace(draft.content, theme="情绪"))))
    assert set(refused.value.problems) == {"reason"}
    with pytest.raises(RuleBroken):
        school.run(groups.amend_meeting.bind(replace(draft, reason="没有改动")))
    amended = replace(draft, content=replace(draft.content, theme="情绪命名"), reason="主题写错")
    assert school.run(groups.amend_meeting.bind(amended)).version == stamp.version + 1
    newest, oldest = school.run(groups.get_meeting_history.bind(draft.meeting_id))
    assert (newest.content.theme, newest.reason) == ("情绪命名", "主题写错")
    assert (oldest.content.theme, oldest.reason) == ("认识情绪", "")
    assert school.run(groups.get_meeting.bind(draft.meeting_id)).amendments == 1


def test_the_history_shows_how_each_member_was_entered_before(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    draft, _stamp = signed_meeting(school, group_id, came(students))
    school.clock.advance(hours=1)
    members = (replace(draft.members[0], attendance=Attendance.ABSENT), *draft.members[1:])
    once = replace(draft, members=members, reason="看错了名单")
    version = school.run(groups.amend_meeting.bind(once)).version
    school.clock.advance(hours=1)
    twice = replace(once, base_version=version, content=replace(draft.content, theme="情绪命名"), reason="主题写错")
    school.run(groups.amend_meeting.bind(twice))
    versions = school.run(groups.get_meeting_history.bind(draft.meeting_id))
    [name] = [key for key, value in versions[0].attendance.items() if value is Attendance.ABSENT]
    assert [version.attendance[name] for version in versions] == [
        Attendance.ABSENT,
        Attendance.ABSENT,
        Attendance.PRESENT,
    ]
    assert all(len(version.attendance) == len(students) for version in versions)


def test_a_colleague_reads_a_meeting_and_changes_nothing(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    draft, stamp = signed_meeting(school, group_id, came(students))
    view = school.run(groups.get_meeting.bind(draft.meeting_id), COLLEAGUE)
    assert view.allowed == MeetingAllowed()
    with pytest.raises(RuleBroken):
        school.run(groups.amend_meeting.bind(replace(draft, reason="我来改")), COLLEAGUE)
    with pytest.raises(RuleBroken):
        school.run(groups.void_meeting.bind(draft.meeting_id, stamp.version, "重复"), COLLEAGUE)


def test_private_lines_stand_in_each_members_own_timeline_and_file(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    signed_meeting(school, group_id, came(students, m1="母亲住院", m2="想换座位"))
    first, second = (school.run(groups.group_timeline_entries.bind(key))[0] for key in students[:2])
    assert (first.title, first.excerpt) == ("Group counselling no. 1 · present", "情绪小组 · 母亲住院")
    assert "母亲住院" not in second.excerpt
    assert "想换座位" in second.excerpt
    assert MEETING.course not in first.excerpt
    chapter = school.run(groups.group_chapter.bind(students[0]))
    words = [passage.text for entry in chapter.entries for passage in entry.passages]
    assert words == ["母亲住院"]
    assert school.run(groups.group_timeline_entries.bind(students[2]))[0].excerpt == "情绪小组"


def test_private_lines_are_found_on_their_own_student_only(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    draft, _stamp = signed_meeting(school, group_id, came(students, m1="母亲住院，很担心"))
    (hit,) = school.run(groups.group_hits.bind("担心", students[0]))
    assert (hit.excerpt, hit.marks) == ("母亲住院，很担心", ((6, 8),))
    assert hit.target == Target("group_meeting", draft.meeting_id)
    assert school.run(groups.group_hits.bind("担心", students[1])) == ()
    assert school.run(groups.group_hits.bind("，", students[0])) == ()


def test_no_private_line_is_in_what_is_printed_of_a_group(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    draft, _stamp = signed_meeting(school, group_id, came(students, m1="母亲住院"))
    collected = school.run(groups.collect_group_print.bind(group_id, draft.meeting_id))
    assert "母亲住院" not in repr(collected)
    assert collected.meeting is not None
    assert len(collected.meeting.members) == len(collected.attendance[0][1]) == 4
    assert "group.printed" in school.actions(DataFile.COUNSELLING)


def test_minutes_and_visits_of_the_week_are_counted(school: School, group_id: str, students: tuple[str, ...]) -> None:
    signed_meeting(school, group_id, came(students))
    draft = meeting_draft(school, group_id, started_at=local("2026-11-22 08:00"), ended_at=None)
    school.run(groups.save_meeting.bind(draft))
    voided, stamp = signed_meeting(school, group_id, came(students))
    school.run(groups.void_meeting.bind(voided.meeting_id, stamp.version, "重复"))
    counted = school.run(groups.count_group_minutes.bind(date(2026, 11, 22), TODAY))
    assert (counted.minutes, counted.meetings, counted.visits, counted.without_end) == (40, 2, 4, 1)
    assert school.run(groups.count_group_minutes.bind(TODAY, TODAY), COLLEAGUE).meetings == 0


def test_an_unsigned_meeting_is_a_task_after_a_day(school: School, group_id: str) -> None:
    draft = meeting_draft(school, group_id)
    school.run(groups.save_meeting.bind(draft))
    school.clock.advance(hours=23, minutes=59)
    assert school.run(groups.unsigned_meeting_tasks.bind()) == ()
    school.clock.advance(minutes=1)
    (task,) = school.run(groups.unsigned_meeting_tasks.bind())
    assert (task.urgency, task.target) == (Urgency.OVERDUE, Target("group_meeting", draft.meeting_id))
    assert school.run(groups.unsigned_meeting_tasks.bind(), COLLEAGUE) == ()


def test_a_draft_survives_its_way_through_json(school: School, students: tuple[str, ...]) -> None:
    draft = meeting_draft(school, "group-1", came(students, m1="一行"))
    assert MeetingDraft.from_payload(draft.to_payload()) == draft
    broken = {"meeting_id": "m", "group_id": "g", "content": 5, "members": [["a"], 3, ["s", "gone", "words"]]}
    assert MeetingDraft.from_payload(broken).members == (MemberAttendance("s", Attendance.NOT_NOTED, "words"),)
    with pytest.raises(KeyError):
        MeetingDraft.from_payload({"meeting_id": "m"})


def test_the_desk_gives_a_meeting_or_the_next_one_of_a_group(
    school: School, group_id: str, students: tuple[str, ...]
) -> None:
    draft, _stamp = signed_meeting(school, group_id, came(students))
    there = school.run(groups.get_meeting_desk.bind(draft.meeting_id))
    assert there.meeting is not None
    assert there.group.id == group_id
    new = school.run(groups.get_meeting_desk.bind(group_id))
    assert (new.meeting, new.next_nth) == (None, 2)
