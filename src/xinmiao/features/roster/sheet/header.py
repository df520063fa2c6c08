"""Finds the lists of students in a workbook: header rows, data rows, and what is neither.

Owns: title rows, one or two header rows, merged cells, total rows, blank rows, repeated headers, hidden
sheets, one sheet per class. Reads no values; every row it passes over is told, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xinmiao.documents.workbook import Cell, SheetTable
from xinmiao.features.roster.sheet.mapping import Column, is_group_of_others, plain_heading, recognise
from xinmiao.features.roster.sheet.values import text_of
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _

_ROWS_SEARCHED = 40
_FEWEST_COLUMNS = 2
_FEW = 3
_TOTAL_WORDS = ("合计", "总计", "小计", "共计", "总人数", "总数", "人数合计", "人数", "本页合计")
_SERIAL_HEADINGS = {"序号", "编号", "no", "no.", "序"}
_CLASS_IN_TITLE = re.compile(
    r"(?:(?:20\d\d|\d\d)级|[小初高]?[一二三四五六七八九1-9](?:年级|年)?)[(（\[]?第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）\]]?班"
)
_FILLED_DOWN = frozenset({Column.CLASS, Column.GRADE})


class RosterNotFound(AppError):
    """No sheet of the file holds a list of students."""

    code = "E-SHEET-HEADER"
    default_next_step = _("Put the names of the columns, such as 姓名, 性别 and 班级, in one row above the list.")


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of a list. `number` is its row in the file; `section` a class name standing above it."""

    number: int
    cells: tuple[Cell, ...]
    section: str = ""
    merged_from: int = 0
    """The row where a merged name begins that covers this one; 0 when there is none."""
    uncalculated: tuple[int, ...] = ()
    """Columns whose formula has no value."""
    merged_over: tuple[tuple[int, int], ...] = ()
    """Columns that a merged cell covers so that they read as empty, each with the row where it begins."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sheet or a row that is not read, and why. `row` is 0 for a whole sheet."""

    sheet: str
    row: int
    reason: Text


@dataclass(frozen=True, slots=True)
class FoundList:
    """One list of students. `headings` are counted from column A."""

    sheet: str
    headings: tuple[str, ...]
    header_row: int
    """The last row of the header, as in the file."""
    rows: tuple[DataRow, ...]
    title: str = ""
    """A class named in a row above the header, or an empty text."""
    date_1904: bool = False
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundLists:
    """All lists of a file, and what was passed over."""

    file: str
    lists: tuple[FoundList, ...]
    passed_over: tuple[PassedOver, ...]


def find_lists(tables: Iterable[SheetTable], *, file: str) -> FoundLists:
    """Find the list of students on every sheet that shows.

    Raises:
        RosterNotFound: there is none, or one is hidden, or two stand side by side.
    """
    lists: list[FoundList] = []
    passed: list[PassedOver] = []
    hidden = ""
    for table in tables:
        header = _find_header(table)
        if header is not None and table.hidden:
            hidden = table.name
        if header is None or table.hidden:
            reason = _("This sheet is hidden.") if table.hidden else _("No row with the names of columns was found.")
            passed += [PassedOver(table.name, 0, reason)] if any(map(any, table.rows)) else []
            continue
        _refuse_twins(header, table, file)
        found = _read_list(table, header)
        lists += [found] if found.rows else []
        passed += found.passed_over
    if not lists:
        raise _not_found(file, hidden)
    return FoundLists(file, tuple(lists), tuple(passed))


def _not_found(file: str, hidden: str) -> RosterNotFound:
    if hidden:
        return RosterNotFound(
            _("In the file “{file}”, only the hidden sheet “{sheet}” holds a list of students.").format(
                file=file, sheet=hidden
            ),
            _("Show the sheet in Excel or WPS, save the file and choose it again."),
        )
    return RosterNotFound(_("No list of students was found in the file “{file}”.").format(file=file))


@dataclass(frozen=True, slots=True)
class _Header:
    first: int
    last: int
    headings: tuple[str, ...]


def _find_header(table: SheetTable) -> _Header | None:
    """Return the row that names the most fields, or the two rows that together name more."""
    best: tuple[tuple[int, bool], _Header] | None = None
    for at in range(min(len(table.rows), _ROWS_SEARCHED)):
        upper = tuple(text_of(cell) for cell in table.rows[at])
        lower = tuple(text_of(cell) for cell in table.rows[at + 1]) if at + 1 < len(table.rows) else ()
        for header in (_Header(at, at, upper), _Header(at, at + 1, _joined(table, at, upper, lower))):
            score = (_score(header.headings), header.first == header.last)
            if score[0] >= _FEWEST_COLUMNS and (best is None or score > best[0]):
                best = (score, header)
    return None if best is None else best[1]


def _score(headings: Sequence[str]) -> int:
    known = {column for heading in headings if (column := recognise(heading)) is not None}
    return len(known) if Column.NAME in known else len(known) - 2


def _joined(table: SheetTable, at: int, upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a two-row header: an upper heading spans its merged cells."""
    spanning = list(upper) + [""] * (len(lower) - len(upper))
    for top, left, bottom, right in table.merged:
        if top == bottom == at:
            for index in range(left + 1, min(right, len(spanning) - 1) + 1):
                spanning[index] = spanning[left]
    below = list(lower) + [""] * (len(spanning) - len(lower))
    return tuple(_heading(above, under) for above, under in zip(spanning, below, strict=True))


def _heading(above: str, under: str) -> str:
    if not above or not under:
        return above or under
    if recognise(above + under) is not None or is_group_of_others(above):
        return above + under
    return under


def _refuse_twins(header: _Header, table: SheetTable, file: str) -> None:
    names = [index for index, heading in enumerate(header.headings) if recognise(heading) is Column.NAME]
    if len(names) > 1:
        raise RosterNotFound(
            _("In the file “{file}”, sheet “{sheet}” has two columns of names in row {row}.").format(
                file=file, sheet=table.name, row=header.last + 1
            ),
            _("Put lists that stand side by side below one another, or rename the column of other names."),
        )


def _read_list(table: SheetTable, header: _Header) -> FoundList:
    kinds = [recognise(heading) for heading in header.headings]
    serials = {at for at, heading in enumerate(header.headings) if plain_heading(heading) in _SERIAL_HEADINGS}
    sorter = _RowSorter(table, header, kinds.index(Column.NAME) if Column.NAME in kinds else None, serials)
    filled = _fill_down(table, header.last, {at for at, kind in enumerate(kinds) if kind in _FILLED_DOWN})
    for at in range(header.last + 1, len(table.rows)):
        sorter.take(at, table.rows[at], filled.get(at))
    title = _class_in(" ".join(text_of(cell) for row in table.rows[: header.first] for cell in row if cell is not None))
    return FoundList(
        table.name, header.headings, header.last + 1, tuple(sorter.rows), title, table.date_1904, tuple(sorter.passed)
    )


def _class_in(text: str) -> str:
    match = _CLASS_IN_TITLE.search(re.sub(r"\s", "", text))
    return match[0] if match is not None else ""


def _fill_down(table: SheetTable, last_header: int, columns: set[int]) -> dict[int, tuple[Cell, ...]]:
    """Return the rows into which a class or grade merged over several rows was filled."""
    filled: dict[int, tuple[Cell, ...]] = {}
    for top, left, bottom, _right in table.merged:
        if top <= last_header or left not in columns or bottom == top:
            continue
        for at in range(top + 1, min(bottom, len(table.rows) - 1) + 1):
            row = list(filled.get(at, table.rows[at]))
            row += [None] * (left + 1 - len(row))
            row[left] = table.rows[top][left]
            filled[at] = tuple(row)
    return filled


def _covered(table: SheetTable, header: _Header) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return the cells below the header that are covered by another: by row, column and the row where it begins."""
    found: dict[int, list[tuple[int, int]]] = {}
    last_row, last_column = len(table.rows) - 1, len(header.headings) - 1
    for top, left, bottom, right in table.merged:
        for at in range(max(top, header.last + 1), min(bottom, last_row) + 1):
            covered = (column for column in range(left, min(right, last_column) + 1) if (at, column) != (top, left))
            found.setdefault(at, []).extend((column, top + 1) for column in covered)
    return {at: tuple(sorted(columns)) for at, columns in found.items()}


class _RowSorter:
    """Tells students from blank rows, totals, notes, repeated headers and headings of sections."""

    def __init__(self, table: SheetTable, header: _Header, name_at: int | None, serials: set[int]) -> None:
        self.table, self.header, self.name_at, self.serials = table, header, name_at, serials
        self.header_texts = {plain_heading(heading) for heading in header.headings if heading}
        self.rows: list[DataRow] = []
        self.passed: list[PassedOver] = []
        self.section = ""
        self.faulty: dict[int, list[int]] = {}
        for row, column in table.uncalculated:
            self.faulty.setdefault(row, []).append(column)
        self.merged_names = {
            row: top + 1
            for top, left, bottom, right in table.merged
            if name_at is not None and left <= name_at <= right
            for row in range(top + 1, bottom + 1)
        }
        self.covered = _covered(table, header)

    def take(self, at: int, cells: tuple[Cell, ...], filled: tuple[Cell, ...] | None) -> None:
        """Put one row (counted from 0) where it belongs, by what it says itself before merged cells are filled in."""
        if self._is_plainly_a_student(cells):
            self._keep(at, filled or cells)
            return
        said = [(index, cell) for index, cell in enumerate(cells) if cell is not None and cell != ""]
        words = [text for index, cell in said if not (text := text_of(cell)).isdecimal() or index not in self.serials]
        if not any(words) and at not in self.faulty:
            return
        if (reason := self._reason_to_pass(said, words)) is not None:
            self.passed.append(PassedOver(self.table.name, at + 1, reason))
            return
        self._keep(at, filled or cells)

    def _keep(self, at: int, cells: tuple[Cell, ...]) -> None:
        faulty = tuple(sorted(self.faulty.get(at, ())))
        self.rows.append(
            DataRow(at + 1, cells, self.section, self.merged_names.get(at, 0), faulty, self.covered.get(at, ()))
        )

    def _is_plainly_a_student(self, cells: tuple[Cell, ...]) -> bool:
        """The quick answer for nearly every row: a name that is no heading, other values, no total in front."""
        name = cells[self.name_at] if self.name_at is not None and self.name_at < len(cells) else None
        if type(name) is not str or plain_heading(name) in self.header_texts or len(cells) - cells.count(None) < _FEW:
            return False
        first = next(cell for cell in cells if cell is not None)
        return type(first) is not str or not plain_heading(first).startswith(_TOTAL_WORDS)

    def _reason_to_pass(self, said: Sequence[tuple[int, Cell]], words: Sequence[str]) -> Text | None:
        first = plain_heading(text_of(said[0][1])) if said else ""
        named = self.name_at is not None and any(index == self.name_at for index, cell in said)
        if first.startswith(_TOTAL_WORDS):
            return _("A row of totals.")
        if len(words) > 1 and named and {plain_heading(word) for word in words} <= self.header_texts:
            return _("The header again.")
        return self._reason_for_single(words[0], named=named) if len(words) == 1 else None

    def _reason_for_single(self, word: str, *, named: bool) -> Text | None:
        """A row with one filled cell: the heading of a section, a note, or a bare name."""
        if (section := _class_in(word)) and len(word) <= len(section) + 12:
            self.section = section
            return _("A heading for the rows below.")
        return None if named else _("A note, no student.")
