"""Invented rosters in every form schools send them; run as a script, it writes `resources/samples/rosters`.

Owns the sample files and the small writers of formats our libraries only read (.xls, .ods, OLE).
All names are invented and all ID numbers have the area code 990000, which no place has.
"""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

FOLDER = Path(__file__).parent.parent / "resources" / "samples" / "rosters"
Value = str | int | float | bool | date | None
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何高梁曾单解仇查覃金朴"
_GIVEN = [
    "芳",
    "伟",
    "小明",
    "静怡",
    "子轩",
    "雨桐",
    "浩然",
    "思远",
    "梦琪",
    "佳怡",
    "志强",
    "晓燕",
    "天宇",
    "欣妍",
    "俊杰",
    "诗涵",
    "宇航",
    "美玲",
    "建国",
    "春花",
]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(birth: date, sequence: int) -> str:
    """Return an invented ID number with a right check character; an odd sequence is a boy."""
    body = f"990000{birth:%Y%m%d}{sequence:03}"
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def invented_name(number: int) -> str:
    """Return a name that repeats only after 560 students."""
    return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number // len(_SURNAMES) % len(_GIVEN)]


def birth_of(number: int) -> date:
    """Return a birth date in the thirteen months that enter grade 7 in 2026."""
    return date(2013, 9, 1).fromordinal(date(2013, 9, 1).toordinal() + number * 37 % 360)


_NATIONAL = """
序号 学校标识码 学校名称 姓名 性别 出生日期 出生地行政区划码 籍贯 民族 国籍/地区 身份证件类型
身份证件号 港澳台侨外 健康状况 政治面貌 户口性质 户口所在地行政区划码 曾用名 姓名拼音 血型 特长
学籍辅号 班内学号 年级 班级 入学年月 入学方式 就读方式 学生来源 现住址 通信地址 家庭地址 联系电话
邮政编码 电子信箱 主页地址 是否独生子女 是否受过学前教育 是否留守儿童 是否进城务工人员随迁子女
是否孤儿 是否烈士或优抚子女 随班就读 残疾人类型 是否由政府购买学位 是否需要申请资助 是否享受一补
上下学距离 上下学交通方式 是否需要乘坐校车 成员1姓名 成员1关系 成员1是否监护人 成员1联系电话
成员1身份证件号 成员2姓名 成员2关系 成员2是否监护人 成员2联系电话 学籍号
"""
NATIONAL_HEADINGS = tuple(_NATIONAL.split())


def national_row(number: int, class_number: int, place: int) -> list[Value]:
    """Return one row of the national export, in the order of `NATIONAL_HEADINGS`."""
    sex, birth = ("1-男", "2-女")[number % 2], birth_of(number)
    card = id_number(birth, 101 + 2 * (number // 360) + number % 2)
    said: dict[str, Value] = {
        "序号": number + 1,
        "学校标识码": "2199000001",
        "学校名称": "春山中学",
        "姓名": invented_name(number),
        "性别": sex,
        "出生日期": f"{birth:%Y%m%d}",
        "民族": ("01-汉族", "10-朝鲜族", "11-满族")[number % 3],
        "国籍/地区": "156-中国",
        "身份证件类型": "1-居民身份证",
        "身份证件号": card,
        "健康状况": "1-健康或良好",
        "班内学号": f"{place:02}",
        "年级": "初中2026级",
        "班级": f"2026级{class_number}班",
        "入学年月": "202609",
        "就读方式": ("1-走读", "2-住校")[number % 2],
        "现住址": f"春山县青禾镇柳河村{number + 1}组",
        "联系电话": f"139{number:08}",
        "是否留守儿童": ("0-非留守儿童", "1-单亲留守儿童", "2-双亲留守儿童")[number % 3],
        "是否独生子女": "0-否",
        "是否进城务工人员随迁子女": "0-否",
        "是否孤儿": "0-否",
        "随班就读": "0-非随班就读",
        "残疾人类型": "0-无残疾",
        "是否需要申请资助": ("0-否", "1-是")[number % 2],
        "成员1姓名": invented_name(number)[0] + "大山",
        "成员1关系": "51-父亲",
        "成员1是否监护人": "1-是",
        "成员1联系电话": f"138{number:08}",
        "成员2姓名": "赵兰",
        "成员2关系": "52-母亲",
        "成员2是否监护人": "1-是",
        "成员2联系电话": f"137{number:08}",
        "学籍号": f"G{card}",
    }
    return [said.get(heading) for heading in NATIONAL_HEADINGS]


def write_workbook(
    target: Path | io.BytesIO,
    sheets: Mapping[str, Sequence[Sequence[Value]]],
    *,
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    date_1904: bool = False,
) -> None:
    """Write an .xlsx; `merged` names areas such as A1:D1 whose value stands in their first cell."""
    with xlsxwriter.Workbook(target, {"date_1904": date_1904, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": datetime(2026, 9, 1)})  # noqa: DTZ001 -- what the file says
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for area in (merged or {}).get(name, ()):
                sheet.merge_range(area, "")
            cells = [(at, index, value) for at, row in enumerate(rows) for index, value in enumerate(row)]
            for at, index, value in cells:
                if isinstance(value, date):
                    sheet.write_datetime(at, index, datetime.combine(value, datetime.min.time()), day)
                elif value is not None:
                    sheet.write(at, index, value)
            if name in hidden:
                sheet.hide()
        next(sheet for sheet in workbook.worksheets() if sheet.name not in hidden).activate()


def workbook_bytes(sheets: Mapping[str, Sequence[Sequence[Value]]], *, date_1904: bool = False) -> bytes:
    """Return the bytes of an .xlsx."""
    target = io.BytesIO()
    write_workbook(target, sheets, date_1904=date_1904)
    return target.getvalue()


def ole_bytes(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE container ([MS-CFB], version 3) with the given streams, each padded to whole sectors."""
    padded = {name: content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0") for name, content in streams.items()}
    chain: list[int] = []
    starts: dict[str, int] = {}
    for name, content in padded.items():
        starts[name], count = len(chain), len(content) // 512
        chain += [*range(len(chain) + 1, len(chain) + count), 0xFFFFFFFE]
    entries = [_ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for at, (name, content) in enumerate(padded.items(), start=1):
        entries.append(
            _ole_entry(
                name,
                2,
                starts[name],
                len(content),
                child=0xFFFFFFFF,
                right=at + 1 if at < len(padded) else 0xFFFFFFFF,
            )
        )
    entries += [bytes(128)] * (-len(entries) % 4)
    directory, directory_at = b"".join(entries), len(chain)
    count = len(directory) // 512
    chain += [*range(directory_at + 1, directory_at + count), 0xFFFFFFFE]
    tables = 1
    while (len(chain) + tables) * 4 > tables * 512:
        tables += 1
    table_at = len(chain)
    chain += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * 512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *range(table_at, table_at + tables), *[0xFFFFFFFF] * (109 - tables))
    return header + b"".join(padded.values()) + directory + table


def _ole_entry(name: str, kind: int, start: int, size: int, *, child: int, right: int = 0xFFFFFFFF) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    entry = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title), kind, 1, 0xFFFFFFFF, right, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _wide(text: str, *, count: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack(count, len(encoded) // 2) + b"\x01" + encoded


def old_workbook_bytes(
    sheet: str,
    rows: Sequence[Sequence[Value]],
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    date_1904: bool = False,
    before: bytes = b"",
) -> bytes:
    """Return a BIFF8 workbook (.xls) with one sheet. `before` is a record put into the globals."""
    cells = b""
    for at, row in enumerate(rows):
        for index, value in enumerate(row):
            if isinstance(value, str):
                cells += _record(0x0204, struct.pack("<HHH", at, index, 0) + _wide(value, count="<H"))
            elif isinstance(value, date):
                serial = (value - (date(1904, 1, 1) if date_1904 else date(1899, 12, 30))).days
                cells += _record(0x0203, struct.pack("<HHHd", at, index, 1, serial))
            elif value is not None:
                cells += _record(0x0203, struct.pack("<HHHd", at, index, 0, value))
    if merged:
        areas = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merged)
        cells += _record(0x00E5, struct.pack("<H", len(merged)) + areas)
    width = max(map(len, rows), default=0)
    part = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    part += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)) + cells + _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 6)) + before
    start += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", int(date_1904)))
    start += b"".join(_record(0x00E0, struct.pack("<HHH", 0, form, 0) + bytes(14)) for form in (0, 14))
    name = _wide(sheet, count="<B")
    length = len(start) + 4 + 6 + len(name) + 4
    start += _record(0x0085, struct.pack("<IBB", length, 0, 0) + name) + _record(0x000A, b"")
    return ole_bytes({"Workbook": start + part})


def open_document_bytes(sheets: Mapping[str, Sequence[Sequence[Value]]], *, extra: str = "") -> bytes:
    """Return an .ods as LibreOffice writes it, with the repeated empty rows and cells at the end."""
    body = ""
    for name, rows in sheets.items():
        lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        empty = '<table:table-row table:number-rows-repeated="1048000">'
        empty += '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        body += f'<table:table table:name="{escape(name)}">{lines}{extra}{empty}</table:table>'
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zip_bytes(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind = "string"
    if isinstance(value, date):
        kind = f'date" office:date-value="{value}'
    elif not isinstance(value, str):
        kind = f'float" office:value="{value}'
    return f'<table:table-cell office:value-type="{kind}"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def zip_bytes(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive with the given parts and a fixed date."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 9, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()


def csv_text(rows: Sequence[Sequence[Value]], *, delimiter: str = ",", line_end: str = "\r\n") -> str:
    """Return rows as delimited text."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return target.getvalue()


SCHOOL_LIST: list[list[Value]] = [
    ["春山中学七年级学生名册"],
    ["班级", "座号", "学生姓名", "性别", "出生日期", "家长姓名", "家长电话", "住校"],
    ["七(1)班", 1, "王 芳", "女", "2014.1.5", "王大山", "138 0000 0001", "否"],
    ["七（1）班", 2, "曾小明", "男", "2013年12月31日", "曾大海", "１３８００００１２３４", "是"],
    ["初一1班", 3, "买买提．艾力", "男", "2014/3/8", "艾力", "0433-2512345", "是"],
    ["701", 4, "𠮷㛃", "女", "20140201", "金花", None, "否"],
    [],
    ["七年级2班", 1, "王芳", "女", "2014-02-03", "王强", "13900000005", "否"],
    ["合计", None, 5],
]


def two_header_rows(target: Path) -> None:
    """Write a school's own sheet: hidden sheet first, title, two header rows, merged classes, blank rows, totals."""
    rows: list[list[Value]] = [
        ["春山中学2026—2027学年度学生基本情况统计表"],
        ["填报单位：春山中学", None, None, None, None, None, "填报日期：2026年9月10日"],
        ["序号", "班级", "学生信息", None, None, "监护人1", None, None, "监护人2", None, None, "备注"],
        [None, None, "姓名", "性别", "出生年月日", "姓名", "关系", "电话", "姓名", "关系", "电话", None],
        [
            1,
            "八年级1班",
            "李　静",
            "女",
            date(2013, 3, 4),
            "李大山",
            "父亲",
            13800000011,
            "周兰",
            "母亲",
            13900000011,
            None,
        ],
        [2, None, "欧阳天宇", "男", date(2012, 11, 30), "欧阳海", "父亲", 13800000012, None, None, None, "转入"],
        [],
        [3, None, "单思远", "男", date(2013, 1, 15), "刘梅", "奶奶", 13800000013, None, None, None, None],
        [4, "八年级2班", "解雨桐", "女", date(2013, 6, 1), "解放", "爸爸", 13800000014, None, None, None, None],
        [5, None, "李　静", "女", date(2012, 12, 9), "李四海", "父亲", 13800000015, None, None, None, None],
        ["合计", None, 5],
        ["填表人：张老师"],
    ]
    merged = ["A1:L1", "C3:E3", "F3:H3", "I3:K3", "A3:A4", "B3:B4", "L3:L4", "B5:B8", "B9:B10"]
    secret: list[list[Value]] = [["姓名", "性别", "班级"], ["隐藏学生", "男", "八年级1班"]]
    write_workbook(target, {"代码表": secret, "学生": rows}, merged={"学生": merged}, hidden=["代码表"])


def write_all(folder: Path) -> None:
    """Write every sample file."""
    folder.mkdir(parents=True, exist_ok=True)
    national = [national_row(number, number // 15 + 1, number % 15 + 1) for number in range(30)]
    title: list[Value] = ["春山中学学生基本信息（全国中小学生学籍信息管理系统导出）"]
    write_workbook(folder / "national_export.xlsx", {"学生基本信息": [title, list(NATIONAL_HEADINGS), *national]})
    two_header_rows(folder / "two_header_rows.xlsx")
    heads: list[Value] = ["学号", "姓名", "性别", "民族"]
    per_class: dict[str, list[list[Value]]] = {
        "九年级1班": [heads, [1, "赵浩然", "男", "汉"], [2, "朴美玲", "女", "朝鲜族"]],
        "九年级2班": [heads, [1, "查子轩", "男", "满族"], [2, "覃欣妍", "女", "汉族"]],
    }
    write_workbook(folder / "sheet_per_class.xlsx", {"使用说明": [["请勿修改表头"]], **per_class})
    write_workbook(folder / "mac_1904.xlsx", {"名册": _dates(date(2014, 5, 6), 40303)}, date_1904=True)
    (folder / "wps.xls").write_bytes(old_workbook_bytes("名册", _dates(date(2014, 5, 6), 41765), merged=[(0, 0, 0, 3)]))
    (folder / "libreoffice.ods").write_bytes(open_document_bytes({"名册": _dates(date(2014, 5, 6), 41765)}))
    (folder / "gb18030.csv").write_bytes(csv_text(SCHOOL_LIST).encode("gb18030"))
    (folder / "utf8_bom.csv").write_bytes(csv_text(SCHOOL_LIST, delimiter=";").encode("utf-8-sig"))
    (folder / "utf16.csv").write_bytes(b"\xff\xfe" + csv_text(SCHOOL_LIST, delimiter="\t").encode("utf-16-le"))


def _dates(day: date, serial: int) -> list[list[Value]]:
    """Return one student for each way to write a birth date; all but the last were born on the same day."""
    return [
        ["春山中学花名册"],
        ["姓名", "性别", "班级", "生日"],
        ["刘志强", "男", "七年级3班", day],
        ["陈晓燕", "女", "七年级3班", serial],
        ["杨建国", "男", "七年级3班", 20140506],
        ["黄春花", "女", "七年级3班", "2014年5月6日"],
        ["吴诗涵", "女", "七年级3班", "2014.5.6"],
    ]


if __name__ == "__main__":
    write_all(FOLDER)
