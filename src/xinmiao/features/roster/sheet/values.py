"""What one cell of a roster means: names, dates, codes, flags, telephone numbers.

Owns the reading of single cells. A cell that is no value of its kind raises `CellProblem` with the
sentence for its row; nothing is guessed and nothing is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.records import Boarding, LeftBehind, Relation, Sex, StudentStatus
from xinmiao.kernel.texts import Text, _

_EARLIEST_BIRTH_YEARS = 30
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIAL_EPOCH_1904 = date(1904, 1, 1)
_SERIAL_FIRST, _SERIAL_LAST = 25_569, 80_000
_SERIAL_1904_SHIFT = 1_462
_LONGEST_NAME = 60
_EXACT_BELOW = 10**15
_LONGEST_PHONE = 30
_MOBILE_DIGITS = 11
_LARGEST_NUMBER_IN_CLASS = 999

_INVISIBLE_AND_HARMLESS = re.compile("[\u200b\ufeff]")
_DOTS = re.compile(r"(?<=\w)\s*[·•．.・‧∙●｡•⋅]\s*(?=\w)")
_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\u02ff])\s+(?=[^\x00-\u02ff])")
_CODED = re.compile(r"(\d{1,3})\s*[-—–_.、:：|]\s*(\D.*)")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*月?")
_NUMBER_IN_CLASS = re.compile(r"(?:第|no\.?)?(\d{1,12})号?")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?[2-9]\d{6,7}(?:-\d{1,5})?|[2-9]\d{6,7}")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)

DAMAGED_NUMBER = _(
    "Excel has changed the number “{value}”: its last digits are lost. "
    "In the original, set the column to “Text” and enter the numbers again."
)


class CellProblem(ValueError):
    """A cell that is no value of its kind; `text` is the sentence for its row."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text


def text_of(cell: Cell) -> str:
    """Return a cell as text, without blanks at its ends; an empty cell is an empty text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT_BELOW else repr(cell)
    return str(cell)


def folded(cell: Cell) -> str:
    """Return a cell as text with full-width letters and digits made ordinary."""
    text = text_of(cell)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def parse_text(cell: Cell, limit: int) -> str | None:
    """Return the words of a cell exactly, lines joined by a blank.

    Raises:
        CellProblem: too long, or with characters that cannot be shown.
    """
    text = text_of(cell)
    if not text:
        return None
    if "\n" in text or "\r" in text or "\t" in text:
        text = " ".join(text.split())
    if len(text) > limit:
        raise CellProblem(
            _("{length} characters are too many; at most {limit} fit.").format(length=len(text), limit=limit)
        )
    if not text.isprintable():
        _refuse_unshowable(text)
    return text


def _refuse_unshowable(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs", "Cf"}:
            raise CellProblem(
                _("An invisible character ({code}) stands in the text; delete it and type the text again.").format(
                    code=f"U+{ord(character):04X}"
                )
            )


def parse_name(cell: Cell) -> str | None:
    """Return a person's name: “王 芳” is 王芳, all dots become ·, rare characters stay as they are.

    Raises:
        CellProblem: too long, or with characters no name has.
    """
    text = parse_text(_INVISIBLE_AND_HARMLESS.sub("", text_of(cell)), _LONGEST_NAME)
    if text is None or _is_plain_han(text):
        return text
    name = _DOTS.sub("·", text)
    name = re.sub(r"\s+", " ", _BETWEEN_HAN.sub("", _narrowed(name)))
    for character in name:
        if unicodedata.category(character)[0] in "SN" and not character.isdecimal():
            raise CellProblem(_("A name cannot hold the sign {sign}.").format(sign=character))
    if not any(character.isalpha() or unicodedata.category(character) == "Co" for character in name):
        raise CellProblem(_("“{value}” is not a name.").format(value=name))
    return name


def _is_plain_han(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _narrowed(text: str) -> str:
    """Make full-width letters, digits and blanks ordinary, and nothing else: rare characters stay exact."""
    return "".join(
        chr(ord(character) - 0xFEE0)
        if "\uff01" <= character <= "\uff5e"
        else " "
        if character == "\u3000"
        else character
        for character in text
    )


def _uncoded(text: str) -> tuple[str, str]:
    """Split `1-男` into code and word; a bare code or word leaves the other empty."""
    if (coded := _CODED.fullmatch(text)) is not None:
        return coded[1], coded[2].strip()
    return (text, "") if text.isdecimal() else ("", text)


def _not_understood(text: str, example: str) -> CellProblem:
    return CellProblem(
        _("“{value}” is not understood; write for instance {example}.").format(value=text[:40], example=example)
    )


_SEX_WORDS = {"男": Sex.MALE, "男性": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "女": Sex.FEMALE, "女性": Sex.FEMALE}
_SEX_WORDS |= {"f": Sex.FEMALE, "female": Sex.FEMALE, "男生": Sex.MALE, "女生": Sex.FEMALE}
_SEX_CODES = {1: Sex.MALE, 2: Sex.FEMALE}
_SEX_UNKNOWN = {"0", "9", "未知", "未说明"}


def parse_sex(cell: Cell) -> Sex | None:
    """Read 男, 1 or 1-男 (GB/T 2261.1); 0 and 9 are not known."""
    text = folded(cell).lower()
    code, word = _uncoded(text)
    if not text or code in _SEX_UNKNOWN or word in _SEX_UNKNOWN:
        return None
    by_code = _SEX_CODES.get(int(code)) if code else None
    by_word = _SEX_WORDS.get(word)
    if (word and by_word is None) or (code and by_code is None) or (code and word and by_code is not by_word):
        raise _not_understood(text, "男")
    return by_word or by_code


def parse_birth_date(cell: Cell, *, today: date, date_1904: bool = False) -> date | None:
    """Read a birth date in the forms schools use, or a serial number of Excel.

    Raises:
        CellProblem: no date, in the future, or more than 30 years ago.
    """
    found = _as_date(cell, date_1904=date_1904)
    if found is None:
        return None
    if found > today:
        raise CellProblem(_("The date {value} lies in the future.").format(value=found.isoformat()))
    if found.year < today.year - _EARLIEST_BIRTH_YEARS:
        raise CellProblem(_("The date {value} lies too long ago for a student.").format(value=found.isoformat()))
    return found


def _as_date(cell: Cell, *, date_1904: bool) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date) or cell is None:
        return cell
    text = folded(cell)
    if not text:
        return None
    for pattern in (_COMPACT_DATE, _DATE):
        if (match := pattern.fullmatch(text)) is not None:
            return _day(int(match[1]), int(match[2]), int(match[3]), text)
    serial = _serial(text, date_1904=date_1904)
    if serial is None:
        raise _not_understood(text, "2011-01-01")
    return serial


def _serial(text: str, *, date_1904: bool) -> date | None:
    """Read a serial number of the 1900 or the 1904 system."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5):  # noqa: PLR2004 -- five digits reach the year 2173
        return None
    number = int(text)
    shift = _SERIAL_1904_SHIFT if date_1904 else 0
    if not _SERIAL_FIRST - shift <= number <= _SERIAL_LAST:
        return None
    return (_SERIAL_EPOCH_1904 if date_1904 else _SERIAL_EPOCH) + timedelta(days=number)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellProblem(_("The calendar has no day “{value}”.").format(value=text)) from None


def parse_month(cell: Cell) -> str | None:
    """Read a month of enrolment: 202609, 2026-09, 2026年9月, or a date; give 2026-09."""
    if isinstance(cell, date):
        return f"{cell.year:04}-{cell.month:02}"
    if isinstance(cell, float):
        raise CellProblem(
            _("The number {value} may mean January or October; set the column to “Text” and write 2026-09.").format(
                value=cell
            )
        )
    text = folded(cell)
    if not text:
        return None
    match = _COMPACT_DATE.fullmatch(text) or _DATE.fullmatch(text) or _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12 or not 1980 <= int(match[1]) <= 2199:  # noqa: PLR2004 -- calendar
        raise _not_understood(text, "2026-09")
    return f"{match[1]}-{int(match[2]):02}"


_YES = {"是", "有", "y", "yes", "true", "√", "✓", "✔", "对", "1"}
_NO = {"否", "无", "没有", "不是", "n", "no", "false", "×", "✗", "✕", "-", "—", "/", "\\", "不", "0"}
_NEGATIVE_STARTS = ("非", "无", "否", "不", "没", "未")


def parse_flag(cell: Cell, word_of_flag: str) -> bool | None:
    """Read 是, 1, 1-是, √, or words such as “视力残疾” for the flag 残疾; 0, 否 and 非… are no.

    Raises:
        CellProblem: words that say neither.
    """
    text = folded(cell).lower()
    code, word = _uncoded(text)
    said = word or code
    if not said:
        return None
    if said in _YES:
        return True
    if said in _NO or said.startswith(_NEGATIVE_STARTS):
        return False
    if word_of_flag in said:
        return True
    raise _not_understood(text, "是")


_LEFT_BEHIND_CODES = {"0": LeftBehind.NONE, "1": LeftBehind.ONE_PARENT, "2": LeftBehind.BOTH_PARENTS}
_ONE_PARENT = ("单亲", "单方", "一方", "父亲外出", "母亲外出", "父外出", "母外出")
_BOTH_PARENTS = ("双亲", "双方", "父母")


def parse_left_behind(cell: Cell) -> LeftBehind | None:
    """Read 0 no, 1 one parent away, 2 both parents away, with or without words; 是 alone says not who."""
    text = folded(cell).lower()
    code, word = _uncoded(text)
    if not text:
        return None
    if not word and code in _LEFT_BEHIND_CODES:
        return _LEFT_BEHIND_CODES[code]
    if any(part in word for part in _ONE_PARENT):
        return LeftBehind.ONE_PARENT
    if any(part in word for part in _BOTH_PARENTS):
        return LeftBehind.BOTH_PARENTS
    return LeftBehind.UNSPECIFIED if parse_flag(cell, "留守") else LeftBehind.NONE


_BOARDING_CODES = {"1": Boarding.DAY, "2": Boarding.BOARDER}


def parse_boarding(cell: Cell, *, as_flag: bool = False) -> Boarding | None:
    """Read 走读, 住校, 1-走读, 2-住校; in a yes-or-no column, whether the student boards."""
    text = folded(cell)
    code, word = _uncoded(text)
    if not text:
        return None
    if any(part in word for part in ("住校", "住宿", "寄宿", "借宿")) and not word.startswith(_NEGATIVE_STARTS):
        return Boarding.BOARDER
    if "走读" in word or "通学" in word:
        return Boarding.DAY
    if as_flag:
        return Boarding.BOARDER if parse_flag(cell, "住") else Boarding.DAY
    if not word and code in _BOARDING_CODES:
        return _BOARDING_CODES[code]
    raise _not_understood(text, "走读")


def parse_number_in_class(cell: Cell) -> int | None:
    """Read 7, 07 or 7号."""
    text = folded(cell).lower()
    if not text:
        return None
    match = _NUMBER_IN_CLASS.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= _LARGEST_NUMBER_IN_CLASS:
        raise _not_understood(text, "7")
    return int(match[1])


def parse_phone(cell: Cell) -> str | None:
    """Read one telephone number, or several, as digits.

    Raises:
        CellProblem: no telephone number, or one that Excel has changed.
    """
    text = folded(cell)
    if not text:
        return None
    if isinstance(cell, float) or _SCIENTIFIC.fullmatch(text):
        raise CellProblem(DAMAGED_NUMBER.format(value=text))
    if len(text) == _MOBILE_DIGITS and text[0] == "1" and text.isascii() and text.isdecimal():
        return text
    numbers = []
    for part in re.split(r"[、,;/或\n]|\s{2,}", text):
        number = re.sub(r"^(?:\+|00)86", "", re.sub(r"[\s().]", "", part))
        number = re.sub(r"[-—–]", "", number) if number.startswith("1") else re.sub(r"[—–]", "-", number)
        if number and _PHONE.fullmatch(number) is None:
            raise _not_understood(text, "13800000000")
        numbers += [number] if number else []
    phone = "、".join(numbers)
    if len(phone) > _LONGEST_PHONE:
        raise CellProblem(_("At most two telephone numbers fit."))
    return phone or None


_RELATIONS = (
    (Relation.GRANDFATHER, ("祖父", "爷爷", "外公", "姥爷")),
    (Relation.GRANDMOTHER, ("祖母", "奶奶", "外婆", "姥姥")),
    (Relation.OTHER_RELATIVE, ("叔", "伯", "姑", "姨", "舅", "亲属", "亲戚", "婶")),
    (Relation.SIBLING, ("哥", "姐", "兄", "弟", "妹")),
    (Relation.FATHER, ("父", "爸")),
    (Relation.MOTHER, ("母", "妈")),
)
_RELATION_CODES = {"51": Relation.FATHER, "52": Relation.MOTHER, "61": Relation.GRANDFATHER, "62": Relation.GRANDMOTHER}
_RELATION_CODES |= {"63": Relation.GRANDFATHER, "64": Relation.GRANDMOTHER, "1": Relation.FATHER, "2": Relation.MOTHER}
_FOSTER = ("父母", "岳", "养父母")


def parse_relation(cell: Cell) -> Relation | None:
    """Read what a guardian is to the student (GB/T 4761 codes, or words); unknown words are OTHER."""
    code, word = _uncoded(folded(cell))
    if not code and not word:
        return None
    if word in _FOSTER:
        return Relation.OTHER
    for relation, parts in _RELATIONS:
        if any(part in word for part in parts):
            return relation
    return _RELATION_CODES.get(code, Relation.OTHER) if not word else Relation.OTHER


_STATUS_WORDS = (
    (StudentStatus.ON_LEAVE, ("休学",)),
    (StudentStatus.TRANSFERRED, ("转出", "转学", "退学", "离校")),
    (StudentStatus.GRADUATED, ("毕业", "结业")),
    (StudentStatus.ENROLLED, ("在读", "在校", "在籍", "正常", "就读", "复学", "转入")),
)


def parse_status(cell: Cell) -> StudentStatus | None:
    """Read whether the student is at the school; empty says nothing."""
    text = folded(cell)
    for status, words in _STATUS_WORDS:
        if any(word in text for word in words):
            return status
    if text and text not in {"1", "01"}:
        raise _not_understood(text, "在读")
    return StudentStatus.ENROLLED if text else None
