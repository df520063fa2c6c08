"""What printing for a list brings to the program."""

from __future__ import annotations

from xinmiao.features.batch_printing import operations
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="batch_printing",
    label=_("Print for a list"),
    operations=(operations.list_batch_students, operations.collect_batch),
    pages=(
        PageEntry(
            "batch_printing",
            _("Print for a list"),
            "printer",
            "xinmiao.features.batch_printing.page:BatchPage",
            Permission.GROWTH_FILE_READ,
            section=Section.LEDGERS,
        ),
    ),
)
