"""How a name is read aloud: pinyin and initials, by which a student or a member of staff is found.

Owns the readings of surnames that differ from the ordinary reading. The readings of all other
characters come from the dictionary, which is large and therefore loaded when first needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "覃": "qin", "区": "ou", "朴": "piao",
    "盖": "ge", "召": "shao", "员": "yun", "乜": "nie", "缪": "miao", "秘": "bi", "繁": "po", "种": "chong",
    "隗": "wei", "阚": "kan", "洗": "xian", "黑": "he", "重": "chong", "翟": "zhai", "牟": "mu", "佴": "nai",
    "郇": "xun", "卜": "bu", "祭": "zhai", "薄": "bo", "乐": "yue", "会": "gui",
}  # fmt: skip
_DOUBLE_SURNAMES = {
    "尉迟": "yu chi", "欧阳": "ou yang", "长孙": "zhang sun", "澹台": "tan tai", "单于": "chan yu",
    "万俟": "mo qi", "令狐": "ling hu", "夏侯": "xia hou", "司马": "si ma", "诸葛": "zhu ge",
    "上官": "shang guan", "皇甫": "huang fu", "宇文": "yu wen", "慕容": "mu rong", "司徒": "si tu",
    "独孤": "du gu", "南宫": "nan gong", "东方": "dong fang", "公孙": "gong sun", "轩辕": "xuan yuan",
    "呼延": "hu yan", "申屠": "shen tu", "太史": "tai shi", "闻人": "wen ren", "钟离": "zhong li",
    "濮阳": "pu yang", "淳于": "chun yu", "司空": "si kong", "赫连": "he lian", "端木": "duan mu",
    "西门": "xi men", "百里": "bai li", "拓跋": "tuo ba", "鲜于": "xian yu", "第五": "di wu",
    "宰父": "zai fu", "亓官": "qi guan",
}  # fmt: skip
_MARKS = frozenset("·•．. 　-")


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name's pinyin without tones or spaces (`zengxiaoming`) and its initials (`zxm`), in lower case."""

    pinyin: str
    initials: str


@lru_cache(maxsize=8_000)
def name_reading(name: str) -> NameReading:
    """Return how `name` is read. A character without a reading stands for itself; ü is written v."""
    surname, rest = _surname_reading(name)
    syllables = [*surname, *_syllables(rest)]
    return NameReading("".join(syllables).lower(), "".join(syllable[0] for syllable in syllables).lower())


def _surname_reading(name: str) -> tuple[list[str], str]:
    if name[:2] in _DOUBLE_SURNAMES and len(name) > len("欧阳"):
        return _DOUBLE_SURNAMES[name[:2]].split(), name[2:]
    if name[:1] in _SURNAMES and not any(mark in name for mark in "·•"):
        return [_SURNAMES[name[0]]], name[1:]
    return [], name


def _syllables(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- 55 MB, only when names are written

    if not text:
        return []
    syllables: list[str] = lazy_pinyin(text, style=Style.NORMAL, errors=_kept)  # type: ignore[arg-type]  # a list too
    return [syllable for syllable in syllables if syllable not in _MARKS and syllable.strip()]


def _kept(characters: str) -> list[str]:
    """Each character without a reading for itself; a Latin word stays one word."""
    kept: list[str] = []
    for character in characters:
        if kept and character.isascii() and character.isalnum() and kept[-1].isascii() and kept[-1].isalnum():
            kept[-1] += character
        else:
            kept.append(character)
    return kept
