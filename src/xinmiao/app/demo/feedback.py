"""Feedback slips of the invented school, in every state; what a teacher seals himself comes from paper here."""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.app.demo.referrals import ReferralRoom, at
from xinmiao.features.feedback_slips import operations as slips
from xinmiao.features.feedback_slips.records import (
    AdviceForm,
    BackgroundForm,
    BeginForm,
    PaperStep,
    ReportForm,
    StudentNow,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import StudentLine

_SEEN = (
    "近两周早读常趴着，作业交得晚；课间一个人坐在座位上。问他，说“没什么”。",
    "和同桌换了座位以后话变少了，体育课请假两次。",
    "上课会突然流泪，自己说“不知道为什么”。",
)
_ADVICE = AdviceForm(
    "每天早读前走过去说一句话，不问原因；给他一件小事负责，例如收作业。",
    "不在全班面前问起，也不把他单独叫到办公室。",
    "白天找周老师（0990-1000010）；下班后拨 12356。",
)
_DONE = "请他负责收语文作业，每天早上聊两句。"
_NOW = "上周主动举了两次手，午饭和同学一起吃。"
_ASKED = "近来课上和课间状态怎样？和谁在一起多一些？"


def invent_slips(room: ReferralRoom, students: Sequence[StudentLine]) -> None:
    """Make six slips: three with a class teacher who has an account, three with teachers on paper."""
    with_account = {line.id for line in room.run(roster.list_classes.bind())[:2]}
    own = [line for line in students if line.class_id in with_account]
    others = [line for line in students if line.class_id not in with_account]
    for steps, student in zip((3, 2, 1), others, strict=False):
        _paper_slip(room, student, steps=steps)
    begun = ((2, _ASKED, None), (15, "", _ADVICE), (1, "晚自习到校情况怎样？", _ADVICE))
    for (days_ago, asked, advice), student in zip(begun, own, strict=False):
        at(room, days_ago)
        _begin(room, student, asked, advice or AdviceForm("", "", ""))
    room.clock.set_to(None)


def _begin(room: ReferralRoom, student: StudentLine, asked: str, advice: AdviceForm) -> None:
    to = room.run(slips.list_teachers.bind(student.id))[0]
    told = (advice.can_do, advice.rather_not, advice.whom)
    form = BeginForm(room.ids.new(), student.id, to.account, to.name, asked, *told)
    room.run(slips.begin_slip.bind(form))


def _paper_slip(room: ReferralRoom, student: StudentLine, *, steps: int) -> None:
    """Enter a background from paper, answer it, enter the report, as far as `steps` go."""
    form = BackgroundForm(room.ids.new(), student.id, _SEEN[steps - 1], "怎么跟他说话比较好？")
    day = at(room, 8 * steps)
    paper = PaperStep("何老师", day, f"2-06-{steps:02d}")
    room.run(slips.enter_paper_background.bind(form, paper))
    if steps > 1:
        at(room, 8 * steps - 2)
        room.run(slips.answer_slip.bind(form.slip_id, 1, _ADVICE))
    if steps == len(_SEEN):
        day = at(room, 6)
        report = ReportForm(form.slip_id, student.id, _DONE, StudentNow.BETTER, _NOW)
        room.run(slips.enter_paper_report.bind(2, report, PaperStep("何老师", day)))
