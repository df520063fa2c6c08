"""What a list of students leaves the program for; kept in the trail with how many there were."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.texts import _


class ExportPurpose(StrEnum):
    """The purposes offered; what words they have stands in `EXPORT_PURPOSES`."""

    CLASS_WORK = "class_work"
    ACTIVITY = "activity"
    REPORT = "report"
    OTHER = "other"


EXPORT_PURPOSES = (
    (ExportPurpose.CLASS_WORK, _("Class work")),
    (ExportPurpose.ACTIVITY, _("Activity")),
    (ExportPurpose.REPORT, _("Report to superiors")),
    (ExportPurpose.OTHER, _("Something else")),
)
