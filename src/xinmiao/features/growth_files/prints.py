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
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
)
from xinmiao.features.growth_files.records import GROWTH_FILE, SECTIONS, GrowthFilePrint
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
