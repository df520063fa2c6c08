"""What can be done with light plans: open for a list, enter, take over, check, review; list, count and print them."""

from xinmiao.features.light_plans.operations.asking import (
    get_light_plan,
    light_plan_tasks,
    list_light_periods,
    list_light_plans,
)
from xinmiao.features.light_plans.operations.counting import light_plan_counts
from xinmiao.features.light_plans.operations.gathering import (
    collect_light_plan_form,
    collect_light_plan_print,
    light_plan_chapter,
    light_plan_timeline_entries,
    with_light_plan,
)
from xinmiao.features.light_plans.operations.opening import (
    open_light_plans,
    preview_light_plans,
    take_back_light_plans,
)
from xinmiao.features.light_plans.operations.taking_over import collect_workbooks, take_over_workbook, try_workbook
from xinmiao.features.light_plans.operations.writing import (
    check_light_plans,
    count_all_the_same,
    enter_light_plan,
    review_light_plan,
)

__all__ = [
    "check_light_plans",
    "collect_light_plan_form",
    "collect_light_plan_print",
    "collect_workbooks",
    "count_all_the_same",
    "enter_light_plan",
    "get_light_plan",
    "light_plan_chapter",
    "light_plan_counts",
    "light_plan_tasks",
    "light_plan_timeline_entries",
    "list_light_periods",
    "list_light_plans",
    "open_light_plans",
    "preview_light_plans",
    "review_light_plan",
    "take_back_light_plans",
    "take_over_workbook",
    "try_workbook",
    "with_light_plan",
]
