"""What data care brings to the program."""

from xinmiao.features.data_care import operations
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="data_care",
    label=_("Data and backup"),
    operations=(
        operations.get_backup_state,
        operations.make_backup,
        operations.needs_daily_backup,
        operations.copy_backup,
        operations.verify_backup,
        operations.open_unopened_backups,
        operations.check_data,
        operations.backup_tasks,
    ),
    pages=(
        PageEntry(
            "data_care",
            _("Data and backup"),
            "hard-drive",
            "xinmiao.features.data_care.page:DataCarePage",
            Permission.BACKUP_MAKE,
            section=Section.CARE,
        ),
    ),
    tasks=(operations.backup_tasks,),
)
