"""What a paper says: a declaration of plain values that a feature builds and hands over.

Owns the vocabulary of papers (headings, text, grids, tables, signature lines …). All texts are shown
as they are: no markup exists, so nothing a person typed can act as markup. Measures are millimetres.
How it looks is decided in `sheet`, `flows` and `grids`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

_MOST_COLUMNS = 4


class Orientation(StrEnum):
    """How an A4 sheet is held."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Align(StrEnum):
    """Where a text stands in its width."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class TextStyle(StrEnum):
    """What a paragraph is: body text, a small note, or words set off in a box."""

    BODY = "body"
    SMALL = "small"
    BOXED = "boxed"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a section, level 2 a part of it. It stays with what follows."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text as typed, line ends and empty lines included; `indent` sets in the first line by two characters."""

    text: str
    style: TextStyle = TextStyle.BODY
    align: Align = Align.LEFT
    bold: bool = False
    indent: bool = False


@dataclass(frozen=True, slots=True)
class KeyValue:
    """One entry of a grid; a wide one has a row to itself."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class KeyValues:
    """A grid of labels and values, `columns` (1–4) entries side by side."""

    entries: tuple[KeyValue, ...]
    columns: int = 2

    def __post_init__(self) -> None:
        _check_columns(self.columns)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; widths are shared out by `weight`."""

    title: str
    weight: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that is repeated on each page; long cells wrap and go on over pages.

    `empty` is said when there are no rows; `row_height_mm` is the least height, for forms filled by hand.
    A large one is read from a step away, as on a door.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    row_height_mm: float = 0.0
    large: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has another number of cells than the table has columns")


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Lines to sign on, `columns` (1–4) side by side where the names leave room to sign.

    `dated` adds year, month and day to be filled in by hand.
    """

    names: tuple[str, ...]
    columns: int = 2
    dated: bool = True

    def __post_init__(self) -> None:
        _check_columns(self.columns)


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Empty ruled lines to write on by hand."""

    count: int
    height_mm: float = 9.0


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty height; it vanishes at the head of a page."""

    height_mm: float


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line across the page, along which a part is cut off."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code (error level M, quiet zone kept) with lines of text beside it."""

    data: str
    caption: str = ""
    size_mm: float = 34.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or scan (JPEG, upright, its size in pixels), as large as the width and `most_mm` of height allow."""

    jpeg: bytes
    width: int
    height: int
    most_mm: float


@dataclass(frozen=True, slots=True)
class Label:
    """One label to be cut out: its title reads downwards, the lines stand at its foot."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one size side by side, such as those on the spines of boxes."""

    labels: tuple[Label, ...]
    columns: int = 4
    height_mm: float = 102.0

    def __post_init__(self) -> None:
        _check_columns(self.columns)


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that go on one page when one page can hold them."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    "Heading | Paragraph | KeyValues | Table | SignatureLines | WritingLines | Spacer | CutLine | PageBreak | Qr"
    " | Picture | Labels | KeepTogether"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed paper.

    `purpose` says what it was printed for, `anchor` is the audit anchor at the foot, `private` prints
    学生隐私·注意保管, `watermark` lies behind the text (a drill, a draft), `number` is the paper's own number.
    `printed_at` must be aware; it is shown in local time.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    school: str = ""
    number: str = ""
    purpose: str = ""
    printed_by: str = ""
    printed_at: datetime | None = None
    private: bool = False
    watermark: str = ""
    anchor: str = ""
    orientation: Orientation = Orientation.PORTRAIT

    def texts(self) -> Iterator[str]:
        """Yield every text that comes from outside, in order, to be checked before printing."""
        yield from (self.school, self.number, self.title, self.subtitle)
        for block in self.blocks:
            yield from _texts(block)
        yield from (self.purpose, self.printed_by, self.watermark, self.anchor)


def _check_columns(columns: int) -> None:
    if not 1 <= columns <= _MOST_COLUMNS:
        raise ValueError("one to four columns fit on a sheet")


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case KeyValues():
            yield from (text for entry in block.entries for text in (entry.label, entry.value))
        case Table():
            yield from (column.title for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
            yield block.empty
        case KeepTogether():
            for inner in block.blocks:
                yield from _texts(inner)
        case _:
            yield from _few_texts(block)


def _few_texts(block: Block) -> Iterator[str]:
    match block:
        case SignatureLines():
            yield from block.names
        case Qr():
            yield block.caption
        case Labels():
            yield from (text for label in block.labels for text in (label.title, *label.lines))
        case _:
            pass
