"""The invented room's groups with their meetings, and what its counsellor writes with: phrases and templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol

from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import PhraseDraft, TemplateDraft
from xinmiao.features.group_counselling import operations as groups
from xinmiao.features.group_counselling.records import (
    Attendance,
    GroupDraft,
    MeetingContent,
    MeetingDraft,
    MemberAttendance,
)
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.clock import Ids

Run = Callable[[Any], Any]


class SetClock(Protocol):
    """A clock that can be put to a moment."""

    def set_to(self, moment: datetime | None) -> None:
        """Stand still at `moment`, or run on with None."""
        ...


_PHRASES = (
    ("smqx", "睡眠尚可，情绪平稳，与同学往来正常。", True),
    ("bm", "已说明保密原则及例外情况，学生表示理解。", True),
    ("fx", "询问自伤、自杀意念：否认。无计划、无工具。", True),
    ("hx", "练习腹式呼吸五分钟，主观紧张程度由 {  } 降到 {  }。", False),
    ("xc", "约定下周同一时间，仍在辅导室。", False),
)
_TEMPLATES = (
    (
        "首次来访",
        (
            ("situation", "由谁介绍来：\n近两周睡眠、饮食、学习：\n与家人、同学："),
            ("main_problem", "学生自己的话："),
            ("assessment", "严重程度与影响："),
            ("measures", "已说明保密及例外；约定："),
        ),
        True,
    ),
    (
        "复访",
        (("situation", "上次约定做得怎样：\n本周变化："), ("effect", "与上次相比："), ("homework", "到下次为止：")),
        False,
    ),
)
_GROUPS = (
    ("新生适应小组", "帮助新生认识同伴、熟悉校园。共六次：相识、校园地图、规则、求助、优势、告别。", 6, 12, 6),
    ("情绪管理小组", "认识并表达情绪，学会两种让自己平静的办法。共八次。", 8, 10, 3),
    ("同伴交往小组", "练习倾听与拒绝，体验合作。共六次。", 6, 8, 2),
)
_THEMES = ("相识与约定", "情绪温度计", "我的求助名单", "倾听练习", "学会拒绝", "回顾与告别")
_LINES = (
    "第一次主动发言。",
    "全程安静，结束后愿意多留五分钟。",
    "提到和父亲争吵，已约个别谈话。",
    "与同组成员起争执，事后自己道歉。",
)
_LESSON = timedelta(minutes=40)


@dataclass(frozen=True)
class Room:
    """What the inventing works with: how operations are run, ids, a clock that is put to moments, and chance."""

    run: Run
    ids: Ids
    clock: SetClock
    random: Random


def invent_groups(room: Room, students: Sequence[StudentLine], until: datetime) -> None:
    """Make three groups whose last meetings were in the past weeks; the newest is not signed yet."""
    run, ids, clock, random = room.run, room.ids, room.clock, room.random
    _aids(run, ids)
    for place, (topic, plan, planned, members, held) in enumerate(_GROUPS):
        first = (until - timedelta(weeks=held + 1, days=place)).astimezone().replace(hour=16, minute=20, second=0)
        chosen = random.sample(students, min(members, len(students)))
        clock.set_to(first)
        draft = GroupDraft(ids.new(), None, topic, first.date(), None, plan, planned, "团体辅导室", "")
        run(groups.save_group.bind(draft))
        run(groups.add_members.bind(draft.id, tuple(line.id for line in chosen), first.date()))
        for number in range(held):
            start = first + timedelta(weeks=number)
            clock.set_to(start + timedelta(hours=1))
            meeting = _meeting(room, draft.id, start, number, chosen)
            is_newest = place == len(_GROUPS) - 1 and number == held - 1
            run(groups.save_meeting.bind(meeting) if is_newest else groups.sign_meeting.bind(meeting))
    clock.set_to(None)


def _meeting(room: Room, group_id: str, start: datetime, number: int, students: Sequence[StudentLine]) -> MeetingDraft:
    content = MeetingContent(
        started_at=start,
        ended_at=start + _LESSON,
        place="团体辅导室",
        theme=_THEMES[number % len(_THEMES)],
        course="热身五分钟；分组活动二十分钟；围坐分享，每人一句话收尾。",
        observation="开始时较拘谨，活动中笑声增多，多数成员能看着对方说话。",
        next_step="准备下次的活动卡片；请每位成员带一件小物。",
    )
    random = room.random
    answers = (Attendance.PRESENT,) * 8 + (Attendance.LATE, Attendance.ABSENT, Attendance.EXCUSED)
    members = tuple(
        MemberAttendance(line.id, random.choice(answers), random.choice(_LINES) if random.random() < 0.2 else "")  # noqa: PLR2004 -- one in five
        for line in students
    )
    return MeetingDraft(room.ids.new(), group_id, None, content, members)


def _aids(run: Run, ids: Ids) -> None:
    for key, words, shared in _PHRASES:
        run(casework.save_phrase.bind(PhraseDraft(ids.new(), None, key, words, shared)))
    for name, texts, shared in _TEMPLATES:
        run(casework.save_template.bind(TemplateDraft(ids.new(), None, name, texts, shared)))
