"""What the inbox brings to the program."""

from __future__ import annotations

from xinmiao.features.inbox import operations
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="inbox",
    label=_("Inbox"),
    operations=(operations.list_waiting, operations.set_aside, operations.set_aside_tasks),
    tasks=(operations.set_aside_tasks,),
)
