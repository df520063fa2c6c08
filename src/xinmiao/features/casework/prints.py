"""Counselling notes, intakes and hand-overs of cases on paper."""

from __future__ import annotations

from typing import Any, TypeGuard

from xinmiao.documents.chapter_blocks import entry_blocks
from xinmiao.documents.paper import (
    Block,
    Column,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    PageBreak,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
    WritingLines,
)
from xinmiao.features.casework.records import (
    CASE,
    HANDED_CASE,
    HANDOVER,
    INTAKE,
    HandoverLine,
    HandoverPrint,
    HandoverView,
    IntakePrint,
    IntakeView,
    NotePrint,
    NoteState,
)
from xinmiao.features.casework.rules import intake as intake_rules
from xinmiao.features.casework.rules.cases import is_late_entry
from xinmiao.features.casework.rules.entries import entry_of, title_of
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.fields import AnyField, ChoiceField
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


_INTAKE_HEAD = ("done_on", "willingness", "secrecy", "secrecy_on", "guardian", "writer")
_INTAKE_BODY = (
    "complaint",
    "contacts",
    "family_structure",
    "carers",
    "life_events",
    "health",
    "medical_visits",
    "medication",
    "earlier_counselling",
    "sleep_and_eating",
    "at_school",
    "guardian_words",
)


def intake_paper(print_: IntakePrint, *, purpose: str) -> Paper:
    """Return an intake with both times; without one, the empty form to be filled in by hand."""
    view = print_.intake
    blocks = _blank_intake() if view is None else _filled_intake(view)
    return Paper(
        title=tr("Intake"),
        blocks=(*blocks, Spacer(6), SignatureLines((tr("Counsellor"), tr("Checked by")))),
        school=print_.school,
        number="" if view is None else view.case.number,
        purpose=purpose,
        printed_by=print_.printed_by,
        printed_at=print_.printed_at,
        private=True,
        anchor=print_.anchor,
    )


def _filled_intake(view: IntakeView) -> tuple[Block, ...]:
    case, content = view.case, view.content
    late = (
        view.entered_at is not None and content.done_on is not None and is_late_entry(content.done_on, view.entered_at)
    )
    head = [
        KeyValue(tr("Student"), case.student.name),
        KeyValue(tr("Class"), case.student.class_label),
        KeyValue(str(CASE.source.label), CASE.source.show(case.source)),
        KeyValue(str(CASE.presenting_problems.label), case.problem_words),
        *(KeyValue(str(INTAKE.field(name).label), intake_rules.shown(name, content)) for name in _INTAKE_HEAD[:-1]),
        KeyValue(tr("Late entry at") if late else str(INTAKE.entered_at.label), show_datetime(view.entered_at)),
    ]
    if content.writer:
        head.append(KeyValue(str(INTAKE.writer.label), content.writer))
    body = (
        KeyValue(str(INTAKE.field(name).label), intake_rules.shown(name, content), wide=True) for name in _INTAKE_BODY
    )
    return (KeyValues(tuple(head)), Spacer(2), KeyValues(tuple(body)))


def _blank_intake() -> tuple[Block, ...]:
    unknown = tr("What is not known stays empty; it may be asked later.")
    head = [KeyValue(tr("Student or alias"), ""), KeyValue(tr("Class"), "")]
    for name in _INTAKE_HEAD:
        field = INTAKE.field(name)
        offered = [f"□ {words}" for choice, words in field.labels if choice != "unknown"] if _is_choice(field) else []
        head.append(KeyValue(str(field.label), "  ".join(offered), wide=bool(offered)))
    blocks: list[Block] = [KeyValues(tuple(head)), Spacer(2)]
    for name in _INTAKE_BODY:
        field = INTAKE.field(name)
        asked = f"  □ {tr('asked, none')}  □ {tr('yes')}" if _is_choice(field) else ""
        lines = _LONG_LINES if name in {"complaint", "life_events"} else 1
        heading = Paragraph(f"{field.label}{asked}", bold=True)
        blocks.append(KeepTogether((heading, WritingLines(lines, height_mm=8.0))))
    return (*blocks, Spacer(2), Paragraph(unknown, style=TextStyle.SMALL))


_LONG_LINES = 3


def _is_choice(field: AnyField) -> TypeGuard[ChoiceField[Any]]:
    return isinstance(field, ChoiceField)


def handover_paper(print_: HandoverPrint, *, purpose: str) -> Paper:
    """Return the hand-over of cases: a sheet of numbers that three sign, then a summary of each case for the newcomer.

    The witness signs too, so no student is named, and what is in the summaries stands on leaves of their own.
    """
    view = print_.handover
    return Paper(
        title=tr("Hand-over of cases"),
        blocks=(
            _handed_head(view.line),
            Spacer(2),
            _handed_table(view),
            Spacer(2),
            *(Paragraph(note, style=TextStyle.SMALL) for note in _handed_notes(view)),
            Spacer(6),
            SignatureLines((tr("Handed over by"), tr("Taken over by"), tr("Witnessed by")), columns=3),
            *_summaries(view),
        ),
        school=print_.school,
        purpose=purpose,
        printed_by=print_.printed_by,
        printed_at=print_.printed_at,
        private=True,
        anchor=print_.anchor,
    )


def _handed_head(line: HandoverLine) -> KeyValues:
    return KeyValues(
        (
            KeyValue(str(HANDOVER.giver_name.label), line.giver_name),
            KeyValue(str(HANDOVER.taker_name.label), line.taker_name),
            KeyValue(str(HANDOVER.on_date.label), show_date(line.on_date)),
            KeyValue(tr("Cases"), str(line.cases)),
            KeyValue(str(HANDOVER.reason.label), line.reason, wide=True),
        )
    )


def _handed_notes(view: HandoverView) -> list[str]:
    unsigned = sum(item.unsigned for item in view.cases)
    notes = [
        tr("Unsigned notes stay with who wrote them: {count}.", count=unsigned),
        tr("Students in care are asked whether the newcomer may read earlier notes; until then the summary is enough."),
    ]
    if names := view.line.signed_names:
        notes.append(tr("Signed on paper by {names}, {day}", names=names, day=show_date(view.signed_on)))
    return notes


def _handed_table(view: HandoverView) -> Table:
    columns = (
        Column(tr("Case number"), 1.1),
        Column(str(HANDED_CASE.next_on.label), 1.2),
        Column(tr("Risk"), 0.9),
        Column(str(HANDED_CASE.promises.label), 2.2),
        Column(str(HANDED_CASE.knows.label), 2.2),
        Column(tr("Earlier notes"), 1.2),
    )
    rows = tuple(
        (
            item.number,
            show_date(item.next_on) or "—",
            tr("Restricted") if item.restricted else HANDED_CASE.risk.show(item.risk),
            item.promises or "—",
            item.knows or "—",
            HANDED_CASE.reading.show(item.reading),
        )
        for item in view.cases
    )
    return Table(columns, rows)


def _summaries(view: HandoverView) -> tuple[Block, ...]:
    told = tuple(
        KeepTogether((Heading(item.number, 2), Paragraph(item.summary))) for item in view.cases if item.summary
    )
    return (PageBreak(), Heading(tr("Summaries, for who takes over alone"), 1), *told) if told else ()
