"""Reading tables: every format by content, true places, and every bad file with its own sentence."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sample_rosters import (
    FOLDER,
    csv_text,
    old_workbook_bytes,
    ole_bytes,
    open_document_bytes,
    workbook_bytes,
    write_workbook,
    zip_bytes,
)
from xinmiao.documents.workbook import Limits, UnreadableWorkbook, column_index, column_letters, read_tables

LIST = [["姓名", "班级"], ["王芳", "七年级1班"]]
SHEET = "xl/worksheets/sheet1.xml"


def refusal(path: Path, content: bytes, *, limits: Limits | None = None) -> UnreadableWorkbook:
    """Write `content` and return the error that reading it raises."""
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook) as caught:
        read_tables(path, limits=limits or Limits())
    assert path.name in caught.value.told()
    return caught.value


def changed_part(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with one part changed; the archive stays sound."""
    target: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            target[name] = archive.read(name)
    assert old in target[part]
    target[part] = target[part].replace(old, new, 1)
    return zip_bytes(target)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", workbook_bytes({"名册": LIST})),
        ("b.xls", old_workbook_bytes("名册", LIST)),
        ("c.ods", open_document_bytes({"名册": LIST})),
        ("renamed.txt", workbook_bytes({"名册": LIST})),
        ("really_xlsx.xls", workbook_bytes({"名册": LIST})),
        ("really_xls.xlsx", old_workbook_bytes("名册", LIST)),
        ("名册.csv", csv_text(LIST).encode()),
        ("really_csv.xls", csv_text(LIST).encode("gb18030")),
    ],
)
def test_format_is_told_by_content(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (table,) = read_tables(path)
    assert table.rows == (("姓名", "班级"), ("王芳", "七年级1班"))
    assert not table.hidden


def test_cells_keep_their_true_places(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"x": [[], [], [None, None, "此处"]]})
    (table,) = read_tables(path)
    assert table.rows[2][2] == "此处"
    assert table.rows[0] == (None, None, None)


def test_cells_are_plain_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"x": [["文字", 7, 7.5, True, date(2014, 5, 6), 2.2e17, None, "末"]]})
    (table,) = read_tables(path)
    assert table.rows == (("文字", 7, 7.5, True, date(2014, 5, 6), 2.2e17, None, "末"),)
    assert [type(cell) for cell in table.rows[0][:6]] == [str, int, float, bool, date, float]


def test_hidden_sheets_and_merged_areas_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, {"藏": LIST, "显": LIST}, hidden=["藏"], merged={"显": ["D1:E3"]})
    hidden, shown = read_tables(path)
    assert (hidden.name, hidden.hidden, shown.name, shown.hidden) == ("藏", True, "显", False)
    assert shown.merged == ((0, 3, 2, 4),)


def test_date_system_of_1904_is_told_for_both_formats(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes({"x": [["日", date(2014, 5, 6)]]}, date_1904=True))
    (tmp_path / "b.xls").write_bytes(old_workbook_bytes("x", [["日", date(2014, 5, 6)]], date_1904=True))
    for name in ("a.xlsx", "b.xls"):
        (table,) = read_tables(tmp_path / name)
        assert table.date_1904
        assert table.rows == (("日", date(2014, 5, 6)),)


def test_formulas_without_a_value_and_errors_are_told(tmp_path: Path) -> None:
    content = workbook_bytes({"x": [["姓名", "a"], ["王芳", 3], ["李静", 4], ["赵兰", 5]]})
    content = changed_part(content, SHEET, b'<c r="B2"><v>3</v></c>', b'<c r="B2"><f>1+2</f></c>')
    content = changed_part(content, SHEET, b'<c r="B3"><v>4</v></c>', b'<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    content = changed_part(content, SHEET, b'<c r="B4"><v>5</v></c>', b'<c r="B4"><f>2+3</f><v>5</v></c>')
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    (table,) = read_tables(path)
    assert table.uncalculated == {(1, 1), (2, 1)}
    assert [row[1] for row in table.rows] == ["a", None, None, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        csv_text([["标题"], ["姓名", "住址"], ["𠮷㛃", f"柳河村{delimiter}1组"]], delimiter=delimiter).encode(encoding)
    )
    (table,) = read_tables(path)
    assert table.rows == (("标题",), ("姓名", "住址"), ("𠮷㛃", f"柳河村{delimiter}1组"))


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_csv_in_utf_16(tmp_path: Path, mark: bytes, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + "姓名,班级\r\n𬭎,1班\r\n".encode(encoding))
    assert read_tables(path)[0].rows == (("姓名", "班级"), ("𬭎", "1班"))


def test_csv_with_mixed_line_ends_and_quotes_counts_every_record(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,备注\n王芳,"两行\n文字"\r\n\r李静,"说""好"""\r赵兰,\n'.encode())
    assert read_tables(path)[0].rows == (
        ("姓名", "备注"),
        ("王芳", "两行\n文字"),
        (),
        ("李静", '说"好"'),
        ("赵兰", None),
    )


def test_column_letters_both_ways() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [column_index(letters) for letters in ("A", "Z", "AA", "ZZ", "AAA")] == [0, 25, 26, 701, 702]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "E-SHEET-EMPTY"),
        ("空白.csv", b"\xef\xbb\xbf\r\n\r\n", "E-SHEET-EMPTY"),
        ("断.xlsx", workbook_bytes({"x": LIST})[:3000], "E-SHEET-DAMAGED"),
        ("断.xls", old_workbook_bytes("x", LIST)[:2000], "E-SHEET-DAMAGED"),
        ("文档.xls", ole_bytes({"WordDocument": b"x"}), "E-SHEET-FORMAT"),
        ("文档.xlsx", zip_bytes({"word/document.xml": b"<w/>"}), "E-SHEET-FORMAT"),
        ("压缩.xlsx", zip_bytes({"a.txt": b"a"}), "E-SHEET-FORMAT"),
        ("网页.xls", b"<html><table><tr><td>x</td></tr></table></html>", "E-SHEET-FORMAT"),
        ("网页2.xls", b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "E-SHEET-FORMAT"),
        ("旧.xls", b'<?xml version="1.0"?><Workbook/>', "E-SHEET-FORMAT"),
        ("纸.csv", b"%PDF-1.7\n", "E-SHEET-FORMAT"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n", "E-SHEET-FORMAT"),
        ("乱.csv", random.Random(3).randbytes(4000), "E-SHEET-FORMAT"),  # noqa: S311 -- no secret
        ("密.xlsx", ole_bytes({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "E-SHEET-PASSWORD"),
        ("密.xls", old_workbook_bytes("x", LIST, before=struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2)), "E-SHEET-PASSWORD"),
        ("引号.csv", '姓名,班级\n"王芳,1班\n李静,1班\n'.encode(), "E-SHEET-CSV"),
        ("长.csv", ("姓名,班级\n" + "王" * 200_000 + ",1班\n").encode(), "E-SHEET-CELL"),
        ("码.csv", "姓名,班级\n王芳,1班\n".encode() + b"\xff\xff\xff\n", "E-SHEET-ENCODING"),
    ],
)
def test_every_bad_file_has_its_own_sentence(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    error = refusal(tmp_path / name, content)
    assert error.code == code
    assert str(error.next_step)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(UnreadableWorkbook) as caught:
            read_tables(path)
        assert caught.value.code == "E-SHEET-MISSING"


def test_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(UnreadableWorkbook) as caught:
        read_tables(path)
    assert caught.value.code == "E-SHEET-SIZE"
    assert "60 MB" in caught.value.told()


def test_zip_bomb_by_declared_size_and_by_ratio(tmp_path: Path) -> None:
    declared = zip_bytes({"xl/workbook.xml": b"<workbook/>", SHEET: bytes(40 << 20)})
    assert refusal(tmp_path / "a.xlsx", declared, limits=Limits(unpacked_bytes=30 << 20)).code == "E-SHEET-BOMB"
    assert refusal(tmp_path / "b.xlsx", declared).code == "E-SHEET-BOMB"


def test_archive_that_lies_about_its_sizes(tmp_path: Path) -> None:
    honest = zip_bytes({"xl/workbook.xml": b"<workbook/>" + bytes(1 << 20)})
    lie = honest.replace(struct.pack("<I", len(b"<workbook/>") + (1 << 20)), struct.pack("<I", 11))
    assert lie != honest
    assert refusal(tmp_path / "a.xlsx", lie).code in {"E-SHEET-BOMB", "E-SHEET-DAMAGED"}


def test_changed_byte_in_an_archive_is_damage(tmp_path: Path) -> None:
    content = workbook_bytes({"x": LIST})
    at = content.index(b"xl/worksheets/sheet1.xml") + 40
    broken = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
    assert refusal(tmp_path / "a.xlsx", broken).code in {"E-SHEET-DAMAGED", "E-SHEET-BOMB"}


@pytest.mark.parametrize("cell", ["XFD1048576", "A30000", "KO2", "ZZ3"])
def test_stray_cell_far_outside_is_refused_before_memory_is_taken(tmp_path: Path, cell: str) -> None:
    content = workbook_bytes({"名册": [["姓名", 1]]})
    far = f'</c><c s="0" r="{cell}"><v>1</v></c></row>'.encode()
    error = refusal(tmp_path / "a.xlsx", changed_part(content, SHEET, b"</c></row>", far))
    assert error.code in {"E-SHEET-ROWS", "E-SHEET-COLUMNS"}
    assert "名册" in error.told()


def test_styled_empty_cells_far_outside_do_no_harm(tmp_path: Path) -> None:
    content = workbook_bytes({"x": [["姓名", 1]]})
    far = b'</c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'
    (tmp_path / "a.xlsx").write_bytes(changed_part(content, SHEET, b"</c></row>", far))
    assert read_tables(tmp_path / "a.xlsx")[0].rows == (("姓名", 1),)


def test_far_cells_of_old_workbooks_and_open_documents(tmp_path: Path) -> None:
    far = old_workbook_bytes("x", LIST, before=struct.pack("<HHHHHd", 0x0203, 14, 65_000, 3, 0, 1.0))
    assert refusal(tmp_path / "a.xls", far).code == "E-SHEET-ROWS"
    wide = old_workbook_bytes("x", LIST).replace(
        struct.pack("<IIHHH", 0, 2, 0, 2, 0), struct.pack("<IIHHH", 0, 1 << 30, 0, 99, 0)
    )
    assert refusal(tmp_path / "b.xls", wide).code == "E-SHEET-DAMAGED"
    one = '<table:table-cell office:value-type="float" {} office:value="1"/></table:table-row>'
    row = '<table:table-row table:number-rows-repeated="900000">' + one.format("")
    assert refusal(tmp_path / "c.ods", open_document_bytes({"x": LIST}, extra=row)).code == "E-SHEET-ROWS"
    cell = "<table:table-row>" + one.format('table:number-columns-repeated="16384"')
    assert refusal(tmp_path / "d.ods", open_document_bytes({"x": LIST}, extra=cell)).code == "E-SHEET-COLUMNS"


def test_limits_of_rows_columns_cells_and_sheets(tmp_path: Path) -> None:
    content = workbook_bytes({"甲": [["a", "b"], ["c", "d"], ["e", "f"]], "乙": [["a"]]})
    assert refusal(tmp_path / "a.xlsx", content, limits=Limits(rows=2)).code == "E-SHEET-ROWS"
    assert refusal(tmp_path / "a.xlsx", content, limits=Limits(columns=1)).code == "E-SHEET-COLUMNS"
    assert refusal(tmp_path / "a.xlsx", content, limits=Limits(cells=5)).code == "E-SHEET-CELLS"
    assert refusal(tmp_path / "a.xlsx", content, limits=Limits(sheets=1)).code == "E-SHEET-SHEETS"
    assert refusal(tmp_path / "a.csv", b"a,b\nc,d\ne,f\n", limits=Limits(rows=2)).code == "E-SHEET-ROWS"
    assert refusal(tmp_path / "a.csv", b"a,b\nc,d\n", limits=Limits(columns=1)).code == "E-SHEET-COLUMNS"


def test_open_document_whose_elements_do_not_end_is_damage(tmp_path: Path) -> None:
    endless = changed_part(open_document_bytes({"x": LIST}), "content.xml", b"</office:spreadsheet>", b"")
    assert refusal(tmp_path / "a.ods", endless).code == "E-SHEET-DAMAGED"
    cut = changed_part(
        open_document_bytes({"x": LIST}), "content.xml", b"</table:table></office:spreadsheet></office:body>", b""
    )
    assert refusal(tmp_path / "b.ods", cut).code == "E-SHEET-DAMAGED"


def test_panic_of_the_reading_library_is_damage(tmp_path: Path) -> None:
    one_byte_short = old_workbook_bytes("x", LIST)[:-1]
    assert refusal(tmp_path / "a.xls", one_byte_short).code == "E-SHEET-DAMAGED"


def test_error_names_no_person_in_the_log_form(tmp_path: Path) -> None:
    error = refusal(tmp_path / "王芳的名单.xlsx", b"%PDF")
    assert "王芳" not in str(error)


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=600),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]),
)
def test_no_bytes_make_anything_but_a_table_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(start + content)
    try:
        tables = read_tables(path)
    except UnreadableWorkbook:
        return
    assert all(isinstance(table.rows, tuple) for table in tables)


@pytest.mark.parametrize("name", ["wps.xls", "libreoffice.ods", "two_header_rows.xlsx"])
def test_damaged_workbooks_end_in_a_sentence(tmp_path: Path, name: str) -> None:
    source, dice = (FOLDER / name).read_bytes(), random.Random(7)  # noqa: S311 -- no secret
    path = tmp_path / name
    for _unused in range(60):
        content = bytearray(source)
        for _also_unused in range(dice.choice([1, 4])):
            content[dice.randrange(len(content))] = dice.randrange(256)
        path.write_bytes(content)
        try:
            read_tables(path)
        except UnreadableWorkbook as error:
            assert error.code.startswith("E-SHEET")  # noqa: PT017 -- both ends are right


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件“名册.xls”是空的。请从原处重新复制一份，并确认能用 Excel 或 WPS 打开。"),
        (
            b"<html>",
            (
                "文件“名册.xls”不是表格：不论扩展名是什么，里面其实是“网页”。"
                "请用 Excel 或 WPS 打开，另存为 .xlsx 后再选择。"
            ),
        ),
        (
            ole_bytes({"EncryptedPackage": b"x"}),
            "文件“名册.xls”设有打开密码。请用 Excel 或 WPS 输入密码打开，另存一份不带密码的副本，再选择副本。",
        ),
    ],
)
def test_sentences_in_chinese(tmp_path: Path, content: bytes, told: str) -> None:
    error = refusal(tmp_path / "名册.xls", content)
    assert f"{error.message}{error.next_step}" == told
