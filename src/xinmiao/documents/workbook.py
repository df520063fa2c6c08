"""Reads tables out of workbooks (.xlsx, .xls, .ods) and delimited text, whatever the file is called.

Owns: telling the format by content, the checks before anything is read, and plain cells with their true
places. Knows nothing of rosters; who asks decides what a cell means. The reading library is imported
when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from xinmiao.documents import workbook_ole, workbook_zip
from xinmiao.documents.workbook_errors import FileFault, Limits, UnreadableWorkbook, column_index, column_letters
from xinmiao.documents.workbook_text import foreign_kind, text_rows

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = [
    "LIMITS",
    "Cell",
    "Limits",
    "SheetTable",
    "UnreadableWorkbook",
    "column_index",
    "column_letters",
    "read_tables",
]

LIMITS = Limits()
R = TypeVar("R")
Cell = str | int | float | bool | date | datetime | None
_EXACT_INTEGERS_BELOW = 10**15
"""A number cell keeps 15 digits; beyond, it stays a float, because its last digits are not the ones typed."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet. `rows[0]` is row 1 of the file and cell 0 of a row is column A, so places are true.

    Places in `merged` and `uncalculated` count from 0.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    date_1904: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Top, left, bottom, right of each merged area; its value stands in the top left cell only."""
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    """Row and column of formulas without a value; they read as empty."""


def read_tables(path: Path, *, limits: Limits = LIMITS) -> tuple[SheetTable, ...]:
    """Return every sheet of the file, in its order; a text file is one sheet.

    Raises:
        UnreadableWorkbook: the file cannot or must not be read; nothing was kept in memory.
    """
    fault = FileFault(path.name)
    data = _content(path, fault, limits)
    if data.startswith(b"PK"):
        inside = workbook_zip.look_inside(data, fault, limits)
        return _read_workbook(data, inside.date_1904, inside.uncalculated, fault, limits)
    if data.startswith(workbook_ole.SIGNATURE):
        old = workbook_ole.look_inside(data, fault, limits)
        return _read_workbook(data, old.date_1904, old.uncalculated, fault, limits)
    if (kind := foreign_kind(data)) is not None:
        raise fault.foreign(kind)
    return (SheetTable(path.stem, text_rows(data, path.stem, fault, limits)),)


def _content(path: Path, fault: FileFault, limits: Limits) -> bytes:
    if not path.is_file():
        raise fault.missing()
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError:
        raise fault.closed() from None
    if len(data) > limits.file_bytes:
        raise fault.too_big(limits.file_bytes)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise fault.empty()
    return data


def _read_workbook(
    data: bytes,
    date_1904: bool,  # noqa: FBT001 -- a property of the file
    uncalculated: dict[str, frozenset[tuple[int, int]]] | dict[int, frozenset[tuple[int, int]]],
    fault: FileFault,
    limits: Limits,
) -> tuple[SheetTable, ...]:
    by_place = dict[str | int, frozenset[tuple[int, int]]](uncalculated.items())
    workbook = _opened(data, fault)
    every = enumerate(workbook.sheets_metadata)
    listed = [(place, sheet) for place, sheet in every if str(sheet.typ).endswith(".WorkSheet")]
    if len(listed) > limits.sheets:
        raise fault.too_many_sheets(limits)
    cells_left, tables = limits.cells, []
    for place, sheet in listed:
        rows, merged = _sheet_content(workbook, sheet.name, fault)
        cells_left -= sum(map(len, rows))
        if cells_left < 0:
            raise fault.too_many_cells(sheet.name)
        _check_extent(rows, sheet.name, fault, limits)
        faulty = by_place.get(sheet.name) or by_place.get(place) or frozenset()
        hidden = not str(sheet.visible).endswith(".Visible")
        tables.append(SheetTable(sheet.name, rows, hidden, date_1904, merged, faulty))
    return tuple(tables)


def _guarded(read: Callable[[], R], fault: FileFault) -> R:
    """Call the reading library; whatever it stumbles over is damage of the file."""
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415 -- heavy

    try:
        return read()
    except PasswordError:
        raise fault.locked() from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise fault.cut_off() from None
    except BaseException as error:
        # A panic of the Rust library arrives as this class, which no module offers to be named.
        if type(error).__name__ == "PanicException":
            raise fault.cut_off() from None
        raise


def _opened(data: bytes, fault: FileFault) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 -- heavy

    return _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(data)), fault)


def _sheet_content(
    workbook: CalamineWorkbook, name: str, fault: FileFault
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[tuple[int, int, int, int], ...]]:
    sheet = _guarded(lambda: workbook.get_sheet_by_name(name), fault)
    rows = _guarded(lambda: sheet.to_python(skip_empty_area=False), fault)
    return _plain_rows(rows), tuple(_merged_areas(sheet))


def _merged_areas(sheet: CalamineSheet) -> Iterable[tuple[int, int, int, int]]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield top, left, bottom, right


def _plain_rows(rows: Iterable[Iterable[object]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple([tuple([cell if type(cell) is str and cell else _plain(cell) for cell in row]) for row in rows])


def _plain(cell: object) -> Cell:
    """Return a cell as a plain value: whole numbers as int, an empty cell as None, spans of time as text."""
    if cell == "" or cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_INTEGERS_BELOW:
        return int(cell)
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    if isinstance(cell, (str, int, float, date)):
        return cell
    return str(cell)


def _check_extent(rows: tuple[tuple[Cell, ...], ...], sheet: str, fault: FileFault, limits: Limits) -> None:
    if len(rows) > limits.rows:
        raise fault.too_many_rows(sheet, len(rows), limits)
    width = max(map(len, rows), default=0)
    if width > limits.columns:
        raise fault.too_many_columns(sheet, column_letters(width - 1), limits)
