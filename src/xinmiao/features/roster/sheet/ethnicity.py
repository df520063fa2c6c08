"""The ethnic groups by their national codes (GB/T 3304), as sheets write them: 10, 10-朝鲜族, 朝鲜, 朝鲜族.

Owns the list and its reading.
"""

from __future__ import annotations

import re

from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.sheet.values import CellProblem, folded, parse_text
from xinmiao.kernel.texts import _

_NAMES = (
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮",
    "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼",
    "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜",
    "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬",
    "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米",
    "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固",
    "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
)  # fmt: skip
_BY_CODE = {code: f"{name}族" for code, name in enumerate(_NAMES, start=1)} | {97: "其他", 98: "外国血统"}
_BY_NAME = {name: f"{name}族" for name in _NAMES}
_CODED = re.compile(r"(\d{1,2})(?:\s*[-—–_.、:：|]\s*(.*))?")
_LONGEST = 30


def parse_ethnicity(cell: Cell) -> str | None:
    """Return the full name of an ethnic group; a name that is not in the list is kept as written.

    Raises:
        CellProblem: a code that does not exist.
    """
    text = folded(cell)
    if not text:
        return None
    coded = _CODED.fullmatch(text)
    if coded is not None and not coded[2]:
        if int(coded[1]) not in _BY_CODE:
            raise CellProblem(_("There is no ethnic group with the code {value}.").format(value=coded[1]))
        return _BY_CODE[int(coded[1])]
    name = coded[2] if coded is not None else text
    return _BY_NAME.get(name.removesuffix("族")) or parse_text(name, _LONGEST)
