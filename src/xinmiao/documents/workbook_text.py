"""CSV and other delimited text: encoding, delimiter and line ends found by content.

Owns text tables only. Values stay text; what they mean is decided by who asked for the table.
"""

from __future__ import annotations

import codecs
import csv
import io
import re

from xinmiao.documents.workbook_errors import FileFault, Limits, column_letters
from xinmiao.kernel.texts import Text, _

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FOREIGN_STARTS: tuple[tuple[re.Pattern[bytes], Text], ...] = (
    (re.compile(rb"\s*<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE), _("a web page")),
    (re.compile(rb"\s*<\?xml|\s*<Workbook\b"), _("an XML document")),
    (re.compile(rb"\{\\rtf"), _("a Word document")),
    (re.compile(rb"%PDF"), _("a PDF document")),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM"), _("a picture")),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), _("a compressed archive")),
)
_SAMPLE_LINES = 200
_OTHER_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


def foreign_kind(data: bytes) -> Text | None:
    """Return what the bytes are when they are some well-known thing that is no table."""
    start = data[3:1027] if data.startswith(codecs.BOM_UTF8) else data[:1024]
    for pattern, kind in _FOREIGN_STARTS:
        if pattern.match(start) and not (kind.msgid == "a picture" and _reads_as_text(data)):
            return kind
    return None


def _reads_as_text(data: bytes) -> bool:
    """A list may well begin with the letters BM; a picture has control bytes at once."""
    return not any(byte < ord("\t") for byte in data[:64])


def decoded(data: bytes, fault: FileFault) -> str:
    """Return the text of `data`: UTF-8 or UTF-16 by mark, else UTF-8, else GB18030.

    Raises:
        UnreadableWorkbook: no encoding fits, or the bytes are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode(data, name, fault)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode(data, "gb18030", fault)
    controls = len(_OTHER_CONTROL.findall(text[:20_000])) + text[:20_000].count("\0") // 4
    if controls * 200 > min(len(text), 20_000):
        raise fault.foreign(_("something unknown"))
    return text


def _decode(data: bytes, name: str, fault: FileFault) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        if any(byte < ord("\t") for byte in data[:512]) and not name.startswith("utf-16"):
            raise fault.foreign(_("something unknown")) from None
        raise fault.encoding(data[: error.start].count(b"\n") + 1) from None


def delimiter_of(text: str) -> str:
    """Return the delimiter that stands most often outside quotation marks in the first lines."""
    sample = re.sub(r'"(?:[^"]|"")*"', "", "\n".join(text.splitlines()[:_SAMPLE_LINES]))
    return max((",", "\t", ";"), key=sample.count)


def text_rows(data: bytes, sheet: str, fault: FileFault, limits: Limits) -> tuple[tuple[str | None, ...], ...]:
    """Return the records of a delimited text in order; an empty line is an empty record."""
    text = decoded(data, fault)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    rows: list[tuple[str | None, ...]] = []
    try:
        for record in reader:
            if any(record) and len(rows) >= limits.rows:
                raise fault.too_many_rows(sheet, len(rows) + 1, limits)
            rows.append(_row(record, sheet, fault, limits))
    except csv.Error:
        line = reader.line_num
        too_long = max((len(part) for part in text.splitlines()), default=0) > csv.field_size_limit()
        raise (fault.long_cell(line) if too_long else fault.quoting(line)) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def _row(record: list[str], sheet: str, fault: FileFault, limits: Limits) -> tuple[str | None, ...]:
    if len(record) > limits.columns and any(record[limits.columns :]):
        raise fault.too_many_columns(sheet, column_letters(len(record) - 1), limits)
    return tuple([cell or None for cell in record[: limits.columns]])
