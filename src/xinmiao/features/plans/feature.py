"""What plans bring to the program."""

from __future__ import annotations

from xinmiao.features.plans import operations
from xinmiao.features.plans.records import GOAL, MEASURE, PLAN, PROGRESS, REVIEW
from xinmiao.features.plans.records.settings import SETTINGS
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import BatchPaper, Feature, PageEntry, PanelEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="plans",
    label=_("Plans"),
    operations=(
        operations.save_plan,
        operations.agree_plan,
        operations.approve_plan,
        operations.register_paper_approval,
        operations.review_plan,
        operations.renew_plan,
        operations.close_plan,
        operations.finish_measure,
        operations.reopen_measure,
        operations.get_plan_desk,
        operations.get_student_plan,
        operations.list_plans,
        operations.plan_tasks,
        operations.plan_timeline_entries,
        operations.plan_chapter,
        operations.plan_marks,
        operations.collect_plan_print,
        operations.collect_plan_form,
        operations.with_plan,
        operations.collect_meeting_sheet,
        operations.collect_family_page,
    ),
    records=(PLAN, GOAL, MEASURE, REVIEW, PROGRESS),
    pages=(
        PageEntry(
            "plans",
            _("Plans"),
            "clipboard-list",
            "xinmiao.features.plans.page:PlansPage",
            Permission.PLAN_READ,
            section=Section.FOLLOW_UP,
        ),
        PageEntry(
            "plan",
            _("Plan"),
            "clipboard-list",
            "xinmiao.features.plans.page:PlanPage",
            Permission.PLAN_READ,
            in_navigation=False,
        ),
    ),
    panels=(PanelEntry("plan", "xinmiao.features.plans.page:PlanPanel", Permission.PLAN_READ, on=("student",)),),
    settings=SETTINGS,
    tasks=(operations.plan_tasks,),
    timeline=(operations.plan_timeline_entries,),
    chapters=(operations.plan_chapter,),
    marks=(operations.plan_marks,),
    batch_papers=(
        BatchPaper(
            "plan_meeting",
            _("Plan: sheet for the meeting"),
            operations.collect_meeting_sheet,
            "xinmiao.features.plans.prints:meeting_sheet",
            operations.with_plan,
        ),
        BatchPaper(
            "plan_family",
            _("Plan: page for the family"),
            operations.collect_family_page,
            "xinmiao.features.plans.prints:family_page",
            operations.with_plan,
        ),
    ),
    model="xinmiao.features.plans.model",
)
