"""What group counselling brings to the program."""

from __future__ import annotations

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.records import ATTENDANCE, GROUP, MEETING, MEETING_AMENDMENT, MEMBER
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="group_counselling",
    label=_("Group counselling"),
    operations=(
        operations.save_group,
        operations.close_group,
        operations.reopen_group,
        operations.add_members,
        operations.change_member,
        operations.drop_member,
        operations.list_groups,
        operations.get_group,
        operations.match_members,
        operations.save_meeting,
        operations.sign_meeting,
        operations.amend_meeting,
        operations.void_meeting,
        operations.get_meeting,
        operations.get_meeting_desk,
        operations.get_meeting_history,
        operations.unsigned_meeting_tasks,
        operations.group_timeline_entries,
        operations.group_hits,
        operations.group_chapter,
        operations.collect_group_print,
        operations.count_group_minutes,
    ),
    records=(GROUP, MEMBER, MEETING, ATTENDANCE, MEETING_AMENDMENT),
    pages=(
        PageEntry(
            "group_counselling",
            _("Group counselling"),
            "messages-square",
            "xinmiao.features.group_counselling.page:GroupsPage",
            Permission.GROUP_READ,
            section=Section.FOLLOW_UP,
        ),
        PageEntry(
            "group_meeting",
            _("Group meeting"),
            "notebook-pen",
            "xinmiao.features.group_counselling.page:MeetingPage",
            Permission.GROUP_READ,
            in_navigation=False,
        ),
    ),
    tasks=(operations.unsigned_meeting_tasks,),
    timeline=(operations.group_timeline_entries,),
    searches=(operations.group_hits,),
    chapters=(operations.group_chapter,),
    model="xinmiao.features.group_counselling.model",
)
