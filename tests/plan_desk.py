"""A student with a plan, for tests: drawn up, agreed and reviewed by running operations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from schools import COUNSELLOR, School
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
from xinmiao.kernel.access import Actor

GOALS = (
    GoalDraft("goal-1", "每天按时到校", "早读前到教室", "每周迟到三次", "早上不着急，准时出门"),
    GoalDraft("goal-2", "和一位同学常来往", "课间有人一起说话", "课间一个人坐着"),
)
MEASURES = (
    MeasureDraft("measure-1", "早读前和学生打个招呼", MeasureSide.SCHOOL, "林老师", "", date(2026, 12, 1), "教室"),
    MeasureDraft("measure-2", "晚上十点前放下手机", MeasureSide.HOME, "母亲", "", date(2026, 11, 30), "家里"),
)
CONTENT = PlanContent(
    reasons="近一个月情绪低落，上学困难。",
    strengths="画画好，愿意照顾弟弟。",
    protective="奶奶天天陪着，班主任信任他。",
    goals=GOALS,
    measures=MEASURES,
    participants="班主任、母亲、学生本人",
    next_review_on=date(2026, 12, 21),
)
"""A plan that can be agreed on as it is."""


def draft_of(school: School, student_id: str, **changes: Any) -> PlanDraft:
    """Return a new plan as the editor hands it over; rows have ids of their own in each."""
    goals = tuple(replace(goal, id=school.ids.new()) for goal in changes.pop("goals", GOALS))
    measures = tuple(replace(each, id=school.ids.new()) for each in changes.pop("measures", MEASURES))
    content = replace(CONTENT, goals=goals, measures=measures, **changes)
    return PlanDraft(school.ids.new(), student_id, None, content)


def agreed(school: School, student_id: str, actor: Actor = COUNSELLOR, **changes: Any) -> PlanStamp:
    """Agree on a plan today."""
    bound = plans.agree_plan.bind(draft_of(school, student_id, **changes), school.clock.today())
    return school.run(bound, actor)


def plan_of(school: School, plan_id: str) -> PlanView:
    """Return a version as it stands."""
    view = school.run(plans.get_plan_desk.bind(plan_id)).version(plan_id)
    assert view is not None
    return view


def review_of(school: School, plan_id: str, decision: ReviewDecision, **changes: Any) -> ReviewDraft:
    """Return a review held today: the first goal reached, the others moving."""
    plan = plan_of(school, plan_id)
    progress = tuple(
        ProgressView(goal.id, GoalProgress.MOVING if place else GoalProgress.REACHED, "本周看到了")
        for place, goal in enumerate(plan.goals)
    )
    values: dict[str, Any] = {
        "progress": progress,
        "words": "总体向好。",
        "next_review_on": date(2027, 3, 1),
        "new_plan_id": school.ids.new(),
    }
    return ReviewDraft(school.ids.new(), plan.id, plan.version, school.clock.today(), decision, **{**values, **changes})
