"""Groups: who is in them, who writes, pasted names, closing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counselling_room import COLLEAGUE
from group_room import NAMES, add_students, came, meeting_draft, open_group, signed_meeting
from schools import School
from xinmiao.features.group_counselling import operations as groups
from xinmiao.features.group_counselling.records import GroupDraft, GroupState, MemberConsent
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile


def test_a_group_keeps_what_was_planned_and_who_is_in_it(school: School) -> None:
    students = add_students(school)
    group_id = open_group(
        school, students, plan="六次，认识并表达情绪。", planned_meetings=6, place="团辅室", leaders="吴老师"
    )
    view = school.run(groups.get_group.bind(group_id))
    assert (view.line.topic, view.plan, view.line.planned, view.place, view.leaders) == (
        "情绪小组", "六次，认识并表达情绪。", 6, "团辅室", "吴老师",
    )  # fmt: skip
    assert {member.student.name for member in view.members} == set(NAMES)
    assert {member.consent for member in view.members} == {MemberConsent.UNKNOWN}
    assert (view.line.members, view.line.held, view.line.is_own) == (4, 0, True)
    for student in students:  # private lines need a file to go to
        assert school.run(growth_files.get_growth_file.bind(student)).file is not None


def test_a_group_needs_a_topic_and_sensible_dates(school: School) -> None:
    draft = GroupDraft(school.ids.new(), None, " ", date(2026, 11, 2), date(2026, 11, 1))
    with pytest.raises(ValidationFailed) as refused:
        school.run(groups.save_group.bind(draft))
    assert set(refused.value.problems) == {"topic", "until_on"}


def test_saving_a_group_again_changes_it_and_a_retry_is_harmless(school: School) -> None:
    draft = GroupDraft(school.ids.new(), None, "交往小组", date(2026, 11, 2))
    assert school.run(groups.save_group.bind(draft)) == 1
    assert school.run(groups.save_group.bind(draft)) == 1
    changed = GroupDraft(draft.id, 1, "同伴交往", date(2026, 11, 2))
    assert school.run(groups.save_group.bind(changed)) == 2
    with pytest.raises(Conflict):
        school.run(groups.save_group.bind(changed))


def test_thirty_may_be_in_a_group_and_not_one_more(school: School) -> None:
    students = add_students(school, tuple(f"学生{place}" for place in range(1, 32)))
    group_id = open_group(school, students[:29])
    assert school.run(groups.add_members.bind(group_id, students[28:30])) == 1  # one of them is there already
    with pytest.raises(RuleBroken):
        school.run(groups.add_members.bind(group_id, students[30:]))
    assert school.run(groups.get_group.bind(group_id)).line.members == 30


def test_a_member_leaves_and_comes_back(school: School) -> None:
    students = add_students(school)
    group_id = open_group(school, students[:2])
    member = school.run(groups.get_group.bind(group_id)).members[0]
    with pytest.raises(ValidationFailed):
        school.run(groups.change_member.bind(member.id, 1, MemberConsent.GIVEN, date(2026, 11, 1)))
    school.run(groups.change_member.bind(member.id, 1, MemberConsent.GIVEN, date(2026, 11, 20)))
    view = school.run(groups.get_group.bind(group_id))
    assert [each.is_there for each in view.members] == [True, False]
    school.run(groups.add_members.bind(group_id, (member.student.id,)))
    back = school.run(groups.get_group.bind(group_id))
    assert back.line.members == 2
    assert {each.consent for each in back.members} == {MemberConsent.UNKNOWN, MemberConsent.GIVEN}


def test_a_member_added_by_mistake_is_taken_away_but_not_after_attendance(school: School) -> None:
    students = add_students(school)
    group_id = open_group(school, students[:2])
    first, second = school.run(groups.get_group.bind(group_id)).members
    school.run(groups.drop_member.bind(first.id, 1))
    signed_meeting(school, group_id, came((second.student.id,)))
    with pytest.raises(RuleBroken):
        school.run(groups.drop_member.bind(second.id, 1))
    assert [member.id for member in school.run(groups.get_group.bind(group_id)).members] == [second.id]


def test_a_colleague_reads_a_group_and_does_not_write_in_it(school: School) -> None:
    students = add_students(school)
    group_id = open_group(school, students)
    assert school.run(groups.get_group.bind(group_id), COLLEAGUE).line.is_own is False
    member = school.run(groups.get_group.bind(group_id)).members[0]
    attempts: tuple[Bound[Any], ...] = (
        groups.save_group.bind(GroupDraft(group_id, 1, "改名", date(2026, 11, 2))),
        groups.add_members.bind(group_id, students),
        groups.drop_member.bind(member.id, 1),
        groups.close_group.bind(group_id, 1, ""),
        groups.save_meeting.bind(meeting_draft(school, group_id)),
    )
    for refused in attempts:
        with pytest.raises(RuleBroken):
            school.run(refused, COLLEAGUE)


def test_a_group_closes_when_all_is_signed_and_opens_again(school: School) -> None:
    group_id = open_group(school, add_students(school))
    school.run(groups.save_meeting.bind(meeting_draft(school, group_id)))
    with pytest.raises(RuleBroken):
        school.run(groups.close_group.bind(group_id, 1, "完成"))
    meeting = school.run(groups.get_group.bind(group_id)).meetings[0]
    school.run(groups.void_meeting.bind(meeting.id, 1, "没有举行"))
    version = school.run(groups.close_group.bind(group_id, 1, "目标基本达到。"))
    closed = school.run(groups.get_group.bind(group_id))
    assert (closed.line.state, closed.closing_words, closed.line.until_on) == (
        GroupState.CLOSED, "目标基本达到。", date(2026, 11, 23),
    )  # fmt: skip
    with pytest.raises(RuleBroken):
        school.run(groups.save_meeting.bind(meeting_draft(school, group_id)))
    school.run(groups.reopen_group.bind(group_id, version))
    assert school.run(groups.list_groups.bind())[0].state is GroupState.OPEN


def test_pasted_names_are_found_doubled_or_unknown(school: School) -> None:
    students = add_students(school, ("王芳", "李明", "李明", "陈静"))
    found = school.run(groups.match_members.bind("王 芳\n李明、陈静，周杰\n王芳"))
    assert [line.id for line in found.found] == [students[0], students[3]]
    assert [(name, {line.id for line in lines}) for name, lines in found.several] == [("李明", set(students[1:3]))]
    assert found.unknown == ("周杰",)


def test_what_is_done_with_a_group_is_in_the_trail_of_the_locked_file_only(school: School) -> None:
    group_id = open_group(school, add_students(school))
    school.run(groups.get_group.bind(group_id))
    assert school.subjects(DataFile.COUNSELLING, group_id) == ["group.saved", "group.members_added", "group.opened"]
    assert not [action for action in school.actions(DataFile.SCHOOL) if action.startswith("group")]
