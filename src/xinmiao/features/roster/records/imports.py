"""Declarations of what is kept of imports of a roster.

Owns no behaviour.
"""

from __future__ import annotations

from xinmiao.kernel.fields import TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class RememberedMappingSpec(RecordSpec):
    """How the columns of one kind of sheet were read last time; holds no person."""

    record = "remembered_mapping"
    label = _("Remembered columns")
    file = DataFile.SCHOOL

    signature = TextField(label=_("Signature of the headings"), required=True, max_length=64)
    columns = TextField(label=_("Columns"), required=True, max_length=8_000)


REMEMBERED_MAPPING = RememberedMappingSpec()
