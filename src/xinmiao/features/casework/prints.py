"""One counselling note on paper."""

from __future__ import annotations

from xinmiao.documents.chapter_blocks import entry_blocks
from xinmiao.documents.paper import Block, KeyValue, KeyValues, Paper, SignatureLines, Spacer
from xinmiao.features.casework.records import NotePrint, NoteState
from xinmiao.features.casework.rules.entries import entry_of, title_of
from xinmiao.kernel.texts import tr


def note_paper(print_: NotePrint, *, purpose: str) -> Paper:
    """Return a note in full with both times and lines to sign on; one not signed or removed says so behind the text."""
    note = print_.note
    entry = entry_of(note)
    blocks: tuple[Block, ...] = (
        KeyValues(
            (
                KeyValue(tr("Student"), note.student.name),
                KeyValue(tr("Class"), note.student.class_label),
            )
        ),
        Spacer(2),
        *entry_blocks(entry, with_removed_text=True),
        Spacer(6),
        SignatureLines((tr("Counsellor"), tr("Checked by"))),
    )
    return Paper(
        title=tr("Counselling note"),
        subtitle=title_of(note.nth),
        blocks=blocks,
        school=print_.school,
        number=f"{note.case_number}-{note.nth}",
        purpose=purpose,
        printed_by=print_.printed_by,
        printed_at=print_.printed_at,
        private=True,
        anchor=print_.anchor,
        watermark=_WATERMARKS[note.state]() if note.state in _WATERMARKS else "",
    )


_WATERMARKS = {
    NoteState.DRAFT: lambda: tr("Not signed"),
    NoteState.MOVED: lambda: tr("Moved away"),
    NoteState.VOIDED: lambda: tr("Voided"),
}
