"""Looks inside a zipped workbook before it is read: sizes, kind, password, cells that stand far outside.

The reading library builds a dense grid from the outermost cells and trusts the sizes written in the
archive; one stray cell at XFD1048576 or one lying size would take all memory. Here everything is
unpacked within limits and looked at first. Owns no parsing of values.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from xinmiao.documents.workbook_errors import FileFault, Limits, column_index, column_letters
from xinmiao.kernel.texts import Text, _

_LOCAL_HEADER = 30
_DEFLATED = 8
_ENCRYPTED_FLAG = 0x1
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_WORKBOOK_SETTINGS = re.compile(rb"<(?:\w+:)?workbookPr\s([^>]*)>")
_FAR_NAME = re.compile(rb"""=["']((?:[A-Z]{3,}|[L-Z][A-Z]|K[O-Z])\d+|[A-Z]{1,2}(?:[2-9]\d{4}|\d{6,}))["']""")
_CELL_WITH_CONTENT = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*\s)?r=["'][A-Z]+\d+["'][^>]*(?<!/)>""")
_FAR_ROW = re.compile(
    rb"""<(?:\w+:)?row\s[^>]*?\br=["']([2-9]\d{4}|\d{6,})["'][^>]*>\s*<(?:\w+:)?c(?:\s+[st]="\w*")*>"""
)
_FORMULA_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?P<head>[^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?P<value><(?:\w+:)?v>[^<])?"""
)
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>""")
_CELL_NAME = re.compile(rb"([A-Z]+)(\d+)")
_ODS_ROWS = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d+)"[^>]*(?<!/)>(.*?)</table:table-row>', re.DOTALL
)
_ODS_CELLS = re.compile(
    rb'<table:table-cell\b(?=[^>]*(?:office:value-type|formula))[^>]*number-columns-repeated="(\d+)"'
)
_FOREIGN_PARTS: tuple[tuple[str, Text], ...] = (
    ("word/document.xml", _("a Word document")),
    ("ppt/presentation.xml", _("a presentation")),
    ("xl/workbook.bin", _("a binary workbook (.xlsb)")),
)
_ODS_CONTENT = re.compile(rb"office:value-type|<text:p")


@dataclass
class ZippedWorkbook:
    """What was found in the archive. Rows and columns of cells count from 0."""

    kind: str
    """`xlsx` or `ods`."""
    date_1904: bool = False
    uncalculated: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    """By sheet name, the cells whose formula has no value, or an error in its place."""


class _Parts:
    """The parts of the archive, unpacked with a count that does not trust the sizes written in it."""

    def __init__(self, data: bytes, fault: FileFault, limits: Limits) -> None:
        self.data, self.fault, self.limits = data, fault, limits
        self.left = limits.unpacked_bytes
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.entries = {entry.filename: entry for entry in archive.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
            raise fault.cut_off() from None
        self._check_sizes()

    def _check_sizes(self) -> None:
        entries = list(self.entries.values())
        if len(entries) > self.limits.parts or sum(entry.file_size for entry in entries) > self.left:
            raise self.fault.bomb()
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
            raise self.fault.locked()
        if sum(entry.compress_size for entry in entries) > len(self.data):
            raise self.fault.cut_off()

    def read(self, name: str) -> bytes:
        """Return one part, or nothing when it is not there."""
        entry = self.entries.get(name)
        if entry is None:
            return b""
        start = entry.header_offset
        header = self.data[start : start + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER:
            raise self.fault.cut_off()
        begin = start + _LOCAL_HEADER + sum(struct.unpack("<HH", header[26:30]))
        packed = self.data[begin : begin + entry.compress_size]
        plain = packed if entry.compress_type == 0 else self._inflate(packed, entry)
        self.left -= len(plain)
        if len(plain) != entry.file_size or zlib.crc32(plain) != entry.CRC:
            raise self.fault.cut_off()
        return plain

    def _inflate(self, packed: bytes, entry: zipfile.ZipInfo) -> bytes:
        if entry.compress_type != _DEFLATED:
            raise self.fault.cut_off()
        most = max(self.limits.ratio_counts_from_bytes, self.limits.packing_ratio * len(packed))
        most = min(most, self.left, entry.file_size + 1)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            plain = inflater.decompress(packed, most + 1)
        except zlib.error:
            raise self.fault.cut_off() from None
        if len(plain) > most or (inflater.unconsumed_tail and len(plain) >= most):
            raise self.fault.bomb()
        return plain


def look_inside(data: bytes, fault: FileFault, limits: Limits) -> ZippedWorkbook:
    """Check a zipped file and say what it is.

    Raises:
        UnreadableWorkbook: it is damaged, protected, too large, or no workbook.
    """
    parts = _Parts(data, fault, limits)
    if "xl/workbook.xml" in parts.entries:
        return _look_inside_xlsx(parts)
    if "content.xml" in parts.entries and b"spreadsheet" in parts.read("mimetype"):
        return _look_inside_ods(parts)
    raise fault.foreign(_foreign_kind(" ".join(parts.entries)))


def _foreign_kind(names: str) -> Text:
    for part, kind in _FOREIGN_PARTS:
        if part in names:
            return kind
    return _("a compressed archive")


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace"): html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _look_inside_xlsx(parts: _Parts) -> ZippedWorkbook:
    workbook = parts.read("xl/workbook.xml")
    settings = _WORKBOOK_SETTINGS.search(workbook)
    found = ZippedWorkbook("xlsx", settings is not None and _attributes(settings[1]).get("date1904") in {"1", "true"})
    relations = [_attributes(tag) for tag in _RELATION.findall(parts.read("xl/_rels/workbook.xml.rels"))]
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = [_attributes(tag) for tag in _SHEET.findall(workbook)]
    sheet_parts = {_part_name(targets.get(_relation_of(sheet), "")): sheet.get("name", "") for sheet in sheets}
    for name in parts.entries:
        if name in sheet_parts:
            content = parts.read(name)
            _refuse_far_cells(content, sheet_parts[name], parts)
            found.uncalculated[sheet_parts[name]] = _uncalculated(content)
        elif name.endswith((".xml", ".rels")) and name != "xl/workbook.xml":
            parts.read(name)
    return found


def _relation_of(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _part_name(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _refuse_far_cells(content: bytes, sheet: str, parts: _Parts) -> None:
    limits = parts.limits
    for far in _FAR_NAME.finditer(content):
        letters, row = _split(far[1])
        if _CELL_WITH_CONTENT.match(content, max(content.rfind(b"<", 0, far.start()), 0)) is None:
            continue
        if row > limits.rows:
            raise parts.fault.too_many_rows(sheet, row, limits)
        if column_index(letters) >= limits.columns:
            raise parts.fault.too_many_columns(sheet, letters, limits)
    for far_row in _FAR_ROW.finditer(content):
        if int(far_row[1]) > limits.rows:
            raise parts.fault.too_many_rows(sheet, int(far_row[1]), limits)


def _split(cell: bytes) -> tuple[str, int]:
    found = _CELL_NAME.fullmatch(cell)
    return ("A", 0) if found is None else (found[1].decode(), int(found[2]))


def _uncalculated(content: bytes) -> frozenset[tuple[int, int]]:
    """Return the cells whose formula has no stored value, or an error such as #N/A."""
    cells: set[tuple[int, int]] = set()
    formulas = _FORMULA_CELL.finditer(content) if b"<f" in content or b":f" in content else ()
    heads = [found["head"] for found in formulas if found["value"] is None]
    heads += _ERROR_CELL.findall(content) if b't="e"' in content else []
    for head in heads:
        letters, row = _split(_attributes(head).get("r", "").encode())
        cells.add((row - 1, column_index(letters)))
    return frozenset(cells)


def _is_well_formed(content: bytes) -> bool:
    """The reading library waits for ever for the end of an element that has none."""
    try:
        expat.ParserCreate().Parse(content, True)  # noqa: FBT003 -- this is all of it
    except expat.ExpatError:
        return False
    return True


def _look_inside_ods(parts: _Parts) -> ZippedWorkbook:
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise parts.fault.locked()
    content = parts.read("content.xml")
    if b"<!DOCTYPE" in content or not _is_well_formed(content):
        raise parts.fault.cut_off()
    for name in parts.entries:
        if name.endswith(".xml") and name not in {"content.xml", "META-INF/manifest.xml"}:
            parts.read(name)
    _refuse_repetitions(content, parts)
    start = content[:200_000]
    return ZippedWorkbook("ods", date_1904=b"1904-01-01" in start and b"null-date" in start)


def _refuse_repetitions(content: bytes, parts: _Parts) -> None:
    limits = parts.limits
    for found in _ODS_ROWS.finditer(content):
        if int(found[1]) > limits.rows and _ODS_CONTENT.search(found[2]):
            raise parts.fault.too_many_rows("1", int(found[1]), limits)
    for found in _ODS_CELLS.finditer(content):
        if int(found[1]) > limits.columns:
            raise parts.fault.too_many_columns("1", column_letters(int(found[1]) - 1), limits)
