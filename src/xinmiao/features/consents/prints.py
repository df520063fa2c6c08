"""Consents on paper: the form for each kind, blank or with a name, and who has not handed a slip back."""

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
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
)
from xinmiao.features.consents.records import ConsentKind, FormPrint, MissingList
from xinmiao.kernel.display import show_date
from xinmiao.kernel.help_lines import HELP_LINES
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _, ntr, tr

_BOX = "□"
_TITLES: dict[ConsentKind, Text] = {
    ConsentKind.SCREENING: _("Consent to an instrument on well-being"),
    ConsentKind.COUNSELLING: _("Consent to talks at the counselling room"),
    ConsentKind.EXCEPTIONS: _("What stays secret and what does not"),
    ConsentKind.REFERRAL: _("Consent to a referral out of school"),
    ConsentKind.RECORDING: _("Consent to a sound or video recording"),
}
_WHAT: dict[ConsentKind, tuple[Text, ...]] = {
    ConsentKind.SCREENING: (
        _("Once in this school year the students fill in an instrument about how they feel, sleep and learn."),
        _("It takes about twenty minutes. It is no examination, and no illness is named by it."),
        _("Only the counselling room reads the answers. No list of names is made for the class or for any award."),
        _("When an answer worries the room, the student is asked to a talk, and you are told what you need to know."),
    ),
    ConsentKind.COUNSELLING: (
        _("Students can talk with a teacher of the counselling room about learning, friends, family and feelings."),
        _("A talk takes about forty minutes, in school time, and costs nothing. It is no treatment."),
        _("What is said stays in the room. Notes are kept locked, and nobody outside the room reads them."),
        _("You are told at once when a life or a body is in danger, when a child is being harmed, or by law."),
    ),
    ConsentKind.EXCEPTIONS: (
        _("What a student says in the room stays there: not told to teachers, classmates or other parents."),
        _("There are exceptions: danger to the own life or that of others, a child being harmed, a duty by law."),
        _("Only those are then told who have to act, and only what they need; the student first, where it can be."),
        _("This paper confirms that both of you were told so; there is nothing to agree to."),
    ),
    ConsentKind.REFERRAL: (
        _("The school advises to see a hospital or a centre outside. Whether and where to go, the family decides."),
        _("With your consent the room gives them what was seen at school, and nothing from the talks."),
        _("What the hospital says belongs to the family; please tell the school only what it needs to help."),
    ),
    ConsentKind.RECORDING: (
        _("The room would like to record a talk or a group as sound or video: "),
        _("What for, and who listens: ______________________________________________"),
        _("The recording is kept locked and deleted on ____________. It is never put on the net."),
        _("Without consent nothing is recorded, and the talk goes on as always."),
    ),
}
_YES = _("We agree")
_NO = _("We do not agree")


def form_paper(print_: FormPrint, purpose: str = "") -> Paper:
    """Return a consent form: what it is about in plain words, the answer, both signatures."""
    return _paper(str(_TITLES[print_.kind]), print_.head, tuple(_form(print_)), purpose=purpose)


def missing_paper(list_: MissingList) -> Paper:
    """Return who has not handed a slip back; it says nothing of what the slip is about."""
    columns = (
        Column(tr("No."), 0.6),
        Column(tr("Name"), 1.4),
        Column(tr("Handed in on"), 1.6),
        Column(tr("Remark"), 2.4),
    )
    rows = tuple((str(line.number_in_class or ""), line.name, "", "") for line in list_.students)
    missing = ntr("{count} slip is missing", "{count} slips are missing", len(list_.students))
    told = tr("{missing}, of {total} students.", missing=missing, total=list_.total)
    blocks: tuple[Block, ...] = (Paragraph(told), Table(columns, rows, empty=tr("Every slip is back.")))
    return _paper(tr("Slips not handed in yet"), list_.head, blocks, subtitle=list_.class_label)


def _form(print_: FormPrint) -> Iterable[Block]:
    yield Paragraph(tr("Dear parents, dear student,"))
    for sentence in _WHAT[print_.kind]:
        yield Paragraph(str(sentence), indent=True)
    if print_.kind is not ConsentKind.EXCEPTIONS:
        told = tr(
            "Saying no has no consequence for the student. Consent can be withdrawn at any time by a word to the room;"
            " it holds until {day}.",
            day=show_date(print_.valid_until),
        )
        yield Paragraph(told, indent=True)
    if print_.phone:
        yield Paragraph(tr("Telephone of the room: {phone}", phone=print_.phone))
    yield Paragraph(str(HELP_LINES), TextStyle.BOXED)
    yield KeepTogether(tuple(_slip(print_)))


def _slip(print_: FormPrint) -> Iterable[Block]:
    yield Spacer(3)
    yield CutLine()
    yield Heading(tr("Return slip, to be given back to the school"), level=2)
    yield KeyValues((KeyValue(tr("Student"), print_.student), KeyValue(tr("Class"), print_.class_label)))
    if print_.kind is ConsentKind.EXCEPTIONS:
        told = tr("We have read it and were told.")
        yield Paragraph(f"{_BOX} {told}")
    else:
        yield Paragraph(f"{_BOX} {_YES}　　　{_BOX} {_NO}")
    told = tr("Under 14 the guardian has to sign; the student signs too.")
    yield Paragraph(told, TextStyle.SMALL)
    yield Spacer(4)
    yield SignatureLines((tr("Guardian"), tr("Student")))


def _paper(title: str, head: PaperHead, blocks: tuple[Block, ...], *, purpose: str = "", subtitle: str = "") -> Paper:
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
