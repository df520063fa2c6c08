"""What can be done with plans: write, agree, approve, review, renew, close; read, list, print them."""

from xinmiao.features.plans.operations.asking import get_plan_desk, get_student_plan, list_plans, plan_tasks
from xinmiao.features.plans.operations.gathering import (
    collect_family_page,
    collect_meeting_sheet,
    collect_plan_form,
    collect_plan_print,
    plan_chapter,
    plan_marks,
    plan_timeline_entries,
    with_plan,
)
from xinmiao.features.plans.operations.reviewing import (
    close_plan,
    finish_measure,
    renew_plan,
    reopen_measure,
    review_plan,
)
from xinmiao.features.plans.operations.writing import agree_plan, approve_plan, register_paper_approval, save_plan

__all__ = [
    "agree_plan",
    "approve_plan",
    "close_plan",
    "collect_family_page",
    "collect_meeting_sheet",
    "collect_plan_form",
    "collect_plan_print",
    "finish_measure",
    "get_plan_desk",
    "get_student_plan",
    "list_plans",
    "plan_chapter",
    "plan_marks",
    "plan_tasks",
    "plan_timeline_entries",
    "register_paper_approval",
    "renew_plan",
    "reopen_measure",
    "review_plan",
    "save_plan",
    "with_plan",
]
