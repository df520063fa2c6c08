"""A setting of the school as it is kept."""

from __future__ import annotations

from xinmiao.kernel.fields import TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class SchoolSettingSpec(RecordSpec):
    """One choice that holds for the whole school."""

    record = "school_setting"
    label = _("Setting of the school")
    file = DataFile.SCHOOL

    setting = TextField(label=_("Setting"), required=True, max_length=80)
    value = TextField(label=_("Value"), required=True, max_length=400)


SCHOOL_SETTING = SchoolSettingSpec()
