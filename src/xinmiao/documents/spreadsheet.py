"""Spreadsheets out: tables of plain values as .xlsx or .csv, built in memory, inert in every program.

Owns the limits of the format, the look of a table and the blank metadata. Text stays text, whatever it begins
with (`spreadsheet_guard`). Where the bytes go is `save.save_output`; who may export is an operation's business.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xinmiao.documents.spreadsheet_guard import inert, may_run, writable
from xinmiao.kernel.errors import OutputFailed
from xinmiao.kernel.texts import _, tr

Cell = str | int | float | date | None

LONGEST_CELL = 32_767
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_LONGEST_NAME = 31
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_NO_DATE_BEFORE = date(1900, 3, 1)
"""Excel believes in a 29 February 1900; what lies before is written as text."""
_BLANK_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 -- the same in every file, so that it says nothing
_DEFAULT_WIDTH, _WIDEST = 12.0, 60.0


@dataclass(frozen=True)
class SheetColumn:
    """A column: its title and its width in characters; 0 fits the width to what stands in it."""

    title: str
    width: float = 0


@dataclass(frozen=True)
class Sheet:
    """A table. Rows are as long as `columns`; the title row stays in sight when one scrolls.

    With `typed` (columns counted from 0) only the cells of those can be typed into, as far as spreadsheet
    programs respect that; it keeps hands from slipping and hides nothing.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    typed: frozenset[int] = frozenset()


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook.

    Raises:
        OutputFailed: a cell or a table is larger than the format holds; the cell is named.
    """
    import xlsxwriter  # noqa: PLC0415 -- loaded when the first table is written

    for sheet in sheets:
        _check(sheet)
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(
        memory,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"author": "", "title": "", "company": "", "created": _BLANK_MOMENT})
    looks = _Looks(book)
    names: list[str] = []
    for sheet in sheets:
        names.append(sheet_name(sheet.name, names))
        _fill(book.add_worksheet(names[-1]), sheet, looks)
    book.close()
    return memory.getvalue()


def csv_bytes(sheet: Sheet) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, every cell in quotes, formulas made inert.

    Raises:
        OutputFailed: a cell is larger than a spreadsheet program would read; the cell is named.
    """
    _check(sheet)
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([inert(writable(column.title)) for column in sheet.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def sheet_name(wished: str, taken: Iterable[str] = ()) -> str:
    """Return a name that every program takes for a sheet, different from those `taken`."""
    plain = "".join(char for char in writable(wished) if unicodedata.category(char) not in {"Cc", "Cf"})
    name = _FORBIDDEN_IN_NAME.sub("_", plain).strip().strip("'")[:_LONGEST_NAME].rstrip() or tr("Table")
    if name.casefold() == "history":  # a name Excel keeps for itself
        name = f"{name}_"
    known, number, found = {other.casefold() for other in taken}, 2, name
    while found.casefold() in known:
        ending = f" ({number})"
        found, number = name[: _LONGEST_NAME - len(ending)] + ending, number + 1
    return found


def place_of(row: int, column: int) -> str:
    """Return how spreadsheet programs name a cell, both counted from 0: (1, 27) is AB2."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


class _Looks:
    """The formats of one workbook. A quoted cell stays text even when somebody edits it."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
        self.number = book.add_format({"valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.typed = book.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "locked": False, "border": 4}
        )


def _fill(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width or _fitting(sheet, place))
        page.write_string(0, place, writable(column.title), looks.quoted if may_run(column.title) else looks.head)
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row):
            _write(page, number, place, cell, looks)
        for place in sheet.typed:
            page.write_blank(number, place, None, looks.typed)
    if sheet.typed:
        page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
    page.freeze_panes(1, 0)
    page.set_paper(9)
    page.repeat_rows(0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _write(page: Any, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool | str):
        text = writable(_shown(cell))
        page.write_string(row, column, text, looks.quoted if may_run(text) else looks.text)
    elif isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if day < _NO_DATE_BEFORE:
            page.write_string(row, column, day.isoformat(), looks.text)
        else:
            page.write_datetime(row, column, datetime(day.year, day.month, day.day), looks.day)  # noqa: DTZ001 -- a day
    else:
        page.write_number(row, column, cell, looks.number)


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return inert(writable(cell))
    return "" if cell is None else _shown(cell)


def _shown(cell: Cell) -> str:
    if isinstance(cell, bool):
        return tr("Yes") if cell else tr("No")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _fitting(sheet: Sheet, place: int) -> float:
    """Return the width of the longest line in a column; a Chinese character is two wide."""
    words = [sheet.columns[place].title, *(_shown(row[place]) for row in sheet.rows if row[place] is not None)]
    widest = max((_wide(line) for text in words for line in text.splitlines()), default=0)
    return min(max(widest + 2.0, _DEFAULT_WIDTH), _WIDEST)


def _wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def _check(sheet: Sheet) -> None:
    """Refuse what the format would cut off without a word."""
    if len(sheet.rows) >= MOST_ROWS or len(sheet.columns) > MOST_COLUMNS:
        raise OutputFailed(
            _("This table is larger than a spreadsheet can hold."),
            _("Narrow the list, then export again."),
            code="E-ROWS",
        )
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and len(writable(cell).encode("utf-16-le")) // 2 > LONGEST_CELL:
                raise OutputFailed(
                    _("The text in cell {place} is longer than a spreadsheet can hold.").format(
                        place=place_of(number, place)
                    ),
                    _("Shorten it, or leave this column out."),
                    code="E-CELL",
                )
