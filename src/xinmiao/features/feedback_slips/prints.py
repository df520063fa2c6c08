"""Feedback slips on paper: the form to be filled in by hand, a slip as far as it is, the list of open ones.

The room's closing words stand on no paper, and nothing of a note does.
"""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.documents.paper import (
    Block,
    Column,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    Orientation,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
    WritingLines,
)
from xinmiao.features.feedback_slips.records import (
    FEEDBACK_SLIP,
    STATE_LABELS,
    OpenSlips,
    SlipPrint,
    SlipSide,
    SlipText,
    SlipView,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, tr

_BOX = "□"
_LINES = {
    "background": 4,
    "question": 1,
    "can_do": 3,
    "rather_not": 2,
    "whom": 1,
    "done": 3,
    "now_words": 3,
}
"""How many lines are left for what is written by hand."""


def slip_paper(print_: SlipPrint, *, purpose: str) -> Paper:
    """Return a slip with room for the steps still to come, or the form to be filled in by hand."""
    blocks = [_head(print_), *_steps(None if print_.slip is None else print_.slip.word)]
    blocks.append(Paragraph(tr("Goes back to the counselling room in a closed envelope."), TextStyle.BOXED))
    return _paper(tr("Feedback slip"), print_.head, tuple(blocks), purpose=purpose)


def _head(print_: SlipPrint) -> KeyValues:
    slip = print_.slip
    pairs = [
        (tr("Student"), "" if slip is None else slip.student.name),
        (tr("Class"), print_.class_label),
        (str(FEEDBACK_SLIP.teacher_name.label), print_.teacher),
        (str(FEEDBACK_SLIP.begun_on.label), "" if slip is None else slip.word.begun_on),
    ]
    if slip is not None:
        pairs.append((tr("Recorded on"), show_date(slip.recorded_at.astimezone().date())))
        pairs.append((str(FEEDBACK_SLIP.begun_by.label), FEEDBACK_SLIP.begun_by.show(slip.word.begun_by)))
    return KeyValues(tuple(KeyValue(head, text) for head, text in pairs))


def _steps(word: SlipText | None) -> Iterable[Block]:
    if word is not None and word.asked:
        yield Heading(tr("The room asks"), level=2)
        yield Paragraph(word.asked)
    day = "" if word is None else word.background_on
    if not (word is not None and word.begun_by is SlipSide.ROOM and word.answered_on and not day):
        yield from _step(tr("1. Background, by the teacher"), day, word, ("background", "question"))
    day = "" if word is None else word.answered_on
    yield from _step(tr("2. Answer of the room"), day, word, ("can_do", "rather_not", "whom"))
    day = "" if word is None else word.reported_on
    yield from _step(tr("3. What was done and how the student is"), day, word, ("done", "now", "now_words"))


def _step(title: str, day: str, word: SlipText | None, names: tuple[str, ...]) -> Iterable[Block]:
    """Yield one step: what stands there, or lines to write on."""
    heading = Heading(tr("{step}  {day}", step=title, day=day).strip())
    if word is None or not day:
        empty = tuple(block for name in names for block in _entry(FEEDBACK_SLIP.field(name).label, "", name))
        signed = SignatureLines((tr("Written by"),), columns=1)
        yield KeepTogether((heading, *empty, Spacer(1), signed))
        return
    yield heading
    for name in names:
        field = FEEDBACK_SLIP.field(name)
        if shown := field.show(getattr(word, name)):
            yield from _entry(field.label, shown, name)


def _entry(label: Text, shown: str, name: str) -> Iterable[Block]:
    if name == "now" and not shown:
        choices = "　".join(f"{_BOX} {words}" for _choice, words in FEEDBACK_SLIP.now.labels)
        yield Paragraph(f"{label}　{choices}")
        return
    yield Heading(str(label), level=2)
    yield Paragraph(shown) if shown else WritingLines(_LINES[name])


def open_list_paper(list_: OpenSlips) -> Paper:
    """Return the list of open slips; no word of any stands on it."""
    columns = (
        Column(tr("Student"), 1.2),
        Column(tr("Class"), 1.2),
        Column(str(FEEDBACK_SLIP.teacher_name.label), 1.2),
        Column(tr("State"), 1.6),
        Column(tr("Waits for"), 1.0),
        Column(str(FEEDBACK_SLIP.begun_on.label), 1.1),
        Column(str(FEEDBACK_SLIP.answered_on.label), 1.1),
        Column(str(FEEDBACK_SLIP.reported_on.label), 1.1),
    )
    blocks: tuple[Block, ...] = (Table(columns, tuple(map(_row, list_.slips)), empty=tr("None is open.")),)
    title = tr("Open feedback slips")
    return _paper(title, list_.head, blocks, purpose="", orientation=Orientation.LANDSCAPE)


def _row(view: SlipView) -> tuple[str, ...]:
    return (
        view.student.name,
        view.student.class_label,
        view.word.teacher_name,
        str(STATE_LABELS[view.state]),
        "" if view.wait is None else str(view.wait.words),
        view.word.begun_on,
        view.word.answered_on,
        view.word.reported_on,
    )


def _paper(
    title: str,
    head: PaperHead,
    blocks: tuple[Block, ...],
    *,
    purpose: str,
    orientation: Orientation = Orientation.PORTRAIT,
) -> Paper:
    return Paper(
        title=title,
        blocks=blocks,
        school=head.school,
        purpose=purpose,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
        orientation=orientation,
    )
