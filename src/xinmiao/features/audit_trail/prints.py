"""The trail on paper: a filtered list, and the access record of one student 查看记录."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from xinmiao.documents.paper import (
    Align,
    Block,
    Column,
    KeyValue,
    KeyValues,
    Orientation,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
)
from xinmiao.features.audit_trail.records import KIND_LABELS, AccessDeed, AccessRecord, TrailLine, TrailPrint
from xinmiao.kernel.display import show_date, show_datetime, show_time
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import ntr, tr


def trail_paper(view: TrailPrint, *, filtered_by: str, purpose: str) -> Paper:
    """Return the list as a paper; `filtered_by` says in words what was asked for."""
    blocks: list[Block] = [Paragraph(filtered_by, TextStyle.SMALL)]
    if not view.is_whole:
        blocks.append(Paragraph(tr("Older entries are not on this paper."), TextStyle.BOXED))
    columns = (
        Column(tr("Time"), 1.5),
        Column(tr("Who"), 1.0),
        Column(tr("What"), 2.2),
        Column(tr("Student"), 1.5),
        Column(tr("Kind"), 0.8),
        Column(tr("Entry"), 0.8, Align.RIGHT),
    )
    rows = tuple(_trail_row(line) for line in view.lines)
    blocks += [Table(columns, rows, empty=tr("No entry.")), Spacer(6), SignatureLines((tr("Checked by"),))]
    paper = _paper(view.head, blocks, title=tr("Audit trail"), count=len(view.lines), purpose=purpose)
    return replace(paper, orientation=Orientation.LANDSCAPE)


def access_record_paper(view: AccessRecord, *, purpose: str) -> Paper:
    """Return who has opened a student's file, by day."""
    blocks: list[Block] = [
        KeyValues((KeyValue(tr("Student"), view.student.name), KeyValue(tr("Class"), view.student.class_label))),
        Spacer(2),
    ]
    if not view.is_whole:
        blocks.append(Paragraph(tr("Older entries are not on this paper."), TextStyle.BOXED))
    columns = (
        Column(tr("Date"), 1.2),
        Column(tr("Time"), 1.1),
        Column(tr("Who"), 1.1),
        Column(tr("What"), 2.6),
        Column(tr("How often"), 0.7, Align.RIGHT),
    )
    rows = tuple(_access_row(deed) for deed in view.deeds)
    blocks += [Table(columns, rows, empty=tr("No entry.")), Spacer(6), SignatureLines((tr("Checked by"),))]
    return _paper(view.head, blocks, title=tr("Access record"), count=view.entries, purpose=purpose)


def times(first: datetime, last: datetime) -> str:
    """Return one time of day, or the first and the last."""
    shown, until = show_time(first), show_time(last)
    return shown if shown == until else f"{shown}–{until}"


def _trail_row(line: TrailLine) -> tuple[str, ...]:
    return (
        show_datetime(line.at),
        line.account_label,
        str(line.words),
        line.who_about,
        str(KIND_LABELS[line.kind]),
        str(line.seq),
    )


def _access_row(deed: AccessDeed) -> tuple[str, ...]:
    day = show_date(deed.day) if deed.opens_day else ""
    return (day, times(deed.first, deed.last), deed.account_label, str(deed.words), str(deed.count))


def _paper(head: PaperHead, blocks: list[Block], *, title: str, count: int, purpose: str) -> Paper:
    return Paper(
        title=title,
        subtitle=ntr("{count} entry", "{count} entries", count),
        blocks=tuple(blocks),
        school=head.school,
        purpose=purpose,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
    )
