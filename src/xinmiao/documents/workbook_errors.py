"""What can be wrong with a table file, told so that a school secretary knows what to do next.

Owns the error and the limits of reading. Knows nothing of rosters.
"""

from __future__ import annotations

from dataclasses import dataclass

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How much is read at most, so that no file can exhaust the memory of a 4 GB computer."""

    file_bytes: int = 60 * MEBIBYTE
    unpacked_bytes: int = 300 * MEBIBYTE
    packing_ratio: int = 250
    """Unpacked to packed size of one part; real sheets stay below 60."""
    ratio_counts_from_bytes: int = 30 * MEBIBYTE
    parts: int = 5_000
    sheets: int = 300
    rows: int = 20_000
    columns: int = 300
    cells: int = 3_000_000


class UnreadableWorkbook(AppError):
    """A table file that cannot or must not be read; the sentence names the file."""

    code = "E-SHEET"
    default_message = _("This file cannot be read as a table.")
    default_next_step = _("Open it in Excel or WPS, save it as .xlsx and choose it again.")


_SAVE_AS_XLSX = UnreadableWorkbook.default_next_step
_COPY_AGAIN = _("Copy the file again from where it came from, and check that it opens in Excel or WPS.")


@dataclass(frozen=True)
class FileFault:
    """Makes the errors of one file: every sentence names it."""

    file: str

    def _error(self, code: str, message: Text, next_step: Text = _SAVE_AS_XLSX) -> UnreadableWorkbook:
        return UnreadableWorkbook(message.format(file=self.file), next_step, code=code)

    def missing(self) -> UnreadableWorkbook:
        """The path leads to nothing, or to a folder."""
        return self._error("E-SHEET-MISSING", _("The file “{file}” is not there."), _("Choose the file again."))

    def closed(self) -> UnreadableWorkbook:
        """The system does not let us read it."""
        return self._error(
            "E-SHEET-CLOSED",
            _("The file “{file}” cannot be opened for reading."),
            _("Close it in Excel or WPS, or copy it to another folder, and choose it again."),
        )

    def empty(self) -> UnreadableWorkbook:
        """Nothing is in it."""
        return self._error("E-SHEET-EMPTY", _("The file “{file}” is empty."), _COPY_AGAIN)

    def too_big(self, limit_bytes: int) -> UnreadableWorkbook:
        """More bytes than any roster needs."""
        return self._error(
            "E-SHEET-SIZE",
            _("The file “{file}” is larger than {limit} MB; a roster is never that large.").format(
                limit=limit_bytes // MEBIBYTE
            ),
            _("Copy only the list of students into a new workbook, without pictures, and choose that."),
        )

    def bomb(self) -> UnreadableWorkbook:
        """Unpacks to far more than it seems."""
        return self._error(
            "E-SHEET-BOMB",
            _("The file “{file}” unpacks to far more than a roster can hold, so it was not opened."),
            _("Copy only the list of students into a new workbook and choose that."),
        )

    def cut_off(self) -> UnreadableWorkbook:
        """The end is missing, or bytes were changed."""
        return self._error("E-SHEET-DAMAGED", _("The file “{file}” is incomplete or damaged."), _COPY_AGAIN)

    def locked(self) -> UnreadableWorkbook:
        """A password protects it."""
        return self._error(
            "E-SHEET-PASSWORD",
            _("The file “{file}” is protected with a password."),
            _("Open it in Excel or WPS with its password, save a copy without a password and choose that."),
        )

    def foreign(self, kind: Text) -> UnreadableWorkbook:
        """It is something else, whatever its name says."""
        return self._error(
            "E-SHEET-FORMAT",
            _("The file “{file}” is not a table: inside it is {kind}, whatever its name ends with.").format(kind=kind),
        )

    def encoding(self, line: int) -> UnreadableWorkbook:
        """Text in none of the encodings we know."""
        return self._error(
            "E-SHEET-ENCODING",
            _("The text of the file “{file}” cannot be read from line {line} on.").format(line=line),
        )

    def quoting(self, line: int) -> UnreadableWorkbook:
        """A quotation mark without its partner."""
        return self._error(
            "E-SHEET-CSV",
            _("In the file “{file}”, a quotation mark at line {line} has no partner.").format(line=line),
        )

    def long_cell(self, line: int) -> UnreadableWorkbook:
        """One cell with more text than any cell can hold."""
        return self._error(
            "E-SHEET-CELL",
            _("In the file “{file}”, a cell near line {line} holds more text than a cell can.").format(line=line),
        )

    def too_many_rows(self, sheet: str, row: int, limits: Limits) -> UnreadableWorkbook:
        """Something stands too far down."""
        return self._error(
            "E-SHEET-ROWS",
            _("In the file “{file}”, sheet “{sheet}” reaches down to row {row}; at most {limit} rows are read.").format(
                sheet=sheet, row=row, limit=limits.rows
            ),
            _("Delete what stands below the list, or divide the list into several files."),
        )

    def too_many_columns(self, sheet: str, column: str, limits: Limits) -> UnreadableWorkbook:
        """Something stands too far to the right."""
        return self._error(
            "E-SHEET-COLUMNS",
            _(
                "In the file “{file}”, sheet “{sheet}” reaches to column {column}; at most {limit} columns are read."
            ).format(sheet=sheet, column=column, limit=limits.columns),
            _("Delete what stands to the right of the list."),
        )

    def too_many_cells(self, sheet: str) -> UnreadableWorkbook:
        """All sheets together hold too much."""
        return self._error(
            "E-SHEET-CELLS",
            _(
                "The file “{file}” holds more cells than can be read at once; reading stopped at sheet “{sheet}”."
            ).format(sheet=sheet),
            _("Keep only the sheets with students, or divide the list into several files."),
        )

    def too_many_sheets(self, limits: Limits) -> UnreadableWorkbook:
        """More sheets than a school has classes."""
        return self._error(
            "E-SHEET-SHEETS",
            _("The file “{file}” has more than {limit} sheets.").format(limit=limits.sheets),
            _("Keep only the sheets with students, or divide the list into several files."),
        )


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0, as Excel shows them: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the column counted from 0 that `letters` name: A is 0, AA is 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
