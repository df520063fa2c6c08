"""Wrong rosters of every kind on the real page: a Chinese sentence with the cure, nothing written, the page goes on."""

from __future__ import annotations

import struct
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from roster_desk import RosterDesk, found, sheet
from sample_rosters import id_number, old_workbook_bytes, ole_bytes, workbook_bytes, write_workbook, zip_bytes
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.importing import CHOOSE, COLUMNS, ROWS, ImportPage
from xinmiao.features.roster.sheet.planned import RowState

pytestmark = pytest.mark.usefixtures("chinese")

LIST: list[list[str | int | float | date | None]] = [["姓名", "班级"], ["王芳", "七年级1班"]]
GOOD = ["王芳", "女", "七(1)班", "1", "2013-09-02", "1", "王建国", "父亲", "10000000001"]
_COPY = "请从原处重新复制一份，并确认能用 Excel 或 WPS 打开。"
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再选择。"
_ROW_CURE = "改好后保存，再选择这个文件；也可以不导入这一行。"
_PASSWORD = "设有打开密码。 请用 Excel 或 WPS 输入密码打开，另存一份不带密码的副本，再选择副本。（E-SHEET-PASSWORD）"
_MOST_SECONDS = 10
_MOST_BYTES = 160 << 20


SIDE_BY_SIDE: list[str | None] = ["姓名", "性别", None, "姓名", "性别"]
_FILE_PASSWORD = struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2)
_FAR_CELL = struct.pack("<HHHHHd", 0x0203, 14, 65_000, 3, 0, 1.0)


def huge(path: Path) -> None:
    """Make a file of 200 MB that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(200 << 20)


def bomb(path: Path) -> None:
    """Make a workbook of some ten kilobytes that unpacks to hundreds of megabytes."""
    path.write_bytes(zip_bytes({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(250 << 20)}))


def hidden_only(path: Path) -> None:
    """Make a workbook whose only list is hidden."""
    write_workbook(path, {"说明": [["请勿修改"]], "名册": LIST}, hidden=["名册"])


def written(content: bytes) -> Callable[[Path], object]:
    """Return what writes these bytes."""
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("空.xlsx", written(b""), f"文件“空.xlsx”是空的。 {_COPY}（E-SHEET-EMPTY）"),
        (
            "断.xlsx",
            written(workbook_bytes({"x": LIST})[:3000]),
            f"文件“断.xlsx”不完整或已损坏。 {_COPY}（E-SHEET-DAMAGED）",
        ),
        (
            "改名.xls",
            written(ole_bytes({"WordDocument": b"x"})),
            f"文件“改名.xls”不是表格：不论扩展名是什么，里面其实是“Word 文档”。 {_SAVE_AS}（E-SHEET-FORMAT）",
        ),
        (
            "加密.xlsx",
            written(ole_bytes({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})),
            "请用 Excel 或 WPS 输入密码打开，另存一份不带密码的副本，再选择副本。（E-SHEET-PASSWORD）",
        ),
        ("加密.xls", written(old_workbook_bytes("x", LIST, before=_FILE_PASSWORD)), f"文件“加密.xls”{_PASSWORD}"),
        (
            "断.xls",
            written(old_workbook_bytes("x", LIST)[:2000]),
            f"文件“断.xls”不完整或已损坏。 {_COPY}（E-SHEET-DAMAGED）",
        ),
        (
            "改名.xlsx",
            written(zip_bytes({"word/document.xml": b"<w/>"})),
            f"文件“改名.xlsx”不是表格：不论扩展名是什么，里面其实是“Word 文档”。 {_SAVE_AS}（E-SHEET-FORMAT）",
        ),
        (
            "网页.xls",
            written(b"<html><table><tr><td>x</td></tr></table></html>"),
            f"文件“网页.xls”不是表格：不论扩展名是什么，里面其实是“网页”。 {_SAVE_AS}（E-SHEET-FORMAT）",
        ),
        ("空白.csv", written(b"\xef\xbb\xbf\r\n\r\n"), f"文件“空白.csv”是空的。 {_COPY}（E-SHEET-EMPTY）"),
        ("引号.csv", written('姓名,班级\n"王芳,1班\n李静,1班\n'.encode()), "（E-SHEET-CSV）"),
        ("编码.csv", written("姓名,班级\n王芳,1班\n".encode() + b"\xff\xff\xff\n"), "（E-SHEET-ENCODING）"),
        ("太远.xls", written(old_workbook_bytes("名册", LIST, before=_FAR_CELL)), "（E-SHEET-ROWS）"),
        ("并排.xlsx", written(workbook_bytes({"名册": [SIDE_BY_SIDE, ["王芳", "女", None, "李静", "女"]]})), "“名册”"),
        ("大.xlsx", huge, "（E-SHEET-SIZE）"),
        ("炸弹.xlsx", bomb, "（E-SHEET-BOMB）"),
        ("隐藏.xlsx", hidden_only, "“名册”"),
        ("没有表头.csv", written("甲,乙\n1,2\n".encode()), "（E-SHEET-HEADER）"),
    ],
)
def test_a_wrong_file_is_told_with_its_name_and_the_cure_and_the_page_goes_on(
    desk: RosterDesk, tmp_path: Path, name: str, make: Callable[[Path], object], told: str
) -> None:
    page: ImportPage = desk.show(ImportPage)
    path = tmp_path / name
    make(path)
    tracemalloc.start()
    began = time.perf_counter()
    page.take_file(path)
    seconds, (_now, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert page.step == CHOOSE
    shown = found(page, "import_error").accessibleName()
    assert name in shown
    assert told in shown
    assert seconds < _MOST_SECONDS
    assert peak < _MOST_BYTES
    assert desk.notices.errors == []
    assert desk.students() == {}
    assert desk.school.run(roster.list_imports.bind()) == ()
    page.take_file(sheet(tmp_path, [GOOD]))
    assert page.step == COLUMNS, "the next file is read as if nothing had been"


HEADINGS = ["姓名", "性别", "班级", "班内学号", "出生日期", "身份证号", "学籍号", "联系电话"]
_CARD = id_number(date(2014, 5, 6), 101)
BAD_ROWS: list[tuple[list[str | int | float | date | None], RowState, str]] = [
    (
        ["王 芳", "１－男", "７０１", "１", "2014.5.6", _CARD.lower(), f"G{_CARD}", "１３８００００１２３４"],
        RowState.NEW,
        "新学生。",
    ),
    (
        ["李静", "女", "七(1)班", 2, "2014年5月7日", 9.90000201405070e17, None, None],
        RowState.ERROR,
        "F 列（身份证号）：号码“9.9000020140507E+17”已被 Excel 改动，末几位",
    ),
    (
        ["赵兰", "女", "七(1)班", 3, "20140508", None, "G990000201405080000", None],
        RowState.ERROR,
        "G 列（学籍号）：号码“G990000201405080000”已被 Excel 改动，末几位",
    ),
    (
        ["孙梅", "女", "七(1)班", 4, "2014-02-30", None, None, None],
        RowState.ERROR,
        "E 列（出生日期）：日历上没有“2014-02-30”这一天。",
    ),
    (["周杰", "男", "十三年级1班", 5, None, None, None, None], RowState.ERROR, "C 列（班级）："),
    ([None, "男", "七(1)班", 6, None, None, None, None], RowState.ERROR, "A 列（姓名）：没有写姓名。"),
    (["吴丹", "女", "七(1)班", 7, None, None, None, "12345"], RowState.ERROR, "H 列（联系电话）："),
    (["吴倩", "女", "七(1)班", 8, None, None, None, None], RowState.ERROR, "同一名学生已在"),
    (["郑爽", "女", "七(1)班", None, None, None, None, None], RowState.AMBIGUOUS, "同名"),
]


def test_wrong_rows_are_told_with_column_and_cure_and_block_the_import(desk: RosterDesk, tmp_path: Path) -> None:
    page: ImportPage = desk.show(ImportPage)
    rows: list[list[str | int | float | date | None]] = [list(row) for row, _state, _told in BAD_ROWS]
    rows[7] = ["吴丹二", "女", "七(1)班", 9, None, None, None, None]
    rows += [
        ["吴丹二", "女", "七(1)班", 9, None, None, None, None],
        ["郑爽", "女", "七(1)班", None, None, None, None, None],
    ]
    path = tmp_path / "问题.xlsx"
    write_workbook(path, {"名册": [["春山中学"], HEADINGS, *rows]})
    page.take_file(path)
    page.go_on()
    assert page.step == ROWS
    assert page.state is not None
    reasons = {row.row: (row.state, str(row.reason)) for row in page.state.rows}
    for number, (_row, state, told) in enumerate(BAD_ROWS[:7], 3):
        assert reasons[number][0] is state, reasons[number]
        assert told in reasons[number][1]
        assert state is not RowState.ERROR or reasons[number][1].endswith(_ROW_CURE)
    assert reasons[12] == (RowState.ERROR, f"这名学生在工作表“名册”第 10 行已经出现。{_ROW_CURE}")
    assert reasons[11][0] is RowState.AMBIGUOUS
    assert "第 13 行" in reasons[11][1]
    assert not page.foot.go_on.isEnabled()
    assert desk.students() == {}
