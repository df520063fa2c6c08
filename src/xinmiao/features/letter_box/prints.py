"""The letter box on paper: letters in return, answers for the board, the label, code slips, the list.

What leaves the room carries a name only where the letter carried one; else the reply code. No number, no topic and no
word of a letter stands on it, and nothing that says what room it comes from but the name of the box.
"""

from __future__ import annotations

from xinmiao.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    KeepTogether,
    Orientation,
    Paper,
    Paragraph,
    Spacer,
    Table,
    TextStyle,
)
from xinmiao.features.letter_box.records import (
    BOX_OPENING,
    LETTER,
    STATE_LABELS,
    BoxPrint,
    LetterListPrint,
    LetterView,
    NoticePrint,
    ReplyPrint,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.help_lines import HELP_LINES
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import tr

_SLIP_MM = 15.0


def reply_paper(print_: ReplyPrint) -> Paper:
    """Return a letter in return."""
    greeting = tr("To the writer of the letter with the code {code}:", code=print_.to)
    blocks: tuple[Block, ...] = (
        Paragraph(greeting if print_.is_code else tr("Dear {name}:", name=print_.to), bold=True),
        Spacer(2),
        Paragraph(print_.answer, indent=True),
        Spacer(6),
        Paragraph(tr("You can write again at any time, with or without a name."), indent=True),
        Spacer(4),
        Paragraph(_box_name(print_.box_name), align=Align.RIGHT),
        Paragraph(show_date(print_.head.printed_at.astimezone().date()), align=Align.RIGHT),
        Spacer(8),
        Paragraph(str(HELP_LINES), TextStyle.BOXED),
    )
    return _paper(tr("A letter for you"), print_.head, blocks, private=not print_.is_code)


def notice_paper(print_: NoticePrint) -> Paper:
    """Return the notice on the board."""
    blocks: list[Block] = [
        Paragraph(tr("You wrote without a name? Look for your code. Only you know whose it is.")),
        Spacer(2),
    ]
    for code, answer in print_.answers:
        blocks.append(KeepTogether((Heading(tr("Code {code}", code=code)), Paragraph(answer, indent=True), Spacer(3))))
    if print_.opening_times:
        blocks.append(Paragraph(tr("The box is opened: {times}", times=print_.opening_times)))
    blocks.append(Paragraph(_urgent_words(), TextStyle.BOXED))
    return _paper(tr("{box}: answers", box=_box_name(print_.box_name)), print_.head, tuple(blocks), private=False)


def label_paper(print_: BoxPrint) -> Paper:
    """Return the label that stands on the box; the times are left to be written by hand where none are known."""
    times = print_.opening_times or "＿" * 16
    blocks: tuple[Block, ...] = (
        Heading(tr("What you can write about")),
        Paragraph(tr("Anything that is on your mind: lessons, friends, home, yourself, the school.")),
        Heading(tr("When the box is opened")),
        Paragraph(times, bold=True),
        Heading(tr("Who reads it")),
        Paragraph(
            tr(
                "Only the counsellors. What you write stays with them. Where somebody is in danger, they get help and"
                " tell you so first where they can."
            )
        ),
        Heading(tr("How you get an answer")),
        Paragraph(
            tr(
                "With your name: you get a letter or a talk. Without a name: take a code slip, put one half into your"
                " letter and keep the other; the answer hangs on the board under your code."
            )
        ),
        Spacer(6),
        Paragraph(_urgent_words(), TextStyle.BOXED, bold=True),
    )
    return _paper(_box_name(print_.box_name), print_.head, blocks, private=False)


def codes_paper(print_: BoxPrint) -> Paper:
    """Return a sheet of code slips: each code twice, one to put into the letter, one to keep."""
    halves = tuple(Column(words, align=Align.CENTRE) for words in (tr("Into the letter"), tr("Keep this")))
    pairs = tuple((code, code) for code in print_.codes)
    rows = tuple(left + right for left, right in zip(pairs[::2], pairs[1::2], strict=False))
    blocks: tuple[Block, ...] = (
        Paragraph(tr("Cut along the lines; lay the pairs beside the box. A child takes two slips with the same code.")),
        Table(halves * 2, rows, row_height_mm=_SLIP_MM),
    )
    return _paper(tr("Code slips for the letter box"), print_.head, blocks, private=False)


def list_paper(print_: LetterListPrint) -> Paper:
    """Return the list of letters and openings; no word of any letter stands on it."""
    letters = (
        Column(tr("Letter no."), 0.9),
        Column(str(LETTER.received_on.label), 1.0),
        Column(tr("Sender"), 1.2),
        Column(str(LETTER.topic.label), 1.5),
        Column(str(LETTER.urgency.label), 0.9),
        Column(tr("State"), 0.9),
        Column(str(LETTER.answered_how.label), 1.3),
        Column(str(LETTER.answered_on.label), 1.0),
    )
    openings = (
        Column(str(BOX_OPENING.opened_on.label), 1.0),
        Column(str(BOX_OPENING.letters.label), 0.8, Align.RIGHT),
        Column(str(BOX_OPENING.opened_name.label), 1.2),
        Column(str(BOX_OPENING.remark.label), 3.0),
    )
    opened = tuple((show_date(one.opened_on), str(one.letters), one.opened_name, one.remark) for one in print_.openings)
    blocks: tuple[Block, ...] = (
        Heading(tr("Letters")),
        Table(letters, tuple(map(_row, print_.letters)), empty=tr("No letter.")),
        Heading(tr("Openings")),
        Table(openings, opened, empty=tr("The box was not opened.")),
    )
    return _paper(tr("List of letters"), print_.head, blocks, private=True, orientation=Orientation.LANDSCAPE)


def _row(view: LetterView) -> tuple[str, ...]:
    return (
        view.number,
        show_date(view.received_on),
        view.sender,
        LETTER.topic.show(view.topic),
        LETTER.urgency.show(view.urgency),
        str(STATE_LABELS[view.state]),
        LETTER.answered_how.show(view.answered_how),
        show_date(view.answered_on),
    )


def _box_name(chosen: str) -> str:
    return chosen or tr("Letter box of the heart")


def _urgent_words() -> str:
    return tr("Urgent? Do not write: find a teacher, or call 12356 at any hour. In danger: 110 or 120.")


def _paper(
    title: str,
    head: PaperHead,
    blocks: tuple[Block, ...],
    *,
    private: bool,
    orientation: Orientation = Orientation.PORTRAIT,
) -> Paper:
    return Paper(
        title=title,
        blocks=blocks,
        school=head.school,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=private,
        anchor=head.anchor,
        orientation=orientation,
    )
