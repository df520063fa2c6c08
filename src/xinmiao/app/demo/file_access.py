"""File access of the invented school: five requests in the states that matter; and who is full-time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xinmiao.app.demo.referrals import ReferralRoom, at
from xinmiao.features.counselling_hours import operations as counselling_hours
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.records import (
    AccessForm,
    AgeGroup,
    Approval,
    Manner,
    Opinion,
    Receipt,
    Relation,
)
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.school_year import year_start

_SUMMARY = """孩子本学期在辅导室谈过几次，愿意说自己的想法，睡眠比开学时好些。
有帮助的是：睡前半小时不看手机，周末一起走走，遇事先听他说完。
建议家里每周固定一个晚上吃饭聊天，不谈成绩；如连续一周睡不好或不愿上学，请告诉班主任。"""
_REFUSED = "您不是学生的监护人，也没有监护人的委托。为保护学生，我们不能提供档案内容；请监护人本人到校。"


def invent_file_access(room: ReferralRoom, students: Sequence[StudentLine]) -> None:
    """Make five requests, one in each of the states that matter, and set who is full-time."""
    parent, police, waiting, refused, new = students[:5]
    _parent(room, parent)
    _police(room, police)
    _laid_before(room, waiting)
    _refused(room, refused)
    _registered(room, new, 1, Relation.GUARDIAN, "李秀兰")
    room.clock.set_to(None)
    line = next(line for line in room.run(counselling_hours.list_posts.bind()) if line.is_own)
    begun = year_start(room.until.astimezone().date())
    room.run(counselling_hours.set_post.bind(line.account, begun, full_time=True))


def _parent(room: ReferralRoom, student: StudentLine) -> None:
    access = _registered(room, student, 20, Relation.GUARDIAN, "王建国")
    _agreed(room, access, 19)
    _signed(room, access, 18)
    _put(room, files.accept_access, access, {"decided_on": at(room, 18)})
    _put(room, files.save_summary, access, {"summary": _SUMMARY})
    given = {"given_on": at(room, 15), "manner": Manner.SUMMARY, "given_what": "书面摘要一份", "pages": 1}
    _put(room, files.record_giving, access, given)
    receipt = {
        "receipt": Receipt.SIGNED,
        "receipt_on": at(room, 15),
        "receipt_who": "王建国",
        "receipt_place": "2-05-31",
    }
    _put(room, files.record_receipt, access, receipt)


def _police(room: ReferralRoom, student: StudentLine) -> None:
    more = {
        "letter": "调取证据通知书 虚公调字〔2026〕15 号",
        "officer_1": "甲警官 099001",
        "officer_2": "乙警官 099002",
        "id_document": None,
        "ground": "办理案件需要。",
        "scope": "本学期辅导的次数和日期",
        "wanted": Manner.COPY,
    }
    access = _registered(room, student, 6, Relation.POLICE, "虚构县公安局", **more)
    _agreed(room, access, 5)
    _signed(room, access, 4)
    _put(room, files.accept_access, access, {"decided_on": at(room, 4)})
    _view, hold = room.run(files.get_access.bind(access))
    room.run(files.ask_lifting.bind(hold.id, hold.version, "通知书已撤回，对方来函说明不再需要。"))


def _laid_before(room: ReferralRoom, student: StudentLine) -> None:
    access = _registered(room, student, 3, Relation.LAWYER, "陈律师")
    _agreed(room, access, 2)
    view, _hold = room.run(files.get_access.bind(access))
    room.run(files.lay_before_principal.bind(access, view.version))


def _refused(room: ReferralRoom, student: StudentLine) -> None:
    access = _registered(room, student, 30, Relation.OTHER, "赵某")
    _put(room, files.refuse_access, access, {"decided_on": at(room, 28), "decision_words": _REFUSED})


def _registered(
    room: ReferralRoom, student: StudentLine, days_ago: int, relation: Relation, applicant: str, **more: Any
) -> str:
    values = {
        "relation": relation,
        "applicant": applicant,
        "id_document": "居民身份证 尾号 0017",
        "asked_on": at(room, days_ago),
        "ground": "想了解孩子这学期的情况，好在家里配合。",
        "scope": "本学期辅导的大致情况",
        "wanted": Manner.SUMMARY,
        **more,
    }
    access = room.ids.new()
    room.run(files.save_request.bind(AccessForm(access, None, values, student.id)))
    return access


def _agreed(room: ReferralRoom, access: str, days_ago: int) -> None:
    told = {
        "age_group": AgeGroup.FROM_14,
        "opinion": Opinion.AGREES,
        "opinion_words": "“可以给他们看个大概，别给看我说的话。”",
        "opinion_on": at(room, days_ago),
        "opinion_by": "周老师",
    }
    _put(room, files.record_opinion, access, told)


def _signed(room: ReferralRoom, access: str, days_ago: int) -> None:
    signed = {
        "approval": Approval.APPROVED,
        "approver_name": "张校长",
        "approved_on": at(room, days_ago),
        "approval_place": "2-05-30",
    }
    _put(room, files.record_paper_approval, access, signed)


def _put(room: ReferralRoom, command: Any, access: str, values: dict[str, Any]) -> None:
    view, _hold = room.run(files.get_access.bind(access))
    room.run(command.bind(AccessForm(access, view.version, values)))
