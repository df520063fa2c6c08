"""The growth file on paper: cover, profile, timeline, and the chapters of other features in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xinmiao.documents.chapter_blocks import chapter_blocks
from xinmiao.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    KeyValue,
    KeyValues,
    Label,
    Labels,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
)
from xinmiao.features.growth_files.records import GROWTH_FILE, SECTIONS, BoxLabels, FilePaper, GrowthFilePrint
from xinmiao.features.roster.records import STUDENT, STUDENT_DETAILS
from xinmiao.kernel.display import age_on, masked_tail, show_date
from xinmiao.kernel.texts import tr


@dataclass(frozen=True)
class GrowthFileParts:
    """Which parts are printed; the cover block always is."""

    profile: bool = True
    timeline: bool = True
    chapters: bool = True


def growth_file_paper(view: GrowthFilePrint, *, purpose: str, parts: GrowthFileParts = GrowthFileParts()) -> Paper:
    """Return the growth file of one student as a paper."""
    blocks: list[Block] = [_cover(view)]
    if parts.profile:
        blocks += _profile(view)
    if parts.timeline:
        blocks += _timeline(view)
    if parts.chapters:
        blocks += [block for chapter in view.chapters for block in chapter_blocks(chapter)]
    blocks += [Spacer(8), SignatureLines((tr("Counsellor"), tr("Checked by")))]
    return Paper(
        title=tr("Student growth file"),
        subtitle=" · ".join(part for part in (view.student.line.name, view.student.line.class_label) if part),
        blocks=tuple(blocks),
        school=view.school,
        purpose=purpose,
        printed_by=view.printed_by,
        printed_at=view.printed_at,
        private=True,
        anchor=view.anchor,
    )


def _cover(view: GrowthFilePrint) -> KeyValues:
    line, details, file = view.student.line, view.student.details, view.file
    age = age_on(details.birth_date, view.printed_at.astimezone().date())
    birth = show_date(details.birth_date)
    reason = " · ".join(part for part in (GROWTH_FILE.reason.show(file.reason), file.reason_words) if part)
    return KeyValues(
        (
            KeyValue(str(STUDENT.name.label), line.name),
            KeyValue(str(STUDENT.sex.label), STUDENT.sex.show(line.sex)),
            KeyValue(str(STUDENT.class_id.label), line.class_label),
            KeyValue(str(STUDENT.status.label), STUDENT.status.show(line.status)),
            KeyValue(
                str(STUDENT_DETAILS.birth_date.label),
                birth if age is None else tr("{birth} (age {age})", birth=birth, age=age),
            ),
            KeyValue(str(STUDENT_DETAILS.student_number.label), masked_tail(details.student_number)),
            KeyValue(str(GROWTH_FILE.opened_on.label), show_date(file.opened_on)),
            KeyValue(str(GROWTH_FILE.paper_place.label), file.profile.paper_place),
            KeyValue(str(GROWTH_FILE.reason.label), reason, wide=True),
        )
    )


def _profile(view: GrowthFilePrint) -> Iterable[Block]:
    for section in SECTIONS:
        text = getattr(view.file.profile, section.name)
        yield Heading(str(section.label))
        yield Paragraph(text) if text else Paragraph(tr("Nothing written yet."), TextStyle.SMALL)


def _timeline(view: GrowthFilePrint) -> Iterable[Block]:
    yield Heading(tr("Timeline"))
    yield Table(
        (
            Column(tr("Date"), 1.3),
            Column(tr("Kind"), 1.0),
            Column(tr("Event"), 3.4),
            Column(tr("State"), 1.0),
            Column(tr("Person"), 1.2, Align.LEFT),
        ),
        tuple(
            (
                show_date(entry.happened_at.astimezone().date()),
                str(entry.kind_label),
                entry.title,
                entry.state,
                entry.person,
            )
            for entry in reversed(view.timeline)
        ),
        empty=tr("Nothing yet."),
    )


def cover_paper(view: FilePaper, purpose: str = "") -> Paper:
    """Return the cover of a file."""
    line = view.student.line
    number = "" if line.number_in_class is None else str(line.number_in_class)
    facts = (
        (str(STUDENT.name.label), line.name),
        (str(STUDENT.class_id.label), line.class_label),
        (str(STUDENT.number_in_class.label), number),
        (str(STUDENT_DETAILS.student_number.label), masked_tail(view.student.details.student_number)),
        (tr("Class teacher"), tr(", ").join(view.class_teachers)),
        (str(GROWTH_FILE.opened_on.label), show_date(view.file.opened_on)),
        (tr("Filed by"), ""),
        (tr("Filed on"), ""),
        (tr("Kept until"), ""),
        (str(GROWTH_FILE.paper_place.label), view.file.profile.paper_place),
    )
    blocks: tuple[Block, ...] = (
        Spacer(40),
        KeyValues(tuple(KeyValue(label, text) for label, text in facts), columns=1),
        Spacer(14),
        Paragraph(tr("To be opened by the counselling room only."), TextStyle.BOXED, Align.CENTRE),
    )
    return _binding(view, tr("Student growth file"), blocks, purpose)


def contents_paper(view: FilePaper, purpose: str = "") -> Paper:
    """Return the table of contents of a file: what lies in it, by date; the pages are filled in when it is bound."""
    entries = [
        (entry.happened_at, str(chapter.title), entry.title) for chapter in view.chapters for entry in chapter.entries
    ]
    entries.sort()
    first = (show_date(view.file.opened_on), tr("Profile"), tr("Basic situation, family, psychological situation"))
    listed = [first, *((show_date(at.astimezone().date()), kind, title) for at, kind, title in entries)]
    rows = [(str(place), *row, "", "") for place, row in enumerate(listed, 1)]
    empty = [("",) * 6] * max(_LEAST_ROWS - len(rows), 2)
    columns = (
        Column(tr("No."), 0.5, Align.CENTRE),
        Column(tr("Date"), 1.2),
        Column(tr("Kind"), 1.1),
        Column(tr("Title of the paper"), 3.2),
        Column(tr("Pages"), 0.8),
        Column(tr("Remark"), 1.0),
    )
    return _binding(view, tr("Contents of the file"), (Table(columns, (*rows, *empty), row_height_mm=9.0),), purpose)


_LEAST_ROWS = 20
"""So many rows at least; the empty ones are for what is added by hand."""


def box_labels_paper(view: BoxLabels) -> Paper:
    """Return labels for the spines of boxes, to be cut out."""
    labels = tuple(
        Label(
            tr("Growth files"),
            (
                each.class_label or tr("Without a class"),
                tr("Numbers {first}–{last}", first=each.first, last=each.last),
                tr("{count} files", count=each.files),
            ),
        )
        for each in view.labels
    )
    shown: Block = Labels(labels) if labels else Paragraph(tr("Nothing yet."), TextStyle.SMALL)
    return Paper(
        title=tr("Labels for boxes"),
        blocks=(shown,),
        school=view.head.school,
        printed_by=view.head.printed_by,
        printed_at=view.head.printed_at,
        anchor=view.head.anchor,
    )


def _binding(view: FilePaper, title: str, blocks: tuple[Block, ...], purpose: str) -> Paper:
    line = view.student.line
    return Paper(
        title=title,
        subtitle=" · ".join(part for part in (line.name, line.class_label) if part),
        blocks=blocks,
        school=view.head.school,
        purpose=purpose,
        printed_by=view.head.printed_by,
        printed_at=view.head.printed_at,
        private=True,
        anchor=view.head.anchor,
    )
