"""What attachments bring to the program."""

from __future__ import annotations

from xinmiao.features.attachments import operations
from xinmiao.features.attachments.records import ATTACHMENT, HOST_PAGES, PAPER_PLACE
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PanelEntry
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="attachments",
    label=_("Attachments"),
    operations=(
        operations.add_attachment,
        operations.list_attachments,
        operations.open_attachment,
        operations.export_attachment,
        operations.collect_attachment_print,
        operations.set_remark,
        operations.remove_attachment,
        operations.set_paper_place,
        operations.get_paper_place,
        operations.follow_record,
        operations.follow_student,
        operations.attachment_timeline_entries,
    ),
    records=(ATTACHMENT, PAPER_PLACE),
    panels=(
        PanelEntry(
            "attachments",
            "xinmiao.features.attachments.editor.panel:AttachmentsPanel",
            Permission.ATTACHMENT_READ,
            on=tuple(HOST_PAGES),
        ),
    ),
    timeline=(operations.attachment_timeline_entries,),
    model="xinmiao.features.attachments.model",
)
