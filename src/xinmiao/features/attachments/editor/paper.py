"""A picture of a record on paper: one sheet, as large as it fits, with the remark below."""

from __future__ import annotations

from xinmiao.documents.paper import Align, Block, Orientation, Paper, Paragraph, Picture, TextStyle
from xinmiao.features.attachments.records import ATTACHMENT, AttachmentLine
from xinmiao.kernel.display import show_date
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import tr

_UPRIGHT_MM, _LYING_MM = 190, 105


def picture_paper(line: AttachmentLine, head: PaperHead, jpeg: bytes, width: int, height: int) -> Paper:
    """Return the sheet of a picture, held as the picture is."""
    lying = width > height
    added = tr("{day} {name}", day=show_date(line.added_at.astimezone().date()), name=line.added_name)
    blocks: list[Block] = [Picture(jpeg, width, height, _LYING_MM if lying else _UPRIGHT_MM)]
    if line.note:
        blocks.append(Paragraph(line.note, align=Align.CENTRE))
    blocks.append(Paragraph(tr("Added {when}", when=added), TextStyle.SMALL, Align.CENTRE))
    return Paper(
        title=str(ATTACHMENT.label),
        blocks=tuple(blocks),
        school=head.school,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
        orientation=Orientation.LANDSCAPE if lying else Orientation.PORTRAIT,
    )
