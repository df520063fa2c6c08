"""Referrals of the invented school: six of teachers, eight out in every state of the path, an agency directory.

Those of teachers are entered from paper: what a teacher seals with his own key, only he can send.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, CaseState, Problem
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.records import (
    AgencyKind,
    AgencyLine,
    AnswerSource,
    InternalForm,
    MedicalAdvice,
    PaperReferral,
    ReferralOutForm,
    ReferralUrgency,
    StepForm,
    StepKind,
    ToldHow,
)
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.clock import Ids
from xinmiao.kernel.operations import Bound

Run: TypeAlias = Callable[[Bound[Any]], Any]
_K = StepKind

_AGENCIES = (
    ("虚构县人民医院", AgencyKind.HOSPITAL, "心理门诊、儿科", "0990-1000001", "县城人民路 1 号", "周二、周四上午"),
    ("虚构市第三医院", AgencyKind.HOSPITAL, "青少年门诊", "0990-1000002", "市区康宁路 8 号", "每天，需先电话预约"),
    ("县学生心理健康指导中心", AgencyKind.COUNTY_CENTRE, "", "0990-1000003", "县教育局二楼", "工作日 8:30–17:30"),
    ("心理援助热线", AgencyKind.HELP_LINE, "", "12356", "", "全天"),
)
_FACTS = (
    "11 月 9 日起连续四天早读趴在桌上，问她时说“昨晚又没睡”。作业有三次没交。",
    "周三体育课后一个人坐在操场边哭，说“没人愿意和我一组”。",
    "本周两次在课上突然离开教室，说心慌。",
    "与同桌争吵后撕了作业本，放学不愿回家。",
    "近两周午饭只吃几口，体育课请假三次。",
    "今天课间对同学说“活着没意思”，同学来告诉我。",
)
_TRIED = "谈过两次话，也给家里打过电话。"
_OUT_FACTS = "近一个月睡眠少、吃得少，上课难以集中；已在辅导室谈过多次，情况没有明显好转。"
_ADVICE = "建议监护人近期陪同学生到医院相关科室就诊，听取医生意见；就诊前后请多陪伴，晚间不留学生独处。"
_ANSWER = StepForm(
    _K.ANSWERED,
    None,
    hospital="虚构县人民医院 心理门诊",
    source=AnswerSource.PAPER,
    medical=(MedicalAdvice.REVISIT, MedicalAdvice.AT_SCHOOL),
    may_tell="班主任",
    quoted="“建议定期复诊，可在校学习。”",
)
_SIGNED = StepForm(_K.SIGNED, None, who="母亲", place="2-03-11")
_VISITED = StepForm(_K.VISITED, None, hospital="虚构县人民医院 心理门诊", source=AnswerSource.PHONE)
_REFUSED = StepForm(
    _K.REFUSED, None, who="父亲", words="“孩子没事，长大就好了。”", witness_1="林老师", witness_2="马主任"
)
_PATHS: tuple[tuple[int, tuple[tuple[int, StepForm], ...]], ...] = (
    (9, ()),
    (20, ((18, _SIGNED),)),
    (30, ((28, _SIGNED), (14, _VISITED))),
    (40, ((38, _SIGNED), (30, _VISITED), (24, _ANSWER))),
    (12, ((11, _REFUSED), (10, StepForm(_K.REPORTED_UP, None, who="分管副校长", words="已书面报告。")))),
    (35, ((34, _SIGNED), (20, StepForm(_K.NOT_SEEN, None, words="家里说最近走不开。")))),
    (45, ((44, _SIGNED), (36, replace(_ANSWER, kind=_K.NOTHING_FOUND, medical=(), quoted="")))),
    (
        90,
        (
            (88, _SIGNED),
            (80, _VISITED),
            (74, StepForm(_K.NOT_TOLD, None, who="母亲")),
            (60, StepForm(_K.FOLLOWED, None, words="到校正常，愿意继续来谈。")),
            (40, StepForm(_K.CLOSED, None, words="稳定两个月，转为一般关注。")),
        ),
    ),
)
"""When it was advised, days ago, and what followed when."""


@dataclass(frozen=True)
class ReferralRoom:
    """What referrals are invented with."""

    run: Run
    ids: Ids
    clock: Any
    until: datetime


def invent_referrals(room: ReferralRoom, students: Sequence[StudentLine]) -> None:
    """Make the directory, six referrals of teachers and eight out of the room."""
    agencies = [_agency(room, *each) for each in _AGENCIES]
    for place, (student, facts) in enumerate(zip(students, _FACTS, strict=False)):
        _arrived(room, student, facts, place)
    cases = [case for case in room.run(casework.list_cases.bind(state=CaseState.OPEN)) if case.student.id]
    own = [case for case in cases if not case.restricted][: len(_PATHS)]
    for case, (days_ago, steps) in zip(own, _PATHS, strict=False):
        _out(room, (case.id, case.student.id or ""), agencies[days_ago % 2], (days_ago, steps))
    room.clock.set_to(None)


def _agency(room: ReferralRoom, name: str, kind: AgencyKind, *words: str) -> AgencyLine:
    departments, phone, address, hours = words
    line = AgencyLine(room.ids.new(), name, kind, departments, phone, address, hours=hours)
    room.run(referrals.save_agency.bind(line))
    return line


def _arrived(room: ReferralRoom, student: StudentLine, facts: str, place: int) -> None:
    """Enter one on paper; the first is taken, the second is not, the others wait."""
    urgency = ReferralUrgency.NORMAL if place % 2 else ReferralUrgency.SOON
    if place == len(_FACTS) - 1:
        urgency = ReferralUrgency.TODAY
    days_ago = 0 if urgency is ReferralUrgency.TODAY else 10 - 2 * place
    day = at(room, days_ago)
    form = InternalForm(room.ids.new(), student.id, facts, urgency, "近两周", _TRIED, wishes_told=True)
    room.run(referrals.enter_paper_referral.bind(PaperReferral(form, "林老师", day, f"2-04-{place + 1:02d}")))
    if place == 0:
        opening = CaseOpening(room.ids.new(), student.id, CaseSource.CLASS_TEACHER, (Problem.EMOTION,), day)
        room.run(referrals.accept_referral.bind(form.referral_id, 1, opening))
    elif place == 1:
        words = "先由班主任安排同伴小组，两周后再看。"
        room.run(referrals.decline_referral.bind(form.referral_id, 1, words))


def _out(
    room: ReferralRoom,
    whose: tuple[str, str],
    agency: AgencyLine,
    path: tuple[int, tuple[tuple[int, StepForm], ...]],
) -> None:
    (case_id, student_id), (days_ago, steps) = whose, path
    day = at(room, days_ago)
    form = ReferralOutForm(
        referral_id=room.ids.new(),
        base_version=None,
        student_id=student_id,
        case_id=case_id,
        agency_id=agency.id,
        agency_name=agency.name,
        facts=_OUT_FACTS,
        advice=_ADVICE,
        advised_on=day,
        counselled_from=day - timedelta(days=40),
        counselled_until=day,
        times_seen=5,
        guardian_who="母亲",
        guardian_how=ToldHow.IN_PERSON,
        guardian_on=day,
    )
    version = room.run(referrals.save_referral_out.bind(form))
    for ago, step in steps:
        dated = replace(step, on_date=at(room, ago))
        version = room.run(referrals.record_step.bind(form.referral_id, version, room.ids.new(), dated))


def at(room: ReferralRoom, days_ago: int) -> date:
    """Go to a day of the past and return it."""
    moment = room.until - timedelta(days=days_ago)
    room.clock.set_to(moment)
    return moment.astimezone().date()
