"""What the beginning of a school year brings to the program."""

from __future__ import annotations

from xinmiao.features.school_year import operations
from xinmiao.features.school_year.records import OFFERED_FROM, YEAR_STEP
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="school_year",
    label=_("New school year"),
    operations=(operations.get_school_year, operations.mark_step, operations.school_year_tasks),
    records=(YEAR_STEP,),
    pages=(
        PageEntry(
            "school_year",
            _("New school year"),
            "school",
            "xinmiao.features.school_year.page.wizard:SchoolYearPage",
            Permission.STUDENT_WRITE,
            in_navigation=False,
        ),
    ),
    settings=(OFFERED_FROM,),
    tasks=(operations.school_year_tasks,),
    model="xinmiao.features.school_year.model",
)
