"""The minimal slip on paper: what its role's row of the table names, and nothing else."""

from __future__ import annotations

from xinmiao.documents.paper import (
    Block,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    TextStyle,
)
from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION, SlipPrint
from xinmiao.kernel.texts import tr


def slip_paper(print_: SlipPrint) -> Paper:
    """Return the slip; its head does not say what the room is for."""
    slip = print_.slip
    receiver = tr(" · ").join((SECRECY_EXCEPTION.role.show(slip.role), slip.receiver))
    blocks: list[Block] = [KeyValues((KeyValue(tr("To"), receiver), KeyValue(tr("Date"), slip.told_on)))]
    for line in slip.lines:
        blocks += [Heading(line.head, level=2), Paragraph(line.words)]
    told = tr("For your own hands. Please do not copy it, show it or speak of it; give it back when it is done with.")
    blocks += [
        Spacer(3),
        Paragraph(told, TextStyle.BOXED),
        KeepTogether((Spacer(6), SignatureLines((tr("Given by"), tr("Received by"))))),
    ]
    head = print_.head
    return Paper(
        title=tr("Slip for you"),
        subtitle="",
        blocks=tuple(blocks),
        school=head.school,
        purpose="",
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
    )
