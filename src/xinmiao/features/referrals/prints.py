"""Referrals on paper: a teacher's (blank or filled), the advice in two copies, refusal, answer form, open ones."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.documents.paper import (
    Block,
    Column,
    CutLine,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    Orientation,
    PageBreak,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
    WritingLines,
)
from xinmiao.features.referrals.records import (
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
    STATE_LABELS,
    InternalPrint,
    InternalView,
    OpenReferrals,
    OutPaper,
    OutPrint,
    OutView,
    Step,
    StepKind,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.help_lines import HELP_LINES
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import tr

_BOX = "□"


def internal_paper(print_: InternalPrint, *, purpose: str) -> Paper:
    """Return a teacher's referral, or the form to be filled in by hand."""
    blocks = _blank(print_) if print_.referral is None else _filled(print_.referral)
    subtitle = print_.class_label if print_.referral is None else ""
    return _paper(tr("Internal referral form"), print_.head, tuple(blocks), purpose=purpose, subtitle=subtitle)


def _blank(print_: InternalPrint) -> Iterable[Block]:
    urgency = "　".join(f"{_BOX} {words}" for _choice, words in INTERNAL_REFERRAL.urgency.labels)
    yield KeyValues(
        (
            KeyValue(tr("Student"), ""),
            KeyValue(tr("Class"), print_.class_label),
            KeyValue(str(INTERNAL_REFERRAL.writer_name.label), print_.teacher),
            KeyValue(str(INTERNAL_REFERRAL.written_on.label), ""),
            KeyValue(str(INTERNAL_REFERRAL.urgency.label), urgency, wide=True),
        )
    )
    if print_.phone:
        told = tr("When it is for today, telephone first: {phone}.", phone=print_.phone)
        yield Paragraph(told, TextStyle.BOXED)
    for field, lines in ((INTERNAL_REFERRAL.facts, 6), (INTERNAL_REFERRAL.since, 1), (INTERNAL_REFERRAL.tried, 2)):
        yield Heading(str(field.label), level=2)
        yield Paragraph(str(field.help), TextStyle.SMALL)
        yield WritingLines(lines)
    yield Paragraph(f"{_BOX} {INTERNAL_REFERRAL.wishes_told.label}")
    yield Paragraph(f"{tr('Decision')}　{_BOX} {tr('Case taken')}　{_BOX} {tr('No case taken')}")
    yield KeepTogether((Spacer(2), SignatureLines((tr("Referred by"), tr("Received by")))))


def _filled(view: InternalView) -> Iterable[Block]:
    facts = (
        (tr("Student"), view.student.name),
        (tr("Class"), view.student.class_label),
        (str(INTERNAL_REFERRAL.writer_name.label), view.writer_name),
        (str(INTERNAL_REFERRAL.written_on.label), show_date(view.written_on)),
        (str(INTERNAL_REFERRAL.urgency.label), INTERNAL_REFERRAL.urgency.show(view.urgency)),
        (tr("Recorded on"), show_date(view.recorded_at.astimezone().date())),
        (str(INTERNAL_REFERRAL.since.label), view.since),
        (str(INTERNAL_REFERRAL.way.label), INTERNAL_REFERRAL.way.show(view.way)),
        (tr("Entered by"), view.entered_name),
        (str(INTERNAL_REFERRAL.place.label), view.place),
    )
    yield KeyValues(tuple(KeyValue(head, text) for head, text in facts if text))
    for name in ("facts", "tried"):
        yield Heading(str(INTERNAL_REFERRAL.field(name).label), level=2)
        yield Paragraph(getattr(view, name) or "—")
    decision = INTERNAL_REFERRAL.decision.show(view.decision)
    told = tr(" · ").join(part for part in (decision, show_date(view.decided_on), view.decided_name) if part)
    yield Heading(tr("Decision"), level=2)
    yield Paragraph(told)
    if view.advice:
        yield Paragraph(view.advice)
    yield KeepTogether((Spacer(6), SignatureLines((tr("Referred by"), tr("Counsellor")))))


def out_paper(print_: OutPrint, kind: OutPaper, *, purpose: str) -> Paper:
    """Return one of the papers of a referral out; words of the hospital stand on none of them."""
    makers = {OutPaper.ADVICE: _advice, OutPaper.REFUSAL: _refusal, OutPaper.ANSWER: _answer}
    titles = {
        OutPaper.ADVICE: tr("Advice to see a hospital"),
        OutPaper.REFUSAL: tr("Record of a refused signature"),
        OutPaper.ANSWER: tr("Answer to the school"),
    }
    return _paper(titles[kind], print_.head, tuple(makers[kind](print_)), purpose=purpose)


def _advice(print_: OutPrint) -> Iterable[Block]:
    yield from _copy(print_, tr("First copy, kept by the school"))
    yield PageBreak()
    yield Heading(tr("Advice to see a hospital"))
    yield from _copy(print_, tr("Second copy, for the guardian"))
    yield KeepTogether(tuple(_return_slip(print_.referral)))


def _copy(print_: OutPrint, which: str) -> Iterable[Block]:
    view = print_.referral
    form = view.form
    yield Paragraph(which, bold=True)
    yield _head(view, (str(REFERRAL_OUT.agency_name.label), form.agency_name))
    yield Heading(tr("What was seen"), level=2)
    yield Paragraph(form.facts, indent=True)
    yield Heading(tr("Our advice"), level=2)
    yield Paragraph(form.advice, indent=True)
    told = tr(
        "This is advice and no diagnosis. What the hospital says belongs to the family; please tell the school only"
        " what it needs to take care of the student."
    )
    yield Paragraph(told, TextStyle.SMALL)
    if print_.phone:
        yield Paragraph(tr("Telephone of the room: {phone}", phone=print_.phone))
    yield Paragraph(str(HELP_LINES), TextStyle.BOXED)
    names = (tr("Guardian"), tr("Counsellor"), tr("For the school"))
    yield KeepTogether((Spacer(4), SignatureLines(names, columns=3)))


def _return_slip(view: OutView) -> Iterable[Block]:
    yield Spacer(2)
    yield CutLine()
    yield Heading(tr("Return slip, to be given back to the school"), level=2)
    yield KeyValues((KeyValue(tr("Student"), view.student.name), KeyValue(tr("Class"), view.student.class_label)))
    choices = (tr("Went there on ______"), tr("Will go on ______"), tr("Will not go, because ______"))
    yield Paragraph("　".join(f"{_BOX} {words}" for words in choices))
    yield SignatureLines((tr("Guardian"),))


def _head(view: OutView, *more: tuple[str, str]) -> KeyValues:
    form = view.form
    period = " – ".join(show_date(day) for day in (form.counselled_from, form.counselled_until) if day)
    told = tr(", ").join(
        part for part in (form.guardian_who, REFERRAL_OUT.guardian_how.show(form.guardian_how)) if part
    )
    pairs = (
        (tr("Student"), view.student.name),
        (tr("Class"), view.student.class_label),
        (tr("Period of counselling"), period),
        (str(REFERRAL_OUT.advised_on.label), show_date(view.advised_on)),
        (str(REFERRAL_OUT.guardian_on.label), show_date(form.guardian_on)),
        (str(REFERRAL_OUT.guardian_who.label), told),
        *more,
    )
    return KeyValues(tuple(KeyValue(head, text) for head, text in pairs if text))


def _refusal(print_: OutPrint) -> Iterable[Block]:
    view = print_.referral
    step = next(step for step in reversed(view.steps) if step.kind is StepKind.REFUSED)
    yield _head(view, (tr("Refused on"), show_date(step.on_date)), (tr("Who refused"), step.form.who))
    yield Heading(tr("What was explained and advised"), level=2)
    yield Paragraph(view.form.advice, indent=True)
    yield Heading(tr("What was said"), level=2)
    yield Paragraph(step.form.words) if step.form.words else WritingLines(3)
    told = tr("The advice was read out and explained. The guardian did not sign. The witnesses were there.")
    yield Paragraph(told)
    witnesses = tuple(tr("Witness: {name}", name=name) for name in (step.form.witness_1, step.form.witness_2))
    yield KeepTogether((Spacer(6), SignatureLines((*witnesses, tr("Counsellor")), columns=3)))


def _answer(print_: OutPrint) -> Iterable[Block]:
    view = print_.referral
    told = tr(
        "To the hospital. With the family’s consent, please tell the school what it needs to take care of the student."
        " This paper is the family’s own choice; it may be left empty."
    )
    yield Paragraph(told)
    yield KeyValues(
        (
            KeyValue(tr("Student"), view.student.name),
            KeyValue(tr("School"), print_.head.school),
            KeyValue(tr("Date of the visit"), ""),
            KeyValue(str(REFERRAL_STEP.hospital.label), ""),
        )
    )
    yield Heading(str(REFERRAL_STEP.medical.label), level=2)
    yield Paragraph("　".join(f"{_BOX} {words}" for _choice, words in REFERRAL_STEP.medical.labels))
    yield KeyValues((KeyValue(str(REFERRAL_STEP.next_visit_on.label), ""), KeyValue(tr("Medicine at school"), "")))
    for words, lines in ((tr("What the school should watch"), 3), (tr("Whom the school may tell"), 1)):
        yield Heading(words, level=2)
        yield WritingLines(lines)
    yield KeepTogether((Spacer(6), SignatureLines((tr("Physician"), tr("Guardian")))))


def open_list_paper(list_: OpenReferrals) -> Paper:
    """Return the list of referrals that wait for something."""
    out_columns = (
        Column(tr("Student"), 1.2),
        Column(tr("Class"), 1.2),
        Column(str(REFERRAL_OUT.agency_name.label), 2.2),
        Column(str(REFERRAL_OUT.advised_on.label), 1.2),
        Column(tr("State"), 1.9),
        Column(tr("Waits for"), 0.9),
        Column(tr("Last step"), 1.9),
        Column(tr("Counsellor"), 1.0),
    )
    in_columns = (
        Column(tr("Student"), 1.2),
        Column(tr("Class"), 1.2),
        Column(str(INTERNAL_REFERRAL.writer_name.label), 1.2),
        Column(str(INTERNAL_REFERRAL.written_on.label), 1.2),
        Column(str(INTERNAL_REFERRAL.urgency.label), 1.0),
        Column(tr("Waits for"), 1.0),
    )
    blocks: tuple[Block, ...] = (
        Heading(tr("From teachers")),
        Table(in_columns, tuple(map(_in_row, list_.internal)), empty=tr("None is open.")),
        Heading(tr("Out of the room")),
        Table(out_columns, tuple(map(_out_row, list_.out)), empty=tr("None is open.")),
    )
    title = tr("Open referrals")
    return _paper(title, list_.head, blocks, purpose="", orientation=Orientation.LANDSCAPE)


def _in_row(view: InternalView) -> tuple[str, ...]:
    waits = "" if view.wait is None else str(view.wait.words)
    urgency = INTERNAL_REFERRAL.urgency.show(view.urgency)
    student = view.student
    return (student.name, student.class_label, view.writer_name, show_date(view.written_on), urgency, waits)


def _out_row(view: OutView) -> tuple[str, ...]:
    waits = "" if view.wait is None else str(view.wait.words)
    return (
        view.student.name,
        view.student.class_label,
        view.form.agency_name,
        show_date(view.advised_on),
        str(STATE_LABELS[view.state]),
        waits,
        _last(view.steps),
        view.counsellor_name,
    )


def _last(steps: tuple[Step, ...]) -> str:
    told = [
        f"{show_date(step.on_date)} {REFERRAL_STEP.kind.show(step.kind)}" for step in steps if not step.is_taken_back
    ]
    return told[-1] if told else ""


def _paper(
    title: str,
    head: PaperHead,
    blocks: tuple[Block, ...],
    *,
    purpose: str,
    subtitle: str = "",
    orientation: Orientation = Orientation.PORTRAIT,
) -> Paper:
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
        orientation=orientation,
    )
