"""The invented room's plans: drawn up, agreed, reviewed, changed and closed over three years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from xinmiao.app.demo.groups import SetClock
from xinmiao.features.casework import operations as casework
from xinmiao.features.plans import operations as plans
from xinmiao.features.plans.records import (
    GoalDraft,
    GoalProgress,
    MeasureDraft,
    MeasureSide,
    PlanContent,
    PlanDraft,
    PlanStamp,
    PlanView,
    ProgressView,
    ReviewDecision,
    ReviewDraft,
)
from xinmiao.kernel.clock import Ids

Run = Callable[[Any], Any]

_PLANS = 40
_YOUNG = 24
_OVER = timedelta(days=180)
"""A plan of this age was reviewed and closed; nobody leaves one open for years."""
_BETWEEN = timedelta(days=42)
_LATE = timedelta(days=4)
_KINDS = ("due", "running", "running", "changed", "closed", "closed", "drawn", "pending")
_STORIES = (
    (
        "近两个月晚上难以入睡，白天上课没有精神，期中成绩下滑明显。",
        "做事认真，喜欢画画，班级黑板报由他负责。",
        "奶奶天天陪着，与同桌关系好，信任班主任。",
        (
            ("每周至少四天十一点前入睡", "作息记录表", "平均十二点半入睡", "早点睡，第二天不犯困"),
            ("上课能跟上主要内容", "各科课堂小结", "每天有两三节课走神", ""),
        ),
    ),
    (
        "父母外出务工后常独自一人，课间不与人来往，两次说不想来学校。",
        "会照顾弟弟，跑步好，答应的事会做到。",
        "每周与母亲通话，外婆住在附近，体育老师常鼓励他。",
        (
            ("每天按时到校", "考勤记录", "每周迟到或缺勤两次", "早上不着急，准时出门"),
            ("与一两位同学常来往", "课间有人一起说话", "课间一个人坐着", "有能说话的朋友"),
            ("愿意说出自己的感受", "会谈中能说出当周的心情", "多数时候只点头", ""),
        ),
    ),
)
_MEASURES = (
    ("每周一次个别辅导，每次四十分钟", MeasureSide.SCHOOL, "周老师", 35, "辅导室"),
    ("早读前打招呼，课间安排同伴同行", MeasureSide.SCHOOL, "林老师", 14, "教室"),
    ("晚上十点半收手机，睡前说说话", MeasureSide.HOME, "母亲", 21, "家里"),
    ("每天写三行心情日记", MeasureSide.HOME, "学生本人", 28, ""),
)
_EVIDENCE = ("作息记录六周中有四周做到", "班主任观察：课间开始和同桌说话", "本月只迟到一次")


@dataclass(frozen=True)
class PlanRoom:
    """What the plans are made with."""

    run: Run
    ids: Ids
    clock: SetClock
    until: datetime

    def at(self, day: date) -> None:
        """Put the clock to the afternoon of a day, never beyond the end."""
        wanted = datetime(day.year, day.month, day.day, 15, 20).astimezone()
        self.clock.set_to(min(wanted, self.until))

    @property
    def today(self) -> date:
        """Return the last day of the invention."""
        return self.until.astimezone().date()


def invent_plans(room: PlanRoom) -> None:
    """Make a plan for students who came to counselling, in every state there is."""
    cases = sorted(room.run(casework.list_cases.bind()), key=lambda each: each.opened_on, reverse=True)
    opened = {case.student.id: case.opened_on for case in reversed(cases) if case.student.id}
    begun = sorted(opened.items(), key=lambda item: item[1], reverse=True)
    old = begun[_YOUNG:]
    spread = begun[:_YOUNG] + old[:: max(1, len(old) // (_PLANS - _YOUNG))][: _PLANS - _YOUNG]
    for number, (student_id, opened_on) in enumerate(spread):
        _course(room, student_id, number, opened_on)
    room.clock.set_to(None)


def _course(room: PlanRoom, student_id: str, number: int, opened_on: date) -> None:
    """Make one plan: agreed two weeks after the case was opened, then reviewed every six weeks."""
    kind = _KINDS[number % len(_KINDS)] if opened_on > room.today - _OVER else "closed"
    begun = min(opened_on + timedelta(days=14), room.today - timedelta(days=10))
    draft = PlanDraft(room.ids.new(), student_id, None, _content(room, number, begun, kind))
    room.at(begun)
    if kind == "drawn":
        room.run(plans.save_plan.bind(draft))
        return
    stamp: PlanStamp = room.run(plans.agree_plan.bind(draft, begun))
    first = _plan(room, stamp.plan_id)
    if number % 4 == 0:
        room.at(begun + timedelta(days=9))
        done_on = min(begun + timedelta(days=9), room.today)
        room.run(plans.finish_measure.bind(first.measures[0].id, 1, done_on, "已按约定进行"))
    _reviews(room, stamp.plan_id, begun, kind)


def _reviews(room: PlanRoom, plan_id: str, begun: date, kind: str) -> None:
    days = [begun + _BETWEEN * step for step in ((1, 2) if kind in {"running", "changed"} else (1,))]
    held = [day for day in days if day <= room.today]
    for day in held if kind != "due" else held[:1]:
        room.at(day)
        is_last = day == held[-1]
        decision = _decision(kind) if is_last else ReviewDecision.GO_ON
        plan = _plan(room, plan_id)
        following = room.run(plans.review_plan.bind(_review(room, plan, day, decision, kind)))
        if decision is ReviewDecision.CHANGE and kind == "changed":
            _agree_again(room, following.plan_id, day + timedelta(days=3))


def _decision(kind: str) -> ReviewDecision:
    change = {"changed", "pending"}
    return (
        ReviewDecision.CLOSE if kind == "closed" else ReviewDecision.CHANGE if kind in change else ReviewDecision.GO_ON
    )


def _review(room: PlanRoom, plan: PlanView, day: date, decision: ReviewDecision, kind: str) -> ReviewDraft:
    moved = GoalProgress.REACHED if decision is ReviewDecision.CLOSE else GoalProgress.MOVING
    progress = tuple(
        ProgressView(goal.id, GoalProgress.NOT_BEGUN if place > 1 else moved, _EVIDENCE[place % len(_EVIDENCE)])
        for place, goal in enumerate(plan.goals)
    )
    soon = room.today - _LATE if kind == "due" else max(day + _BETWEEN, room.today + timedelta(days=20))
    words = "目标基本达成，转为日常关注。" if decision is ReviewDecision.CLOSE else "睡眠好转，按现在的做法继续。"
    return ReviewDraft(
        room.ids.new(), plan.id, plan.version, day, decision, progress, plan.participants, words, soon, room.ids.new()
    )


def _agree_again(room: PlanRoom, plan_id: str, day: date) -> None:
    plan, agreed_on = _plan(room, plan_id), min(day, room.today)
    room.at(agreed_on)
    content = replace(plan.content(), next_review_on=room.today + timedelta(days=30))
    added = GoalDraft(room.ids.new(), "周末与父母一起安排一次户外活动", "周一说得出去了哪里", "周末多在房间里", "")
    content = replace(content, goals=(*content.goals, added))
    room.run(plans.agree_plan.bind(PlanDraft(plan.id, plan.student.id, plan.version, content), agreed_on))


def _plan(room: PlanRoom, plan_id: str) -> PlanView:
    found = room.run(plans.get_plan_desk.bind(plan_id)).version(plan_id)
    if found is None:
        raise LookupError(plan_id)
    plan: PlanView = found
    return plan


def _content(room: PlanRoom, number: int, begun: date, kind: str) -> PlanContent:
    reasons, strengths, protective, goals = _STORIES[number % len(_STORIES)]
    return PlanContent(
        reasons=reasons,
        strengths=strengths,
        protective=protective,
        goals=tuple(GoalDraft(room.ids.new(), *goal) for goal in goals),
        measures=tuple(
            MeasureDraft(room.ids.new(), what, side, who, "", _due(room, number, begun, days), where)
            for what, side, who, days, where in _MEASURES
        ),
        participants="班主任林老师、母亲、学生本人",
        next_review_on=min(begun + _BETWEEN, room.today - _LATE) if kind == "due" else begun + _BETWEEN,
    )


def _due(room: PlanRoom, number: int, begun: date, days: int) -> date:
    """Return when a measure is due; in every fifth young plan it should have been done already."""
    planned = begun + timedelta(days=days)
    is_late = number % 5 == 0 and begun + _BETWEEN > room.today
    return planned if is_late else max(planned, room.today + timedelta(days=days))
