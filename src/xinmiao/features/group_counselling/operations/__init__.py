"""What can be done with groups and their meetings: the only door to them."""

from xinmiao.features.group_counselling.operations.gathering import (
    collect_group_print,
    count_group_minutes,
    group_chapter,
    group_hits,
    group_timeline_entries,
    unsigned_meeting_tasks,
)
from xinmiao.features.group_counselling.operations.groups import (
    add_members,
    change_member,
    close_group,
    drop_member,
    get_group,
    list_groups,
    match_members,
    reopen_group,
    save_group,
)
from xinmiao.features.group_counselling.operations.meetings import (
    amend_meeting,
    get_meeting,
    get_meeting_desk,
    get_meeting_history,
    save_meeting,
    sign_meeting,
    void_meeting,
)

__all__ = [
    "add_members",
    "amend_meeting",
    "change_member",
    "close_group",
    "collect_group_print",
    "count_group_minutes",
    "drop_member",
    "get_group",
    "get_meeting",
    "get_meeting_desk",
    "get_meeting_history",
    "group_chapter",
    "group_hits",
    "group_timeline_entries",
    "list_groups",
    "match_members",
    "reopen_group",
    "save_group",
    "save_meeting",
    "sign_meeting",
    "unsigned_meeting_tasks",
    "void_meeting",
]
