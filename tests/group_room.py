"""A counselling group at work, for tests: members and meetings made by running operations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from counselling_room import local
from schools import COUNSELLOR, School
from xinmiao.features.group_counselling import operations as groups
from xinmiao.features.group_counselling.records import (
    Attendance,
    GroupDraft,
    MeetingContent,
    MeetingDraft,
    MeetingStamp,
    MemberAttendance,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Actor

NAMES = ("王芳", "李明", "陈静", "赵磊")
MEETING = MeetingContent(
    started_at=local("2026-11-23 08:10"),
    ended_at=local("2026-11-23 08:50"),
    place="团辅室",
    theme="认识情绪",
    course="自我介绍，情绪温度计。",
    observation="开始时安静，后半段放松。",
    next_step="每人带一件能让自己平静的小物。",
)


def add_students(school: School, names: tuple[str, ...] = NAMES) -> tuple[str, ...]:
    """Add students of 七年级2班."""
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    return tuple(
        school.run(roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": place}, {}))
        for place, name in enumerate(names, 1)
    )


def open_group(school: School, student_ids: tuple[str, ...] = (), actor: Actor = COUNSELLOR, **more: Any) -> str:
    """Make a group of the acting counsellor with these members."""
    draft = GroupDraft(school.ids.new(), None, "情绪小组", date(2026, 11, 2), **more)
    school.run(groups.save_group.bind(draft), actor)
    if student_ids:
        school.run(groups.add_members.bind(draft.id, student_ids, date(2026, 11, 2)), actor)
    return draft.id


def came(student_ids: tuple[str, ...], **words: str) -> tuple[MemberAttendance, ...]:
    """Return that all were present; `words` are private lines by the place of the student, such as m1."""
    return tuple(
        MemberAttendance(key, Attendance.PRESENT, words.get(f"m{place}", ""))
        for place, key in enumerate(student_ids, 1)
    )


def meeting_draft(
    school: School, group_id: str, members: tuple[MemberAttendance, ...] = (), **changes: Any
) -> MeetingDraft:
    """Return a meeting of this morning as the editor hands it over."""
    return MeetingDraft(school.ids.new(), group_id, None, replace(MEETING, **changes), members)


def signed_meeting(
    school: School, group_id: str, members: tuple[MemberAttendance, ...] = (), **changes: Any
) -> tuple[MeetingDraft, MeetingStamp]:
    """Sign a meeting; the draft returned can be changed and amended."""
    draft = meeting_draft(school, group_id, members, **changes)
    stamp = school.run(groups.sign_meeting.bind(draft))
    return replace(draft, base_version=stamp.version), stamp
