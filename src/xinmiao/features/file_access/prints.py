"""File access on paper: the register sheet (blank or filled), the summary for the applicant, the refusal letter."""

from __future__ import annotations

from collections.abc import Iterable

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
    WritingLines,
)
from xinmiao.features.file_access.records import (
    FILE_ACCESS,
    AccessPaper,
    AccessPrint,
    AccessView,
    Receipt,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.help_lines import HELP_LINES
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import tr

_BOX = "□"
_BLANK_LINES = 3


def access_paper(print_: AccessPrint, kind: AccessPaper, *, purpose: str) -> Paper:
    """Return a paper of a request; only the register sheet can be empty."""
    view = print_.access
    if view is None:
        return _paper(tr("Register sheet of file access"), print_.head, tuple(_blank()), purpose=purpose)
    if kind is AccessPaper.SUMMARY:
        return _paper(tr("How the student is getting on"), print_.head, tuple(_summary(view)), purpose=purpose)
    if kind is AccessPaper.REFUSAL:
        return _paper(tr("Answer to a request for file access"), print_.head, tuple(_refusal(view)), purpose=purpose)
    subtitle = tr("No. {number}", number=view.number)
    title = tr("Register sheet of file access")
    return _paper(title, print_.head, tuple(_register(view)), purpose=purpose, subtitle=subtitle)


def _summary(view: AccessView) -> Iterable[Block]:
    """Only what was written for the applicant; nothing of a note."""
    yield KeyValues(
        (
            KeyValue(tr("Student"), view.student.name),
            KeyValue(tr("Class"), view.student.class_label),
            KeyValue(tr("For"), view.applicant),
            KeyValue(tr("Number"), view.number),
        )
    )
    for line in view.summary.splitlines():
        if line.strip():
            yield Paragraph(line.strip(), indent=True)
    told = tr(
        "This is a summary written for you. It is no diagnosis; what a child tells in the counselling room stays there,"
        " as the law and the school’s rules ask."
    )
    yield Paragraph(told, TextStyle.SMALL)
    yield Paragraph(str(HELP_LINES), TextStyle.BOXED)
    yield KeepTogether((Spacer(4), SignatureLines((tr("Received by"), tr("Counsellor")))))


def _refusal(view: AccessView) -> Iterable[Block]:
    yield Paragraph(tr("To: {applicant}", applicant=view.applicant), bold=True)
    asked = tr(
        "On {day} you asked to see the counselling file of {student} ({class_label}).",
        day=show_date(view.asked_on),
        student=view.student.name,
        class_label=view.student.class_label,
    )
    yield Paragraph(asked, indent=True)
    yield from _section(FILE_ACCESS.scope.label, view.scope)
    yield from _section(FILE_ACCESS.ground.label, view.ground)
    yield Heading(tr("Our answer"), level=2)
    yield Paragraph(tr("We cannot give what was asked for. The reason is:"))
    for line in view.decision_words.splitlines():
        yield Paragraph(line, indent=True)
    told = tr(
        "You may ask again with further papers, or speak with the school’s principal. An authority asks in writing,"
        " with two officers who show their cards."
    )
    yield Paragraph(told)
    day = show_date(view.decided_on)
    yield KeyValues((KeyValue(tr("Decided on"), day), KeyValue(tr("Number"), view.number)))
    yield KeepTogether((Spacer(6), SignatureLines((tr("For the school"), tr("Received by")))))


def _register(view: AccessView) -> Iterable[Block]:
    yield _pairs(
        view, ("asked_on", "applicant", "relation", "id_document", "letter", "officer_1", "officer_2"), head=view
    )
    yield from _section(FILE_ACCESS.ground.label, view.ground)
    yield from _section(FILE_ACCESS.scope.label, view.scope)
    yield Heading(str(FILE_ACCESS.opinion.label), level=2)
    if view.opinion is None:
        yield Paragraph(tr("Not asked: under 14.") if view.is_from_14 is False else "—")
    else:
        yield _pairs(view, ("opinion", "opinion_on", "opinion_by"))
    yield Heading(str(FILE_ACCESS.approval.label), level=2)
    yield _pairs(view, ("approval", "approval_way", "approver_name", "approved_on", "approval_words", "approval_place"))
    yield Heading(str(FILE_ACCESS.decision.label), level=2)
    yield _pairs(view, ("decision", "decided_on", "decided_name", "decision_words", "nevertheless"))
    yield Heading(tr("What was given"), level=2)
    yield _pairs(view, ("given_on", "manner", "pages", "sat_by", "given_what"))
    receipt = view.receipt is not None
    if receipt:
        yield Heading(str(FILE_ACCESS.receipt.label), level=2)
        yield _pairs(view, ("receipt", "receipt_on", "receipt_who", "receipt_words", "receipt_place"))
    names = () if view.receipt is Receipt.SIGNED else (tr("Received by"),)
    yield KeepTogether((Spacer(4), SignatureLines((*names, tr("Counsellor"), tr("Principal")), columns=3)))


def _blank() -> Iterable[Block]:
    def boxes(labels: Iterable[tuple[object, object]]) -> str:
        return "　".join(f"{_BOX} {words}" for _choice, words in labels)

    empty = ("applicant", "asked_on", "id_document", "contact", "letter", "officer_1", "officer_2")
    yield KeyValues(
        (
            KeyValue(tr("Student"), ""),
            KeyValue(tr("Class"), ""),
            *(KeyValue(str(FILE_ACCESS.field(name).label), "") for name in empty),
        )
    )
    yield KeyValues((KeyValue(str(FILE_ACCESS.relation.label), boxes(FILE_ACCESS.relation.labels), wide=True),))
    for name in ("ground", "scope"):
        yield Heading(str(FILE_ACCESS.field(name).label), level=2)
        yield WritingLines(_BLANK_LINES)
    yield KeyValues((KeyValue(str(FILE_ACCESS.wanted.label), boxes(FILE_ACCESS.wanted.labels), wide=True),))
    yield Heading(tr("The student’s opinion (from 14)"), level=2)
    yield Paragraph(boxes(FILE_ACCESS.opinion.labels))
    yield WritingLines(2)
    yield Heading(str(FILE_ACCESS.approval.label), level=2)
    yield Paragraph(boxes(FILE_ACCESS.approval.labels))
    yield SignatureLines((tr("Principal"),))
    yield Heading(tr("What was given"), level=2)
    yield WritingLines(2)
    given = ("pages", "sat_by", "given_on")
    yield KeyValues(tuple(KeyValue(str(FILE_ACCESS.field(name).label), "") for name in given))
    yield KeepTogether((Spacer(2), SignatureLines((tr("Received by"), tr("Counsellor")))))


def _pairs(view: AccessView, names: Iterable[str], head: AccessView | None = None) -> KeyValues:
    first = () if head is None else ((tr("Student"), head.student.name), (tr("Class"), head.student.class_label))
    told = ((str(FILE_ACCESS.field(name).label), FILE_ACCESS.field(name).show(getattr(view, name))) for name in names)
    return KeyValues(tuple(KeyValue(label, text) for label, text in (*first, *told) if text) or (KeyValue("—", ""),))


def _section(label: object, text: str) -> Iterable[Block]:
    yield Heading(str(label), level=2)
    yield Paragraph(text or "—")


def _paper(title: str, head: PaperHead, blocks: tuple[Block, ...], *, purpose: str, subtitle: str = "") -> Paper:
    return Paper(
        title=title,
        subtitle=subtitle,
        blocks=blocks,
        school=head.school,
        purpose=purpose,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
    )
