"""What Today brings to the program."""

from xinmiao.features.today import operations
from xinmiao.features.today.records import REMINDER, TASK_DISMISSAL
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="today",
    label=_("Today"),
    operations=(
        operations.get_today,
        operations.list_reminders,
        operations.add_reminder,
        operations.finish_reminder,
        operations.reopen_reminder,
        operations.head_of_today,
        operations.dismiss_tasks,
        operations.take_back_dismissal,
        operations.draft_tasks,
        operations.follow_merged_students,
        operations.discard_draft,
    ),
    records=(REMINDER, TASK_DISMISSAL),
    pages=(PageEntry("today", _("Today"), "sun", "xinmiao.features.today.page:TodayPage", Permission.TODAY_READ),),
    tasks=(operations.draft_tasks,),
    model="xinmiao.features.today.model",
)
