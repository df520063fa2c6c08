"""The light plan on one page: filled, blank with a name, or quite empty; and the workbooks for mentors."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.documents.paper import (
    Block,
    Column,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
    WritingLines,
)
from xinmiao.documents.spreadsheet import Sheet, SheetColumn, xlsx_bytes
from xinmiao.features.light_plans.records import (
    CONTENT_NAMES,
    LIGHT_PLAN,
    LightContent,
    LightPrint,
    LightView,
    WorkbookPart,
)
from xinmiao.features.light_plans.records.periods import period_words
from xinmiao.features.light_plans.rules.entries import review_words, state_words
from xinmiao.features.roster.records import STUDENT
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr

_LINES = {"situation": 4, "strengths": 2, "goal": 2}
_HAND_MM, _LINE_MM = 11.0, 8.0
_MEASURES = 3
_WIDE, _NARROW = 34, 14
PERIOD_SHEET = _("How to fill this in")


def light_plan_paper(print_: LightPrint, purpose: str = "") -> Paper:
    """Return the sheet: with what is written on it, or with lines to write on."""
    student = print_.student
    words = tr(" · ").join(part for part in (student.name, student.class_label) if part) if student else ""
    blocks = _filled(print_.view) if print_.view is not None else _blank(print_)
    return Paper(
        title=tr("Light plan"),
        subtitle=words if print_.view is not None else period_words(print_.period),
        blocks=tuple(blocks),
        school=print_.head.school,
        purpose=purpose,
        printed_by=print_.head.printed_by,
        printed_at=print_.head.printed_at,
        private=True,
        anchor=print_.head.anchor,
    )


def _filled(view: LightView) -> Iterable[Block]:
    line, content = view.line, view.content
    facts = (
        (tr("Period"), period_words(line.period)),
        (tr("State"), state_words(line)),
        (str(LIGHT_PLAN.writer.label), line.writer),
        (str(LIGHT_PLAN.written_on.label), show_date(line.written_on)),
    )
    yield KeyValues(tuple(KeyValue(label, text) for label, text in facts))
    for name, lines in _LINES.items():
        yield Heading(str(LIGHT_PLAN.field(name).label), level=2)
        text = getattr(content, name)
        yield Paragraph(text) if text else WritingLines(lines)
    yield Heading(tr("Measures"), level=2)
    yield _measures(content)
    yield _foot(content.responsible, show_date(content.review_on))
    if view.reviews:
        yield Heading(tr("Reviews"), level=2)
        yield Paragraph("\n".join(map(review_words, view.reviews)))
    yield _signatures()


def _blank(print_: LightPrint) -> Iterable[Block]:
    student = print_.student
    number = "" if student is None or student.number_in_class is None else str(student.number_in_class)
    yield KeyValues(
        (
            KeyValue(str(STUDENT.name.label), student.name if student else ""),
            KeyValue(str(STUDENT.class_id.label), student.class_label if student else ""),
            KeyValue(str(STUDENT.number_in_class.label), number),
            KeyValue(tr("Mentor or class teacher"), ""),
        )
    )
    for name, lines in _LINES.items():
        field = LIGHT_PLAN.field(name)
        yield Heading(tr("{label}: {text}", label=str(field.label), text=str(field.help)), level=2)
        yield WritingLines(lines, _LINE_MM)
    yield Heading(tr("Measures"), level=2)
    yield _measures(LightContent())
    yield _foot("", "")
    yield Paragraph(
        tr("In words of your own, for this student only; text copied from another sheet is not counted."),
        TextStyle.SMALL,
    )
    yield _signatures()


def _measures(content: LightContent) -> Table:
    said = content.measures + ("",) * (_MEASURES - len(content.measures))
    columns = (Column("", 0.1), Column(tr("What is done"), 2.0))
    return Table(columns, tuple((str(place), text) for place, text in enumerate(said, 1)), row_height_mm=_HAND_MM)


def _foot(responsible: str, review_on: str) -> KeyValues:
    return KeyValues(
        (
            KeyValue(str(LIGHT_PLAN.responsible.label), responsible),
            KeyValue(str(LIGHT_PLAN.review_on.label), review_on),
        )
    )


def _signatures() -> KeepTogether:
    return KeepTogether((Spacer(3), SignatureLines((tr("Written by"), tr("Checked by")))))


def workbook_bytes(part: WorkbookPart) -> bytes:
    """Return the workbook of one mentor or class: names, and blank fields that alone can be typed into."""
    names = (STUDENT.class_id, STUDENT.number_in_class, STUDENT.name)
    fields = [LIGHT_PLAN.field(name) for name in CONTENT_NAMES]
    columns = (
        *(SheetColumn(str(field.label), _NARROW) for field in names),
        *(SheetColumn(str(field.label), _NARROW if field.kind == "date" else _WIDE) for field in fields),
    )
    rows = tuple(
        (line.class_label, line.number_in_class, line.name, *(None for _field in fields)) for line in part.students
    )
    opened = frozenset(range(len(names), len(columns)))
    sheet = Sheet(part.name, columns, rows, opened)
    told = Sheet(str(PERIOD_SHEET), (SheetColumn(str(PERIOD_SHEET), 90),), tuple((words,) for words in _told(part)))
    return xlsx_bytes((sheet, told))


def _told(part: WorkbookPart) -> Iterable[str]:
    yield period_words(part.period)
    yield tr("One row for each student. Only the white cells can be typed into; names and classes stay as they are.")
    yield tr("In words of your own, for this student only; text copied from another sheet is not counted.")
    yield tr("The day of the review as 2026-12-31. Write no diagnosis and no telephone numbers.")
    yield tr(
        "Once it is filled in it holds private words: hand it over in person, not by chat or mail, then delete it."
    )
