"""Looks inside an old binary workbook (.xls) before it is read: kind, password, cells far outside.

Reads just enough of the OLE container ([MS-CFB]) and of the record stream ([MS-XLS] 2.1.4) to tell a
workbook from a Word document, to see a password, and to bound the grid. Owns no parsing of values.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from xinmiao.documents.workbook_errors import FileFault, Limits, column_letters
from xinmiao.kernel.texts import Text, _

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES = 512
_DIRECTORY_ENTRY_BYTES = 128
_HEADER_FAT_SECTORS = 109
_END_OF_CHAIN = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_MINI_STREAM_BELOW = 4096
_FOREIGN_STREAMS: tuple[tuple[str, Text], ...] = (
    ("WordDocument", _("a Word document")),
    ("PowerPoint Document", _("a presentation")),
)
_FILE_PASSWORD, _DATE_MODE, _BOUND_SHEET, _BEGIN, _END = 0x002F, 0x0022, 0x0085, 0x0809, 0x000A
_DIMENSIONS, _SHARED_STRINGS, _LAST_ROW, _LAST_COLUMN = 0x0200, 0x00FC, 65_536, 256
_FORMULA, _ERROR = 0x0006, 0x0205
_CELL_RECORDS = frozenset({_FORMULA, _ERROR, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6})
_MULTIPLE_RK = 0x00BD
_ERROR_RESULT = b"\x02"
_NOT_A_NUMBER = b"\xff\xff"


@dataclass
class OldWorkbook:
    """What was found in the record stream. Rows and columns of cells count from 0."""

    date_1904: bool = False
    uncalculated: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict)
    """By sheet position, the cells whose formula gave an error."""


class _Container:
    """The OLE container: sectors chained by a table."""

    def __init__(self, data: bytes, fault: FileFault) -> None:
        self.data, self.fault = data, fault
        if len(data) < _HEADER_BYTES:
            raise fault.cut_off()
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004 -- the only sizes of [MS-CFB] 2.2
            raise fault.cut_off()
        self.sector_bytes, self.mini_bytes = 1 << shift, 1 << mini_shift
        self.table = self._allocation()
        (first_directory,) = struct.unpack_from("<I", data, 48)
        self.entries = self._entries(self.chain(first_directory))

    def sector(self, number: int) -> bytes:
        """Return one sector; past the end is damage."""
        start = (number + 1) * self.sector_bytes
        content = self.data[start : start + self.sector_bytes]
        if not content:
            raise self.fault.cut_off()
        return content

    def _allocation(self) -> list[int]:
        sectors = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}I", self.data, 76))
        next_more, more_count = struct.unpack_from("<II", self.data, 68)
        entries = self.sector_bytes // 4
        for _unused in range(min(more_count, len(self.data) // self.sector_bytes)):
            if next_more >= _END_OF_CHAIN:
                break
            *found, next_more = struct.unpack(f"<{entries}I", self.sector(next_more).ljust(self.sector_bytes, b"\xff"))
            sectors += found
        table: list[int] = []
        for number in sectors:
            if number < _END_OF_CHAIN - 1:
                table += struct.unpack(f"<{entries}I", self.sector(number).ljust(self.sector_bytes, b"\xff"))
        return table

    def chain(self, first: int) -> bytes:
        """Return the content of a chain of sectors; a circle is damage."""
        pieces: list[bytes] = []
        while first < _END_OF_CHAIN - 1:
            if first >= len(self.table) or len(pieces) > len(self.table):
                raise self.fault.cut_off()
            pieces.append(self.sector(first))
            first = self.table[first]
        return b"".join(pieces)

    def _entries(self, directory: bytes) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for start in range(0, len(directory) - _DIRECTORY_ENTRY_BYTES + 1, _DIRECTORY_ENTRY_BYTES):
            name_bytes = min(struct.unpack_from("<H", directory, start + 64)[0], 64)
            name = directory[start : start + max(name_bytes - 2, 0)].decode("utf-16-le", "replace")
            if name:
                first, size = struct.unpack_from("<II", directory, start + 116)
                found.setdefault(name, (first, size))
        return found

    def stream(self, name: str) -> bytes:
        """Return a named stream's bytes."""
        first, size = self.entries[name]
        if size >= _MINI_STREAM_BELOW:
            return self.chain(first)[:size]
        root_first, root_size = self.entries.get("Root Entry", (_END_OF_CHAIN, 0))
        mini = self.chain(root_first)[:root_size]
        links = self.chain(struct.unpack_from("<I", self.data, 60)[0])
        pieces: list[bytes] = []
        while first < _END_OF_CHAIN - 1:
            if (first + 1) * 4 > len(links) or len(pieces) * self.mini_bytes > size:
                raise self.fault.cut_off()
            pieces.append(mini[first * self.mini_bytes : (first + 1) * self.mini_bytes])
            (first,) = struct.unpack_from("<I", links, first * 4)
        return b"".join(pieces)[:size]


def look_inside(data: bytes, fault: FileFault, limits: Limits) -> OldWorkbook:
    """Check an OLE file and say what it is.

    Raises:
        UnreadableWorkbook: it is damaged, protected, too large, or no workbook.
    """
    container = _Container(data, fault)
    if "EncryptedPackage" in container.entries:
        raise fault.locked()
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in container.entries:
            return _Records(container.stream(name), fault, limits).walk()
    for name, kind in _FOREIGN_STREAMS:
        if name in container.entries:
            raise fault.foreign(kind)
    raise fault.foreign(_("something unknown"))


class _Records:
    """The record stream of the workbook: its globals, then one part per sheet."""

    def __init__(self, stream: bytes, fault: FileFault, limits: Limits) -> None:
        self.stream, self.fault, self.limits = stream, fault, limits
        self.names: dict[int, str] = {}
        self.order: list[int] = []
        self.part = 0
        self.errors: set[tuple[int, int]] = set()
        self.found = OldWorkbook()

    def walk(self) -> OldWorkbook:
        """Look at every record once."""
        stream, position, end = self.stream, 0, len(self.stream) - 4
        unpack, depth = struct.Struct("<HH").unpack_from, 0
        while position <= end:
            kind, size = unpack(stream, position)
            body = position + 4
            if kind in _CELL_RECORDS or kind == _MULTIPLE_RK:
                self._look_at_cell(kind, stream[body : body + size])
            elif kind == _BEGIN:
                self.part = position if depth == 0 else self.part
                depth += 1
            elif kind == _END:
                depth = max(depth - 1, 0)
                self._close_part(depth)
            else:
                self._look_at_setting(kind, stream[body : body + size])
            position = body + size
        return self.found

    def _close_part(self, depth: int) -> None:
        if depth == 0 and self.part in self.order:
            self.found.uncalculated[self.order.index(self.part)] = frozenset(self.errors)
            self.errors.clear()

    def _look_at_setting(self, kind: int, body: bytes) -> None:
        if kind == _FILE_PASSWORD:
            raise self.fault.locked()
        if kind == _DIMENSIONS:
            self._look_at_dimensions(body)
        if kind == _SHARED_STRINGS and (len(body) < 8 or struct.unpack_from("<II", body)[1] > len(self.stream)):  # noqa: PLR2004 -- two counts
            raise self.fault.cut_off()
        if kind == _DATE_MODE and len(body) >= 2:  # noqa: PLR2004 -- the record's length
            self.found.date_1904 = body[:2] == b"\x01\x00"
        if kind == _BOUND_SHEET and len(body) > 8:  # noqa: PLR2004 -- what stands before the name
            start = struct.unpack_from("<I", body)[0]
            self.order.append(start)
            self.names[start] = body[8:].decode("utf-16-le" if body[7] & 1 else "latin-1", "replace")

    def _look_at_dimensions(self, body: bytes) -> None:
        """The reading library sets memory aside for the whole area, before it has seen a cell."""
        if len(body) == 14:  # noqa: PLR2004 -- the record's length
            first, last, left, right = struct.unpack_from("<IIHH", body)
        elif len(body) == 10:  # noqa: PLR2004 -- the record's length before Excel 97
            first, last, left, right = struct.unpack_from("<HHHH", body)
        else:
            raise self.fault.cut_off()
        if not first <= last <= _LAST_ROW or not left <= right <= _LAST_COLUMN:
            raise self.fault.cut_off()
        if (last - first) * (right - left) > self.limits.rows * self.limits.columns:
            raise self.fault.too_many_rows(self.names.get(self.part, ""), last, self.limits)

    def _look_at_cell(self, kind: int, body: bytes) -> None:
        if len(body) < 6:  # noqa: PLR2004 -- row, column, format
            return
        row, column = struct.unpack_from("<HH", body)
        if kind == _MULTIPLE_RK:
            column = struct.unpack_from("<H", body, len(body) - 2)[0]
        sheet = self.names.get(self.part, "")
        if row >= self.limits.rows:
            raise self.fault.too_many_rows(sheet, row + 1, self.limits)
        if column >= self.limits.columns:
            raise self.fault.too_many_columns(sheet, column_letters(column), self.limits)
        failed_formula = kind == _FORMULA and body[6:7] == _ERROR_RESULT and body[12:14] == _NOT_A_NUMBER
        if failed_formula or (kind == _ERROR and body[7:8] == b"\x01"):
            self.errors.add((row, column))
