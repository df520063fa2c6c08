"""What the settings bring to the program."""

from xinmiao.features.settings import operations
from xinmiao.features.settings.records import SCHOOL_SETTING
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry
from xinmiao.kernel.texts import _
from xinmiao.system.program_settings import PROGRAM_SETTINGS

FEATURE = Feature(
    name="settings",
    label=_("Settings"),
    operations=(operations.get_school_settings, operations.change_school_setting),
    records=(SCHOOL_SETTING,),
    pages=(
        PageEntry(
            "settings",
            _("Settings"),
            "settings",
            "xinmiao.features.settings.page:SettingsPage",
            Permission.SCHOOL_READ,
            in_navigation=False,
        ),
    ),
    settings=PROGRAM_SETTINGS,
    model="xinmiao.features.settings.model",
)
