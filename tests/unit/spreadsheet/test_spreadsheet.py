"""Written tables read back by another library and by hand: types, inert text, limits, nothing about the writer."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from xinmiao.documents.spreadsheet import Sheet, SheetColumn, csv_bytes, place_of, sheet_name, xlsx_bytes
from xinmiao.kernel.errors import OutputFailed

FORMULA = '＝HYPERLINK("http://example.invalid")'
SHEET = Sheet(
    "七(2)班",
    (SheetColumn("姓名"), SheetColumn("人数"), SheetColumn("日期"), SheetColumn("=备注")),
    (
        ("王芳", 3, date(2026, 11, 23), FORMULA),
        ("𠮷野·阿卜杜拉", 2.5, None, "https://example.invalid/"),
        ("007", None, date(1899, 12, 31), "line 1\nline 2"),
        ("+8613900000000", -4, datetime(2026, 11, 23, 10, 5, tzinfo=UTC), ""),
    ),
)


def parts(content: bytes) -> dict[str, str]:
    """Return the text parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_values_come_back_with_their_types() -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes([SHEET]))).get_sheet_by_index(0).to_python()
    assert rows == [
        ["姓名", "人数", "日期", "=备注"],
        ["王芳", 3.0, date(2026, 11, 23), FORMULA],
        ["𠮷野·阿卜杜拉", 2.5, "", "https://example.invalid/"],
        ["007", "", "1899-12-31", "line 1\nline 2"],
        ["+8613900000000", -4.0, date(2026, 11, 23), ""],
    ]


def test_no_cell_is_a_formula_or_a_link_and_risky_text_is_marked_as_text() -> None:
    found = parts(xlsx_bytes([SHEET]))
    page = found["xl/worksheets/sheet1.xml"]
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert not [name for name in found if name.startswith("xl/externalLinks")]
    styles = re.findall(r"<xf [^>]*>", found["xl/styles.xml"].split("<cellXfs")[1])
    quoted = {str(place) for place, style in enumerate(styles) if 'quotePrefix="1"' in style}
    used = dict(re.findall(r'<c r="([A-Z]\d)" s="(\d+)"', page))
    assert {cell for cell, style in used.items() if style in quoted} == {"D1", "D2", "A5"}


def test_the_title_row_stays_and_nothing_says_who_wrote_it() -> None:
    found = parts(xlsx_bytes([SHEET]))
    assert '<pane ySplit="1"' in found["xl/worksheets/sheet1.xml"]
    core = found["docProps/core.xml"]
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "2026" not in core
    assert xlsx_bytes([SHEET]) == xlsx_bytes([SHEET])


def test_columns_are_as_wide_as_they_need() -> None:
    wide = Sheet("x", (SheetColumn("a"), SheetColumn("b"), SheetColumn("c", 5)), (("姓" * 15, "x" * 500, "y" * 40),))
    page = parts(xlsx_bytes([wide]))["xl/worksheets/sheet1.xml"]
    assert [float(width) for width in re.findall(r'width="([\d.]+)"', page)] == pytest.approx(
        [32.7, 60.7, 5.7], abs=0.1
    )


def test_csv_has_a_mark_quotes_and_no_formula() -> None:
    content = csv_bytes(SHEET)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["姓名", "人数", "日期", "'=备注"],
        ["王芳", "3", "2026-11-23", "'" + FORMULA],
        ["𠮷野·阿卜杜拉", "2.5", "", "https://example.invalid/"],
        ["007", "", "1899-12-31", "line 1\nline 2"],
        ["'+8613900000000", "-4", "2026-11-23", ""],
    ]


@pytest.mark.parametrize("write", [lambda sheet: xlsx_bytes([sheet]), csv_bytes], ids=["xlsx", "csv"])
def test_a_cell_that_is_too_long_is_named(write: object) -> None:
    assert callable(write)
    fits = Sheet("x", (SheetColumn("a"), SheetColumn("b")), (("", "字" * 32_767),))
    assert write(fits)
    for text in ("字" * 32_768, "𠮷" * 16_384):
        with pytest.raises(OutputFailed) as refused:
            write(Sheet("x", (SheetColumn("a"), SheetColumn("b")), (("", ""), ("", text))))
        assert refused.value.code == "E-CELL"
        assert "B3" in refused.value.told()


def test_names_of_cells() -> None:
    assert [place_of(*place) for place in ((0, 0), (1, 25), (1, 26), (9, 701), (9, 702))] == [
        "A1",
        "Z2",
        "AA2",
        "ZZ10",
        "AAA10",
    ]


@pytest.mark.parametrize(
    ("wished", "name"),
    [
        ("七(2)班", "七(2)班"),
        ("a/b\\c:d*e?f[g]", "a_b_c_d_e_f_g_"),
        ("", "Table"),
        ("''", "Table"),
        ("History", "History_"),
        ("x" * 40, "x" * 31),
        ("a\0\u202eb", "a\ufffdb"),
    ],
)
def test_names_of_sheets(wished: str, name: str) -> None:
    assert sheet_name(wished) == name


def test_sheets_of_one_name_are_numbered() -> None:
    empty = Sheet("名单", (SheetColumn("a"),), ())
    assert CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes([empty, empty]))).sheet_names == ["名单", "名单 (2)"]
    assert sheet_name("X" * 31, ["x" * 31]) == "X" * 27 + " (2)"
