"""What light plans bring to the program."""

from __future__ import annotations

from xinmiao.features.light_plans import operations
from xinmiao.features.light_plans.records import LIGHT_PLAN, LIGHT_PLAN_COUNT, LIGHT_REVIEW
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import BatchPaper, Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="light_plans",
    label=_("Light plans"),
    operations=(
        operations.preview_light_plans,
        operations.open_light_plans,
        operations.take_back_light_plans,
        operations.enter_light_plan,
        operations.check_light_plans,
        operations.count_all_the_same,
        operations.review_light_plan,
        operations.collect_workbooks,
        operations.try_workbook,
        operations.take_over_workbook,
        operations.list_light_plans,
        operations.list_light_periods,
        operations.get_light_plan,
        operations.light_plan_tasks,
        operations.light_plan_counts,
        operations.light_plan_timeline_entries,
        operations.light_plan_chapter,
        operations.with_light_plan,
        operations.collect_light_plan_print,
        operations.collect_light_plan_form,
    ),
    records=(LIGHT_PLAN, LIGHT_REVIEW, LIGHT_PLAN_COUNT),
    pages=(
        PageEntry(
            "light_plans",
            _("Light plans"),
            "clipboard-check",
            "xinmiao.features.light_plans.page:LightPlansPage",
            Permission.LIGHT_PLAN_READ,
            section=Section.FOLLOW_UP,
        ),
    ),
    tasks=(operations.light_plan_tasks,),
    timeline=(operations.light_plan_timeline_entries,),
    chapters=(operations.light_plan_chapter,),
    batch_papers=(
        BatchPaper(
            "light_plan",
            _("Light plan, filled"),
            operations.collect_light_plan_print,
            "xinmiao.features.light_plans.prints:light_plan_paper",
            operations.with_light_plan,
        ),
        BatchPaper(
            "light_plan_form",
            _("Light plan, blank with name"),
            operations.collect_light_plan_form,
            "xinmiao.features.light_plans.prints:light_plan_paper",
            operations.with_light_plan,
        ),
    ),
    model="xinmiao.features.light_plans.model",
)
