"""The sheet: margins, running head, foot, watermark, and how each block of a paper is set.

Owns the look (sizes, spaces, order of head and foot) of every printed paper. The title block is part
of the text of the first page. Draws through `pen` only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from xinmiao.documents.flows import (
    BreakFlow,
    DashedFlow,
    Flow,
    PictureFlow,
    QrFlow,
    RuledFlow,
    SignatureFlow,
    SpaceFlow,
    TextFlow,
    TogetherFlow,
)
from xinmiao.documents.fonts import Weight, clean, measure
from xinmiao.documents.grids import key_values_flow, table_flow
from xinmiao.documents.labels import label_rows
from xinmiao.documents.lines import Line, break_lines, one_line
from xinmiao.documents.paper import (
    Align,
    Block,
    CutLine,
    Heading,
    KeepTogether,
    KeyValues,
    Labels,
    Orientation,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Qr,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
    WritingLines,
)
from xinmiao.documents.pen import BLACK, SOFT, Pen
from xinmiao.documents.qr import qr_modules
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import tr

MM = 72 / 25.4
_CUT = 6 * MM
_A4 = (210 * MM, 297 * MM)
_LEFT, _RIGHT = 22 * MM, 18 * MM
_HEAD_BASELINE = 13 * MM
_TOP = 20 * MM
_FOOT_RULE = 20 * MM
_BOTTOM_GAP = 4 * MM
_SMALL, _SMALL_LEADING = 8.0, 11.5
_BODY, _BODY_LEADING = 10.5, 18.0
_NOTE, _NOTE_LEADING = 9.0, 14.0
_GAP = 8.0
_SIGN_ROOM = 90.0
"""The shortest line to sign on, with the space between two columns."""
_FOOT_LINES = 8
_WATERMARK_INK = 0.92
_WATERMARK_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of one paper's pages, in points."""

    page_width: float
    page_height: float
    foot: Sequence[str]
    """Lines beneath the page number: purpose and audit anchor."""

    @property
    def width(self) -> float:
        """Return the width of the text."""
        return self.page_width - _LEFT - _RIGHT

    @property
    def foot_top(self) -> float:
        """Return where the hairline above the foot stands: higher when the purpose is long."""
        return _FOOT_RULE + max(len(self.foot) - 1, 0) * _SMALL_LEADING

    @property
    def room(self) -> float:
        """Return the height of the text."""
        return self.page_height - _TOP - self.foot_top - _BOTTOM_GAP


def frame_of(paper: Paper) -> Frame:
    """Return the measures of `paper`."""
    wide, high = _A4 if paper.orientation is Orientation.PORTRAIT else (_A4[1], _A4[0])
    said = [
        tr("Purpose: {purpose}", purpose=paper.purpose) if paper.purpose else "",
        tr("Record check code: {anchor}", anchor=paper.anchor) if paper.anchor else "",
    ]
    foot = [line.text for text in said if text for line in break_lines(text, wide - _LEFT - _RIGHT, _SMALL)]
    if len(foot) > _FOOT_LINES:
        foot = [*foot[: _FOOT_LINES - 1], "…"]
    return Frame(wide, high, foot)


def flows_of(paper: Paper, width: float) -> list[Flow]:
    """Lay out the title block and all blocks over `width` points."""
    return [*_title_flows(paper, width), *(flow for block in paper.blocks for flow in _block_flows(block, width))]


def _title_flows(paper: Paper, width: float) -> list[Flow]:
    flows: list[Flow] = []
    if paper.school:
        lines = break_lines(paper.school, width, 13)
        flows.append(TextFlow(lines, width, 13, 22, align=Align.CENTRE, sticky=True))
    if paper.title:
        lines = break_lines(paper.title, width, 20, weight=Weight.BOLD)
        flows.append(TextFlow(lines, width, 20, 30, Weight.BOLD, Align.CENTRE, sticky=True))
    if paper.subtitle:
        lines = break_lines(paper.subtitle, width, 11)
        flows.append(TextFlow(lines, width, 11, 18, align=Align.CENTRE, ink=SOFT, gap=2, sticky=True))
    return [*flows, SpaceFlow(6, sticky=True)] if flows else []


def _block_flows(block: Block, width: float) -> list[Flow]:
    match block:
        case Heading():
            return [_heading(block, width)]
        case Paragraph():
            return [_paragraph(block, width)]
        case KeyValues():
            return [key_values_flow(block, width, _GAP)] if block.entries else []
        case Table():
            return [table_flow(block, width, MM, _GAP)]
        case SignatureLines():
            return _signatures(block, width)
        case _:
            return _plain_flows(block, width)


def _plain_flows(block: Block, width: float) -> list[Flow]:
    match block:
        case WritingLines() | CutLine():
            return [_ruled(block, width)]
        case Spacer():
            return [SpaceFlow(block.height_mm * MM)]
        case PageBreak():
            return [BreakFlow()]
        case Qr():
            return [_qr(block, width)]
        case Labels():
            return list(label_rows(block, width, MM))
        case Picture():
            return [_picture(block, width)]
        case KeepTogether():
            parts = tuple(flow for inner in block.blocks for flow in _block_flows(inner, width))
            return [TogetherFlow(parts, parts[0].gap)] if parts else []
        case _:
            return []


def _ruled(block: WritingLines | CutLine, width: float) -> Flow:
    if isinstance(block, CutLine):
        return DashedFlow(_CUT, width, _GAP)
    return RuledFlow(block.count, block.height_mm * MM, width, _GAP)


def _heading(heading: Heading, width: float) -> TextFlow:
    first = heading.level == 1
    size, leading, bar = (12.5, 20.0, 3.0) if first else (10.5, 17.0, 0.0)
    lines = break_lines(heading.text, width - bar * 3, size, weight=Weight.BOLD)
    return TextFlow(lines, width, size, leading, Weight.BOLD, gap=16.0 if first else 10.0, sticky=True, bar=bar)


def _paragraph(paragraph: Paragraph, width: float) -> TextFlow:
    small = paragraph.style is TextStyle.SMALL
    size, leading = (_NOTE, _NOTE_LEADING) if small else (_BODY, _BODY_LEADING)
    pad = 7.0 if paragraph.style is TextStyle.BOXED else 0.0
    weight = Weight.BOLD if paragraph.bold else Weight.REGULAR
    text = _indented(paragraph.text) if paragraph.indent else paragraph.text
    fill = paragraph.align is Align.LEFT
    lines = break_lines(text, width - 2 * pad, size, weight=weight, fill=fill)
    ink = SOFT if small else BLACK
    return TextFlow(lines, width, size, leading, weight, paragraph.align, ink, _GAP if pad else 6.0, pad=pad)


def _indented(text: str) -> str:
    lines = clean(text).split("\n")
    return "\n".join(line if not line or line[0] in " \u3000" else f"\u3000\u3000{line}" for line in lines)


def _signatures(block: SignatureLines, width: float) -> list[Flow]:
    date = tr("Year          Month          Day") if block.dated else ""
    known = measure(Weight.REGULAR)
    labels = [tr("{name}:", name=" ".join(clean(name).split())) for name in block.names]
    widest = max((known.width(label, _BODY) for label in labels), default=0.0)
    columns = block.columns
    while columns > 1 and widest + _SIGN_ROOM > width / columns:
        columns -= 1
    rows: list[Flow] = []
    for start in range(0, len(labels), columns):
        gap = 14.0 if rows else 20.0
        row = tuple((label, known.width(label, _BODY)) for label in labels[start : start + columns])
        if widest + _SIGN_ROOM > width:
            rows.append(
                TextFlow(break_lines(row[0][0], width, _BODY), width, _BODY, _BODY_LEADING, gap=gap, sticky=True)
            )
            row, gap = (("", 0.0),), 0.0
        rows.append(SignatureFlow(row, date, columns, width, _BODY, gap))
    return [TogetherFlow(tuple(rows), rows[0].gap)] if rows else []


def _qr(block: Qr, width: float) -> QrFlow:
    side = block.size_mm * MM
    room = width - side - 10
    lines: Sequence[Line] = break_lines(block.caption, room, _NOTE) if block.caption else []
    return QrFlow(qr_modules(block.data), side, TextFlow(lines, room, _NOTE, _NOTE_LEADING), _GAP)


def _picture(block: Picture, width: float) -> PictureFlow:
    scale = min(width / block.width, block.most_mm * MM / block.height)
    return PictureFlow(block.jpeg, width, block.width * scale, block.height * scale, _GAP)


def draw_sheet(pen: Pen, paper: Paper, frame: Frame, number: int, total: int) -> None:
    """Draw what surrounds the text of page `number` of `total`; the watermark lies beneath it."""
    if paper.watermark:
        _draw_watermark(pen, paper.watermark, frame)
    _draw_head(pen, paper, frame, number)
    _draw_foot(pen, paper, frame, number, total)


def text_origin(frame: Frame) -> tuple[float, float]:
    """Return the upper left corner of the text."""
    return _LEFT, frame.page_height - _TOP


def _draw_watermark(pen: Pen, text: str, frame: Frame) -> None:
    diagonal = math.hypot(frame.page_width, frame.page_height)
    em = measure(Weight.BOLD).width(clean(text), 1.0)
    size = min(110.0, diagonal * _WATERMARK_SHARE / max(em, 1.0))
    degrees = math.degrees(math.atan2(frame.page_height, frame.page_width))
    pen.slanted(frame.page_width / 2, frame.page_height / 2, text, size, degrees=degrees, ink=_WATERMARK_INK)


def _draw_head(pen: Pen, paper: Paper, frame: Frame, number: int) -> None:
    y = frame.page_height - _HEAD_BASELINE
    right = _LEFT + frame.width
    own_number = tr("Paper no. {number}", number=paper.number) if paper.number else ""
    own_number = one_line(own_number, frame.width * 0.6, _SMALL)
    taken = measure(Weight.REGULAR).width(clean(own_number), _SMALL) + 12 if own_number else 0.0
    said = "" if number == 1 else "  ·  ".join(text for text in (paper.school, paper.title) if text)
    head = one_line(said, frame.width - taken, _SMALL)
    pen.text(_LEFT, y, head, _SMALL, ink=SOFT)
    pen.text_in(_LEFT, right, y, own_number, size=_SMALL, align=Align.RIGHT, ink=SOFT)
    if head or own_number:
        pen.rule(_LEFT, y - 5, right, y - 5)


def _draw_foot(pen: Pen, paper: Paper, frame: Frame, number: int, total: int) -> None:
    right = _LEFT + frame.width
    y = frame.foot_top - _SMALL_LEADING
    pen.rule(_LEFT, frame.foot_top, right, frame.foot_top)
    if paper.private:
        pen.text(_LEFT, y, tr("Student privacy: keep safe"), _SMALL, weight=Weight.BOLD)
    counted = tr("Page {page} of {total}", page=number, total=total)
    pen.text_in(_LEFT, right, y, counted, size=_SMALL, align=Align.CENTRE, ink=SOFT)
    pen.text_in(
        _LEFT, right, y, one_line(_printed(paper), frame.width * 0.4, _SMALL), size=_SMALL, align=Align.RIGHT, ink=SOFT
    )
    for line in frame.foot:
        y -= _SMALL_LEADING
        pen.text(_LEFT, y, line, _SMALL, ink=SOFT)


def _printed(paper: Paper) -> str:
    moment = show_datetime(paper.printed_at)
    if paper.printed_by and moment:
        return tr("Printed by {name} on {moment}", name=paper.printed_by, moment=moment)
    return tr("Printed by {name}", name=paper.printed_by) if paper.printed_by else moment
